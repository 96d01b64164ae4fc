"""One number that makes the model's probabilities mean what they say.

Temperature scaling (Guo et al. 2017, "On calibration of modern neural networks"): scores are
divided by the temperature before they become probabilities. Which stance comes first does not
change.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factcheck.config import Settings
from factcheck.crossencoders import LABELS, TEMPERATURE, CrossEncoder
from factcheck.evaluate.data import STANCES, read_rows
from factcheck.stance.reading import pair_logits

_TEMPERATURES = np.geomspace(0.5, 5.0, 93)

Floats = NDArray[np.float64]


def fit_temperature(scores: Sequence[Floats], gold: Sequence[Sequence[int]]) -> float:
    """The temperature of least cross-entropy; every file weighs the same.

    :param scores: per file, shape (rows, 3).
    :param gold: per file, the column that is right for each row.
    """
    losses = [
        np.mean([_cross_entropy(s / t, g) for s, g in zip(scores, gold, strict=True)])
        for t in _TEMPERATURES
    ]
    return float(round(_TEMPERATURES[int(np.argmin(losses))], 3))


def _cross_entropy(scores: Floats, gold: Sequence[int]) -> float:
    top = scores.max(axis=1, keepdims=True)
    normaliser = top[:, 0] + np.log(np.exp(scores - top).sum(axis=1))
    return float(np.mean(normaliser - scores[np.arange(len(gold)), list(gold)]))


def calibrate(model: Path, files: Sequence[Path]) -> float:
    """Fit a model's temperature to labelled files and write it into its config.

    The model must have none yet.
    """
    scorer = CrossEncoder(replace(Settings(), stance_model=str(model)))
    scores, gold = [], []
    for path in files:
        fields = {"claim": str, "evidence": str, "label": str}
        rows = read_rows(path, fields, {"label": STANCES})
        scores.append(pair_logits(scorer, [(row["evidence"], row["claim"]) for row in rows]))
        gold.append([LABELS.index(row["label"]) for row in rows])
    found = fit_temperature(scores, gold)
    config = json.loads((model / "config.json").read_text("utf-8"))
    config[TEMPERATURE] = found
    (model / "config.json").write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    return found
