"""Numbers of a claim, aligned with those of a passage."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import compress, pairwise

from factcheck.checks.corrections import Correction, corrections
from factcheck.checks.differences import difference
from factcheck.checks.labelled_figures import mislabelled
from factcheck.checks.misalignments import Misalignment
from factcheck.checks.part_for_whole import part_for_whole
from factcheck.checks.placed_figures import misplaced
from factcheck.language.relevance import content_words
from factcheck.quantities.dates import written_dates
from factcheck.quantities.extraction import (
    Quantity,
    bounded_span,
    quantities,
    quantities_of_passage,
)
from factcheck.quantities.magnitudes import Magnitude, few, magnitudes
from factcheck.quantities.majorities import wrong_majority
from factcheck.quantities.measures import as_told, measured_span
from factcheck.quantities.moves import change_before, is_reached, sizes
from factcheck.quantities.multiples import wrong_multiple, wrong_percent, wrong_ratio
from factcheck.quantities.numerals import MONEY
from factcheck.quantities.parts import parts
from factcheck.quantities.periods import periods
from factcheck.quantities.single_units import single_units
from factcheck.quantities.sums import is_sum, wrong_total
from factcheck.types import Span

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


def figure_misaligned(claim: str, passage: str) -> Misalignment | None:
    """The first number of a claim that a passage does not bear out, if any."""
    checks = (
        _number_misaligned,
        _size_misaligned,
        _multiple_misaligned,
        _majority_misaligned,
        _total_misaligned,
        misplaced,
        mislabelled,
        part_for_whole,
    )
    found = (check(claim, passage) for check in checks)
    return next((one for one in found if one is not None), None)


def _number_misaligned(claim: str, passage: str) -> Misalignment | None:
    given = quantities_of_passage(passage)
    single = list(single_units(passage))
    of_wholes = [one.share for one in parts(passage) if one.noun in content_words(claim)]
    told = [*given, *single, *of_wholes]
    corrected = list(corrections(claim, passage))
    bare = {written.year for written in written_dates(passage) if written.month is None}
    spans = [period.span for period in periods(claim)]
    changed = sizes(passage)
    points = [each for each in single_units(claim) if each.measure and each.measure.kind == "rate"]
    for wanted in (*quantities(claim), *points):
        of_change = [] if change_before(claim, wanted) is None else changed
        if any(span.start <= wanted.span.start < span.end for span in spans):
            continue
        end = _end_of_change(claim, wanted)
        counted = _counted(claim, wanted, told)
        crossed = _crossed(claim, wanted, passage, told)
        bears_out = (
            wanted.follows_from(other)
            and other not in crossed
            and not _is_of_others(wanted, other, counted)
            and (end is None or _end_of_change(passage, other) in (None, end))
            for other in (*told, *of_change)
        )
        borne_out = list(compress((*told, *of_change), bears_out))
        if borne_out and (fix := _corrected(borne_out, corrected)) is not None:
            return _by_correction(claim, wanted, passage, fix)
        if borne_out or wanted.value in bare or is_sum(wanted, passage):
            continue
        if (apart := difference(claim, wanted, passage, given)) is not None:
            if apart.agrees:
                continue
            return Misalignment(apart.reason, apart.span if apart.agrees is False else None)
        if wanted.value == 1 and _ONE.search(passage):
            continue
        shown = as_told(claim, wanted.span)
        bounds = [other for other in single if other.precision != "exact"]
        alike = [
            other for other in (*given, *bounds, *of_change) if _is_rival(claim, wanted, other)
        ]
        is_total = _TOTAL.search(claim) is not None
        if is_total and alike and all(_is_part(passage, other, wanted) for other in alike):
            reason = f"the passage tells of {as_told(passage, alike[0].span)} of them alone"
            return Misalignment(reason, None, is_of_another=True)
        rivals = [other for other in alike if not _is_of_then(claim, passage, other)]
        if rivals and not any(_lies_between(wanted, *ends, passage) for ends in pairwise(given)):
            if wanted.is_just_missed_by(rivals[0]):
                bounded = bounded_span(claim, wanted)
                shown = claim[bounded.start : bounded.end]
            other = as_told(passage, rivals[0].span)
            return Misalignment(f"the claim says {shown}, the passage {other}", rivals[0].span)
        if alike and not rivals:
            other = as_told(passage, alike[0].span)
            reason = f"the claim says {shown}, the passage gives {other} for a year before"
            return Misalignment(reason, None, is_of_then=True)
        if crossed:
            one, two = ("to", "by") if is_reached(claim, wanted) else ("by", "to")
            other = as_told(passage, crossed[0].span)
            return Misalignment(f"the claim says {one} {shown}, the passage {two} {other}", None)
        if wanted.value > _COUNTED_BY_NAME or claim[wanted.span.start].isdigit():
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
    told = [*magnitudes(passage), *few(passage)]
    given: list[Quantity | Magnitude] = [*quantities_of_passage(passage), *told]
    for wanted in magnitudes(claim):
        alike = [other for other in given if wanted.units & other.units]
        # "At least 39 people" may be hundreds of them, and are no hundreds of others.
        if alike and not any(wanted.holds(other) for other in (*alike, *map(_plain, given))):
            shown = claim[wanted.span.start : wanted.span.end]
            rival = alike[0].span
            other = passage[rival.start : rival.end].strip()
            # Sizes are told roughly; a number is not.
            is_counted = isinstance(alike[0], Quantity)
            reason = f"the claim says {shown}, the passage {other}"
            return Misalignment(reason, rival if is_counted else None)
    return None


def _plain(told: Quantity | Magnitude) -> Quantity | Magnitude:
    return replace(told, precision="exact") if isinstance(told, Quantity) else told


def _multiple_misaligned(claim: str, passage: str) -> Misalignment | None:
    """What the claim says to have doubled, and the passage to have done otherwise."""
    wrong = wrong_ratio(claim, passage) or wrong_multiple(claim, passage)
    if wrong is not None:
        return _contrasted(claim, passage, wrong)
    by_percent = _contrasted(claim, passage, wrong_percent(claim, passage))
    return by_percent and replace(by_percent, rival=None)


def _majority_misaligned(claim: str, passage: str) -> Misalignment | None:
    """What the claim says of most, of which the passage gives a smaller share."""
    return _contrasted(claim, passage, wrong_majority(claim, passage))


def _total_misaligned(claim: str, passage: str) -> Misalignment | None:
    """As many people in the claim as the passage counts of some of them only."""
    return _contrasted(claim, passage, wrong_total(claim, passage))


def _contrasted(claim: str, passage: str, wrong: tuple[Span, Span] | None) -> Misalignment | None:
    if wrong is None:
        return None
    own, rival = wrong
    shown, other = claim[own.start : own.end], passage[rival.start : rival.end]
    return Misalignment(f"the claim says {shown}, the passage {other}", rival)


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
    """Whether both count the same by what follows them; no years where the other counts fish."""
    if wanted.is_time != other.is_time:
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
