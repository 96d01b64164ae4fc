"""A statement: who is said to have said what, with the spans of all its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.language import lexicons as lex
from factcheck.language.grammar import first_finite, tokenise
from factcheck.types import Attribution, Polarity, Span

_QUOTED = re.compile(
    r"(?:[\"“«„]|''|``)(?P<words>(?:(?!'')[^\"“”«»„])*+)(?:[\"”»]|'')",
)
# "No. 10" is a number.
_ANSWER = re.compile(
    rf"(?:(?:{'|'.join(sorted(lex.ANSWERS))}|not(?: at all| so| really)?|of course(?: not)?)"
    r"(?:\s*[,;:!—\u2013]|\s-(?=\s)|\.(?!\s*\d))\s*+)++",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution with the spans of its parts.

    `subject` is the noun phrase that governs the cue, None for a source without a name; it
    may be longer than the speaker ("statements from the ministry").
    """

    attribution: Attribution
    subject: Span | None
    cue: Span


def statement_of(
    text: str,
    source: Span | None,
    cue: Span,
    content: Span,
    polarity: Polarity = Polarity.ASSERTS,
) -> Statement:
    """The statement of these spans, with marks and blanks around the content left out.

    And without "No," before a clause, which denies what was asked and not what the clause says.
    """
    inner = _behind_answer(text, _without_marks(text, content))
    quotes = (
        match["words"].strip(" ,.") for match in _QUOTED.finditer(text, content.start, content.end)
    )
    attribution = Attribution(
        speaker=" ".join(_speaker(text, source).split()).rstrip(" ,;") if source else None,
        cue=text[cue.start : cue.end],
        polarity=polarity,
        content=text[inner.start : inner.end],
        start=inner.start,
        end=inner.end,
        quote=next(filter(None, quotes), None),
    )
    return Statement(attribution, source, cue)


def _without_marks(text: str, span: Span) -> Span:
    """The span without outer spaces, commas, full stop, and quotation marks around it all."""
    start, end = span.start, span.end
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",.;:—\u2013-"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ",;:—\u2013-"):
        start += 1
    quoted = _QUOTED.match(text, start, end)
    if quoted and quoted.end() == end and quoted["words"].strip():
        return _without_marks(text, Span(*quoted.span("words")))
    return Span(start, end)


def _behind_answer(text: str, span: Span) -> Span:
    answer = _ANSWER.match(text, span.start, span.end)
    if answer is None or first_finite(tokenise(text, answer.end(), span.end), strict=False) is None:
        return span
    return Span(answer.end(), span.end)


def _speaker(text: str, source: Span) -> str:
    """The name in the noun phrase: of "a statement from the army" it is "the army"."""
    tokens = tokenise(text, source.start, source.end)
    for at in range(1, len(tokens) - 1):
        is_of = tokens[at].lower in {"from", "by"}
        if is_of and any(token.lower in lex.UTTERANCES for token in tokens[:at]):
            return text[tokens[at + 1].start : source.end]
    return text[source.start : source.end]
