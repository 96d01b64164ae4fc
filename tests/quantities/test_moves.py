"""Changes told by two numbers, and what is said of most: a claim's words for what follows."""

from __future__ import annotations

import pytest

from factcheck.checks.alignment import misalignment
from factcheck.checks.restating import restated
from factcheck.quantities.moves import moves


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Burglaries rose from 210 to 280.", [(210, 280)]),
        ("Rent rose from 800 euros to 1,000 euros a month.", [(800, 1_000)]),
        ("It fell from $2.4bn to $1.2bn.", [(2.4e9, 1.2e9)]),
        ("Unemployment rose to 6.2 per cent, up from 5.9 per cent.", [(5.9, 6.2)]),
        ("It is 6.2 per cent in May from 5.9 per cent in April.", [(5.9, 6.2)]),
        ("The share rose from 12% of pupils in 2010 to 18% in 2020.", [(12, 18)]),
        ("It rose from 1 to 2 and fell from 9 to 5.", [(1, 2), (9, 5)]),
        ("Trains run from 12 stations to 14 others.", []),
        ("He was in office from 2010 to 2014.", []),
        ("It rose from over 200 to 280.", []),
        ("It rose to 280.", []),
    ],
)
def test_a_change_is_read_from_its_two_numbers(text: str, found: list[tuple[float, float]]) -> None:
    assert [(move.before.value, move.after.value) for move in moves(text)] == found


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        (
            "Burglaries rose by a third.",
            "Burglaries rose from 210 to 280.",
            "rose by a third from 210 to 280",
        ),
        ("Burglaries rose by 70.", "Burglaries rose from 210 to 280.", "rose by 70 from 210"),
        (
            "Rent rose by more than 20 per cent.",
            "Rent went up from 800 to 1,000 euros.",
            "up by more than 20 per cent from 800",
        ),
        ("It fell by a half.", "It costs 5 euros, down from 10.", "down by a half from 10"),
        ("Most voters agreed.", "61 per cent of voters agreed.", "Most voters agreed."),
        ("A majority of voters agreed.", "Of all 61% of the voters did.", "A majority of voters"),
        ("Most of the nurses left.", "Nine out of ten nurses left.", "Most nurses left."),
        ("A minority of pupils swim.", "One in four pupils swims.", "A minority of pupils swims."),
    ],
)
def test_what_follows_is_told_in_the_words_of_the_claim(
    claim: str, passage: str, told: str
) -> None:
    assert told in restated(claim, passage, None)
    assert misalignment(claim, passage, None) is None


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Rent rose to 200 euros.", "Rent rose from 800 to 1,000 euros."),
        ("Rent rose by 20 per cent.", "Rent rose by 20 per cent, from 800 to 960 euros."),
        ("Most voters agreed.", "Most voters agreed."),
        ("Most voters agreed.", "61 per cent of members agreed."),
        ("The most voters ever came.", "61 per cent of voters came."),
        ("He is at most 40.", "61 per cent of voters came."),
    ],
)
def test_all_else_stays_as_it_is(claim: str, passage: str) -> None:
    assert restated(claim, passage, None) == passage


@pytest.mark.parametrize(
    ("claim", "passage", "reason"),
    [
        (
            "Rent rose by 50 per cent.",
            "Rent rose from 800 to 1,000 euros.",
            "the claim says 50 per cent, the passage from 800 to 1,000 euros",
        ),
        (
            "Burglaries doubled.",
            "Burglaries rose from 210 to 280.",
            "the claim says doubled, the passage from 210 to 280",
        ),
        (
            "Most voters agreed.",
            "38 per cent of voters agreed.",
            "the claim says Most, the passage 38 per cent",
        ),
        (
            "The bank cut rates by half a point.",
            "The bank cut its key rate by 25 basis points to 3.75 percent.",
            "the claim says half a point, the passage 25 basis points",
        ),
        (
            "A minority of voters agreed.",
            "61 per cent of voters agreed.",
            "the claim says A minority, the passage 61 per cent",
        ),
    ],
)
def test_what_the_numbers_rule_out_is_told(claim: str, passage: str, reason: str) -> None:
    found = misalignment(claim, passage, None)
    assert found is not None and found.reason == reason and found.rival is not None


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Burglaries doubled.", "Burglaries rose from 140 to 280."),
        ("Burglaries more than doubled.", "Burglaries rose from 100 to 280."),
        ("Burglaries could have doubled.", "Burglaries rose from 210 to 280."),
        ("Burglaries doubled.", "Burglaries rose from 0 to 280."),
        ("Burglaries doubled.", "Thefts rose from 1 to 2, burglaries from 3 to 5."),
        ("Most voters agreed.", "At least 38 per cent of voters agreed."),
        ("Most voters agreed.", "38 per cent of members agreed."),
        ("Most voters agreed.", "38 per cent of voters came, 61 per cent of voters agreed."),
    ],
)
def test_what_they_leave_open_is_not(claim: str, passage: str) -> None:
    assert misalignment(claim, passage, None) is None


@pytest.mark.parametrize(
    ("claim", "passage", "reason"),
    [
        (
            "Unemployment rose to 5 percent.",
            "Unemployment rose by 5 percent last year.",
            "the claim says to 5 percent, the passage by 5 percent",
        ),
        (
            "Profits fell by almost $2 million.",
            "Profits fell sharply last year, to $2 million.",
            "the claim says by $2 million, the passage to $2 million",
        ),
        (
            "The toll climbed to twelve.",
            "The toll climbed by twelve to 40.",
            "the claim says to twelve, the passage by twelve",
        ),
    ],
)
def test_by_so_much_is_not_to_so_much(claim: str, passage: str, reason: str) -> None:
    found = misalignment(claim, passage, None)
    assert found is not None and (found.reason, found.rival) == (reason, None)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Unemployment rose to 8%.", "Unemployment rose by 5% to 8%."),
        ("Unemployment rose by 5%.", "Unemployment rose by 5% to 8%."),
        ("Rents rose by 100 euros.", "Rents rose from 500 to 600 euros."),
        ("The toll rose to 12.", "Twelve people were killed."),
        ("He was sentenced to 5 years.", "He was sentenced by 5 judges to 5 years."),
        ("The group grew by 20 people.", "It grew to 20 people, by 20 people."),
        ("Line 4 was extended by 12 towns.", "Line 4 goes east to 12 towns, by 12 towns."),
    ],
)
def test_either_may_be_told_beside_the_other(claim: str, passage: str) -> None:
    assert misalignment(claim, passage, None) is None
