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
# By whether support stands, plus two if refutation does.
NAMES = np.array([Label.NOT_ENOUGH_EVIDENCE, Label.SUPPORTED, Label.REFUTED, Label.CONFLICTING])


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
    """Log odds of what carries each side of each claim, shape (claims, 2)."""
    policy = default_policy()
    found = [
        of_one_occasion(job.claim, row)
        for job, row in zip(
            labelled.jobs, weigh(stance, labelled.jobs, labelled.readings), strict=True
        )
    ]
    sides = (Stance.SUPPORTS, Stance.REFUTES)
    return np.array(
        [[log_odds(side(row, s, policy).strength, DOUBT) for s in sides] for row in found]
    )


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where a side begins to stand: its own log odds, less `share` of the other's, pass `least`."""

    share: float
    least: float

    def beyond(self, own: np.ndarray, other: np.ndarray) -> np.ndarray:
        """How far each claim lies beyond it."""
        return own - self.share * other - self.least


SHARES = np.arange(0.0, 0.61, 0.1)
SUPPORT = [Boundary(share, least) for share in SHARES[:4] for least in np.arange(-0.4, 0.41, 0.1)]
REFUTE = [Boundary(share, least) for share in SHARES for least in np.arange(-0.2, 1.61, 0.1)]


def boundaries(sets: list[tuple[np.ndarray, np.ndarray]]) -> tuple[Boundary, Boundary]:
    """The middle of those that come within a point of the best; every set weighs the same.

    Best is what gives the highest mean of accuracy and macro-F1: by accuracy or likelihood alone
    refutations, which are rarer than supports, would hardly ever stand.
    """
    scores = np.zeros((len(SUPPORT), len(REFUTE)))
    for x, gold in sets:
        supports = np.array([each.beyond(x[:, 0], x[:, 1]) >= 0 for each in SUPPORT])
        refutes = np.array([each.beyond(x[:, 1], x[:, 0]) >= 0 for each in REFUTE])
        for i, j in np.ndindex(*scores.shape):
            labels = NAMES[supports[i] + 2 * refutes[j]]
            scores[i, j] += (accuracy(gold, labels) + macro_f1(gold, labels)) / 2
    near = np.argwhere(scores >= scores.max() - 0.01 * len(sets))
    middle = [
        Boundary(*np.mean([[b.share, b.least] for b in chosen], axis=0))
        for chosen in ([SUPPORT[i] for i, _ in near], [REFUTE[j] for _, j in near])
    ]
    return middle[0], middle[1]


def steepness(beyond: np.ndarray, stands: np.ndarray, weights: np.ndarray) -> float:
    """How fast a side grows credible beyond its boundary, where the chance is one half."""
    model = LogisticRegression(fit_intercept=False)
    return float(model.fit(beyond[:, None], stands, sample_weight=weights).coef_[0, 0])


def fit_sides(
    sets: list[tuple[np.ndarray, np.ndarray]],
) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Weight of support, weight of refutation and bias, for each side."""
    support, refute = boundaries(sets)
    x, gold = (np.concatenate(column) for column in zip(*sets, strict=True))
    weights = even_weights([len(labels) for _, labels in sets])
    s, r = (
        steepness(line.beyond(x[:, own], x[:, 1 - own]), gold_stands(gold, label), weights)
        for own, line, label in ((0, support, Label.SUPPORTED), (1, refute, Label.REFUTED))
    )
    return (
        (s, -s * support.share, -s * support.least),
        (-r * refute.share, r, -r * refute.least),
    )


def gold_stands(gold: np.ndarray, side_label: Label) -> np.ndarray:
    """Whether that side does stand, alone or in a conflict."""
    return np.isin(gold, [side_label, Label.CONFLICTING])


def credible(x: np.ndarray, weights: tuple[float, float, float]) -> np.ndarray:
    """The credibility of a side of each claim."""
    return np.asarray(1.0 / (1.0 + np.exp(-(x @ weights[:2] + weights[2]))))


def fit_verdict(
    sets: list[Labelled], stance: StanceCalibration
) -> tuple[VerdictCalibration, dict[str, object]]:
    """A boundary and a steepness per side; risk and scores measured by cross-validation."""
    data = [(strengths(s, stance), np.array(s.verdicts)) for s in sets]
    fitted = [tuple(round(v, 4) for v in row) for row in fit_sides(data)]
    folds = [np.random.default_rng(1).permutation(len(gold)) % FOLDS for _, gold in data]
    held_out = [np.zeros((len(gold), 2)) for _, gold in data]
    for fold in range(FOLDS):
        rest = [(x[f != fold], gold[f != fold]) for (x, gold), f in zip(data, folds, strict=True)]
        sides = fit_sides(rest)
        for (x, _), f, out in zip(data, folds, held_out, strict=True):
            out[f == fold] = np.stack([credible(x[f == fold], w) for w in sides], axis=1)
    measured, labels, confidence = {}, [], []
    for s, (_, gold), out in zip(sets, data, held_out, strict=True):
        found, sure = decided(out[:, 0], out[:, 1])
        labels += found
        confidence += list(sure)
        measured[s.name] = {
            "claims": len(gold),
            "accuracy": round(accuracy(gold, found), 3),
            "macro_f1": round(macro_f1(gold, found), 3),
        }
    weights = even_weights([len(gold) for _, gold in data])
    wrong = np.array(labels) != np.concatenate([gold for _, gold in data])
    decisive = np.array([label is not Label.NOT_ENOUGH_EVIDENCE for label in labels])
    risk = risk_table(np.array(confidence)[decisive], wrong[decisive], weights[decisive])
    return VerdictCalibration(fitted[0], fitted[1], risk), measured


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
