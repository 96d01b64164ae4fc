"""A passage that repeats a statement may say nothing about whether it is so."""

import random

from factcheck.train import hearsay
from factcheck.train.examples import REFUTES, SUPPORTS, Example

ROW = Example("It rained.", "The bridge in Lyon was closed for repairs.", SUPPORTS, "rows")


def test_facts_support_hoaxes_refute_hearsay_says_little() -> None:
    made = [hearsay.told(ROW, random.Random(seed)) for seed in range(400)]
    targets = {}
    for pair in made:
        assert pair is not None
        passage, claim, target = pair
        assert claim == ROW.claim
        assert "bridge in Lyon was closed for repairs" in passage
        targets[passage] = target
    hoaxes = [p for p in targets if p.startswith(("Hoax", "Debunked", "No, it is not true"))]
    rumours = [p for p in targets if p.startswith(("Rumor", "Is it true", "Unconfirmed"))]
    facts = [p for p in targets if p.startswith(("Confirmed", "It turned out"))]
    assert hoaxes and rumours and facts
    assert all(targets[passage] == REFUTES for passage in hoaxes)
    assert all(targets[passage][2] > 0.8 for passage in rumours)
    assert all(targets[passage] == SUPPORTS for passage in facts)


def test_questions_and_scraps_are_not_repeated() -> None:
    for claim in ("Was the bridge in Lyon closed?", "Bridge closed."):
        row = Example("It rained.", claim, SUPPORTS, "rows")
        assert hearsay.told(row, random.Random(1)) is None
        assert hearsay.reported(row, random.Random(1)) is None
