"""Fit how the rules' score and the tagger's make one chance of being worth checking.

    python scripts/calibrate_checkworthiness.py CLAIMS

CLAIMS is the folder that the tagger was trained on (scripts/train_tagger.py); only what was kept
out there is used here. Prints the constants of factcheck/claims/checkworthiness.py, and what they
give.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parent))

from train_tagger import KEPT_OUT_EVERY, KEPT_OUT_LAST

from factcheck.claims.extraction import sentence_features
from factcheck.evaluate.data import read_rows
from factcheck.evaluate.measures import average_precision

# Of the log-odds by the rules, which know news better than debates tell; between none and all
# the F1 on debates hardly moves.
SHARE = 0.75
FIELDS = {"text": str, "checkworthy": bool}
Array = np.ndarray[Any, np.dtype[np.float64]]


def features(rows: list[dict[str, Any]]) -> Array:
    """(rows, 2): the tagger's log-odds and those of the rules."""
    found = []
    for rated, rule in sentence_features([row["text"] for row in rows]):
        rule = min(max(rule, 1e-4), 1 - 1e-4)
        found.append((rated, math.log(rule / (1 - rule))))
    return np.array(found)


def mixed(inputs: Array) -> Array:
    """(rows, 1): the tagger's log-odds and a share of the rules'."""
    return inputs[:, :1] + SHARE * inputs[:, 1:]


def best_f1(chances: Array, labels: Array) -> tuple[float, float]:
    """The highest F1 of any threshold, and that threshold."""
    best = (0.0, 0.5)
    for threshold in np.unique(chances.round(3)):
        taken = chances >= threshold
        right = float((taken & labels).sum())
        best = max(best, (2 * right / (taken.sum() + labels.sum()), float(threshold)))
    return best


def main() -> None:
    """Fit on the kept-out rated sentences; measure on them and on the kept-out debates."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("claims", type=Path)
    folder = parser.parse_args().claims
    rated = read_rows(folder / "claimbuster_train.jsonl", FIELDS)[::KEPT_OUT_EVERY]
    files = sorted(folder.glob("clef*.jsonl"))
    debates = [row for path in files for row in read_rows(path, FIELDS)][-KEPT_OUT_LAST:]
    inputs, labels = features(rated), np.array([row["checkworthy"] for row in rated])
    model = LogisticRegression().fit(mixed(inputs), labels)
    chances = model.predict_proba(mixed(inputs))[:, 1]
    f1, threshold = best_f1(chances, labels)
    picked = model.predict_proba(mixed(features(debates)))[:, 1]
    Console().print(
        {
            "_RATED": round(float(model.coef_[0][0]), 3),
            "_RULE": round(SHARE * float(model.coef_[0][0]), 3),
            "_BIAS": round(float(model.intercept_[0]), 3),
            "THRESHOLD": round(threshold, 2),
            "f1": round(f1, 3),
            "f1_rules_alone": round(best_f1(inputs[:, 1], labels)[0], 3),
            "f1_tagger_alone": round(best_f1(inputs[:, 0], labels)[0], 3),
            "debates_average_precision": round(
                average_precision(picked.tolist(), [row["checkworthy"] for row in debates]), 3
            ),
        }
    )


if __name__ == "__main__":
    main()
