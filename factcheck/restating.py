"""A passage with its figures and dates as a claim writes them, where they are the same.

The stance model compares words: "1,187,000 residents" refutes "1.2 million residents" to it, and
"on Monday" a claim that names the day. What the numbers and the calendar tell is put into the
words of the claim before it reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import TypeAlias

from factcheck.dates import WrittenDate, written_dates
from factcheck.magnitudes import magnitudes
from factcheck.measures import measured_span
from factcheck.quantities import Quantity, quantities
from factcheck.relative_dates import resolve
from factcheck.relevance import content_words
from factcheck.single_units import single_units
from factcheck.types import Span

Change: TypeAlias = tuple[Span, str]

# Of a sentence that shares fewer of the claim's words, to name its day would say no more of the
# claim, and seem to.
_SAME_EVENT = 0.6
_WORD = re.compile(r"\s[^\W\d_]")
# A number of the claim that ends a range is not the claim's figure.
_IN_RANGE = re.compile(
    r"(?:\b(?:between|from)\s+|\d\s?(?:%|per\s?cent)?\s?(?:-|\u2013|to\s|and\s)\s?)[$€£]?\Z",
    re.IGNORECASE,
)


def restated(claim: str, passage: str, published: str | None) -> str:
    """The passage with those figures and dates in the claim's words that are the claim's.

    :param published: the day of the passage (ISO), for dates that only it tells.
    """
    if published is not None and _dates_the_same(claim, passage, published):
        passage = resolve(passage, published)[0]
    changes = chain(_figures(claim, passage), _dates(claim, passage), _sizes(claim, passage))
    end = len(passage)
    for span, wording in sorted(changes, key=lambda change: change[0].start, reverse=True):
        if span.end <= end:
            passage = passage[: span.start] + wording + passage[span.end :]
            end = span.start
    return passage


def _dates_the_same(claim: str, passage: str, published: str) -> bool:
    """Whether a passage on what the claim tells gives its day, but only by its own."""
    wanted = [written for written in written_dates(claim) if written.month is not None]
    if not wanted or _is_any(wanted, written_dates(passage)):
        return False
    words = content_words(_without(claim, written_dates(claim)))
    if not words or len(words & content_words(passage)) < _SAME_EVENT * len(words):
        return False
    return _is_any(wanted, written_dates(resolve(passage, published)[0]))


def _is_any(wanted: list[WrittenDate], given: list[WrittenDate]) -> bool:
    return any(one.agrees(other) for one in wanted for other in given if other.month is not None)


def _without(text: str, dates: list[WrittenDate]) -> str:
    for written in reversed(dates):
        text = text[: written.span.start] + text[written.span.end :]
    return text


def _dates(claim: str, passage: str) -> Iterator[Change]:
    """Where the passage writes a date of the claim otherwise."""
    for given in written_dates(passage):
        for own in written_dates(claim):
            wanted = (own.year, own.month, own.day, own.last)
            told = (given.year, given.month, given.day, given.last)
            if own.month is not None and wanted == told:
                yield given.span, claim[own.span.start : own.span.end]
                break


def _figures(claim: str, passage: str) -> Iterator[Change]:
    """Where the passage has a figure of the claim in other words."""
    wanted = [
        own
        for own in (*quantities(claim), *single_units(claim))
        if not _IN_RANGE.search(claim, 0, own.span.start)
    ]
    for given in (*quantities(passage), *single_units(passage)) if wanted else ():
        own = next((own for own in wanted if _is_same(own, given)), None)
        if own is not None:
            yield _change(claim, own, passage, given)


def _sizes(claim: str, passage: str) -> Iterator[Change]:
    """Where the passage has a number for what the claim tells by its size, "dozens of"."""
    for own in magnitudes(claim):
        for given in quantities(passage):
            if own.units & given.units and own.holds(given):
                of = " of" if _WORD.match(passage, given.span.end) else ""
                yield given.span, _words(claim, own.span) + of


def _is_same(own: Quantity, given: Quantity) -> bool:
    """Whether both count the same, and as many, as far as the claim tells numbers apart."""
    counts_alike = own.units & given.units or own.is_of_one_measure(given)
    if not counts_alike and own.units and given.units:
        return False
    if not own.follows_from(given):
        return False
    is_rounded = {own.precision, given.precision}.isdisjoint({"least", "most"})
    step = own.step if is_rounded else 0.0
    is_converted = own.is_of_one_measure(given) and own.measure != given.measure
    return is_converted or abs(given.value - own.value) <= step / 2


def _change(claim: str, own: Quantity, passage: str, given: Quantity) -> Change:
    """The passage's number in the claim's words, with its unit unless both are told alike."""
    ours, theirs = own.span, given.span
    is_told_alike = own.measure == given.measure and (
        claim[ours.start : ours.end] == passage[theirs.start : theirs.end]
    )
    is_money = own.measure is not None and own.measure.is_money
    if own.is_of_one_measure(given) and (is_money or not is_told_alike):
        ours, theirs = measured_span(claim, ours), measured_span(passage, theirs)
    return theirs, _words(claim, ours)


def _words(claim: str, span: Span) -> str:
    """The words of a figure as they stand within a sentence."""
    words = claim[span.start : span.end]
    return words[0].lower() + words[1:] if span.start == 0 else words
