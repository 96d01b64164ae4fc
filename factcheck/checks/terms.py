"""From when to when: in office from 2010 to 2015 is not until 2010."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from factcheck.language.relevance import content_words
from factcheck.language.text import sentences
from factcheck.quantities.dates import WrittenDate, written_dates
from factcheck.types import Span

_FROM = re.compile(r"\b(?:from|between)\s+\Z", re.IGNORECASE)
_TO = re.compile(r"\s+(?:to|until|till|and)\s+", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till)\s+\Z", re.IGNORECASE)
_BEGINS = re.compile(
    r"\b(?:became|beg[iau]n\w*|start(?:s|ed)?|opens?|opened|took\s+office)\b(?:\s+\w+){0,4}?"
    r"\s+(?:in|on)\s+\Z",
    re.IGNORECASE,
)
_LOOK_BACK = 80


@dataclass(frozen=True, slots=True)
class _Term:
    """From one date to another; `span` begins at the "from"."""

    start: WrittenDate
    end: WrittenDate
    span: Span


def other_term(claim: str, passage: str) -> str | None:
    """The words by which a passage tells of another beginning or end than the claim.

    That is where the claim takes the one for the other, and the passage has half of the claim's
    words before them. What is so "since" a beginning may still be so where a passage tells of it up
    to some year.
    """
    told = list(_terms(passage))
    for named in written_dates(claim) if told else ():
        before = claim[max(0, named.span.start - _LOOK_BACK) : named.span.start]
        if _UNTIL.search(before):
            pairs = [(term.end, term.start, term.span) for term in told]
        elif _BEGINS.search(before):
            pairs = [(term.start, term.end, term.span) for term in told]
        else:
            continue
        if any(named.agrees(own) for own, _, _ in pairs):
            continue
        for _, other, span in pairs:
            if named.agrees(other) and _is_on(claim, passage, span.start):
                return passage[span.start : span.end]
    return None


def _terms(text: str) -> Iterator[_Term]:
    for start, end in pairwise(written_dates(text)):
        come_from = _FROM.search(text, max(0, start.span.start - _LOOK_BACK), start.span.start)
        if come_from and _TO.fullmatch(text, start.span.end, end.span.start):
            yield _Term(start, end, Span(come_from.start(), end.span.end))


def _is_on(claim: str, passage: str, offset: int) -> bool:
    """Whether what stands before that in its sentence is on what the claim is on."""
    start = max(span.start for span in sentences(passage) if span.start <= offset)
    wanted = content_words(claim)
    for named in written_dates(claim):
        wanted = wanted - content_words(claim[named.span.start : named.span.end])
    return 2 * len(wanted & content_words(passage[start:offset])) >= len(wanted) > 0
