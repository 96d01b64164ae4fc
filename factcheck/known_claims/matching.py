"""Whether a claim is one that was checked before: true or false under the same conditions.

Being about the same is not enough: "40 died" and "14 died" are nearly the same words. The stance
model is asked both ways, whether each claim bears out the other, and what each claim gives for
who, where, when, how many and polarity is compared beside it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factcheck.calibration import log_odds
from factcheck.crossencoders import CrossEncoder
from factcheck.known_claims.match_types import Difference, Match, Slot
from factcheck.known_claims.slots import differences, without_says
from factcheck.stance.reading import pair_logits
from factcheck.types import Document

_WEIGHTS = Path(__file__).parents[1] / "models" / "matching.json"
_NAMES = frozenset({Slot.WHO, Slot.WHERE})
FEATURES = (
    "claim supports reviewed",
    "reviewed supports claim",
    "claim refutes reviewed",
    "reviewed refutes claim",
    "figure missing",
    "name missing",
    "name differs",
)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over :data:`FEATURES`, and from which score on claims are the same.

    Fitted by `benchmarks/known_claims.py`.
    """

    weights: tuple[float, ...]
    bias: float
    threshold: float

    def scores(self, features: Floats) -> Floats:
        """The scores of rows of features."""
        found: Floats = 1.0 / (1.0 + np.exp(-(features @ np.array(self.weights) + self.bias)))
        return found


@cache
def fitted() -> Weights:
    """The weights that ship with factcheck."""
    values = json.loads(_WEIGHTS.read_text("utf-8"))
    weights = tuple(float(values["weights"][name]) for name in FEATURES)
    return Weights(weights, float(values["bias"]), float(values["threshold"]))


def compare(
    scorer: CrossEncoder, claim: str, candidates: Sequence[tuple[Document, float]]
) -> list[Match]:
    """The claim beside each candidate, those that say the same first, the surest first.

    :param candidates: earlier fact-checks with the cosine of their claim and this one.
    """
    pairs = [(claim, without_says(document.text)) for document, _ in candidates]
    differing = [differences(*pair) for pair in pairs]
    rows = features(scorer, pairs, differing)
    weights = fitted()
    found = [
        Match(document, is_same(float(score), apart, weights), float(score), cosine, tuple(apart))
        for (document, cosine), score, apart in zip(
            candidates, weights.scores(rows), differing, strict=True
        )
    ]
    return sorted(found, key=lambda match: (not match.same, -match.score, match.document.id))


def is_same(score: float, apart: Sequence[Difference], weights: Weights) -> bool:
    """Whether two claims are true or false together."""
    return score >= weights.threshold and not any(difference.decides for difference in apart)


def features(
    scorer: CrossEncoder,
    pairs: Sequence[tuple[str, str]],
    differing: Sequence[Sequence[Difference]],
) -> Floats:
    """What the score rests on, a row for each (claim, reviewed claim); see :data:`FEATURES`."""
    one_way = _probabilities(scorer, pairs)
    back = _probabilities(scorer, [(reviewed, claim) for claim, reviewed in pairs])
    rows = [
        [
            *(log_odds(row[side]) for side in (0, 1) for row in (there, again)),
            any(x.slot not in _NAMES for x in apart),
            any(x.slot in _NAMES for x in apart),
            any(x.slot in _NAMES and x.claim is not None for x in apart),
        ]
        for there, again, apart in zip(one_way, back, differing, strict=True)
    ]
    return np.array(rows, dtype=np.float64).reshape(len(pairs), len(FEATURES))


def _probabilities(scorer: CrossEncoder, pairs: Sequence[tuple[str, str]]) -> Floats:
    logits = pair_logits(scorer, pairs) if pairs else np.zeros((0, 3))
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    found: Floats = odds / odds.sum(axis=1, keepdims=True)
    return found
