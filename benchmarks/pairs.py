"""How many short pairs of a passage and a claim come out right: supported, refuted or neither.

    python benchmarks/pairs.py [PAIRS.jsonl...]

PAIRS.jsonl holds `{"claim", "evidence", "label", "kind"}`; without it, `pairs.jsonl`, with which
the checks were made, and `pairs_held_out.jsonl`, which was written later by somebody who had seen
neither them nor the first file. Each passage is judged as evidence is, with the checks that run
beside the stance model, and, as a baseline in the same run, by the model alone. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from checks import jobs_of

from factcheck.calibration import named_calibration
from factcheck.config import Settings
from factcheck.crossencoders import LABELS, CrossEncoder
from factcheck.evaluate.data import read_rows
from factcheck.evaluate.measures import accuracy, macro_f1
from factcheck.stance.evidence import judge
from factcheck.stance.reading import pair_logits
from factcheck.types import Stance

_FILES = [Path(__file__).with_name(name) for name in ("pairs.jsonl", "pairs_held_out.jsonl")]
_STANCES = {"SUPPORTS": Stance.SUPPORTS, "REFUTES": Stance.REFUTES, "NEI": Stance.NEUTRAL}


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pairs", type=Path, nargs="*", default=_FILES)
    settings = Settings.from_environment(os.environ)
    scorer = CrossEncoder(settings)
    results = {file.name: measured(file, scorer, settings) for file in parser.parse_args().pairs}
    json.dump(results, sys.stdout, indent=1)
    sys.stdout.write("\n")


def measured(file: Path, scorer: CrossEncoder, settings: Settings) -> dict[str, Any]:
    """Both ways of judging the pairs of one file."""
    rows = read_rows(file, {"claim": str, "evidence": str, "label": str, "kind": str})
    wanted = [_STANCES[row["label"]] for row in rows]
    found = judged(rows, scorer, settings)
    return {
        "pairs": len(rows),
        **{way: _scores(wanted, given) for way, given in found.items()},
        "right of each kind, with checks": _by_kind(rows, wanted, found["with checks"]),
    }


def judged(
    rows: list[dict[str, Any]], scorer: CrossEncoder, settings: Settings
) -> dict[str, list[Stance]]:
    """The stance of each pair of a claim and a passage, by either way of judging."""
    logits = pair_logits(scorer, [(row["evidence"], row["claim"]) for row in rows])
    calibration = named_calibration(settings.calibration).stance
    evidence = judge(scorer, calibration, jobs_of(rows, settings))
    return {
        "the model alone": [LABELS[column] for column in logits.argmax(axis=1)],
        "with checks": [each.stance for (each,) in evidence],
    }


def _scores(wanted: list[Stance], given: list[Stance]) -> dict[str, float]:
    return {
        "accuracy": round(accuracy(wanted, given), 3),
        "macro_f1": round(macro_f1(wanted, given), 3),
    }


def _by_kind(
    rows: list[dict[str, Any]], wanted: list[Stance], given: list[Stance]
) -> dict[str, str]:
    kinds: dict[str, list[bool]] = {}
    for row, one, other in zip(rows, wanted, given, strict=True):
        kinds.setdefault(f"{one.value}, {row['kind']}", []).append(one is other)
    return {kind: f"{sum(right)} of {len(right)}" for kind, right in sorted(kinds.items())}


if __name__ == "__main__":
    main()
