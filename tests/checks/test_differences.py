"""By how much two figures of a passage differ, and which way."""

import pytest

from factcheck.checks.alignment import misalignment
from factcheck.checks.differences import difference
from factcheck.quantities.extraction import quantities, quantities_of_passage

TRAIN = "The trip takes 50 minutes on the new train. The old one took 70 minutes."
STAFF = "The group employed 6,430 people, compared with 6,710 a year earlier."
TOWNS = "Aldby has 40,000 people, Corby 25,000."
RENTS = "A flat costs 900 euros a month in Tarn and 700 in Velm."
COST = "The bridge cost 61 million; the estimate was 50 million."


def agreement(claim: str, passage: str) -> list[bool | None]:
    told = quantities_of_passage(passage)
    found = (difference(claim, wanted, passage, told) for wanted in quantities(claim))
    return [each.agrees for each in found if each is not None]


@pytest.mark.parametrize(
    ("passage", "true", "false"),
    [
        (TRAIN, "The new train is 20 minutes faster.", "The new train is 20 minutes slower."),
        (STAFF, "The workforce shrank by 280 people.", "The workforce grew by 280 people."),
        (
            TOWNS,
            "Aldby has 15,000 more people than Corby.",
            "Corby has 15,000 more people than Aldby.",
        ),
        (
            TOWNS,
            "Corby has 15,000 fewer people than Aldby.",
            "Aldby has 15,000 fewer people than Corby.",
        ),
        (
            "The repair was to take four weeks and took seven.",
            "The repair took three weeks longer than planned.",
            "The repair took three weeks less than planned.",
        ),
        (
            "By bus the trip takes 8 hours, by train 5.",
            "The trip is 3 hours shorter by train.",
            "The trip is 3 hours longer by train.",
        ),
        ("Dara is 41, and Ben is 35.", "Dara is six years older.", "Dara is six years younger."),
        (
            RENTS,
            "Rents in Tarn are 200 euros higher than in Velm.",
            "Rents in Velm are 200 euros higher than in Tarn.",
        ),
        (COST, "It was 11 million above the estimate.", "It was 11 million below the estimate."),
    ],
)
def test_it_tells_which_way_the_difference_goes(passage: str, true: str, false: str) -> None:
    assert agreement(true, passage) == [True]
    assert misalignment(true, passage, None) is None
    assert agreement(false, passage) == [False]
    found = misalignment(false, passage, None)
    assert found is not None and found.rival is not None
    assert found.reason.endswith("the other way")


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("It holds 30 fewer cars.", "The first ferry holds 90 cars and the second 60."),
        ("It holds 30 more cars.", "One of the ferries holds 90 cars, another one 60."),
    ],
)
def test_where_the_way_is_not_clear_it_speaks_for_neither_side(claim: str, passage: str) -> None:
    assert agreement(claim, passage) == [None]
    found = misalignment(claim, passage, None)
    assert found is not None and found.rival is None


def test_where_the_claim_tells_no_way_nothing_is_said() -> None:
    passage = "Ito won 53 percent of the vote. Lund won 47 percent."
    assert agreement("Lund won by 6 points.", passage) == [None]


def test_of_a_table_each_figure_is_that_of_its_row() -> None:
    table = "Nordsee | Staff: 1,200\n\nAlpin | Staff: 840"
    assert agreement("Nordsee has 360 more staff than Alpin.", table) == []


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The new train takes 20 minutes.", TRAIN),
        ("The new train is 30 minutes faster.", TRAIN),
        ("Rents rose by 200 euros.", "A flat costs 900 euros; it has 700 square metres."),
    ],
)
def test_other_figures_are_no_differences(claim: str, passage: str) -> None:
    assert agreement(claim, passage) == []


LORNE = "212 houses burned, seven fewer than first counted, and 40 sheds."
EXPRESS = "The express takes five hours, 30 minutes less than the old bus."


@pytest.mark.parametrize(
    ("claim", "passage", "is_open"),
    [
        ("At first 219 houses were counted.", LORNE, True),
        ("At first 205 houses were counted.", LORNE, False),
        ("The old bus took 5.5 hours.", EXPRESS, True),
        ("The old bus took 4.5 hours.", EXPRESS, False),
        ("219 houses burned.", LORNE, False),
        ("Leeds had 88 points.", "Leeds had 90 points, two more than Hull.", False),
        ("Hull had 88 points.", "Leeds had 90 points, two more than Hull.", True),
    ],
)
def test_what_a_figure_is_more_or_less_than_is_reckoned(
    claim: str, passage: str, is_open: bool
) -> None:
    assert (misalignment(claim, passage, None) is None) is is_open
