"""Measures, against values worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, strategies as st

from factcheck.evaluate import measures

GOLD = ["a", "a", "b", "c"]
PREDICTED = ["a", "b", "b", "d"]


def test_accuracy_and_f1() -> None:
    assert measures.accuracy(GOLD, PREDICTED) == 0.5
    scores = measures.label_scores(GOLD, PREDICTED)
    assert scores["a"] == {
        "precision": 1.0,
        "recall": 0.5,
        "f1": pytest.approx(2 / 3),
        "support": 2,
    }
    assert scores["d"]["f1"] == 0.0
    # Over the labels present in gold: a, b and c, not the spurious d.
    assert measures.macro_f1(GOLD, PREDICTED) == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)


def test_confusion_counts_gold_then_predicted() -> None:
    assert measures.confusion(GOLD, PREDICTED)["a"] == {"a": 1, "b": 1, "c": 0, "d": 0}


def test_ece_is_the_gap_between_confidence_and_accuracy() -> None:
    assert measures.ece([0.8] * 10, [True] * 8 + [False] * 2) == pytest.approx(0.0)
    assert measures.ece([1.0] * 4, [True, True, False, False]) == pytest.approx(0.5)


def test_risk_falls_where_confidence_orders_well() -> None:
    points = measures.risk_coverage([0.9, 0.8, 0.4, 0.3], [True, True, False, False])
    assert points[0]["error"] == 0.0
    assert points[-1] == {"coverage": 1.0, "error": 0.5, "confidence": 0.3}


def test_ranking_measures() -> None:
    ranking, relevant = ["x", "a", "y", "b"], ["a", "b"]
    assert measures.recall_at(ranking, relevant, 2) == 0.5
    assert measures.reciprocal_rank(ranking, relevant) == 0.5
    assert measures.reciprocal_rank(ranking, ["z"]) == 0.0
    ideal = 1 + 1 / math.log2(3)
    assert measures.ndcg_at(ranking, relevant, 10) == pytest.approx(
        (1 / math.log2(3) + 1 / math.log2(5)) / ideal
    )
    assert measures.average_precision([3, 2, 1], [True, False, True]) == pytest.approx(
        (1 + 2 / 3) / 2
    )
    assert measures.average_precision([1.0], [False]) == 0.0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50))
def test_ece_and_risk_stay_in_bounds(rows: list[tuple[float, bool]]) -> None:
    confidence, correct = [c for c, _ in rows], [r for _, r in rows]
    assert 0.0 <= measures.ece(confidence, correct) <= 1.0
    assert all(0.0 <= p["error"] <= 1.0 for p in measures.risk_coverage(confidence, correct))
