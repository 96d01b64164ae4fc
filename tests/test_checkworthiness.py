"""Statements that can be checked score above the threshold, the rest below it or not at all."""

from __future__ import annotations

import pytest

from factcheck.attribution import find_attribution
from factcheck.checkworthiness import THRESHOLD, checkworthiness, is_statement
from factcheck.types import Span


def score(text: str) -> float:
    return checkworthiness(text, 0, len(text), find_attribution(text, 0, len(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Floods in the North of Peru",
        "Peru Closes Its Ports After Floods",
        "Russia strikes the port of Odesa",
        "By Ann Smith",
        "Updated 5 June 2024",
        "(Reporting by Ann Smith; Editing by Jan Lee)",
        "Good evening from Lima, where it has rained.",
        "Thank you for having me.",
        "Did Peru close its ports in 1990?",
        "“Was it closed in 1990?”",
        "Read more about Peru here.",
        "All rights reserved by Acme News 2024.",
        "Sign up for the newsletter that Acme has made.",
        "A long day in Peru.",
        "Not again.",
    ],
)
def test_is_no_statement(text: str) -> None:
    assert not is_statement(text, Span(0, len(text)), is_alone=False)


@pytest.mark.parametrize(
    "text",
    [
        "Peru closed its ports.",
        "The tower is 330 metres tall",
        "Floods often result in losses.",
        "“We closed the port,” said Ito.",
    ],
)
def test_is_a_statement(text: str) -> None:
    assert is_statement(text, Span(0, len(text)), is_alone=False)


def test_what_stands_alone_is_no_heading() -> None:
    text = "Russia strikes Odesa"
    assert is_statement(text, Span(0, len(text)), is_alone=True)
    assert not is_statement(text, Span(0, len(text)), is_alone=False)


@pytest.mark.parametrize(
    "text",
    [
        "Peru closed its ports in May 2024.",
        "Unemployment fell to 4 percent.",
        "Ito said that the talks had failed.",
        "Ito said he will not sign.",
        "His terms for the talks remain largely unchanged.",
        "Peru is the largest producer of copper in South America.",
    ],
)
def test_is_worth_checking(text: str) -> None:
    assert score(text) >= THRESHOLD


@pytest.mark.parametrize(
    "text",
    [
        "I think this is a wonderful idea.",
        "You should go and see it.",
        "The talks will fail next time.",
        "This underscores the complex nature of the conflict.",
        "The move raises questions about the true aims of Peru.",
        "It seems to be a distant prospect.",
        "It remains to be seen.",
    ],
)
def test_is_not_worth_checking(text: str) -> None:
    assert score(text) < THRESHOLD


@pytest.mark.parametrize(
    "more",
    [
        "The ports were closed by the army in 1990.",
        "The ports were closed by the army of Peru.",
        "The ports were closed by the army, officials said.",
        "Most of the ports were closed by the army.",
    ],
)
def test_numbers_names_comparison_and_a_speaker_count_for_it(more: str) -> None:
    assert score(more) > score("The ports were closed by the army.")


@pytest.mark.parametrize(
    "less",
    [
        "The crucial ports were closed by the army.",
        "The ports were perhaps closed by the army.",
        "Our ports were closed by the army.",
        "Your ports were closed by the army.",
        "The ports were closed by the army and should open.",
        "The ports were closed by the army, which highlights it.",
        "The ports were closed.",
    ],
)
def test_judgement_hedges_and_the_writers_voice_count_against_it(less: str) -> None:
    assert score(less) < score("The ports were closed by the army.")


def test_a_forecast_counts_if_somebody_made_it() -> None:
    assert score("The army will close it.") < THRESHOLD < score("He said the army will close it.")
