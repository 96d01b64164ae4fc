"""Training examples: labelled rows, and how often each file's rows are seen."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck.evaluate.labelled_pairs import read_pairs
from factcheck.types import Stance

Target = tuple[float, float, float]

# Probabilities of supports, refutes and neutral, as the model is to give them.
SUPPORTS: Target = (1.0, 0.0, 0.0)
REFUTES: Target = (0.0, 1.0, 0.0)
NEUTRAL: Target = (0.0, 0.0, 1.0)
_TARGETS = {Stance.SUPPORTS: SUPPORTS, Stance.REFUTES: REFUTES, Stance.NEUTRAL: NEUTRAL}


@dataclass(frozen=True, slots=True)
class Example:
    """A passage, a claim, and what the model is to say of them; None where teachers will tell."""

    evidence: str
    claim: str
    target: Target | None
    source: str


def read_examples(path: Path) -> list[Example]:
    """The pairs of a labelled file (see :func:`factcheck.evaluate.labelled_pairs.read_pairs`).

    :raises InvalidSource: for the first bad line, with its number.
    """
    return [
        Example(row["evidence"], row["claim"], _TARGETS[row["label"]], path.stem)
        for row in read_pairs(path)
    ]


def mix(
    files: Mapping[Path, Sequence[Example]], weights: Mapping[Path, float], chance: random.Random
) -> list[Example]:
    """Each file's rows as often as its weight says; a fraction is a random part of them."""
    mixed: list[Example] = []
    for path, rows in files.items():
        whole, part = divmod(weights[path], 1)
        mixed += list(rows) * int(whole)
        mixed += chance.sample(list(rows), round(part * len(rows)))
    return mixed


def shortfalls(wanted: Mapping[str, int], examples: Sequence[Example]) -> Iterator[str]:
    """A line for each kind of made pairs of which there are fewer that differ than are wanted."""
    for kind, count in wanted.items():
        of_kind = (each for each in examples if each.source == f"made/{kind}")
        different = len({(each.evidence, each.claim) for each in of_kind})
        if different < count:
            yield f"made.{kind}: the sources and texts give {different:,} that differ, of {count:,}"
