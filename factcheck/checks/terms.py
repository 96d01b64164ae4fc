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
_LOOK_BACK, _LOOK_BACK_TO_SUBJECT = 80, 200


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
    terms = list(_terms(passage))
    asked = list(_asked(claim)) if terms else []
    if not asked:
        return None
    wanted = _subject(claim)
    for named, is_end in asked:
        pairs = [(term.end, term.start) if is_end else (term.start, term.end) for term in terms]
        if any(named.agrees(own) for own, _ in pairs):
            continue
        for term, (_, other) in zip(terms, pairs, strict=True):
            if named.agrees(other) and _is_on(wanted, passage, term.span.start):
                return passage[term.span.start : term.span.end]
    return None


def _asked(claim: str) -> Iterator[tuple[WrittenDate, bool]]:
    """The dates of a claim on which something ended, or began; with whether it ended."""
    for named in written_dates(claim):
        before = claim[max(0, named.span.start - _LOOK_BACK) : named.span.start]
        is_end = bool(_UNTIL.search(before))
        if is_end or _BEGINS.search(before):
            yield named, is_end


def _terms(text: str) -> Iterator[_Term]:
    for start, end in pairwise(written_dates(text)):
        come_from = _FROM.search(text, max(0, start.span.start - _LOOK_BACK), start.span.start)
        if come_from and _TO.fullmatch(text, start.span.end, end.span.start):
            yield _Term(start, end, Span(come_from.start(), end.span.end))


def _subject(claim: str) -> frozenset[str]:
    """The words of a claim without its dates."""
    dates = (content_words(claim[d.span.start : d.span.end]) for d in written_dates(claim))
    return content_words(claim).difference(*dates)


def _is_on(wanted: frozenset[str], passage: str, offset: int) -> bool:
    """Whether what stands before that in its sentence has half of these words."""
    before = passage[max(0, offset - _LOOK_BACK_TO_SUBJECT) : offset]
    start = max((span.start for span in sentences(before)), default=0)
    return 2 * len(wanted & content_words(before[start:])) >= len(wanted) > 0
