"""When each thing was, of several in a sentence."""

from __future__ import annotations

import pytest

from factcheck.checks.deed_dates import told_of_then

BRIDGE = "The bridge was built in 1932 and widened in 1998."
LAW = "The law, passed on 1 May, takes effect on 1 September."


@pytest.mark.parametrize(
    ("claim", "passage", "words"),
    [
        ("The bridge was built in 1998.", BRIDGE, "The bridge was built in 1932"),
        ("The bridge was widened in 1932.", BRIDGE, "and widened in 1998"),
        ("The law takes effect on 1 May.", LAW, ", takes effect on 1 September"),
        (
            "She became mayor in 2012.",
            "She sat on the council in 2012 and has been mayor since 2020.",
            "and has been mayor since 2020",
        ),
        (
            "The strike ended on Monday.",
            "Talks were held on Monday, and the strike ended on Friday.",
            ", and the strike ended on Friday",
        ),
    ],
)
def test_the_deed_was_at_the_date_behind_it(claim: str, passage: str, words: str) -> None:
    assert told_of_then(claim, passage) == words


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The bridge was widened in 1998.", BRIDGE),
        ("The bridge was not built in 1998.", BRIDGE),
        ("The bridge was repaired in 1998.", BRIDGE),
        ("The bridge was built between 1998 and 2001.", BRIDGE),
        ("Ghana was visited in June.", "Kenya was visited in May, Ghana in June."),
        ("It was widened in 2005.", "It was built in 1932 and widened in 1998 and 2005."),
        ("It was widened in 1998.", "Built in 1932, in 1998 it was widened; in 2005 it closed."),
        ("It was built in 1998.", "It was built in 1932. A second one was built in 1998."),
        ("The 1949 final was won.", "A goal was conceded in the 1949 final, won in 1950."),
        ("It was sold in March.", "It was bought in March 1998 and sold in 1998."),
        ("The bridge was built.", BRIDGE),
    ],
)
def test_all_else_is_left_alone(claim: str, passage: str) -> None:
    assert told_of_then(claim, passage) is None
