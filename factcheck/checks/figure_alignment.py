"""Figures of a claim, numbers, sizes, shares and multiples, aligned with those of a passage."""

from __future__ import annotations

from dataclasses import replace

from factcheck.checks.labelled_figures import mislabelled
from factcheck.checks.misalignments import Misalignment
from factcheck.checks.number_alignment import number_misaligned
from factcheck.checks.part_for_whole import part_for_whole
from factcheck.checks.placed_figures import misplaced
from factcheck.quantities.extraction import (
    Quantity,
    quantities_of_passage,
)
from factcheck.quantities.magnitudes import Magnitude, few, magnitudes
from factcheck.quantities.majorities import wrong_majority
from factcheck.quantities.multiples import wrong_multiple, wrong_percent, wrong_ratio
from factcheck.quantities.sums import wrong_total
from factcheck.types import Span


def figure_misaligned(claim: str, passage: str) -> Misalignment | None:
    """The first number of a claim that a passage does not bear out, if any."""
    checks = (
        number_misaligned,
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
