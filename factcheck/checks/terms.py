"""From when to when: in office from 2010 to 2015 is not until 2010."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.language.relevance import content_words
from factcheck.language.text import sentences
from factcheck.quantities.dates import MONTH_NAMES

_MONTH = rf"(?:{'|'.join(MONTH_NAMES)})"
_DATE = rf"(?:\d{{1,2}}\s+)?{_MONTH}(?:\s+\d{{4}})?|\d{{4}}"
_TERM = re.compile(
    rf"\b(?:from|between)\s+(?P<start>{_DATE})\s+(?:to|until|till|and)\s+(?P<end>{_DATE})\b",
    re.IGNORECASE,
)
_END = rf"\b(?:until|till)\s+(?P<date>{_DATE})\b"
_BEGIN = (
    r"\b(?:became|beg[iau]n\w*|start(?:s|ed)?|opens?|opened|took\s+office)\b(?:\s+\w+){0,4}?"
    rf"\s+(?:in|on)\s+(?P<date>{_DATE})\b"
)
# Each with whether it tells when something began, so that the end of a term is another date.
_FORMS = (
    (re.compile(_END, re.IGNORECASE), False),
    (re.compile(_BEGIN, re.IGNORECASE), True),
)


def other_term(claim: str, passage: str) -> str | None:
    """The words by which a passage tells of another beginning or end than the claim.

    That is where the claim takes the one for the other, and the passage has half of the claim's
    words before them. What is so "since" a beginning may still be so where a passage tells of it up
    to some year.
    """
    told = [(match, _is_on(claim, passage, match.start())) for match in _TERM.finditer(passage)]
    for date, is_beginning in _dates(claim):
        own, other = ("start", "end") if is_beginning else ("end", "start")
        if any(_is_same(date, match[own]) for match, _ in told):
            continue
        for match, is_on in told:
            if is_on and _is_same(date, match[other]):
                return match.group()
    return None


def _is_on(claim: str, passage: str, offset: int) -> bool:
    """Whether what stands before that in its sentence is on what the claim is on."""
    start = max((span.start for span in sentences(passage) if span.start <= offset), default=0)
    wanted = content_words(re.sub(_DATE, "", claim, flags=re.IGNORECASE))
    return 2 * len(wanted & content_words(passage[start:offset])) >= len(wanted) > 0


def _dates(claim: str) -> Iterator[tuple[str, bool]]:
    for form, is_beginning in _FORMS:
        for match in form.finditer(claim):
            yield match["date"], is_beginning


def _is_same(one: str, other: str) -> bool:
    """Whether both are one date; either may leave out the year."""
    one, other = one.casefold(), other.casefold()
    return one.startswith(other) or other.startswith(one)
