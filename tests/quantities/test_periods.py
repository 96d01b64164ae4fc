"""Decades and centuries, and the years in them."""

import pytest
from hypothesis import given, strategies as st

from factcheck.checks.alignment import misalignment
from factcheck.checks.restating import restated
from factcheck.quantities.dates import written_dates
from factcheck.quantities.extraction import quantities
from factcheck.quantities.periods import missing_period, periods, years


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in the 1980s", (1980, 1989)),
        ("in the early 1980s", (1980, 1984)),
        ("in the mid-1990s", (1993, 1996)),
        ("in the late nineties", (1995, 1999)),
        ("in the \u201980s", (1980, 1989)),
        ("in the 13th century", (1200, 1299)),
        ("in the twentieth century", (1900, 1999)),
        ("the first half of the twentieth century", (1900, 1949)),
        ("a late-19th-century house", (1850, 1899)),
        ("the twenty-first century", (2000, 2099)),
        ("in the 1800s", (1800, 1899)),
        ("in the 2000s", (2000, 2009)),
        ("in the twenties", (1920, 1929)),
        ("in the Roaring Twenties", (1920, 1929)),
        ("in the 90s", (1990, 1999)),
    ],
)
def test_periods_by_their_names(text: str, expected: tuple[int, int]) -> None:
    (found,) = periods(text)
    assert (found.first, found.last) == expected


@pytest.mark.parametrize(
    "text",
    [
        "in his thirties",
        "the 5th century BC",
        "in 1980",
        "80s music",
        "1980 seats",
        "heat in the 90s",
        "",
    ],
)
def test_what_names_no_period(text: str) -> None:
    assert list(periods(text)) == []


@given(st.integers(1500, 2090))
def test_a_year_lies_in_its_decade_and_century(year: int) -> None:
    (decade,) = periods(f"the {year // 10 * 10}s")
    (century,) = periods(f"the {year // 100 + 1}th century")
    assert decade.holds(year)
    assert century.holds(year)
    assert decade.meets(century)
    if year >= 2000 or year % 100 >= 10:
        assert not decade.holds(year + 10)


def test_years_before_1500_only_where_they_stand_as_such() -> None:
    assert [year for year, _ in years("Begun in 1248, it cost 1300 pounds.")] == [1248]
    assert list(years("It lay on 3 May 1990.")) == []


def test_a_year_is_put_into_the_words_of_the_claim() -> None:
    passage = "Construction of the cathedral began in 1248."
    claim = "Work on the cathedral started in the 13th century."
    assert restated(claim, passage, None) == (
        "Construction of the cathedral began in the 13th century."
    )
    assert restated("Work on it started in the 12th century.", passage, None) == passage


@pytest.mark.parametrize(
    ("claim", "passage", "reason"),
    [
        ("The mine closed in the late nineties.", "It was shut in 1986.", "the late nineties"),
        ("The mine closed in the 1990s.", "It was shut in the 1980s.", "the 1990s"),
        ("The mine closed in the 1980s.", "It was shut in 1986.", None),
        ("The mine closed in the 20th century.", "It was shut in the late eighties.", None),
        ("It was in use in the 1980s.", "It was in use from 1979 to 1991.", None),
        ("It dates from the 12th century.", "The castle (1150-1180) was sold in 1990.", None),
        ("It dates from the 17th century.", "It was built between 1598 and 1712.", None),
        ("It dates from the 9th century.", "It was built in 870 and restored in 1990.", None),
        ("The mine closed in the 1990s.", "It was shut after a fire.", None),
        ("It was in use in the first half of the 20th century.", "It was used in 1949.", None),
    ],
)
def test_a_period_of_which_the_passage_does_not_speak(
    claim: str, passage: str, reason: str | None
) -> None:
    found = misalignment(claim, passage, None)
    assert (found and found.reason) == (reason and f"the passage does not speak of {reason}")


@pytest.mark.parametrize(
    "passage",
    [
        "The mine closed before 1984.",
        "The 1984 strike closed the mine.",
        "The mine was open from 1982 to 1987.",
        "The mine was shut in 1984-85.",
        "The mine closed in early 1984.",
    ],
)
def test_a_year_that_the_words_of_the_claim_do_not_fit_stays(passage: str) -> None:
    assert restated("The mine closed in the 1980s.", passage, None) == passage


def test_feast_days_of_other_calendars_are_no_dates() -> None:
    assert written_dates("Orthodox Christmas Day is a holiday.") == []
    assert len(written_dates("Christmas Day is a holiday.")) == 1


@pytest.mark.parametrize(
    ("claim", "passage", "missing"),
    [
        ("Sales rose in the third quarter of 2025.", "Sales rose in Q2 2025.", "third quarter"),
        ("Sales rose in Q3 2025.", "Sales rose in the second quarter.", "Q3"),
        ("Profit fell in the first half of 2025.", "Profit fell in H2 2025.", "first half"),
        ("Sales rose in the second quarter of 2025.", "Sales rose in Q2 2025.", None),
        ("Profit fell in the first half of 2025.", "Profit fell in H1 2025.", None),
        ("Profit fell in the last quarter.", "Profit fell in the fourth quarter.", None),
        ("Sales rose in Q3.", "Sales rose by 4 percent.", None),
        ("They led in the third quarter.", "They led in the second quarter.", None),
        ("Sales rose in Q2 2025.", "Not in Q1, but in the three months to June they did.", None),
        ("Sales rose in Q3 and Q4.", "Sales rose in Q2.", None),
        ("Sales fell between the second and third quarter.", "Sales fell in Q2.", None),
    ],
)
def test_a_quarter_or_half_of_which_the_passage_does_not_speak(
    claim: str, passage: str, missing: str | None
) -> None:
    assert missing_period(claim, passage) == missing


def test_the_first_half_of_a_year_is_no_share_of_it() -> None:
    assert [each.value for each in quantities("It lost half of its staff.")] == [50.0]
    assert [*quantities("It lost staff in the first half of the year.")] == []
