"""A sentence that compares two times is told of the one that a claim is on."""

from __future__ import annotations

import pytest

from factcheck.checks.restating import restated
from factcheck.checks.then_and_now import other_time

INFLATION = "Inflation was 4.1 percent in July, after 4.4 percent in June."
MUSEUM = "The museum counted 280,000 visitors last year, compared with 310,000 the year before."


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        ("Inflation was 4.1 percent in July.", INFLATION, "Inflation was 4.1 percent in July."),
        ("Inflation was 4.4 percent in June.", INFLATION, "Inflation was 4.4 percent in June."),
        (
            "In the year before, the museum had 310,000 visitors.",
            MUSEUM,
            "The museum counted 310,000 visitors the year before.",
        ),
        (
            "In June 2,600 people came.",
            "In July, 3,100 people came, up from 2,600 in June.",
            "2,600 people came in June.",
        ),
        (
            "A year earlier profit was 37 million euros.",
            "Profit rose to 42 million euros, up from 37 million a year earlier.",
            "Profit came to 37 million euros a year earlier.",
        ),
        (
            "The Liberals got 9 percent.",
            "The Greens won 21 percent and the Liberals 9 percent, down from 13.",
            "The Greens won 21 percent and the Liberals 9 percent.",
        ),
    ],
)
def test_it_is_told_of_the_time_of_the_claims_figure(claim: str, passage: str, told: str) -> None:
    assert restated(claim, passage, None) == told


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        (
            "The museum had fewer visitors last year than the year before.",
            MUSEUM,
            "The museum counted 280,000 visitors last year, down from 310,000 the year before.",
        ),
        (
            "Trains are faster than before.",
            "Trains now take 50 minutes, down from 70.",
            "Trains now take 50 minutes, faster than 70.",
        ),
    ],
)
def test_to_a_claim_without_figures_it_is_told_which_way_they_go(
    claim: str, passage: str, told: str
) -> None:
    assert restated(claim, passage, None) == told


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The motion got 300 votes.", "It passed by 300 votes against 200 from the left."),
        ("Half of the wells are bad.", "It is so at 31 of 70 wells, compared with 44 in 2010."),
        ("Many were seen.", "We saw 91 percent in four hours in May, against 88 in April."),
        ("Inflation was 4.4 percent.", INFLATION),
        ("The mayor likes museums.", MUSEUM),
        ("The museum had 3 visitors.", MUSEUM),
        ("In 2024 it was 40 million.", "It was 52 million, after 40 million forecast for 2024."),
    ],
)
def test_what_is_of_neither_stays(claim: str, passage: str) -> None:
    assert restated(claim, passage, None) == passage


@pytest.mark.parametrize(
    ("claim", "passage", "words"),
    [
        (
            "Trains used to take 50 minutes.",
            "Trains now take 50 minutes, down from 70.",
            "50 minutes, down from 70",
        ),
        (
            "The Greens won 17 percent.",
            "The Greens won 21 percent, compared with 17 percent four years ago.",
            "21 percent, compared with 17 percent four years ago",
        ),
    ],
)
def test_a_figure_of_the_other_time_speaks_against(claim: str, passage: str, words: str) -> None:
    assert other_time(claim, passage) == words


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Trains used to take 70 minutes.", "Trains now take 50 minutes, down from 70."),
        ("Trains take 50 minutes.", "Trains now take 50 minutes, down from 70."),
        ("Last year it was 17 percent.", "It was 21 percent, up from 17 percent a year earlier."),
        ("It was 17 percent.", "It was 21 percent, up from 17 a year ago. In May, too, it was 17."),
        ("Former mayor Ito won 52 percent.", "Ito won 52 percent, up from 48 four years ago."),
        ("Visitors were down from 310,000.", MUSEUM),
    ],
)
def test_a_figure_of_its_own_time_does_not(claim: str, passage: str) -> None:
    assert other_time(claim, passage) is None


WING = "The price of the wing has gone up from £6.2 million to £7.1 million."
LOSS = "Tamsin made a loss of £45 million in 2024, after a profit of £112 million the year before."


def test_a_figure_that_was_left_behind_is_no_longer_so() -> None:
    assert (
        other_time("The wing will cost £6.2 million.", WING) == "from £6.2 million to £7.1 million"
    )


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The wing will cost £7.1 million.", WING),
        ("The wing was to cost £6.2 million.", WING),
        ("At first the wing costs £6.2 million.", WING),
        ("In 2021 the wing costs £6.2 million.", WING),
        ("The wing costs £6.2 million.", "On Monday it rises from £6.2 million to £7.1 million."),
        ("It sells phones for £200.", "Prices range from £200 to £900."),
        ("Members pay £10.", "Tickets cost from £10 for members to £15 for guests."),
        ("The age is 63.", "Voters turned down an increase of the age from 63 to 65."),
        ("The age is 63.", "They marched against an age that was raised from 63 to 65."),
        ("The wage is £12.", "From January the wage is raised from £12 to £13."),
        ("The wing costs £6.2 million.", f"{WING} Others put it at £6.2 million."),
        ("The reef loses half of its coral.", "Coral fell from 50 to 14 percent."),
    ],
)
def test_what_was_or_is_still_to_come_does_not_tell_of_now(claim: str, passage: str) -> None:
    assert other_time(claim, passage) is None


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Tamsin made a profit in 2024.", "Tamsin made a loss of £45 million in 2024."),
        ("Tamsin made a profit the year before.", LOSS),
        ("Tamsin returned to a loss.", LOSS),
        ("Tamsin turned a profit into a loss.", LOSS),
        ("Tamsin is a bank.", LOSS),
    ],
)
def test_that_it_was_otherwise_before_is_told_of_that_time_alone(claim: str, told: str) -> None:
    assert restated(claim, LOSS, None) == told
