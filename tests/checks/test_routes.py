"""Routes: from A to B is not from B to A."""

from __future__ import annotations

import pytest

from factcheck.checks.routes import other_way_round


@pytest.mark.parametrize(
    ("claim", "passage", "words"),
    [
        (
            "The ship was sailing from Rotterdam to Oslo.",
            "The ship was on its way from Oslo to Rotterdam.",
            "from Oslo to Rotterdam",
        ),
        (
            "He flew from New York to the Hague.",
            "He came to New York from the Hague.",
            "to New York from the Hague",
        ),
        (
            "From Kenya to Ghana the president took a train.",
            "The president went from Ghana in May to Kenya.",
            "from Ghana in May to Kenya",
        ),
    ],
)
def test_the_way_back_is_another_way(claim: str, passage: str, words: str) -> None:
    assert other_way_round(claim, passage) == words


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The ship sailed from Oslo to Rotterdam.", "It sailed from Oslo to Rotterdam."),
        ("The ship sailed from Oslo to Rotterdam.", "It went to Rotterdam from Oslo."),
        ("The ship sailed from Oslo to Bergen.", "It sailed from Rotterdam to Oslo."),
        ("It sailed from Oslo to Rotterdam.", "It sails from Rotterdam to Oslo and back."),
        (
            "It sailed from Oslo to Rotterdam.",
            "It went from Rotterdam to Oslo, then from Oslo to Rotterdam.",
        ),
        ("The road from Oslo to Bergen is closed.", "The road from Bergen to Oslo is closed."),
        ("It rose from 3 to 5.", "It fell from 5 to 3."),
    ],
)
def test_all_else_is_left_alone(claim: str, passage: str) -> None:
    assert other_way_round(claim, passage) is None
