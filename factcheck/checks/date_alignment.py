"""Dates of a claim, aligned with those of a passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from factcheck.checks.dateless import says_no_day
from factcheck.checks.misalignments import Misalignment
from factcheck.quantities.dates import MONTH_NAMES, WrittenDate, written_dates
from factcheck.quantities.extraction import quantities_of_passage
from factcheck.quantities.periods import missing_period
from factcheck.quantities.relative_dates import DAYS_OF, resolve
from factcheck.types import Span

_HALF_YEAR = 183
_MONTH = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Uu]ntil|[Ee]arly|[Ll]ate|[Mm]id-?|[Aa]s of|"
    r"(?:[Ee]nd|[Ss]tart|[Bb]eginning|[Mm]iddle|[Hh]alf) of)\s?"
    rf"({'|'.join(MONTH_NAMES)})\b(?!\s*\d|['\u2019]|\s+(?:last|next)\b)"
)
_BESIDE = re.compile(
    r"\b(?:(?P<before>the\s+year\s+before|a\s+year\s+(?:before|earlier)|the\s+(?:previous|preceding|prior)\s+"
    r"year)|the\s+year\s+after|a\s+year\s+later|the\s+(?:following|next)\s+year)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?]\s+[A-Z]|\n")
# What a figure is compared with.
_FIGURE_BEFORE = re.compile(
    r"\b(?:from|against|(?:as\s+)?compared\s+(?:with|to))\s+(?:[^\W\d]+\s+){0,2}?"
    r"[£$€]?(?P<figure>\d[\d.,]*)(?:%|[a-z]{1,2}\b)?(?:\s+[^\W\d]+){0,4}?\s+(?:in|for|at|during)\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
_LOOK_BACK = 60
_BOUND = re.compile(r"\b(?:(?P<until>by|before|until|till)|since|after)\s+\Z", re.IGNORECASE)


def date_misaligned(claim: str, passage: str, published: str | None) -> Misalignment | None:
    """The first date or period of a claim that a passage does not bear out, if any.

    :param published: the day of the passage's document, for what the passage leaves open.
    """
    return _date_misaligned(claim, passage, published) or _period_misaligned(claim, passage)


def _date_misaligned(claim: str, passage: str, published: str | None) -> Misalignment | None:
    given = written_dates(passage)
    day = date.fromisoformat(published) if published else None
    told = [*_resolved(passage, published), *yearless(passage, day)] if day else given
    beside = [*years_beside(passage, given)]
    counts = {quantity.value for quantity in quantities_of_passage(passage)}
    own = written_dates(claim)
    for wanted in own:
        others = [one for one in given if not any(_settles(each, one) for each in own)]
        days = _each_day(claim, wanted)
        if any(_is_told(one, told) or one.is_left_to(day, others) for one in days):
            continue
        if any(one.agrees(wanted) for one in beside):
            shown = claim[wanted.span.start : wanted.span.end]
            reason = f"the passage tells of {shown} beside another year"
            return Misalignment(reason, None, is_date=True, is_of_another=True)
        if _is_within(claim, wanted, [*told, *([_on(day)] if day else [])]):
            continue
        if wanted.month is None and wanted.year in counts:
            continue
        shown = claim[wanted.span.start : wanted.span.end]
        rivals = [
            other
            for other in given
            if wanted.is_off_by_one_part(other) and not _is_of_before(claim, passage, other)
        ]
        if rivals:
            rival = rivals[0].span
            other = passage[rival.start : rival.end]
            reason = f"the claim says {shown}, the passage {other}"
            return Misalignment(reason, rival, is_date=True)
        is_silent = wanted.month is not None and says_no_day(given, day)
        is_other = any(wanted.agrees(other) is False for other in given)
        if day is not None or is_other or is_silent:
            of = f", of {day}," if day else ""
            reason = f"the passage{of} does not speak of {shown}"
            return Misalignment(reason, None, is_date=True)
    return None


def _is_of_before(claim: str, passage: str, given: WrittenDate) -> bool:
    """Whether a date is that of another figure alone: "fell to 84.6, from 91.3 in 2022"."""
    start = given.span.start
    before = _FIGURE_BEFORE.search(passage, max(0, start - _LOOK_BACK), start)
    return before is not None and before["figure"] not in claim


def _settles(own: WrittenDate, given: WrittenDate) -> bool:
    """Whether a date of the claim is the one given; its bare year is not each day of that year."""
    return own.agrees(given) is True and (own.month is not None or given.month is None)


def _period_misaligned(claim: str, passage: str) -> Misalignment | None:
    """The first decade or century of the claim of which the passage, which names others, is not."""
    missing = missing_period(claim, passage)
    reason = f"the passage does not speak of the {missing}"
    return Misalignment(reason, None, is_date=True) if missing else None


def _is_within(claim: str, wanted: WrittenDate, told: list[WrittenDate]) -> bool:
    """Whether the claim only bounds the date, "by 23 June", and one of these lies within."""
    bound = _BOUND.search(claim, max(0, wanted.span.start - 12), wanted.span.start)
    own = wanted.first_day
    if bound is None or own is None:
        return False
    days = [day for one in told if (day := one.first_day) is not None]
    return any(day <= own if bound["until"] else day >= own for day in days)


def _on(day: date) -> WrittenDate:
    return WrittenDate(day.year, day.month, day.day, Span(0, 0))


def _resolved(passage: str, published: str | None) -> Iterator[WrittenDate]:
    """The dates with those that only the day of the passage tells."""
    words = resolve(passage, published)[0]
    for written in written_dates(words):
        yield from _each_day(words, written)


def _each_day(words: str, written: WrittenDate) -> Iterator[WrittenDate]:
    """The days of "the week of 29 April 2024" or of a weekend; the date itself of others."""
    lengths = (n for of, n in DAYS_OF.items() if words.endswith(of, 0, written.span.start))
    first, length = written.first_day, next(lengths, 0)
    if first is None or not length:
        yield written
        return
    for day in (first + timedelta(days) for days in range(length)):
        yield replace(written, year=day.year, month=day.month, day=day.day)


def yearless(passage: str, day: date) -> Iterator[WrittenDate]:
    """The months without a year ("in May"), with the year that is nearest to that day."""
    for match in _MONTH.finditer(passage):
        for year in (day.year, day.year - 1, day.year + 1):
            month = MONTH_NAMES.index(match[1]) + 1
            found = WrittenDate(year, month, None, Span(*match.span(1)))
            first = found.first_day
            if first is not None and abs((first - day).days) <= _HALF_YEAR:
                yield found
                break


def years_beside(passage: str, given: Sequence[WrittenDate]) -> Iterator[WrittenDate]:
    """The years that stand to another in their sentence: "in 2024, after two the year before"."""
    for match in _BESIDE.finditer(passage):
        before = [one for one in given if one.year and one.span.end <= match.start()]
        if before and not _SENTENCE_END.search(passage, before[-1].span.end, match.start()):
            year = (before[-1].year or 0) + (-1 if match["before"] else 1)
            yield WrittenDate(year, None, None, Span(*match.span()))


def _is_told(wanted: WrittenDate, told: list[WrittenDate]) -> bool:
    """Whether one of these dates is the wanted one, as far as both are given.

    A bare year does not count where another of them says more of that year.
    """
    if wanted.month is not None:
        closer = {one.year for one in told if one.month is not None}
        told = [one for one in told if one.month is not None or one.year not in closer]
    return any(wanted.agrees(other) for other in told)
