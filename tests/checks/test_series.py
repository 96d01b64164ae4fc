"""What happens again and again has another count each day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from factcheck.checks.series import without_series
from factcheck.types import Evidence, Probabilities, Span, Stance

CLAIM = "Airstrikes on the port of Korsk killed at least 27 people."
DAYS = ("2025-05-02", "2025-05-09", "2025-05-11", "2025-06-01")


@pytest.fixture
def report(make_evidence: Any) -> Any:
    def make(count: int, day: str | None, stance: Stance = Stance.REFUTES) -> Evidence:
        text = f"Airstrikes on the port of Korsk killed at least {count} people."
        item: Evidence = make_evidence(stance, text=text)
        is_for = stance is Stance.SUPPORTS
        chances = Probabilities(0.9, 0.05, 0.05) if is_for else Probabilities(0.0, 0.9, 0.1)
        document = replace(item.document, published=day)
        span = Span(item.start, item.start + len(text))
        return replace(item, document=document, probabilities=chances, rationale=span)

    return make


def stances(claim: str, *items: Evidence) -> list[Stance]:
    return [item.stance for item in without_series(claim, items)]


def test_reports_of_other_days_with_counts_of_their_own_speak_to_neither_side(report: Any) -> None:
    own = report(27, "2025-05-20", Stance.SUPPORTS)
    others = [report(count, day) for count, day in zip((25, 31, 82, 40), DAYS, strict=True)]
    found = without_series(CLAIM, [own, *others])
    assert [item.stance for item in found] == [Stance.SUPPORTS, *[Stance.NEUTRAL] * 4]
    assert found[1].probabilities.refutes == pytest.approx(0.18)


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ((25, 31), "two other figures are a dispute"),
        ((25, 25, 25, 25), "one other figure, told on many days, is a dispute"),
        ((25, 31, 25, 31), "so are two"),
    ],
)
def test_a_dispute_on_one_event_stays(report: Any, counts: tuple[int, ...], why: str) -> None:
    own = report(27, "2025-05-20", Stance.SUPPORTS)
    others = [report(count, day) for count, day in zip(counts, DAYS, strict=False)]
    assert stances(CLAIM, own, *others)[1:] == [Stance.REFUTES] * len(others), why


def test_another_figure_of_the_same_day_stays(report: Any) -> None:
    own, rival = report(27, "2025-05-20", Stance.SUPPORTS), report(19, "2025-05-20")
    others = [report(count, day) for count, day in zip((25, 31, 82, 40), DAYS, strict=True)]
    found = stances(CLAIM, own, rival, *others)
    assert found == [Stance.SUPPORTS, Stance.REFUTES, *[Stance.NEUTRAL] * 4]


def test_reports_without_a_day_and_of_one_day_are_no_series(report: Any) -> None:
    own = report(27, "2025-05-20", Stance.SUPPORTS)
    for day in (None, "2025-05-02"):
        others = [report(count, day) for count in (25, 31, 82)]
        assert stances(CLAIM, own, *others)[1:] == [Stance.REFUTES] * 3


def test_where_no_report_has_the_figure_all_stand_against_it(report: Any) -> None:
    others = [report(count, day) for count, day in zip((25, 31, 82, 40), DAYS, strict=True)]
    assert stances(CLAIM, *others) == [Stance.REFUTES] * 4
    of_more = report(12, "2025-05-20", Stance.SUPPORTS)
    assert stances(CLAIM, of_more, *others)[1:] == [Stance.REFUTES] * 4


def test_a_day_in_the_claim_changes_nothing(report: Any) -> None:
    own = report(27, "2025-05-20", Stance.SUPPORTS)
    others = [report(count, day) for count, day in zip((25, 31, 82, 40), DAYS, strict=True)]
    found = stances(f"{CLAIM[:-1]} on 20 May 2025.", own, *others)
    assert found == [Stance.SUPPORTS, *[Stance.NEUTRAL] * 4]


def test_a_claim_without_figures_is_left_alone(report: Any) -> None:
    own = report(27, "2025-05-20", Stance.SUPPORTS)
    others = [report(count, day) for count, day in zip((25, 31, 82, 40), DAYS, strict=True)]
    assert stances("Airstrikes hit the port of Korsk.", own, *others)[1:] == [Stance.REFUTES] * 4


def test_what_gives_the_figure_and_refutes_all_the_same_stays(report: Any) -> None:
    own, denial = report(27, "2025-05-20", Stance.SUPPORTS), report(27, "2025-05-21")
    others = [report(count, day) for count, day in zip((25, 31, 82, 40), DAYS, strict=True)]
    assert stances(CLAIM, own, denial, *others)[1] is Stance.REFUTES
