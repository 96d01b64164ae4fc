"""Measures of classification, calibration and ranking, each with its source."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

Scores = dict[str, float | int]
Floats = NDArray[np.float64]


def probabilities(logits: Floats) -> Floats:
    """The softmax of each row."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))


def accuracy(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """The share of predictions that equal the gold label."""
    return sum(g == p for g, p in zip(gold, predicted, strict=True)) / len(gold)


def label_scores(gold: Sequence[str], predicted: Sequence[str]) -> dict[str, Scores]:
    """Precision, recall, F1 and support of every label that is gold or predicted."""
    pairs = Counter(zip(gold, predicted, strict=True))
    of_gold, of_predicted = Counter(gold), Counter(predicted)
    result: dict[str, Scores] = {}
    for label in sorted(set(gold) | set(predicted)):
        hits = pairs[label, label]
        precision = hits / of_predicted[label] if of_predicted[label] else 0.0
        recall = hits / of_gold[label] if of_gold[label] else 0.0
        f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
        result[label] = {
            "precision": precision,
            "recall": recall,
            "f1": f1,
            "support": of_gold[label],
        }
    return result


def macro_f1(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """The mean F1 over the labels that are present in gold."""
    scores = label_scores(gold, predicted)
    return float(np.mean([scores[label]["f1"] for label in sorted(set(gold))]))


def confusion(gold: Sequence[str], predicted: Sequence[str]) -> dict[str, dict[str, int]]:
    """Counts by gold label, then by predicted label."""
    pairs = Counter(zip(gold, predicted, strict=True))
    labels = sorted(set(gold) | set(predicted))
    return {g: {p: pairs[g, p] for p in labels} for g in labels}


def ece(confidence: Sequence[float], correct: Sequence[bool], bins: int = 15) -> float:
    """Expected calibration error over equal-width bins (Guo et al., ICML 2017)."""
    c = np.asarray(confidence, dtype=np.float64)
    right = np.asarray(correct, dtype=np.float64)
    which = np.minimum((c * bins).astype(int), bins - 1)
    error = 0.0
    for bin_number in range(bins):
        inside = which == bin_number
        if inside.any():
            error += inside.mean() * abs(c[inside].mean() - right[inside].mean())
    return float(error)


def risk_coverage(confidence: Sequence[float], correct: Sequence[bool]) -> list[dict[str, float]]:
    """Error among the answers of at least a confidence (Geifman & El-Yaniv, NeurIPS 2017).

    One point per tenth of coverage, most confident answers first.
    """
    order = np.argsort(-np.asarray(confidence, dtype=np.float64), kind="stable")
    wrong = 1.0 - np.asarray(correct, dtype=np.float64)[order]
    sizes = sorted({max(1, math.ceil(len(order) * share / 10)) for share in range(1, 11)})
    return [
        {
            "coverage": size / len(order),
            "error": float(wrong[:size].mean()),
            "confidence": float(confidence[order[size - 1]]),
        }
        for size in sizes
    ]


def average_precision(scores: Sequence[float], positive: Sequence[bool]) -> float:
    """Mean precision at the rank of each positive, ties broken by order."""
    order = np.argsort(-np.asarray(scores, dtype=np.float64), kind="stable")
    hits: NDArray[np.float64] = np.asarray(positive, dtype=np.float64)[order]
    if not hits.any():
        return 0.0
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float((precision * hits).sum() / hits.sum())


def recall_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """recall@k: the share of the relevant documents among the first `k`."""
    return len(set(ranking[:k]) & set(relevant)) / len(set(relevant))


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str]) -> float:
    """1 / rank of the first relevant document, 0 if there is none (Voorhees, TREC-8 1999)."""
    ranks = [rank for rank, item in enumerate(ranking, start=1) if item in relevant]
    return 1.0 / ranks[0] if ranks else 0.0


def ndcg_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """nDCG@k with binary gains (Järvelin & Kekäläinen, TOIS 2002)."""
    gains = [1.0 / math.log2(r + 1) for r, d in enumerate(ranking[:k], 1) if d in relevant]
    ideal = [1.0 / math.log2(r + 1) for r in range(1, min(k, len(set(relevant))) + 1)]
    return sum(gains) / sum(ideal)
