"""So many of so many: what is told of some is not told of all."""

from __future__ import annotations

import pytest

from factcheck.checks.alignment import misalignment
from factcheck.checks.restating import restated
from factcheck.quantities.parts import parts

DIED = "Twelve of the 40 passengers died."
CUTS = "Nordan is cutting 1,200 of its 9,800 jobs."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (DIED, [(12, 40, "passenger")]),
        ("Twelve of the ferry's 40 passengers died.", [(12, 40, "passenger")]),
        ("88 schools out of 132 met the norm.", [(88, 132, "met")]),
        ("Of the ten houses three burned down.", [(3, 10, "hous")]),
        ("He is 12 of age, and 40 came.", []),
        ("50 of the 40 passengers died.", []),
        ("3 kilos of the 40 were lost.", []),
    ],
)
def test_parts_are_read(text: str, found: list[tuple[float, float, str]]) -> None:
    told = [(part.some.value, part.whole.value, part.noun) for part in parts(text)]
    assert told == found


@pytest.mark.parametrize(
    ("claim", "passage", "reason"),
    [
        ("40 passengers died.", DIED, "the claim says 40, the passage Twelve of the 40"),
        ("The ferry had 12 passengers.", "Twelve of the ferry's 40 passengers died.", None),
        ("Nordan is cutting 9,800 jobs.", CUTS, None),
        ("All 40 passengers were killed.", "The storm killed 12 of the 40 passengers.", None),
        ("Most passengers died.", DIED, "the claim says Most, the passage Twelve of the 40"),
        ("Ten houses burned down.", "Of the ten houses three burned down.", None),
    ],
)
def test_the_whole_is_not_the_part(claim: str, passage: str, reason: str | None) -> None:
    found = misalignment(claim, passage, None)
    assert found is not None and found.rival is not None
    assert reason is None or found.reason == reason


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Twelve passengers died.", DIED),
        ("Police arrested 40 people.", "12 of the 40 people arrested were charged."),
        ("40 migrants drowned.", "The bodies of 12 of the 40 migrants who drowned were found."),
        ("There were 12 cases in Leeds.", "12 of the 40 cases were in Leeds."),
        ("Most jurors voted to acquit.", "5 of the 12 jurors voted to convict."),
        (
            "Most of them were rescued.",
            "Twelve of the 40 of them were rescued by sea and 20 by air.",
        ),
        ("The ferry had 40 passengers.", DIED),
        ("Of the 40 passengers twelve died.", DIED),
        ("Not all 40 passengers died.", DIED),
        ("40 passengers died.", f"{DIED} By Friday all 40 had died."),
        ("9,400 cars were recalled.", "1,200 of the 9,400 cars recalled were repaired."),
        ("Five people judged it.", "Two of the five judges asked for more."),
        ("Most passengers survived.", DIED),
        ("About one in eight jobs will go.", CUTS),
        ("Nordan cuts about 12 percent of its jobs.", CUTS),
    ],
)
def test_what_may_be_so_is_left_alone(claim: str, passage: str) -> None:
    assert misalignment(claim, passage, None) is None


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        (
            "Two thirds of the schools met it.",
            "88 of the 132 schools met it.",
            "Two thirds of the schools met it.",
        ),
        ("Most schools met it.", "88 of the 132 schools met it.", "Most schools met it."),
        ("Most houses burned.", "Of the ten houses six burned.", None),
        ("Most schools met it.", "58 of the 132 schools met it.", None),
        ("Two thirds of the pupils met it.", "88 of the 132 schools met it.", None),
    ],
)
def test_a_part_is_read_as_the_claims_share(claim: str, passage: str, told: str | None) -> None:
    assert restated(claim, passage, None) == (told or passage)
