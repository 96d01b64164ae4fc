"""Reciprocal rank fusion, and what counts as a claim's words."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, strategies as st

from factcheck.relevance import content_words, coverage, stem
from factcheck.retrieve import fuse

ranking = st.lists(st.integers(0, 20), unique=True, max_size=10)


def test_a_passage_in_both_lists_beats_one_that_leads_a_single_list() -> None:
    assert next(key for key, _ in fuse([1, 2, 3], [4, 2, 5])) == 2


def test_scores_are_weighted_sums_of_reciprocal_ranks() -> None:
    assert dict(fuse([7], [8, 7])) == {7: 1 / 3 + 0.75 / 4, 8: 0.75 / 3}


def test_meaning_goes_before_words_at_the_same_rank() -> None:
    assert [key for key, _ in fuse([2], [1])] == [2, 1]


@given(ranking, ranking)
def test_fusion_keeps_every_key_once_and_the_order_of_each_list(
    near: list[int], worded: list[int]
) -> None:
    fused = fuse(near, worded)
    assert sorted(key for key, _ in fused) == sorted({*near, *worded})
    assert all(a >= b for (_, a), (_, b) in itertools.pairwise(fused))
    assert [key for key, _ in fuse(near, [])] == near
    assert [key for key, _ in fuse(near, near)] == near


@pytest.mark.parametrize(
    ("claim", "passage", "share"),
    [
        ("The bridges were closed", "They are closing the bridge.", 1.0),
        ("The bridge is in Kyiv", "The bridge stands elsewhere.", 0.5),
        ("It was so", "Nothing in common", 0.0),
    ],
)
def test_coverage_is_the_share_of_the_claims_words(claim: str, passage: str, share: float) -> None:
    assert coverage(claim, passage) == pytest.approx(share)


@given(st.text(max_size=100))
def test_coverage_of_a_text_by_itself_is_complete(text: str) -> None:
    assert coverage(text, text) in (0.0, 1.0)
    assert all(len(stem(word)) >= min(3, len(word)) for word in content_words(text))
