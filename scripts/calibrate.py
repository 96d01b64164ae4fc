"""Fit factcheck/models/calibration.json to labelled claims, for the models in use.

    python scripts/calibrate.py OUT.json --set NAME SOURCES CLAIMS STANCES [--set …]

Each set is three JSON lines files: the sources to search, claims with their verdicts
(`{"id", "claim", "verdict"}`), and what single passages say of them, either
`{"claim", "evidence", "label"}` or `{"claim_id", "source_id", "stance"}`. A passage that is
found for a claim and not labelled counts as neutral. Sets weigh the same whatever their size.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from factcheck.calibration import (
    Credibility,
    StanceCalibration,
    VerdictCalibration,
    log_odds,
)
from factcheck.config import Settings
from factcheck.crossencoders import LABELS, CrossEncoder
from factcheck.encoders import SentenceEncoder
from factcheck.evaluate.data import STANCES, VERDICTS, read_rows
from factcheck.evaluate.measures import accuracy, macro_f1
from factcheck.index import Index
from factcheck.ingest.jsonl import read_sources
from factcheck.policy_files import default_policy
from factcheck.reading import Job, Reading, read
from factcheck.retrieve import retrieve
from factcheck.stance import weigh
from factcheck.types import Filters, Label, Stance
from factcheck.verdict import confidence_in

K = 20
FOLDS = 10


@dataclass
class Labelled:
    """One set: what was found for each claim, and what is known of it."""

    name: str
    jobs: list[Job]
    readings: list[Reading]
    verdicts: list[Label]
    stances: list[Stance]


def load(
    name: str, sources: str, claims: str, stances: str, scorer: CrossEncoder, settings: Settings
) -> Labelled:
    """Index the sources, retrieve and read for every claim, and look up the labels."""
    encoder = SentenceEncoder(settings)
    rows = read_rows(Path(claims), {"claim": str, "verdict": str}, {"verdict": VERDICTS})
    with tempfile.TemporaryDirectory() as folder, Index.create(folder, encoder) as index:
        index.add(read_sources(Path(sources)))
        hits = retrieve(index, encoder, [row["claim"] for row in rows], K, Filters())
    jobs = [Job(row["claim"], found) for row, found in zip(rows, hits, strict=True)]
    known = stance_labels(Path(stances), rows)
    return Labelled(
        name,
        jobs,
        read(scorer, jobs),
        [row["verdict"] for row in rows],
        [
            known.get((job.claim, hit.passage.text))
            or known.get((job.claim, hit.passage.document.id))
            or Stance.NEUTRAL
            for job in jobs
            for hit in job.hits
        ],
    )


def stance_labels(path: Path, claims: list[dict[str, str]]) -> dict[tuple[str, str], Stance]:
    """The stance by claim text and by either the passage's text or its document's id."""
    text = {row["id"]: row["claim"] for row in claims}
    labels = {}
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        if "evidence" in row:
            labels[row["claim"], row["evidence"]] = STANCES[row["label"]]
        elif row["claim_id"] in text and row["stance"] in STANCES:
            labels[text[row["claim_id"]], row["source_id"]] = STANCES[row["stance"]]
    return labels


def even_weights(sizes: list[int]) -> np.ndarray:
    """One weight per row, so that every set weighs the same; the mean is 1."""
    total, sets = sum(sizes), len(sizes)
    return np.concatenate([np.full(size, total / (sets * size)) for size in sizes])


def fit_stance(sets: list[Labelled]) -> StanceCalibration:
    """Multinomial logistic regression on what was read in each passage.

    The three stances weigh the same: neutral passages are ten times as frequent among those
    retrieved, and would otherwise always be the most probable.
    """
    features = np.array([reading.features for s in sets for reading in s.readings])
    labels = np.array([LABELS.index(stance) for s in sets for stance in s.stances])
    weights = even_weights([len(s.stances) for s in sets])
    frequency = np.array([weights[labels == c].sum() for c in range(3)]) / weights.sum()
    weights /= frequency[labels]
    model = LogisticRegression(max_iter=5_000).fit(features, labels, sample_weight=weights)
    return StanceCalibration(
        tuple(tuple(round(float(w), 4) for w in row) for row in model.coef_),
        tuple(round(float(b), 4) for b in model.intercept_),
    )


def strengths(sets: list[Labelled], stance: StanceCalibration) -> np.ndarray:
    """Log odds of the strongest passage on each side of each claim, shape (claims, 2)."""
    return np.array(
        [
            [
                log_odds(max((getattr(e.probabilities, side) for e in row), default=0.0))
                for side in ("supports", "refutes")
            ]
            for s in sets
            for row in weigh(stance, s.jobs, s.readings)
        ]
    )


def fit_verdict(
    sets: list[Labelled], x: np.ndarray
) -> tuple[VerdictCalibration, dict[str, object]]:
    """A logistic regression per side; risk and scores measured by cross-validation."""
    gold = [verdict for s in sets for verdict in s.verdicts]
    weights = even_weights([len(s.verdicts) for s in sets])
    fitted, held_out = [], []
    for side in (Label.SUPPORTED, Label.REFUTED):
        y = np.array([verdict in (side, Label.CONFLICTING) for verdict in gold])
        model = LogisticRegression().fit(x, y, sample_weight=weights)
        fitted.append(tuple(round(float(v), 4) for v in [*model.coef_[0], model.intercept_[0]]))
        held_out.append(
            cross_val_predict(
                LogisticRegression(),
                x,
                y,
                cv=FOLDS,
                method="predict_proba",
                params={"sample_weight": weights},
            )[:, 1]
        )
    labels, confidence = decided(*held_out)
    correct = np.array([g == p for g, p in zip(gold, labels, strict=True)])
    bounds = np.cumsum([0] + [len(s.verdicts) for s in sets])
    measured = {
        s.name: {
            "claims": len(s.verdicts),
            "accuracy": round(accuracy(gold[a:b], labels[a:b]), 3),
            "macro_f1": round(macro_f1(gold[a:b], labels[a:b]), 3),
        }
        for s, a, b in zip(sets, bounds, bounds[1:], strict=False)
    }
    decisive = np.array([label is not Label.NOT_ENOUGH_EVIDENCE for label in labels])
    risk = risk_table(confidence[decisive], ~correct[decisive], weights[decisive])
    return VerdictCalibration(*fitted, risk), measured


def decided(supports: np.ndarray, refutes: np.ndarray) -> tuple[list[Label], np.ndarray]:
    """Labels and confidences from the credibility of both sides, under the default policy."""
    policy = default_policy()
    names = {
        (True, True): Label.CONFLICTING,
        (True, False): Label.SUPPORTED,
        (False, True): Label.REFUTED,
        (False, False): Label.NOT_ENOUGH_EVIDENCE,
    }
    labels = [
        names[s >= policy.support, r >= policy.refute]
        for s, r in zip(supports, refutes, strict=True)
    ]
    confidence = [
        confidence_in(label, Credibility(float(s), float(r)))
        for label, s, r in zip(labels, supports, refutes, strict=True)
    ]
    return labels, np.array(confidence)


def risk_table(
    confidence: np.ndarray, wrong: np.ndarray, weights: np.ndarray
) -> tuple[tuple[float, float], ...]:
    """(confidence, error at or above it), the error made non-increasing in confidence."""
    table: list[tuple[float, float]] = []
    for threshold in np.unique(np.floor(confidence * 50) / 50):
        chosen = confidence >= threshold
        if chosen.sum() >= 20:
            error = float(np.average(wrong[chosen], weights=weights[chosen]))
            table.append((round(float(threshold), 2), round(error, 4)))
    worst_later = 0.0
    monotone: list[tuple[float, float]] = []
    for threshold, error in reversed(table):
        worst_later = max(worst_later, error)
        monotone.append((threshold, worst_later))
    return tuple(reversed(monotone))


def main() -> None:
    """Read the arguments, fit, write the file and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--set",
        nargs=4,
        action="append",
        required=True,
        dest="sets",
        metavar=("NAME", "SOURCES", "CLAIMS", "STANCES"),
    )
    arguments = parser.parse_args()
    console, settings = Console(stderr=True), Settings()
    scorer = CrossEncoder(settings)
    sets = []
    for name, *paths in arguments.sets:
        console.print(f"searching and reading [bold]{name}[/]")
        sets.append(load(name, *paths, scorer, settings))
    stance = fit_stance(sets)
    verdict, measured = fit_verdict(sets, strengths(sets, stance))
    names = "+".join(s.name for s in sets)
    content = {
        "name": names,
        "models": {
            "embedder": SentenceEncoder(settings).info.sha256,
            "stance": scorer.info.sha256,
        },
        "stance": {"weights": stance.weights, "bias": stance.bias},
        "verdict": {"support": verdict.support, "refute": verdict.refute, "risk": verdict.risk},
        "measured": {
            "method": f"{FOLDS}-fold cross-validation of the verdict step",
            "sets": measured,
        },
    }
    arguments.out.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    console.print_json(json.dumps(content["measured"]))


if __name__ == "__main__":
    main()
