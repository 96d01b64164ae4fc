"""Draw how often the stance model is right for how sure it is, one panel a labelled file.

    python scripts/plot_reliability.py DATA.jsonl... --out docs/images/reliability.svg

A reliability diagram (DeGroot & Fienberg 1983): on the diagonal confidence is accuracy, below it
the model is too sure. The area of a dot is the share of rows. Needs matplotlib. Prints the mean
error over the files, at the temperature of the model and at those fitted to the other half of the
rows.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray
from rich.console import Console

from factcheck.config import Settings
from factcheck.crossencoders import LABELS
from factcheck.evaluate import score_stances
from factcheck.evaluate.measures import ece, probabilities
from factcheck.train.temperature import cross_fitted_ece

BINS, COLUMNS = 10, 5
Logits = NDArray[np.float64]


def panel(axes: Any, name: str, logits: Logits, gold: NDArray[np.int64]) -> None:
    """One file's diagram.

    :param logits: shape (rows, 3).
    :param gold: the right column of each row.
    """
    sure = probabilities(logits).max(axis=1)
    right = logits.argmax(axis=1) == gold
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    axes.plot([0, 1], [0, 1], color="grey", linewidth=0.8)
    for number in np.unique(bins):
        rows = bins == number
        axes.scatter(sure[rows].mean(), right[rows].mean(), s=10 + 250 * rows.mean(), color="C0")
    error = ece(sure.tolist(), right.tolist())
    axes.set(xlim=(0.3, 1), ylim=(0, 1), title=f"{name}\nECE {error:.2f}")
    axes.title.set_fontsize(8)


def draw(found: dict[str, tuple[Logits, NDArray[np.int64]]], path: Path) -> None:
    """All files side by side."""
    lines = -(-len(found) // COLUMNS)
    figure = Figure(figsize=(2.2 * COLUMNS, 2.4 * lines), layout="constrained")
    axes = figure.subplots(lines, COLUMNS, sharex=True, sharey=True, squeeze=False)
    for place, (name, (logits, gold)) in zip(axes.flat, found.items(), strict=False):
        panel(place, name, logits, gold)
    for place in axes.flat[len(found) :]:
        place.axis("off")
    figure.supxlabel("confidence", fontsize=9)
    figure.supylabel("share right", fontsize=9)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Judge every row, and draw."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    scored = score_stances(arguments.data, Settings.from_environment(os.environ))
    found = {
        Path(name).stem: (logits, np.array([LABELS.index(row["label"]) for row in rows]))
        for (name, rows), logits in zip(scored.files.items(), scored.logits.values(), strict=True)
    }
    draw(found, arguments.out)
    errors = [file["ece"] for file in scored.result()["files"].values()]
    others = list(cross_fitted_ece(scored).values())
    Console().print(f"mean ECE {np.mean(errors):.4f}, cross-fitted {np.mean(others):.4f}")


if __name__ == "__main__":
    main()
