"""A number of a claim, aligned with those of a passage."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from factcheck.checks.corrections import Correction, corrections
from factcheck.checks.differences import difference, is_compared
from factcheck.checks.misalignments import Misalignment
from factcheck.language.relevance import content_words
from factcheck.quantities.dates import written_dates
from factcheck.quantities.extraction import (
    Quantity,
    bounded_span,
    quantities,
    quantities_of_passage,
)
from factcheck.quantities.measures import as_told, measured_span
from factcheck.quantities.moves import change_before, is_reached, sizes
from factcheck.quantities.numerals import MONEY
from factcheck.quantities.parts import parts
from factcheck.quantities.periods import periods
from factcheck.quantities.single_units import single_units
from factcheck.quantities.sums import is_sum

# "four regions" may be borne out by a list of the four.
_COUNTED_BY_NAME = 10
# Of "voter".
_SHORTEST_BASE = 3
_RANGE = re.compile(
    r"(?:\bbetween \S+(?: (?:thousand|million|billion|per ?cent))? and|[\d%mnk] ?(?:to|-|\u2013)) ?"
    r"[$€£¥]?$",
    re.IGNORECASE,
)
# "There were 31 crew members", "it had a crew of 31": a claim on how many there are.
_TOTAL = re.compile(r"\bthere\s+(?:is|are|was|were)\b|\b(?:has|have|had)\b", re.IGNORECASE)
_OF_MORE = re.compile(
    r"(?:\s+(?:members|people|employees|passengers))?\s+of\s+(?:the|its|their|his|her|those|these|all)\b"
    r"(?!\s+(?:year|month|week|day|time)\b)",
    re.IGNORECASE,
)
_CHANGE = re.compile(rf"\b(from|to)\s+{MONEY}?\Z", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:(?:an?|one|two|three|\d+) years? (?:ago|earlier|before)|(?:last|the previous) year)\b",
    re.IGNORECASE,
)
# "78 % full a year ago", nothing but words between.
_THEN = re.compile(rf"[^\d,;:.!?]{{0,40}}{_BEFORE.pattern}", re.IGNORECASE)
_ONE = re.compile(r"\bone\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Figures:
    """What a passage gives in numbers, read once for all numbers of a claim.

    `numbers` are its own; `units` are single ones ("an hour"), `wholes` the shares of what the
    claim counts, `changes` how far something went from one number to another, `years` those that
    stand without a month.
    """

    numbers: Sequence[Quantity]
    units: Sequence[Quantity]
    wholes: Sequence[Quantity]
    changes: Sequence[Quantity]
    years: Collection[int | None]
    corrections: Sequence[Correction]

    @property
    def told(self) -> list[Quantity]:
        return [*self.numbers, *self.units, *self.wholes]


def number_misaligned(claim: str, passage: str) -> Misalignment | None:
    """The first number of a claim that no number of a passage bears out, if any."""
    figures = _figures(claim, passage)
    found = (_misaligned(claim, wanted, passage, figures) for wanted in _wanted(claim))
    return next((one for one in found if one is not None), None)


def _figures(claim: str, passage: str) -> _Figures:
    counted = content_words(claim)
    return _Figures(
        numbers=quantities_of_passage(passage),
        units=list(single_units(passage)),
        wholes=[one.share for one in parts(passage) if one.noun in counted],
        changes=sizes(passage),
        years={each.year for each in written_dates(passage) if each.month is None},
        corrections=list(corrections(claim, passage)),
    )


def _wanted(claim: str) -> Iterator[Quantity]:
    """The numbers of a claim, those of its dates and periods left out."""
    rates = (each for each in single_units(claim) if each.measure and each.measure.kind == "rate")
    spans = [period.span for period in periods(claim)]
    for each in (*quantities(claim), *rates):
        if not any(span.start <= each.span.start < span.end for span in spans):
            yield each


def _misaligned(
    claim: str, wanted: Quantity, passage: str, figures: _Figures
) -> Misalignment | None:
    crossed = _crossed(claim, wanted, passage, figures.told)
    if borne_out := _borne_out(claim, wanted, passage, figures, crossed):
        fix = _corrected(borne_out, figures.corrections)
        return None if fix is None else _by_correction(claim, wanted, passage, fix)
    is_reckoned = is_sum(wanted, passage) or is_compared(claim, wanted, passage, figures.told)
    if wanted.value in figures.years or is_reckoned:
        return None
    if (apart := difference(claim, wanted, passage, figures.numbers)) is not None:
        rival = apart.span if apart.agrees is False else None
        return None if apart.agrees else Misalignment(apart.reason, rival)
    if wanted.value == 1 and _ONE.search(passage):
        return None
    alike = [
        other
        for other in (
            *figures.numbers,
            *(unit for unit in figures.units if unit.precision != "exact"),
            *_changes(claim, wanted, figures),
        )
        if _is_rival(claim, wanted, other)
    ]
    return (
        _of_a_part(claim, wanted, passage, alike)
        or _ruled_out(claim, wanted, passage, alike, figures)
        or _taken_crosswise(claim, wanted, passage, crossed)
        or _missing(claim, wanted)
    )


def _borne_out(
    claim: str, wanted: Quantity, passage: str, figures: _Figures, crossed: Collection[Quantity]
) -> list[Quantity]:
    """The figures of a passage that bear out a number of the claim."""
    end = _end_of_change(claim, wanted)
    counted = _counted(claim, wanted, figures.told)
    return [
        other
        for other in (*figures.told, *_changes(claim, wanted, figures))
        if wanted.follows_from(other)
        and other not in crossed
        and not _is_of_others(wanted, other, counted)
        and (end is None or _end_of_change(passage, other) in (None, end))
    ]


def _changes(claim: str, wanted: Quantity, figures: _Figures) -> Sequence[Quantity]:
    """How far things went in the passage, if the claim's number tells by how much one did."""
    return () if change_before(claim, wanted) is None else figures.changes


def _of_a_part(
    claim: str, wanted: Quantity, passage: str, alike: Sequence[Quantity]
) -> Misalignment | None:
    """What the passage counts of some of those whom the claim counts in all."""
    is_total = _TOTAL.search(claim) is not None
    if not (is_total and alike and all(_is_part(passage, other, wanted) for other in alike)):
        return None
    reason = f"the passage tells of {as_told(passage, alike[0].span)} of them alone"
    return Misalignment(reason, None, is_of_another=True)


def _ruled_out(
    claim: str, wanted: Quantity, passage: str, alike: Sequence[Quantity], figures: _Figures
) -> Misalignment | None:
    """Another figure for the same thing, unless both are ends of a range around the claim's."""
    shown = as_told(claim, wanted.span)
    rivals = [other for other in alike if not _is_of_then(claim, passage, other)]
    if alike and not rivals:
        other = as_told(passage, alike[0].span)
        reason = f"the claim says {shown}, the passage gives {other} for a year before"
        return Misalignment(reason, None, is_of_then=True)
    ends = pairwise(figures.numbers)
    if not rivals or any(_lies_between(wanted, low, high, passage) for low, high in ends):
        return None
    if wanted.is_just_missed_by(rivals[0]):
        bounded = bounded_span(claim, wanted)
        shown = claim[bounded.start : bounded.end]
    other = as_told(passage, rivals[0].span)
    return Misalignment(f"the claim says {shown}, the passage {other}", rivals[0].span)


def _taken_crosswise(
    claim: str, wanted: Quantity, passage: str, crossed: Sequence[Quantity]
) -> Misalignment | None:
    """A number by which the claim says a thing changed, and the passage to which, or the reverse"""
    if not crossed:
        return None
    one, two = ("to", "by") if is_reached(claim, wanted) else ("by", "to")
    shown, other = as_told(claim, wanted.span), as_told(passage, crossed[0].span)
    return Misalignment(f"the claim says {one} {shown}, the passage {two} {other}", None)


def _missing(claim: str, wanted: Quantity) -> Misalignment | None:
    if wanted.value > _COUNTED_BY_NAME or claim[wanted.span.start].isdigit():
        shown = as_told(claim, wanted.span)
        return Misalignment(f"the passage does not give the figure {shown}", None)
    return None


def _crossed(
    claim: str, wanted: Quantity, passage: str, told: Sequence[Quantity]
) -> list[Quantity]:
    """Those by which something changed where the claim says to what, or the reverse."""
    if is_reached(claim, wanted):
        others = [other for other in told if change_before(passage, other) is not None]
    elif change_before(claim, wanted) is not None:
        others = [other for other in told if is_reached(passage, other)]
    else:
        return []
    return [other for other in others if wanted.follows_from(other)]


def _corrected(told: Sequence[Quantity], corrected: Sequence[Correction]) -> Correction | None:
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


def _is_rival(claim: str, wanted: Quantity, other: Quantity) -> bool:
    """Whether both count the same, and not both numbers can hold.

    Of lengths, masses and the like that are told in different units; a text has many spans of time
    and sums of money, which are the same only if what follows them is.
    """
    is_told_otherwise = wanted.is_converted(other) and not wanted.is_time
    is_same = _counts_alike(claim, wanted, other) or is_told_otherwise
    return is_same and (wanted.is_ruled_out_by(other) or wanted.is_just_missed_by(other))


def _is_part(passage: str, other: Quantity, wanted: Quantity) -> bool:
    """Whether it is some of more, "eleven members of the crew", and the claim tells of more."""
    end = measured_span(passage, other.span).end
    return other.value < wanted.value and bool(_OF_MORE.match(passage, end))


def _counted(claim: str, wanted: Quantity, told: Sequence[Quantity]) -> set[Quantity]:
    """What of these counts what the claim gives a bound of."""
    if not wanted.is_bound:
        return set()
    return {each for each in told if _counts_alike(claim, wanted, each)}


def _is_of_others(wanted: Quantity, other: Quantity, counted: Set[Quantity]) -> bool:
    """Whether it is within the bounds of what the claim counts, but counts something else.

    Of "at least five died" nine who were hurt tell nothing, where the passage counts the dead.
    """
    return bool(counted) and other.value != wanted.value and other not in counted


def _counts_alike(claim: str, wanted: Quantity, other: Quantity) -> bool:
    """Whether both count the same by what follows them; no years or sums where it counts fish."""
    if (wanted.is_time, wanted.is_money) != (other.is_time, other.is_money):
        return False
    return bool(
        wanted.units & other.units or wanted.fates & other.fates or _counts_doers(claim, other)
    )


def _is_of_then(claim: str, passage: str, other: Quantity) -> bool:
    """Whether a figure is given for comparison, of a year before that the claim does not name."""
    return bool(_THEN.match(passage, other.span.end)) and not _BEFORE.search(claim)


def _counts_doers(claim: str, other: Quantity) -> bool:
    """Whether it counts those who do what the claim tells of: the strikers of a strike."""
    doers = (unit[:-2] for unit in other.units if unit.endswith(("er", "or")))
    bases = [base for base in doers if len(base) >= _SHORTEST_BASE]
    return bool(bases) and any(
        word.startswith(base) and len(word) <= len(base) + 1
        for word in content_words(claim)
        for base in bases
    )


def _lies_between(wanted: Quantity, low: Quantity, high: Quantity, passage: str) -> bool:
    """Whether the two are the ends of a range ("between 10 and 15 percent") around it."""
    return low.value < wanted.value < high.value and bool(
        _RANGE.search(passage[max(0, low.span.start - 10) : high.span.start])
    )
