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
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from sklearn.linear_model import LogisticRegression

from factcheck.calibration import (
    DOUBT,
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
from factcheck.occasions import of_one_occasion
from factcheck.policy_files import default_policy
from factcheck.reading import Job, Reading, read
from factcheck.retrieve import retrieve
from factcheck.stance import weigh
from factcheck.types import Filters, Label, Stance
from factcheck.verdict import confidence_in
from factcheck.weighing import side

K = 20
FOLDS = 10
SIDES = (Stance.SUPPORTS, Stance.REFUTES)
STANDING = ([Label.SUPPORTED, Label.CONFLICTING], [Label.REFUTED, Label.CONFLICTING])
# By whether support stands, plus two if refutation does.
NAMES = np.array([Label.NOT_ENOUGH_EVIDENCE, Label.SUPPORTED, Label.REFUTED, Label.CONFLICTING])
LEAST = np.arange(-1.5, 2.51, 0.1)

# Log odds of both sides of each claim, shape (claims, 2), and the claims' verdicts.
Known = tuple[np.ndarray, np.ndarray]


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


def strengths(labelled: Labelled, stance: StanceCalibration) -> np.ndarray:
    """Log odds of what carries support and refutation of each claim, shape (claims, 2)."""
    policy = default_policy()
    judged = weigh(stance, labelled.jobs, labelled.readings)
    found = [
        of_one_occasion(job.claim, row) for job, row in zip(labelled.jobs, judged, strict=True)
    ]
    return np.array(
        [[log_odds(side(row, s, policy).strength, DOUBT) for s in SIDES] for row in found]
    )


def thresholds(sets: Sequence[Known]) -> np.ndarray:
    """The log odds from which on support and refutation stand, shape (2,).

    The middle of those within a point of the best, which is what gives the highest mean of
    accuracy and macro-F1 over all sets: by accuracy or likelihood alone refutations, which are
    rarer than supports, would hardly ever stand.
    """
    scores = np.zeros((len(LEAST), len(LEAST)))
    for x, gold in sets:
        supports, refutes = (x[:, column] >= LEAST[:, np.newaxis] for column in (0, 1))
        labels = NAMES[supports[:, np.newaxis] + 2 * refutes]
        f1 = [f1_of(gold == label, labels == label) for label in set(gold)]
        scores += ((labels == gold).mean(axis=-1) + np.mean(f1, axis=0)) / 2
    near = np.argwhere(scores >= scores.max() - 0.01 * len(sets))
    return np.asarray(LEAST[near].mean(axis=0))


def f1_of(gold: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """F1 of a label: which claims have it, shape (claims,), and were given it, (…, claims)."""
    hits = (gold & predicted).sum(axis=-1)
    return np.asarray(2 * hits / (gold.sum() + predicted.sum(axis=-1)))


def fit_sides(sets: Sequence[Known]) -> np.ndarray:
    """Steepness and threshold of support and of refutation, shape (2, 2).

    The chance that a side does stand is one half at its threshold, and grows from there by a
    logistic curve as steep as the claims of all sets bear out.
    """
    x, gold = (np.concatenate(column) for column in zip(*sets, strict=True))
    weights = even_weights([len(labels) for _, labels in sets])
    least = thresholds(sets)
    steep = [
        LogisticRegression(fit_intercept=False)
        .fit(x[:, [at]] - least[at], np.isin(gold, STANDING[at]), sample_weight=weights)
        .coef_[0, 0]
        for at in (0, 1)
    ]
    return np.stack([steep, least], axis=1)


def credible(x: np.ndarray, sides: np.ndarray) -> np.ndarray:
    """The credibility of both sides of each claim, shape (claims, 2)."""
    return np.asarray(1.0 / (1.0 + np.exp(-sides[:, 0] * (x - sides[:, 1]))))


def held_out(sets: Sequence[Known]) -> list[np.ndarray]:
    """The credibility of both sides of each claim, by what was fitted to the other claims."""
    folds = [np.random.default_rng(1).permutation(len(gold)) % FOLDS for _, gold in sets]
    found = [np.zeros((len(gold), 2)) for _, gold in sets]
    for fold in range(FOLDS):
        rest = [(x[f != fold], gold[f != fold]) for (x, gold), f in zip(sets, folds, strict=True)]
        sides = fit_sides(rest)
        for (x, _), f, out in zip(sets, folds, found, strict=True):
            out[f == fold] = credible(x[f == fold], sides)
    return found


def fit_verdict(
    sets: list[Labelled], stance: StanceCalibration
) -> tuple[VerdictCalibration, dict[str, object]]:
    """A curve per side; risk and scores measured by cross-validation."""
    known = [(strengths(s, stance), np.array(s.verdicts)) for s in sets]
    gold = np.concatenate([verdicts for _, verdicts in known])
    measured: dict[str, object] = {}
    labels: list[Label] = []
    sure: list[float] = []
    for s, out in zip(sets, held_out(known), strict=True):
        found, confidence = decided(out[:, 0], out[:, 1])
        labels += found
        sure += list(confidence)
        measured[s.name] = {
            "claims": len(found),
            "accuracy": round(accuracy(s.verdicts, found), 3),
            "macro_f1": round(macro_f1(s.verdicts, found), 3),
        }
    weights = even_weights([len(s.verdicts) for s in sets])
    decisive = np.array([label is not Label.NOT_ENOUGH_EVIDENCE for label in labels])
    wrong = np.array(labels) != gold
    risk = risk_table(np.array(sure)[decisive], wrong[decisive], weights[decisive])
    (s, s_least), (r, r_least) = fit_sides(known).tolist()
    return VerdictCalibration(
        (round(s, 4), 0.0, round(-s * s_least, 4)),
        (0.0, round(r, 4), round(-r * r_least, 4)),
        risk,
    ), measured


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
    verdict, measured = fit_verdict(sets, stance)
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
