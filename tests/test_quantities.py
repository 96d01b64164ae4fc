"""Numbers and dates of a claim, aligned with those of a passage."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from factcheck.dates import written_dates
from factcheck.quantities import misalignment, quantities

PRECISIONS = ("exactly", "about", "at least", "fewer than")
NUMBERS = st.integers(2, 1000)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,000 captured soldiers", [1000]),
        ("a thousand captives", [1000]),
        ("six thousand bodies", [6000]),
        ("two hundred and thirty-two civilians", [232]),
        ("3.5 million people", [3_500_000]),
        ("a fall of 12.5% and 7 per cent", [12.5, 7]),
        ("a nine-storey block", [9]),
        ("no one said that anyone left", []),
        ("one of them left", []),
        ("on 16 May 2025, in 2024 and on 2025-06-01", []),
        ("the F16 and the T-72", []),
    ],
)
def test_numbers_in_digits_and_words_without_those_of_dates(text: str, values: list[float]) -> None:
    assert [quantity.value for quantity in quantities(text)] == values


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("16 May 2025", [(2025, 5, 16)]),
        ("the 2nd of June", [(None, 6, 2)]),
        ("May 16, 2025", [(2025, 5, 16)]),
        ("2025-02-28 and 2024", [(2025, 2, 28), (2024, None, None)]),
        ("in March 2022", [(2022, 3, None)]),
        ("they may march in 3 days", []),
        ("2025 votes or 2025%", [(2025, None, None)]),
    ],
)
def test_dates_as_far_as_they_are_written(
    text: str, dates: list[tuple[int | None, int | None, int | None]]
) -> None:
    assert [(d.year, d.month, d.day) for d in written_dates(text)] == dates


@given(st.text(max_size=200))
def test_spans_point_at_what_was_read(text: str) -> None:
    for item in [*quantities(text), *written_dates(text)]:
        assert text[item.span.start : item.span.end].strip()


@pytest.mark.parametrize("number", ["two " + "hundred " * 200, "9" * 400 + " million "])
def test_a_number_beyond_all_bounds_is_one(number: str) -> None:
    assert [quantity.value for quantity in quantities(f"{number}men died.")] == [float("inf")]
    assert misalignment(f"{number}men died.", "Twelve men died.", None) is not None
    misalignment("Twelve men died.", f"{number}men died.", None)
    misalignment(f"{number}men died.", f"{number}men died.", None)


def test_another_figure_for_the_same_unit_is_contrary() -> None:
    found = misalignment("268 deputies backed it.", "It was backed by 286 deputies.", None)
    assert found is not None and found.rival is not None
    assert "It was backed by 286 deputies."[found.rival.start : found.rival.end] == "286"
    assert "268" in found.reason and "286" in found.reason


@pytest.mark.parametrize(
    ("claim", "passage", "contrary"),
    [
        ("28 people died.", "At least 16 people died.", False),
        ("12 people died.", "At least 16 people died.", True),
        ("28 people died.", "As many as 50 people died.", False),
        ("80 people died.", "As many as 50 people died.", True),
        ("More than 20 people died.", "Fewer than 50 people died.", False),
        ("More than 50 people died.", "Fewer than 20 people died.", True),
        ("More than 50 people died.", "About 20 people died.", True),
    ],
)
def test_a_bound_is_contrary_only_to_what_lies_beyond_it(
    claim: str, passage: str, contrary: bool
) -> None:
    found = misalignment(claim, passage, None)
    assert found is not None and (found.rival is not None) is contrary


@given(st.lists(st.sampled_from(PRECISIONS), min_size=2, max_size=2), st.tuples(NUMBERS, NUMBERS))
def test_what_follows_from_a_figure_is_not_ruled_out_by_it(
    words: list[str], values: tuple[int, int]
) -> None:
    one, other = (
        quantities(f"{word} {value} people")[0] for word, value in zip(words, values, strict=True)
    )
    assert one.follows_from(one)
    assert not (one.follows_from(other) and one.is_ruled_out_by(other))
    assert one.is_ruled_out_by(other) == other.is_ruled_out_by(one)


def test_a_figure_that_the_passage_does_not_give_is_not_contrary() -> None:
    found = misalignment("500 prisoners will be freed.", "Many soldiers will return home.", None)
    assert found is not None and found.rival is None


@pytest.mark.parametrize(
    ("claim", "passage", "published"),
    [
        ("28 people died.", "The attack cost 28 lives.", None),
        ("Nearly 600 drones came.", "Ukraine counted 598 drones.", None),
        ("More than 20 people died.", "28 people died.", None),
        ("At least 16 people died.", "More than 20 people died.", None),
        ("Up to 300 people were there.", "Police counted 250 people.", None),
        ("The four regions were annexed.", "Donetsk, Luhansk, Kherson and others.", None),
        ("They met on 2 June 2025.", "The meeting of 2 June lasted an hour.", None),
        ("They met on 2 June 2025.", "They met on Monday.", "2025-06-03"),
        ("It happened in June 2025.", "It happened on 17 June.", None),
        ("Nothing is counted here.", "There were 300 of them on 3 May.", None),
    ],
)
def test_what_agrees_or_stays_open_is_no_misalignment(
    claim: str, passage: str, published: str | None
) -> None:
    assert misalignment(claim, passage, published) is None


@pytest.mark.parametrize(
    ("claim", "passage", "published", "contrary"),
    [
        ("They met on 12 June 2025.", "The meeting of 2 June 2025 was short.", None, True),
        ("He said so on 14 June 2023.", "On 14 June 2024 he said so.", None, True),
        ("They met on 2 June 2025.", "They met on Monday.", "2024-03-01", False),
    ],
)
def test_another_date_is_a_misalignment(
    claim: str, passage: str, published: str | None, contrary: bool
) -> None:
    found = misalignment(claim, passage, published)
    assert found is not None and (found.rival is not None) is contrary
