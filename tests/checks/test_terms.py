"""Terms: from when to when."""

from __future__ import annotations

import pytest

from factcheck.checks.terms import other_term

OPEN = "The exhibition is open from 3 May to 21 June."
BOTH = "She was minister from 2010 to 2014 and ambassador from 2014 to 2018."
OFFICE = "He was prime minister from 2010 to 2015."


@pytest.mark.parametrize(
    ("claim", "passage", "words"),
    [
        ("The exhibition runs until 3 May 2026.", OPEN, "from 3 May to 21 June"),
        ("The exhibition opens on 21 June 2026.", OPEN, "from 3 May to 21 June"),
        ("He was prime minister until 2010.", OFFICE, "from 2010 to 2015"),
        ("He became prime minister in 2015.", OFFICE, "from 2010 to 2015"),
        (
            "Work began on May 4, 2021.",
            "Work lasted between Feb. 2, 2021 and 4 May 2021.",
            "between Feb. 2, 2021 and 4 May 2021",
        ),
    ],
)
def test_the_beginning_is_not_the_end(claim: str, passage: str, words: str) -> None:
    assert other_term(claim, passage) == words


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The exhibition runs until 21 June 2026.", OPEN),
        ("The exhibition opens on 3 May 2026.", OPEN),
        ("He was prime minister until 2015.", OFFICE),
        ("He became prime minister in 2010.", OFFICE),
        ("He has been in politics since 2010.", OFFICE),
        ("He was born in 1960.", OFFICE),
        ("She was minister until 2014.", BOTH),
        ("She became ambassador in 2014.", BOTH),
        ("The war began in 1914.", "They lived there from 1900 to 1914, when the war began."),
        ("It ran until 2010.", "It ran from 2010 to 2010."),
        ("It is open until 5 p.m.", "It is open from 9 to 5."),
    ],
)
def test_all_else_is_left_alone(claim: str, passage: str) -> None:
    assert other_term(claim, passage) is None
