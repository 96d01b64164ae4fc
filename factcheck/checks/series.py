"""Passages of a series: the same happens again and again, each time with another count.

Strikes, tolls and daily figures are reported day after day in nearly the same words. Beside the
report that bears a claim out those of other days contradict it only in their figures. Sources that
dispute one event give it one other figure, or two; where each of many days has a figure of its
own, each is told of its own day.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.checks.occasions import deciding_sentence, set_apart
from factcheck.quantities.extraction import quantities
from factcheck.types import Evidence, Stance

# With fewer figures that differ among themselves it may be one event that is disputed.
_LEAST_OTHERS = 3


def without_series(claim: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, in its order; other days of a series speak to neither side.

    Only of a claim that gives figures, and that some passage bears out with them.
    """
    wanted = _figures(claim)
    days = _days_of_support(wanted, evidence) if wanted else set()
    others = [item for item in evidence if days and _is_of_another_day(item, wanted, days)]
    counts = {_figures(deciding_sentence(item)) for item in others}
    is_series = len(counts) >= _LEAST_OTHERS <= len({item.document.published for item in others})
    return [set_apart(item) if is_series and item in others else item for item in evidence]


def _is_of_another_day(item: Evidence, wanted: frozenset[float], days: set[str]) -> bool:
    is_dated = item.document.published not in {None, *days}
    is_against = item.stance is Stance.REFUTES and is_dated
    return is_against and not wanted <= _figures(deciding_sentence(item))


def _days_of_support(wanted: frozenset[float], evidence: Sequence[Evidence]) -> set[str]:
    return {
        item.document.published
        for item in evidence
        if item.stance is Stance.SUPPORTS
        and item.document.published is not None
        and wanted <= _figures(deciding_sentence(item))
    }


def _figures(text: str) -> frozenset[float]:
    return frozenset(quantity.value for quantity in quantities(text))
