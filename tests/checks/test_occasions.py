"""Another date is a contradiction only where it is the date of the same event."""

from dataclasses import replace
from typing import Any

import pytest

from factcheck.checks.occasions import of_one_occasion
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


LATER = "The port authority closed the Harbour Bridge to lorries on 3 March 2026."


@pytest.fixture
def of_then(passage: Any) -> Any:
    """A passage of a document that came out on 5 March 2025."""

    def make(text: str) -> Evidence:
        item: Evidence = passage(text, REFUTES)
        return replace(item, document=replace(item.document, published="2025-03-05"))

    return make


@pytest.mark.parametrize("text", [ELSEWHERE, "No lorry has been turned away from a ferry."])
def test_what_came_out_before_the_day_of_the_claim_cannot_speak_of_it(
    of_then: Any, text: str
) -> None:
    (found,) = of_one_occasion(LATER, [of_then(text)])
    assert found.stance is Stance.NEUTRAL


def test_what_came_out_on_the_very_day_of_the_claim_can_speak_of_it(of_then: Any) -> None:
    item = of_then("No lorry has been turned away from a ferry.")
    on, after = (f"The Harbour Bridge was closed to lorries on {n} March 2025." for n in (5, 6))
    assert of_one_occasion(on, [item]) == [item]
    assert of_one_occasion(after, [item])[0].stance is Stance.NEUTRAL


def test_one_event_with_another_date_stands_against_it_whenever_it_came_out(of_then: Any) -> None:
    item = of_then(SAME)
    assert of_one_occasion(LATER, [item]) == [item]


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The bridge will close to lorries on 3 March 2026.", "No ban on lorries is planned."),
        ("The ban was due to end on 3 March 2026.", "The ban has no end."),
        (LATER, "Lorries may use the bridge on 3 March 2026 as before."),
        ("After 1 March 2025 the ban was to last until 3 March 2026.", "There is no ban."),
        ("The mandate of the inspectors runs out on 3 March 2026.", "The mandate has no end."),
        ("The permits for lorries expire on 3 March 2026.", "The permits have no end."),
        ("The vote on the ban was set for 3 March 2026.", "No vote on the ban is planned."),
    ],
)
def test_what_lies_ahead_can_be_spoken_of_before(of_then: Any, claim: str, text: str) -> None:
    item = of_then(text)
    assert of_one_occasion(claim, [item]) == [item]


def test_no_day_of_publication_says_nothing_of_before_and_after(passage: Any) -> None:
    item = passage(ELSEWHERE, REFUTES)
    item = replace(item, document=replace(item.document, published=None))
    assert of_one_occasion(LATER, [item]) == [item]
