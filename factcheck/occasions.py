"""Passages about another occasion: things happen again, and on another day it is another thing.

A passage that gives another date than the claim contradicts it only if both speak of one event.
Where some other passage bears the claim out with its own date, one with another date is taken for
the same event only if its sentence says nearly all the rest of the claim, too: then the sources do
conflict. Where nothing bears the claim out, the other date stands against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.dates import written_dates
from factcheck.quantities import misalignment
from factcheck.relevance import coverage
from factcheck.types import Evidence, Probabilities, Stance

# The share of the claim's other words of content; 0.75 and 0.95 decide the demo claims alike.
_SAME_EVENT = 0.75
# What is left of the refutation of a passage about something else.
_LEFT = 0.2


def of_one_occasion(claim: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, in its order; what is about another occasion speaks to neither side."""
    if not any(_bears_out_the_date(claim, item) for item in evidence):
        return list(evidence)
    rest = _without_dates(claim)
    return [_set_apart(item) if _is_elsewhere(claim, rest, item) else item for item in evidence]


def _bears_out_the_date(claim: str, item: Evidence) -> bool:
    given = written_dates(_sentence(item))
    return item.stance is Stance.SUPPORTS and any(
        wanted.agrees(other) for wanted in written_dates(claim) for other in given
    )


def _is_elsewhere(claim: str, rest: str, item: Evidence) -> bool:
    if item.stance is not Stance.REFUTES:
        return False
    mismatch = misalignment(claim, item.text, item.document.published)
    has_other_date = mismatch is not None and mismatch.is_date and mismatch.rival is not None
    return has_other_date and coverage(rest, _sentence(item)) < _SAME_EVENT


def _set_apart(item: Evidence) -> Evidence:
    refutes = _LEFT * item.probabilities.refutes
    probabilities = Probabilities(0.0, refutes, 1.0 - refutes)
    return replace(item, stance=Stance.NEUTRAL, probabilities=probabilities)


def _without_dates(claim: str) -> str:
    for found in sorted(written_dates(claim), key=lambda found: -found.span.start):
        claim = claim[: found.span.start] + claim[found.span.end :]
    return claim


def _sentence(item: Evidence) -> str:
    return item.text[item.rationale.start - item.start : item.rationale.end - item.start]
