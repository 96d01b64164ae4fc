"""What a finished run has come to: its measures and their picture."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

from factcheck.errors import ModelNotFound

Result = dict[str, Any]


def require_plotting() -> None:
    """Say what to install before hours of training, not after.

    :raises ModelNotFound: unless matplotlib is installed.
    """
    if importlib.util.find_spec("matplotlib") is None:
        raise ModelNotFound("matplotlib", "install it with: pip install 'factcheck-engine[train]'")


def read_log(path: Path) -> list[Result]:
    """The lines of a run's log, the last of each step where a run was resumed.

    One that was cut short as the run was killed is left out, and what was written behind it.
    """
    lines = map(_line, path.read_text("utf-8", "replace").splitlines())
    return list({line["step"]: line for line in lines if line}.values())


def _line(written: str) -> Result | None:
    try:
        line = json.loads(written)
    except ValueError:
        return None
    return line if isinstance(line, dict) and {"step", "loss"} <= line.keys() else None


def plot(log: list[Result], measured: Result, path: Path) -> None:
    """A PNG: the loss by step, and macro-F1 and cross-fitted ECE of every evaluated file."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 4), layout="constrained")
    loss, scores = figure.subplots(1, 2)
    loss.plot([line["step"] for line in log], [line["loss"] for line in log], linewidth=1)
    loss.set(xlabel="step", ylabel="loss (cross-entropy)")
    names = sorted(measured["files"])
    places = range(len(names))
    scores.barh(places, [measured["files"][n]["macro_f1"] for n in names], height=0.4)
    scores.barh(
        [place + 0.4 for place in places],
        [measured["files"][n]["ece_cross_fitted"] for n in names],
        height=0.3,
    )
    scores.set_yticks(list(places), names, fontsize=7)
    scores.set_xlim(0, 1)
    scores.legend(["macro-F1", "ECE, cross-fitted"], fontsize=7)
    figure.savefig(path, dpi=120)
