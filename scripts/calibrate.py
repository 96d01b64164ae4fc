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
from rich.progress import track
from scipy.ndimage import uniform_filter
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

CONSOLE = Console(stderr=True)
K = 20
FOLDS = 10
SIDES = (Stance.SUPPORTS, Stance.REFUTES)
STANDING = ([Label.SUPPORTED, Label.CONFLICTING], [Label.REFUTED, Label.CONFLICTING])
# By whether support stands, plus two if refutation does.
NAMES = np.array([Label.NOT_ENOUGH_EVIDENCE, Label.SUPPORTED, Label.REFUTED, Label.CONFLICTING])
# By how much support and refutation are taken to be likelier than the labels of passages say.
LEANS = (np.arange(-0.9, 0.31, 0.15), np.arange(-1.8, 0.01, 0.15))
# How much more of refutation is asked for beside support, for each of its log odds. With more than
# that, support that is strong enough talks a plain conflict away.
SHARES = np.array([0.0, 0.1, 0.2])


@dataclass
class Known:
    """Claims whose verdicts are known.

    `odds` are the log odds of what carries support and refutation of each claim for each leaning
    of both, shape (leanings of support, leanings of refutation, claims, 2).
    """

    odds: np.ndarray
    verdicts: np.ndarray

    def of(self, chosen: np.ndarray) -> Known:
        """Some of the claims."""
        return Known(self.odds[:, :, chosen], self.verdicts[chosen])


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


def leaning(stance: StanceCalibration, supports: float, refutes: float) -> StanceCalibration:
    """The same, with so much added to the log odds of support and of refutation."""
    first, second, third = stance.bias
    return StanceCalibration(
        stance.weights, (round(first + supports, 4), round(second + refutes, 4), third)
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


def known(labelled: Labelled, stance: StanceCalibration) -> Known:
    """What carries each side of the claims of a set, for each leaning."""
    supports, refutes = LEANS
    odds = [
        [strengths(labelled, leaning(stance, s, r)) for r in refutes]
        for s in track(supports, f"judging {labelled.name}", console=CONSOLE)
    ]
    return Known(np.array(odds), np.array(labelled.verdicts))


def stands(odds: np.ndarray, share: float) -> np.ndarray:
    """By how much in log odds each side stands, given what it carries, shape (…, 2)."""
    support, refutation = odds[..., 0], odds[..., 1]
    return np.stack([support, refutation - share * np.maximum(0.0, support)], axis=-1)


def fit_leaning(sets: Sequence[Known]) -> tuple[int, int, int]:
    """The leaning by which verdicts come out best, and the share, as places in these lists.

    A side then stands from where a passage is as likely as not to be on it, so that what carries
    a verdict is also called by its side. Best is the highest mean of accuracy and macro-F1 over
    all sets, and of those of the leanings next to it, so that no lucky one is taken: by
    likelihood alone refutations, which are rarer than supports, would hardly ever stand.
    """
    scores = np.zeros([*(len(leans) for leans in LEANS), len(SHARES)])
    for one in sets:
        for at, share in enumerate(SHARES):
            sides = stands(one.odds, share) >= 0
            labels = NAMES[sides[..., 0] + 2 * sides[..., 1]]
            f1 = [f1_of(one.verdicts == label, labels == label) for label in set(one.verdicts)]
            right = (labels == one.verdicts).mean(axis=-1)
            scores[..., at] += (right + np.mean(f1, axis=0)) / 2
    best = int(np.argmax(uniform_filter(scores, 3, mode="nearest")))
    supports, refutes, share = map(int, np.unravel_index(best, scores.shape))
    return supports, refutes, share


def f1_of(gold: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """F1 of a label: which claims have it, shape (claims,), and were given it, (…, claims)."""
    hits = (gold & predicted).sum(axis=-1)
    return np.asarray(2 * hits / (gold.sum() + predicted.sum(axis=-1)))


def fit_sides(sets: Sequence[Known]) -> tuple[tuple[int, int, int], np.ndarray]:
    """What `fit_leaning` finds, and how steeply the chance of each side grows, shape (2,).

    The chance that a side does stand is one half where a passage is as likely as not to be on
    it, and grows from there by a logistic curve as steep as the claims of all sets bear out.
    """
    found = fit_leaning(sets)
    *lean, share = found
    x = np.concatenate([stands(one.odds[*lean], SHARES[share]) for one in sets])
    verdicts = np.concatenate([one.verdicts for one in sets])
    weights = even_weights([len(one.verdicts) for one in sets])
    steep = [
        LogisticRegression(fit_intercept=False)
        .fit(x[:, [at]], np.isin(verdicts, STANDING[at]), sample_weight=weights)
        .coef_[0, 0]
        for at in (0, 1)
    ]
    return found, np.array(steep)


def held_out(sets: Sequence[Known]) -> list[np.ndarray]:
    """The credibility of both sides of each claim, by what was fitted to the other claims.

    One array of shape (claims, 2) for each set.
    """
    folds = [np.random.default_rng(1).permutation(len(one.verdicts)) % FOLDS for one in sets]
    found = [np.zeros((len(one.verdicts), 2)) for one in sets]
    for fold in range(FOLDS):
        rest = [one.of(f != fold) for one, f in zip(sets, folds, strict=True)]
        (*lean, share), steep = fit_sides(rest)
        for one, f, out in zip(sets, folds, found, strict=True):
            out[f == fold] = credible(one.odds[*lean][f == fold], steep, SHARES[share])
    return found


def credible(odds: np.ndarray, steep: np.ndarray, share: float) -> np.ndarray:
    """The credibility of both sides of each claim, shape (claims, 2)."""
    return np.asarray(1.0 / (1.0 + np.exp(-steep * stands(odds, share))))


def fit_verdict(
    sets: list[Labelled], stance: StanceCalibration
) -> tuple[StanceCalibration, VerdictCalibration, dict[str, object]]:
    """The leaning and a curve per side; risk and scores measured by cross-validation."""
    claims = [known(s, stance) for s in sets]
    gold = np.concatenate([one.verdicts for one in claims])
    measured: dict[str, object] = {}
    labels: list[Label] = []
    sure: list[float] = []
    for s, out in zip(sets, held_out(claims), strict=True):
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
    (supports, refutes, share), steep = fit_sides(claims)
    curves = (
        (round(steep[0], 4), 0.0, 0.0),
        (round(-steep[1] * SHARES[share], 4), round(steep[1], 4), 0.0),
    )
    stance = leaning(stance, LEANS[0][supports], LEANS[1][refutes])
    return stance, VerdictCalibration(*curves, risk), measured


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
    settings = Settings()
    scorer = CrossEncoder(settings)
    sets = []
    for name, *paths in arguments.sets:
        CONSOLE.print(f"searching and reading [bold]{name}[/]")
        sets.append(load(name, *paths, scorer, settings))
    stance, verdict, measured = fit_verdict(sets, fit_stance(sets))
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
            "method": f"{FOLDS}-fold cross-validation of leaning and verdict step",
            "sets": measured,
        },
    }
    arguments.out.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    CONSOLE.print_json(json.dumps(content["measured"]))


if __name__ == "__main__":
    main()
