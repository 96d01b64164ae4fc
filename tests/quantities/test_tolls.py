"""What else befell people, beside what a claim tells."""

from __future__ import annotations

from itertools import pairwise

import pytest

from factcheck.checks.restating import restated
from factcheck.quantities.tolls import beside


@pytest.mark.parametrize(
    ("passage", "left"),
    [
        ("Two are killed and 17 others are injured in Korsk.", "Two are killed in Korsk."),
        (
            "Two are killed, four are badly hurt, and one is missing in Korsk.",
            "Two are killed in Korsk.",
        ),
        ("Two are killed and four seriously injured in Korsk.", "Two are killed in Korsk."),
        (
            "A bomb kills two people and injures at least 30 others in Korsk.",
            "A bomb kills two people in Korsk.",
        ),
        ("A bomb fell, killing two and injuring 30.", "A bomb fell, killing two."),
    ],
)
def test_a_claim_on_the_dead_leaves_the_others_out(passage: str, left: str) -> None:
    assert restated("Two people died in Korsk.", passage, None) == left


@pytest.mark.parametrize(
    "claim",
    [
        "Two were killed and 17 were hurt in Korsk.",  # the claim tells of both
        "A bomb fell in Korsk.",  # of none
        "Nobody was injured, two were killed.",
    ],
)
def test_what_the_claim_tells_stays(claim: str) -> None:
    passage = "Two are killed and 17 others are injured in Korsk."
    assert restated(claim, passage, None) == passage


def test_what_befell_nobody_stays() -> None:
    passage = "Two were killed, a bridge was damaged, and the mayor and his injured wife left."
    assert list(beside("Two were killed.", passage)) == []


@pytest.mark.parametrize("piece", [", a", " and a", ", and killed", "and injured 3 ", "killed, "])
def test_long_passages_are_read_in_no_time(piece: str) -> None:
    passage = piece * 20_000
    spans = [span for span, _ in beside("Two were killed.", passage)]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert not any("killed" in passage[span.start : span.end] for span in spans)
