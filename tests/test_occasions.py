"""Another date is a contradiction only where it is the date of the same event."""

from dataclasses import replace
from typing import Any

import pytest

from factcheck.occasions import of_one_occasion
from factcheck.types import Evidence, Probabilities, Span, Stance

CLAIM = "The port authority closed the Harbour Bridge to lorries on 3 March 2025."
BORNE_OUT = "The port authority closed the bridge to lorries on 3 March 2025."
ELSEWHERE = "The port authority opened a ferry line on 9 May 2024."
SAME = "The port authority closed the Harbour Bridge to lorries on 4 March 2025."
SUPPORTS, REFUTES = Probabilities(0.9, 0.05, 0.05), Probabilities(0.0, 0.9, 0.1)


@pytest.fixture
def passage(make_evidence: Any) -> Any:
    def make(text: str, probabilities: Probabilities) -> Evidence:
        stance = probabilities.stance
        item: Evidence = make_evidence(stance, text=text)
        span = Span(item.start, item.start + len(text))
        return replace(item, probabilities=probabilities, rationale=span)

    return make


def stances(*items: Evidence) -> list[Stance]:
    return [item.stance for item in of_one_occasion(CLAIM, items)]


def test_where_the_date_is_borne_out_another_event_speaks_to_neither_side(passage: Any) -> None:
    found = of_one_occasion(CLAIM, [passage(BORNE_OUT, SUPPORTS), passage(ELSEWHERE, REFUTES)])
    assert [item.stance for item in found] == [Stance.SUPPORTS, Stance.NEUTRAL]
    assert found[1].probabilities.refutes == pytest.approx(0.18)
    assert found[1].text == ELSEWHERE


def test_two_dates_for_one_event_are_a_conflict(passage: Any) -> None:
    found = stances(passage(BORNE_OUT, SUPPORTS), passage(SAME, REFUTES))
    assert found == [Stance.SUPPORTS, Stance.REFUTES]


def test_where_nothing_bears_the_claim_out_the_other_date_stands_against_it(passage: Any) -> None:
    assert stances(passage(ELSEWHERE, REFUTES)) == [Stance.REFUTES]
    undated = "The port authority closed the bridge to lorries."
    assert stances(passage(undated, SUPPORTS), passage(ELSEWHERE, REFUTES))[1] is Stance.REFUTES


def test_what_refutes_without_another_date_stands(passage: Any) -> None:
    denial = "The port authority did not close the bridge on 3 March 2025."
    found = stances(passage(BORNE_OUT, SUPPORTS), passage(denial, REFUTES))
    assert found == [Stance.SUPPORTS, Stance.REFUTES]


def test_a_claim_without_a_date_is_left_alone(passage: Any) -> None:
    items = [passage(BORNE_OUT, SUPPORTS), passage(ELSEWHERE, REFUTES)]
    assert of_one_occasion("The bridge was closed to lorries.", items) == items
