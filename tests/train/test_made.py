"""Pairs made by rule say what their kind promises."""

import random

import pytest

from factcheck.config import Settings
from factcheck.encoders import SentenceEncoder
from factcheck.errors import InvalidInput
from factcheck.language.relevance import content_words, coverage
from factcheck.train.examples import NEUTRAL, REFUTES, SUPPORTS, Example
from factcheck.train.made import Maker

ROWS = [
    Example(
        "The council met in Lyon on Monday. It was told that the bridge was closed for 12 days.",
        "The bridge in Lyon was closed for 12 days.",
        SUPPORTS,
        "rows",
    ),
    Example(
        "Apples are harvested in autumn in Kent.",
        "The apples are grown by six monks.",
        NEUTRAL,
        "rows",
    ),
    Example(
        "The bridge over the river was built of oak.",
        "Bridges were built of stone.",
        REFUTES,
        "rows",
    ),
]
TEXTS = [
    "Rain fell in Porto for 3 days. The mayor of Porto was not there, officials told the press.",
    "Two trains collided near Graz. Nobody was hurt, the railway told reporters in Vienna.",
]


@pytest.fixture(scope="module")
def maker() -> Maker:
    return Maker(ROWS, TEXTS, SentenceEncoder(Settings()), random.Random(3))


def test_a_flip_refutes_what_was_supported(maker: Maker) -> None:
    made = maker.make({"flip": 20})
    assert len(made) == 20
    assert {example.evidence for example in made} == {ROWS[0].evidence}
    assert all(example.claim != ROWS[0].claim for example in made)
    assert all(example.target[0] == 0.0 for example in made)


def test_a_restated_sentence_stands_in_its_passage(maker: Maker) -> None:
    made = maker.make({"restated": 20})
    assert made
    assert all(example.claim.rstrip(".") in example.evidence for example in made)
    assert {example.target for example in made} == {SUPPORTS}


def test_a_contrary_sentence_does_not(maker: Maker) -> None:
    made = maker.make({"contrary": 20})
    assert made
    assert not any(example.claim in example.evidence for example in made)
    assert all(example.target[0] == 0.0 for example in made)


def test_a_passage_lacks_what_a_fact_of_the_claim_rests_on(maker: Maker) -> None:
    made = maker.make({"missing": 20})
    assert {example.target for example in made} == {NEUTRAL}
    whole = content_words(ROWS[0].evidence) & content_words(ROWS[0].claim)
    assert all(whole - content_words(example.evidence) for example in made)
    assert len({example.evidence for example in made}) > 1


def test_one_fact_changed_in_both_texts_is_supported_in_one_refuted(maker: Maker) -> None:
    made = maker.make({"symmetric": 40})
    both = [example for example in made if example.target == SUPPORTS]
    assert 0 < len(both) < len(made)
    for example in made:
        changed = example.claim != ROWS[0].claim, example.evidence != ROWS[0].evidence
        assert all(changed) if example in both else sum(changed) == 1
        assert example.target is not None
        assert example in both or example.target[0] == 0.0


def test_a_denial_says_only_that_it_was_denied(maker: Maker) -> None:
    made = maker.make({"reported": 60})
    assert {" denied that " in example.evidence for example in made} == {True, False}
    for example in made:
        assert example.target is not None
        denied = " denied that " in example.evidence
        if example.target == SUPPORTS:
            assert ("rejected" in example.claim) == denied
        if denied and "denied" not in example.claim and " said " not in example.claim:
            assert example.target[0] == 0.0 or "rejected" in example.claim


def test_what_is_found_is_left_to_teachers(maker: Maker) -> None:
    made = maker.make({"found": 20})
    assert made
    assert {example.target for example in made} == {None}
    assert len({(example.claim, example.evidence) for example in made}) == len(made)


@pytest.mark.parametrize("kind", ["unrelated", "near"])
def test_neutral_passages_do_not_hold_the_claim(maker: Maker, kind: str) -> None:
    made = maker.make({kind: 8})
    assert made
    for example in made:
        assert example.target == NEUTRAL
        assert coverage(example.claim, example.evidence) < 0.5


def test_the_same_seed_makes_the_same_pairs() -> None:
    encoder = SentenceEncoder(Settings())
    wanted = {"flip": 5, "restated": 5, "near": 5}
    first, second = (Maker(ROWS, TEXTS, encoder, random.Random(7)).make(wanted) for _ in "ab")
    assert first == second


@pytest.mark.parametrize(
    ("kind", "rows", "texts", "lacking"),
    [
        ("restated", ROWS, [], "texts with at least one sentence"),
        ("contrary", ROWS, [" "], "texts with at least one sentence"),
        ("flip", ROWS[1:], TEXTS, "at least one row labelled SUPPORTS"),
        ("told", ROWS[1:], TEXTS, "at least one row labelled SUPPORTS"),
        ("unrelated", [], TEXTS, "at least one row in the sources"),
    ],
)
def test_a_kind_with_nothing_to_be_made_of_is_refused(
    kind: str, rows: list[Example], texts: list[str], lacking: str
) -> None:
    maker = Maker(rows, texts, SentenceEncoder(Settings()), random.Random(3))
    with pytest.raises(InvalidInput, match=rf"made\.{kind}: needs {lacking}"):
        maker.make({kind: 2})
    assert maker.make({kind: 0}) == []


def test_an_unknown_kind_is_refused(maker: Maker) -> None:
    with pytest.raises(InvalidInput, match=r"made\.twisted: known: flip"):
        maker.make({"twisted": 3})
