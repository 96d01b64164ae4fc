"""Attributions that only the learnt tagger sees, in the form that the rules give theirs."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.claims.statements import Statement, statement_of
from factcheck.language import lexicons as lex
from factcheck.language.cues import is_granted, is_report, may_be_deed, polarity_of
from factcheck.language.grammar import QUOTES, first_finite, may_be_finite, tokenise
from factcheck.tagging import TaggedAttribution
from factcheck.types import Polarity, Span

# Of a clause that the source, cue and content of its report must make up.
_LEAST_SHARE = 0.6


def tagged_statement(
    text: str, start: int, end: int, tags: Sequence[TaggedAttribution]
) -> Statement | None:
    """The outermost attribution of a clause among those of the tagger, None if there is none.

    Only with a source that speaks for itself and a content within the clause that says something:
    what the writer thinks is no report, nor is what somebody prefers or does.
    """
    inside = [tag for tag in tags if start <= tag.cue.start and tag.cue.end <= end]
    for tag in inside:
        parts = [part for part in tag.contents if start <= part.start and part.end <= end]
        source = tag.source
        if source is None or not parts or _is_writer(text[source.start : source.end]):
            continue
        if any(_holds(other, tag) for other in inside) or not _is_main(
            text, start, end, tag, source
        ):
            continue
        content = max(parts, key=lambda part: part.end - part.start)
        cue = text[tag.cue.start : tag.cue.end]
        if _says(text, content) or (is_report(cue) and not _is_deed(text, tag.cue, content)):
            whole = _with_abbreviations(text, start, source)
            return statement_of(text, whole, tag.cue, content, polarity_of(cue))
    return None


def _with_abbreviations(text: str, start: int, source: Span) -> Span:
    """The source with abbreviations and an article before it: "The U.S. Supreme Court"."""
    if source.start < start:
        return source
    tokens = tokenise(text, start, source.end)
    first = next(at for at, token in enumerate(tokens) if token.end > source.start)
    while first and tokens[first - 1].is_name and "." in tokens[first - 1].text:
        first -= 1
    is_led = first > 0 and tokens[first - 1].lower in lex.DETERMINERS
    if "." in tokens[first].text and is_led:
        first -= 1
    return Span(tokens[first].start, source.end)


def _is_main(text: str, start: int, end: int, tag: TaggedAttribution, source: Span) -> bool:
    """Whether the clause is mostly this report, and the source no owner of it ("Ito's demands")."""
    if text[source.start : source.end].endswith(("'s", "\u2019s")):
        return False
    parts = (tag.cue, source, *tag.contents)
    covered = sum(max(0, min(p.end, end) - max(p.start, start)) for p in parts)
    return covered >= _LEAST_SHARE * (end - start)


def _says(text: str, content: Span) -> bool:
    """Whether it can be true or false, having a verb of its own, or is in somebody's own words."""
    tokens = tokenise(text, content.start, content.end)
    is_quoted = any(token.text in QUOTES for token in tokens)
    return is_quoted or first_finite(tokens, strict=False) is not None


def _is_deed(text: str, cue: Span, content: Span) -> bool:
    """Whether a verb of saying has a mere thing as its object: "conceded defeat", "denied bail".

    "Admitted taking bribes", "claimed to have won" and "reported on a flood" say something.
    """
    tokens = tokenise(text, content.start, content.end)
    verb = text[cue.start : max(cue.end, content.start)]
    if polarity_of(verb) is Polarity.DENIES:
        return is_granted(tokens)
    first = tokens[0].lower
    is_thing = first not in lex.PREPOSITIONS and not first.endswith("ing")
    is_thing = is_thing and not any(may_be_finite(tokens, at) for at in range(len(tokens)))
    return is_thing and may_be_deed(verb)


def _is_writer(source: str) -> bool:
    return source.lower() in {"i", "we", "you", "my", "our", "it", "there", "who", "which", "that"}


def _holds(outer: TaggedAttribution, inner: TaggedAttribution) -> bool:
    return any(part.start <= inner.cue.start < part.end for part in outer.contents)
