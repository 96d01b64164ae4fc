"""When each thing was, of several in a sentence: "built in 1932 and widened in 1998".

The stance model takes "built in 1998" for the same. A date closes a stretch of words, and what
these say was then. Where the claim's verb is in another stretch than the claim's date, and that one
has a verb of its own, it was at another date. Names of places would close stretches likewise, but
of 77 labelled pairs in which they seemed to, 32 support.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.language import lexicons as lex
from factcheck.language.grammar import Token, is_finite, may_be_past, tokenise
from factcheck.language.negation import is_negated
from factcheck.language.relevance import content_words
from factcheck.language.text import sentences
from factcheck.language.verb_groups import base, finite_verb, main_verb
from factcheck.quantities.dates import WrittenDate, written_dates
from factcheck.types import Span

_WEEKDAY = re.compile(rf"\b(?:{'|'.join(day.title() for day in lex.WEEKDAYS)})\b")
_LINK = re.compile(r"\b(?P<link>in|on|since|until|by|from)\s+\Z", re.IGNORECASE)
_RANGE = re.compile(r"\s?[-\u2013]\s?\d")
_LOOK_BACK = 8
_STATE = re.compile(r"\b(?:still|already)\b", re.IGNORECASE)
# "She became mayor", "has been the mayor": what she was stands behind these.
_COPULAS = lex.DETERMINERS | lex.words("become becomes became remain remains remained")


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A date or a day of the week, where it stands, and the preposition before it."""

    span: Span
    link: str
    date: WrittenDate | str

    def agrees(self, other: _Anchor) -> bool | None:
        """Whether both are the same, as far as both tell; None where they cannot be compared."""
        if isinstance(self.date, WrittenDate) and isinstance(other.date, WrittenDate):
            return self.date.agrees(other.date)
        if isinstance(self.date, str) and isinstance(other.date, str):
            return self.date == other.date
        return None


def told_of_then(claim: str, passage: str) -> str | None:
    """The words that tell when the claim's deed was, where of its date they tell something else."""
    tokens = tokenise(claim, 0, len(claim))
    verb = _predicate(tokens)
    if verb is None or is_negated(claim) or _STATE.search(claim):
        return None
    own = [
        each
        for each in _anchors(claim)
        if each.span.start > tokens[verb].start and not _RANGE.match(claim, each.span.end)
    ]
    return _told(base(tokens[verb]), own[0], passage) if len(own) == 1 else None


def _told(verb: str, own: _Anchor, passage: str) -> str | None:
    found: str | None = None
    given = _anchors(passage)
    for span in sentences(passage):
        anchors = [each for each in given if span.start <= each.span.start < span.end]
        stretches = list(_stretches(passage, span, anchors))
        with_verb = [any(base(token) == verb for token in tokens) for tokens in stretches]
        agrees = [own.agrees(anchor) for anchor in anchors]
        if any(has and is_same for has, is_same in zip(with_verb, agrees, strict=True)):
            return None
        if not all(map(_says_something, stretches)):
            continue
        told_then = [
            anchor.link == own.link and _has_verb(tokens)
            for anchor, tokens, is_same in zip(anchors, stretches, agrees, strict=True)
            if is_same
        ]
        of_verb = [at for at, has in enumerate(with_verb) if has and agrees[at] is False]
        if told_then and all(told_then) and of_verb:
            at = of_verb[0]
            found = found or passage[stretches[at][0].start : anchors[at].span.end]
    return found


def _predicate(tokens: Sequence[Token]) -> int | None:
    """The claim's verb, or what somebody became or was."""
    finite = finite_verb(tokens)
    at = None if finite is None else main_verb(tokens, finite)
    while at is not None and at < len(tokens) and tokens[at].lower in _COPULAS:
        at += 1
    return at if at is not None and at < len(tokens) and tokens[at].text[0].islower() else None


def _anchors(text: str) -> list[_Anchor]:
    """The dates and days of the week that stand behind prepositions, in order."""
    dates: list[tuple[Span, WrittenDate | str]] = [(one.span, one) for one in written_dates(text)]
    taken = {at for span, _ in dates for at in range(span.start, span.end)}
    days = ((Span(*match.span()), match.group()) for match in _WEEKDAY.finditer(text))
    dates += [(span, day) for span, day in days if span.start not in taken]
    return [
        _Anchor(span, "in" if link["link"].lower() == "on" else link["link"].lower(), date)
        for span, date in sorted(dates, key=lambda each: each[0].start)
        if (link := _LINK.search(text, max(0, span.start - _LOOK_BACK), span.start))
    ]


def _stretches(text: str, span: Span, anchors: Sequence[_Anchor]) -> Iterator[list[Token]]:
    start = span.start
    for anchor in anchors:
        yield tokenise(text, start, anchor.span.start)
        start = anchor.span.end


def _says_something(tokens: Sequence[Token]) -> bool:
    return bool(content_words(" ".join(token.text for token in tokens)))


def _has_verb(tokens: Sequence[Token]) -> bool:
    return any(
        not token.is_name and (is_finite(tokens, at, strict=False) or may_be_past(token))
        for at, token in enumerate(tokens)
    )
