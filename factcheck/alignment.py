"""Numbers and dates of a claim, aligned with those of a passage.

A passage that seems to support a claim while its figures or dates differ does not support
it. The stance model often misses that; these checks, which run beside it, do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import compress, pairwise

from factcheck.corrections import Correction, corrections
from factcheck.dates import MONTH_NAMES, WrittenDate, written_dates
from factcheck.magnitudes import Magnitude, magnitudes
from factcheck.numerals import MONEY
from factcheck.periods import missing_period, periods
from factcheck.quantities import Quantity, quantities
from factcheck.relative_dates import WEEK_OF, resolve
from factcheck.relevance import content_words
from factcheck.single_units import single_units
from factcheck.types import Span

# "four regions" may be borne out by a list of the four.
_COUNTED_BY_NAME = 10
_HALF_YEAR = 183
# Of "voter".
_SHORTEST_BASE = 3
# The two numbers of "51-50" and "10-15%"; those of "2025-06-01" are a date.
_PAIR = re.compile(r"(?<=\d)-(?=\d)")
_RANGE = re.compile(
    r"(?:\bbetween \S+(?: (?:thousand|million|billion|per ?cent))? and|[\d%mnk] ?(?:to|-|\u2013)) ?"
    r"[$€£]?$",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Uu]ntil|[Ee]arly|[Ll]ate|[Mm]id-?)\s?"
    rf"({'|'.join(MONTH_NAMES)})\b(?!\s*\d|['\u2019]|\s+(?:last|next)\b)"
)
_BOUND = re.compile(r"\b(?:(?P<until>by|before|until|till)|since|after)\s+\Z", re.IGNORECASE)
_CHANGE = re.compile(rf"\b(from|to)\s+{MONEY}?\Z", re.IGNORECASE)
_ONE = re.compile(r"\bone\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Misalignment:
    """A quantity or date of the claim that the passage does not bear out.

    `rival` is where the passage gives another figure for the same thing, None where it
    gives none.
    """

    reason: str
    rival: Span | None
    is_date: bool = False


def misalignment(claim: str, passage: str, published: str | None) -> Misalignment | None:
    """The first quantity or date of a claim that a passage does not bear out, if any.

    Where neither numbers nor dates are those of the claim, the passage is on another event.

    :param published: the day of the passage's document, for what the passage leaves open.
    """
    number = _number_misaligned(claim, passage) or _size_misaligned(claim, passage)
    day = _date_misaligned(claim, passage, published) or _period_misaligned(claim, passage)
    if number is not None and day is not None:
        return replace(day, rival=None)
    return number or day


def _number_misaligned(claim: str, passage: str) -> Misalignment | None:
    given = _in_passage(passage)
    single = list(single_units(passage))
    told = [*given, *single]
    corrected = list(corrections(claim, passage))
    bare = {written.year for written in written_dates(passage) if written.month is None}
    spans = [period.span for period in periods(claim)]
    for wanted in quantities(claim):
        if any(span.start <= wanted.span.start < span.end for span in spans):
            continue
        end = _end_of_change(claim, wanted)
        bears_out = (
            wanted.follows_from(other)
            and (end is None or _end_of_change(passage, other) in (None, end))
            for other in told
        )
        borne_out = list(compress(told, bears_out))
        if borne_out and (fix := _corrected(borne_out, corrected)) is not None:
            return _by_correction(claim, wanted, passage, fix)
        if borne_out or wanted.value in bare:
            continue
        if wanted.value == 1 and _ONE.search(passage):
            continue
        shown = claim[wanted.span.start : wanted.span.end].strip()
        bounds = [other for other in single if other.precision != "exact"]
        rivals = [other for other in (*given, *bounds) if _is_rival(claim, wanted, other)]
        if rivals and not any(_lies_between(wanted, *ends, passage) for ends in pairwise(given)):
            rival = rivals[0].span
            other = passage[rival.start : rival.end].strip()
            return Misalignment(f"the claim says {shown}, the passage {other}", rival)
        if wanted.value > _COUNTED_BY_NAME or shown[0].isdigit():
            return Misalignment(f"the passage does not give the figure {shown}", None)
    return None


def _corrected(told: list[Quantity], corrected: list[Correction]) -> Correction | None:
    """The correction of one of these figures, if the passage corrects all of them."""
    found = [
        next((one for one in corrected if one.old.start <= other.span.start < one.old.end), None)
        for other in told
    ]
    return None if None in found else found[0]


def _by_correction(claim: str, wanted: Quantity, passage: str, fix: Correction) -> Misalignment:
    shown = claim[wanted.span.start : wanted.span.end].strip()
    other = passage[fix.new.start : fix.new.end]
    return Misalignment(f"the claim says {shown}, which the passage corrects to {other}", fix.new)


def _end_of_change(text: str, quantity: Quantity) -> str | None:
    """ "from" or "to", if that stands before a quantity: from 4% to 5% is not to 4%."""
    match = _CHANGE.search(text, max(0, quantity.span.start - 12), quantity.span.start)
    return match[1].casefold() if match else None


def _size_misaligned(claim: str, passage: str) -> Misalignment | None:
    """The first "hundreds of" of the claim for which the passage gives only another number."""
    given: list[Quantity | Magnitude] = [*_in_passage(passage), *magnitudes(passage)]
    for wanted in magnitudes(claim):
        alike = [other for other in given if wanted.units & other.units]
        if alike and not any(wanted.holds(other) for other in given):
            shown = claim[wanted.span.start : wanted.span.end]
            rival = alike[0].span
            other = passage[rival.start : rival.end].strip()
            # Sizes are told roughly; a number is not.
            is_counted = isinstance(alike[0], Quantity)
            reason = f"the claim says {shown}, the passage {other}"
            return Misalignment(reason, rival if is_counted else None)
    return None


def _period_misaligned(claim: str, passage: str) -> Misalignment | None:
    """The first decade or century of the claim of which the passage, which names others, is not."""
    missing = missing_period(claim, passage)
    reason = f"the passage does not speak of the {missing}"
    return Misalignment(reason, None, is_date=True) if missing else None


def _is_rival(claim: str, wanted: Quantity, other: Quantity) -> bool:
    """Whether both count the same, and not both numbers can hold.

    Of lengths, masses and the like that are told in different units; a text has many spans of time
    and sums of money, which are the same only if what follows them is.
    """
    is_time = wanted.measure is not None and wanted.measure.kind == "time"
    counts_alike = bool(
        wanted.units & other.units or wanted.fates & other.fates or _counts_doers(claim, other)
    )
    is_same = counts_alike or (wanted.is_converted(other) and not is_time)
    return is_same and wanted.is_ruled_out_by(other)


def _counts_doers(claim: str, other: Quantity) -> bool:
    """Whether it counts those who do what the claim tells of: the strikers of a strike."""
    bases = [unit[:-2] for unit in other.units if unit.endswith(("er", "or"))]
    return any(
        word.startswith(base) and len(word) <= len(base) + 1
        for word in content_words(claim)
        for base in bases
        if len(base) >= _SHORTEST_BASE
    )


def _lies_between(wanted: Quantity, low: Quantity, high: Quantity, passage: str) -> bool:
    """Whether the two are the ends of a range ("between 10 and 15 percent") around it."""
    return low.value < wanted.value < high.value and bool(
        _RANGE.search(passage[max(0, low.span.start - 10) : high.span.start])
    )


def _in_passage(passage: str) -> list[Quantity]:
    dated = {at for d in written_dates(passage) for at in range(d.span.start, d.span.end)}

    def apart(match: re.Match[str]) -> str:
        return "-" if match.start() in dated else "\u2013"

    return quantities(_PAIR.sub(apart, passage))


def _date_misaligned(claim: str, passage: str, published: str | None) -> Misalignment | None:
    given = written_dates(passage)
    day = date.fromisoformat(published) if published else None
    told = [*_resolved(passage, published), *_months(passage, day)] if day else given
    counts = {quantity.value for quantity in _in_passage(passage)}
    for wanted in written_dates(claim):
        if _is_told(wanted, told) or (day and wanted.may_be_reported_on(day)):
            continue
        if _is_within(claim, wanted, [*told, *([_on(day)] if day else [])]):
            continue
        if wanted.month is None and wanted.year in counts:
            continue
        shown = claim[wanted.span.start : wanted.span.end]
        rivals = [other for other in given if wanted.is_off_by_one_part(other)]
        if rivals:
            rival = rivals[0].span
            other = passage[rival.start : rival.end]
            reason = f"the claim says {shown}, the passage {other}"
            return Misalignment(reason, rival, is_date=True)
        if day is not None or any(wanted.agrees(other) is False for other in given):
            of = f", of {day}," if day else ""
            reason = f"the passage{of} does not speak of {shown}"
            return Misalignment(reason, None, is_date=True)
    return None


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
    """The dates with those that only the day of the passage tells, a week by each of its days."""
    words = resolve(passage, published)[0]
    for written in written_dates(words):
        monday = written.first_day
        if monday is None or not words.endswith(WEEK_OF, 0, written.span.start):
            yield written
            continue
        for day in (monday + timedelta(days) for days in range(7)):
            yield replace(written, year=day.year, month=day.month, day=day.day)


def _months(passage: str, day: date) -> Iterator[WrittenDate]:
    """The months without a year ("in May"), with the year that is nearest to that day."""
    for match in _MONTH.finditer(passage):
        for year in (day.year, day.year - 1, day.year + 1):
            month = MONTH_NAMES.index(match[1]) + 1
            found = WrittenDate(year, month, None, Span(*match.span(1)))
            first = found.first_day
            if first is not None and abs((first - day).days) <= _HALF_YEAR:
                yield found
                break


def _is_told(wanted: WrittenDate, told: list[WrittenDate]) -> bool:
    """Whether one of these dates is the wanted one, as far as both are given.

    A bare year does not count where another of them says more of that year.
    """
    if wanted.month is not None:
        closer = {one.year for one in told if one.month is not None}
        told = [one for one in told if one.month is not None or one.year not in closer]
    return any(wanted.agrees(other) for other in told)
