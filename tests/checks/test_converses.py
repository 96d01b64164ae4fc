"""One relation told from either end: sold to and bought from, north and south of."""

from __future__ import annotations

import pytest

from factcheck.checks.converses import other_end
from factcheck.checks.restating import restated

SALE = "Last year Norway sold power to Denmark."


@pytest.mark.parametrize(
    ("claim", "passage", "parties"),
    [
        ("Norway bought power from Denmark.", SALE, ("Norway", "Denmark")),
        ("Denmark sold power to Norway.", SALE, ("Denmark", "Norway")),
        ("Egypt exports gas to Israel.", "Egypt imports gas from Israel.", ("Egypt", "Israel")),
        ("Ott borrowed a Vasko from Lund.", "Ott lent its Vasko to Lund.", ("Ott", "Lund")),
        ("The lake is north of the town.", "The town lies north of the lake.", None),
        ("Oslo is north-east of Korsk.", "Korsk is 30 km northeast of Oslo.", ("Oslo", "Korsk")),
    ],
)
def test_parties_that_are_exchanged_are_told(
    claim: str, passage: str, parties: tuple[str, str] | None
) -> None:
    assert other_end(claim, passage) == (parties or ("The lake", "the town"))


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Denmark bought power from Norway.", SALE),
        ("Denmark borrowed money from Norway.", "Denmark sold ships to Norway."),
        ("Norway bought power from Denmark.", f"{SALE} Norway bought power from Denmark, too."),
        ("Norway bought power from Sweden.", SALE),
        ("The town is south of the lake.", "The lake is north of the town."),
        ("Norway sells fish to China.", "China sells cars to Norway."),
        ("The town is south of the lake.", "The town is west of the lake."),
    ],
)
def test_all_else_is_left_alone(claim: str, passage: str) -> None:
    assert other_end(claim, passage) is None


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        ("Denmark buys power from Norway.", SALE, "Last year Denmark bought power from Norway."),
        ("Norway buys power from Denmark.", SALE, "Last year Denmark bought power from Norway."),
        (
            "The lake is south of the town.",
            "The town lies 3 km north of the lake.",
            "the lake lies 3 km south of The town.",
        ),
        ("Norway sells power to Denmark.", SALE, SALE),
        *(
            ("Denmark buys power from Norway.", told, told)
            for told in (
                "Norway sold power to Denmark and Sweden.",
                "Sweden and Norway sold power to Denmark.",
                "A firm in Norway sold power to Denmark.",
                "Norway sold power. It gave aid to Denmark.",
                "Norway sold more power to Denmark than to Sweden.",
            )
        ),
    ],
)
def test_the_passage_is_read_from_the_claims_end(claim: str, passage: str, told: str) -> None:
    assert restated(claim, passage, None) == told
