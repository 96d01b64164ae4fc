"""Fit factcheck/models/calibration.json to labelled claims, for the models in use.

    python scripts/calibrate.py OUT.json --set NAME SOURCES CLAIMS STANCES [--set …] [--share 0.4]

Each set is three JSON lines files: the sources to search, claims with their verdicts
(`{"id", "claim", "verdict"}`), and what single passages say of them, either
`{"claim", "evidence", "label"}` or `{"claim_id", "source_id", "stance"}`, the latter with `"words"`
where only those passages of the source that hold these words say so. A passage that is found for
a claim and not labelled counts as neutral. Sets weigh the same whatever their size.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from labelled_sets import Labelled, load
from leanings import FOLDS, LEANS, NAMES, SHARES, Known, even_weights, fit_sides, held_out
from rich.console import Console
from rich.progress import track
from sklearn.linear_model import LogisticRegression

from factcheck.calibration import (
    DOUBT,
    Credibility,
    StanceCalibration,
    VerdictCalibration,
    chance,
    log_odds,
)
from factcheck.checks.occasions import of_one_occasion
from factcheck.config import Settings
from factcheck.crossencoders import LABELS, CrossEncoder
from factcheck.encoders import SentenceEncoder
from factcheck.evaluate.measures import accuracy, ece, macro_f1
from factcheck.policy.files import default_policy
from factcheck.stance import evidence, hearing, judgement, unfounded
from factcheck.stance.evidence import weigh
from factcheck.types import Label, Stance
from factcheck.weighing import side

CONSOLE = Console(stderr=True)
# What is said of a text is the same for every leaning: each is asked once.
TEXT_CHECKS = {
    judgement: (
        "misalignment time_without is_told told_in_row change_in_row stated other_winner other_way"
    ),
    unfounded: (
        "only_possible exchanged turned belongs_to_subject missing_quotation called_off denied "
        "only_together other_winner other_way other_outcome"
    ),
    hearing: "misalignment said_in claim_report called_false rebuttal reports_in words_of",
    evidence: "said_in",
}
SIDES = (Stance.SUPPORTS, Stance.REFUTES)


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


def leaning(
    stance: StanceCalibration, single: Sequence[float], pieces: Sequence[float]
) -> StanceCalibration:
    """The same, with so much added to the log odds of support and of refutation.

    :param single: what is added for passages read in one piece.
    :param pieces: what is added for those read in several, which the last feature tells.
    """
    added = np.zeros(3), np.zeros(3)
    added[0][:2], added[1][:2] = single, np.subtract(pieces, single)
    return StanceCalibration(
        tuple(
            (*row[:-1], round(row[-1] + more, 4))
            for row, more in zip(stance.weights, added[1].tolist(), strict=True)
        ),
        tuple(round(b + more, 4) for b, more in zip(stance.bias, added[0].tolist(), strict=True)),
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
        [strengths(labelled, leaning(stance, (s, r), (s, r))) for r in refutes]
        for s in track(supports, f"judging {labelled.name}", console=CONSOLE)
    ]
    return Known(np.array(odds), np.array(labelled.verdicts), labelled.in_pieces)


def fit_verdict(
    sets: list[Labelled], stance: StanceCalibration, share: int | None = None
) -> tuple[StanceCalibration, VerdictCalibration, dict[str, object]]:
    """The leaning, a curve per side and one per label; risk and scores by cross-validation."""
    claims = [known(s, stance) for s in sets]
    weights = even_weights([len(s.verdicts) for s in sets])
    labels, odds = decided(np.concatenate(held_out(claims, share)))
    right = labels == np.concatenate([one.verdicts for one in claims])
    sure = held_out_sure(labels, odds, right, weights)
    measured: dict[str, object] = {}
    ends = np.cumsum([len(s.verdicts) for s in sets])
    for s, end in zip(sets, ends, strict=True):
        own = slice(end - len(s.verdicts), end)
        measured[s.name] = {
            "claims": len(s.verdicts),
            "accuracy": round(accuracy(s.verdicts, labels[own]), 3),
            "macro_f1": round(macro_f1(s.verdicts, labels[own]), 3),
            "ece": round(ece(sure[own].tolist(), right[own].tolist()), 3),
        }
    decisive = labels != Label.NOT_ENOUGH_EVIDENCE
    risk = risk_table(sure[decisive], ~right[decisive], weights[decisive])
    fitted, steep = fit_sides(claims, share)
    curves = (
        (round(steep[0], 4), 0.0, 0.0),
        (round(-steep[1] * SHARES[fitted.share], 4), round(steep[1], 4), 0.0),
    )
    added = [
        [leans[at] for leans, at in zip(LEANS, places, strict=True)]
        for places in (fitted.single, fitted.pieces)
    ]
    stance = leaning(stance, *added)
    curves_of_labels = fit_sure(labels, odds, right, weights)
    return stance, VerdictCalibration(*curves, curves_of_labels, risk), measured


def decided(sides: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Labels by the default policy, and log odds of their chance, from both credibilities."""
    policy = default_policy()
    stand = (sides >= (policy.support, policy.refute)).astype(int)
    labels = NAMES[stand[:, 0] + 2 * stand[:, 1]]
    odds = [
        log_odds(chance(label, Credibility(*side)))
        for label, side in zip(labels, sides.tolist(), strict=True)
    ]
    return labels, np.array(odds)


def fit_sure(
    labels: np.ndarray, odds: np.ndarray, right: np.ndarray, weights: np.ndarray
) -> dict[Label, tuple[float, float]]:
    """For each label the curve by which verdicts with these odds came out right."""
    curves = {}
    for label in Label:
        own = labels == label
        model = LogisticRegression().fit(odds[own, None], right[own], sample_weight=weights[own])
        curves[label] = (round(model.coef_.item(), 4), round(model.intercept_.item(), 4))
    return curves


def held_out_sure(
    labels: np.ndarray, odds: np.ndarray, right: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    """How sure each verdict is by the curves of the other ones."""
    sure, folds = np.zeros(len(labels)), np.random.default_rng(1).permutation(len(labels)) % FOLDS
    for fold in range(FOLDS):
        rest, own = folds != fold, folds == fold
        curves = fit_sure(labels[rest], odds[rest], right[rest], weights[rest])
        slopes, biases = np.array([curves[label] for label in labels[own]]).T
        sure[own] = 1.0 / (1.0 + np.exp(-slopes * odds[own] - biases))
    return sure


def risk_table(
    confidence: np.ndarray, wrong: np.ndarray, weights: np.ndarray
) -> tuple[tuple[float, float], ...]:
    """(confidence, error at or above it), the error made non-increasing in confidence.

    By Laplace's rule of succession, so that no error among few verdicts is not taken for none.
    """
    table: list[tuple[float, float]] = []
    for threshold in np.unique(np.floor(confidence * 50) / 50):
        chosen = confidence >= threshold
        if chosen.sum() >= 20:
            total = weights[chosen].sum()
            error = float((weights[chosen & wrong].sum() + 1) / (total + 2))
            table.append((round(float(threshold), 2), round(error, 4)))
    worst_later = 0.0
    monotone: list[tuple[float, float]] = []
    for threshold, error in reversed(table):
        worst_later = max(worst_later, error)
        monotone.append((threshold, worst_later))
    return tuple(reversed(monotone))


def remember_checks() -> None:
    """Let each check of a text remember its answers."""
    for module, names in TEXT_CHECKS.items():
        for name in names.split():
            setattr(module, name, functools.cache(getattr(module, name)))


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
    parser.add_argument(
        "--share",
        type=float,
        choices=SHARES.tolist(),
        help="how much more of refutation is asked for beside support; fitted if left out",
    )
    arguments = parser.parse_args()
    share = None if arguments.share is None else SHARES.tolist().index(arguments.share)
    remember_checks()
    settings = Settings.from_environment(os.environ)
    scorer = CrossEncoder(settings)
    sets = []
    for name, *paths in arguments.sets:
        CONSOLE.print(f"searching and reading [bold]{name}[/]")
        sets.append(load(name, *paths, scorer, settings))
    stance, verdict, measured = fit_verdict(sets, fit_stance(sets), share)
    models = SentenceEncoder(settings).models() | {"stance": scorer.info}
    names = "+".join(s.name for s in sets)
    content = {
        "name": names,
        "models": {role: info.sha256 for role, info in models.items()},
        "stance": {"weights": stance.weights, "bias": stance.bias},
        "verdict": asdict(verdict),
        "measured": {
            "method": f"{FOLDS}-fold cross-validation of leaning, verdict step and confidence",
            "sets": measured,
        },
    }
    arguments.out.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    CONSOLE.print_json(json.dumps(content["measured"]))


if __name__ == "__main__":
    main()
