"""A part of what is measured is not the whole of it, nor the reverse."""

from __future__ import annotations

import pytest

from factcheck.checks.narrowed import part_of_measure


def said_of(claim: str, sentence: str) -> str | None:
    return part_of_measure(claim, sentence, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence", "part"),
    [
        (
            "Unemployment fell to 9 percent.",
            "Youth unemployment fell to 9 percent in May.",
            "Youth unemployment",
        ),
        ("Inflation rose to 2.9 percent.", "Core inflation rose to 2.9 percent.", "Core inflation"),
        ("Sales grew.", "Its like-for-like sales grew by 14 percent.", "like-for-like sales"),
        ("Exports fell by a fifth.", "Exports of cars fell by a fifth.", "Exports of cars"),
        ("Exports fell in May.", "Exports to China fell in May.", "Exports to China"),
        (
            "Arrivals fell by 9 percent.",
            "Arrivals from Peru fell by 9 percent.",
            "Arrivals from Peru",
        ),
        (
            "Turnout was 31 percent.",
            "Turnout among voters under 25 was 31 percent.",
            "Turnout among voters",
        ),
    ],
)
def test_a_part_is_told_apart_from_the_whole(claim: str, sentence: str, part: str) -> None:
    assert said_of(claim, sentence) == part


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Unemployment among the young fell to 9 percent.", "Youth unemployment fell."),
        ("Exports of cars fell by a fifth.", "Car exports fell by a fifth."),
        ("Prices rose 5 percent in March.", "Consumer prices rose 5 percent in March."),
        ("Emissions fell by 4 percent.", "Greenhouse gas emissions fell by 4 percent."),
        ("Sales came to 4 million euros.", "It had sales of 4 million euros."),
        ("Sales fell by 4 percent.", "Sales from January to May fell by 4 percent."),
        ("Turnout of voters was 61 percent.", "Turnout was 61 percent."),
        ("Norway's exports fell by a tenth.", "Exports from Norway fell by a tenth."),
        ("At the car plant, exports fell.", "Car exports fell."),
        ("The author made sales his subject.", "Online sales are his subject."),
        ("The firm will import steel for 4 million.", "It said that steel imports cost 4 million."),
        ("Bread is dearer by 3 percent.", "Food prices rose by 3 percent."),
        ("Food prices rose by 3 percent.", "Prices rose by 3 percent."),
        ("The airline cancelled 40 flights.", "It cancelled 40 domestic flights."),
        ("It plans an investment of 2 billion.", "It plans a software investment of 2 billion."),
    ],
)  # fmt: skip
def test_what_may_be_the_same_is_left_to_the_model(claim: str, sentence: str) -> None:
    assert said_of(claim, sentence) is None


def test_a_sentence_on_the_whole_with_the_figure_of_the_claim_is_left_to_the_model() -> None:
    core, whole = "Core inflation was 2.9 percent.", "Inflation was 3.4 percent."
    passage = f"{core} {whole}"
    assert part_of_measure("Inflation was 3.4 percent in June.", core, passage) is None
    assert part_of_measure("Inflation was 2.9 percent in June.", core, passage) is not None
