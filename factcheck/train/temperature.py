"""One number that makes the model's probabilities mean what they say.

Temperature scaling (Guo et al. 2017, "On calibration of modern neural networks"): scores are
divided by the temperature before they become probabilities. Which stance comes first does not
change.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factcheck.config import Settings
from factcheck.crossencoders import LABELS, TEMPERATURE
from factcheck.evaluate import Scored, score_stances
from factcheck.evaluate.data import Row
from factcheck.evaluate.measures import ece, probabilities

_TEMPERATURES = np.geomspace(0.5, 5.0, 93)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def fit_temperature(scores: Sequence[Floats], gold: Sequence[Ints]) -> float:
    """The temperature of least cross-entropy; every file that has rows weighs the same.

    :param scores: per file, shape (rows, 3).
    :param gold: per file, the column that is right for each row.
    """
    files = [(s, g) for s, g in zip(scores, gold, strict=True) if len(g)]
    if not files:
        return 1.0
    losses = [np.mean([_cross_entropy(s / t, g) for s, g in files]) for t in _TEMPERATURES]
    return float(round(_TEMPERATURES[int(np.argmin(losses))], 3))


def _cross_entropy(scores: Floats, gold: Ints) -> float:
    top = scores.max(axis=1, keepdims=True)
    normaliser = top[:, 0] + np.log(np.exp(scores - top).sum(axis=1))
    return float(np.mean(normaliser - scores[np.arange(len(gold)), gold]))


def calibrate(model: Path, files: Sequence[Path]) -> float:
    """Fit a model's temperature to labelled files and write it into its config.

    The model must have none yet.
    """
    scored = score_stances(files, replace(Settings(), stance_model=str(model)))
    found = fit_temperature(list(scored.logits.values()), list(_gold(scored).values()))
    config = json.loads((model / "config.json").read_text("utf-8"))
    config[TEMPERATURE] = found
    (model / "config.json").write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    return found


def cross_fitted_ece(scored: Scored) -> dict[str, float]:
    """The calibration error of each file, no row at a temperature that was fitted to it.

    By the rows it was fitted to, a temperature looks better than it is. A hash of its texts puts
    each row into one of two halves, and each half is read at the temperature of the other.
    """
    gold = _gold(scored)
    halves = {name: np.array([_half(row) for row in rows]) for name, rows in scored.files.items()}
    raw = {name: logits * scored.temperature for name, logits in scored.logits.items()}
    scaled = {name: logits.copy() for name, logits in raw.items()}
    for half in (0, 1):
        others = {name: of != half for name, of in halves.items()}
        temperature = fit_temperature(
            [raw[name][rows] for name, rows in others.items()],
            [gold[name][rows] for name, rows in others.items()],
        )
        for name, rows in others.items():
            scaled[name][~rows] /= temperature
    return {name: _error(scaled[name], gold[name]) for name in scaled}


def _half(row: Row) -> int:
    return zlib.crc32(f"{row['claim']}\n{row['evidence']}".encode()) % 2


def _gold(scored: Scored) -> dict[str, Ints]:
    return {
        name: np.array([LABELS.index(row["label"]) for row in rows])
        for name, rows in scored.files.items()
    }


def _error(scores: Floats, gold: Ints) -> float:
    found = probabilities(scores)
    return ece(found.max(axis=1).tolist(), (found.argmax(axis=1) == gold).tolist())
