"""Draw what the kinds of index cost and find, from what `benchmarks/kinds.py` printed.

    python scripts/plot_index.py benchmarks/results/kinds-*.json --out docs/images

Writes `index-recall.svg` (recall against speed, one panel a size; upper right is better) and
`index-cost.svg` (memory and time to build, by size). Needs matplotlib.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

WIDTH, HEIGHT = 4.2, 3.8
MARKERS = "ovs^DPX"

Run = dict[str, Any]


def recall(runs: list[Run], names: list[str], path: Path) -> None:
    """A curve for each kind: its setting trades speed for recall."""
    figure = Figure(figsize=(WIDTH * len(runs), HEIGHT), layout="constrained")
    for axes, run in zip(
        figure.subplots(1, len(runs), sharey=True, squeeze=False)[0], runs, strict=True
    ):
        for name, kind in run["kinds"].items():
            points = kind["points"]
            axes.plot(
                [point["recall_at_10"] for point in points],
                [point["queries_per_core_s"] for point in points],
                label=name,
                **_style(names, name),
            )
        axes.set(yscale="log", xlim=(0.6, 1.01), title=f"{run['passages']:,} passages")
        axes.grid(alpha=0.3, which="both", linewidth=0.5)
    _finish(figure, "recall@10 against exact search", "queries a second of one core", path)


def cost(runs: list[Run], names: list[str], path: Path) -> None:
    """Memory and time to build by the number of passages."""
    figure = Figure(figsize=(2 * WIDTH, HEIGHT), layout="constrained")
    panels = {"resident_mb": "resident memory, MB", "build_core_s": "time to build, core-seconds"}
    for axes, (field, title) in zip(figure.subplots(1, 2), panels.items(), strict=True):
        for name in names:
            measured = [run for run in runs if name in run["kinds"]]
            axes.plot(
                [run["passages"] for run in measured],
                [run["kinds"][name][field] for run in measured],
                label=name,
                **_style(names, name),
            )
        axes.set(xscale="log", yscale="log", title=title)
        axes.grid(alpha=0.3, linewidth=0.5)
    _finish(figure, "passages", "", path)


def _style(names: list[str], name: str) -> dict[str, Any]:
    number = names.index(name)
    return {"color": f"C{number}", "marker": MARKERS[number], "markersize": 5, "linewidth": 1.2}


def _finish(figure: Figure, across: str, up: str, path: Path) -> None:
    figure.supxlabel(across, fontsize=9)
    figure.supylabel(up, fontsize=9)
    handles, labels = figure.axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper center", ncols=4, fontsize=8)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Read what was measured, and draw."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("results", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    runs = [json.loads(path.read_text("utf-8")) for path in arguments.results]
    runs.sort(key=lambda run: run["passages"])
    names = list(dict.fromkeys(name for run in runs for name in run["kinds"]))
    recall(runs, names, arguments.out / "index-recall.svg")
    cost(runs, names, arguments.out / "index-cost.svg")


if __name__ == "__main__":
    main()
