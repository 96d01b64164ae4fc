"""How far support and refutation lean towards standing: fitted to claims with known verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.ndimage import gaussian_filter
from sklearn.linear_model import LogisticRegression

from factcheck.types import Label

FOLDS = 10
STANDING = ([Label.SUPPORTED, Label.CONFLICTING], [Label.REFUTED, Label.CONFLICTING])
# By whether support stands, plus two if refutation does.
NAMES = np.array([Label.NOT_ENOUGH_EVIDENCE, Label.SUPPORTED, Label.REFUTED, Label.CONFLICTING])
# By how much support and refutation are taken to be likelier than the labels of passages say.
LEANS = (np.arange(-1.35, 0.46, 0.15), np.arange(-2.4, 0.31, 0.15))
# How much more of refutation is asked for beside support, for each of its log odds. The more, the
# sooner strong support talks a plain conflict away.
SHARES = np.arange(0.0, 0.61, 0.1).round(1)


@dataclass
class Known:
    """Claims whose verdicts are known.

    `odds` are the log odds of what carries support and refutation of each claim for each leaning
    of both, shape (leanings of support, leanings of refutation, claims, 2). `in_pieces` says
    whether they were found in passages of several sentences.
    """

    odds: np.ndarray
    verdicts: np.ndarray
    in_pieces: bool

    def of(self, chosen: np.ndarray) -> Known:
        """Some of the claims."""
        return replace(self, odds=self.odds[:, :, chosen], verdicts=self.verdicts[chosen])


@dataclass(frozen=True)
class Leaning:
    """Places in `LEANS` for passages of one sentence and for longer ones, and in `SHARES`."""

    single: tuple[int, int]
    pieces: tuple[int, int]
    share: int

    def odds(self, known: Known) -> np.ndarray:
        """What carries each side of the claims under it, shape (claims, 2)."""
        return np.asarray(known.odds[self.pieces if known.in_pieces else self.single])


def stands(odds: np.ndarray, share: float) -> np.ndarray:
    """By how much in log odds each side stands, given what it carries, shape (…, 2)."""
    support, refutation = odds[..., 0], odds[..., 1]
    return np.stack([support, refutation - share * np.maximum(0.0, support)], axis=-1)


def fit_leaning(sets: Sequence[Known], share: int | None = None) -> Leaning:
    """The leanings by which verdicts come out best, and the share unless it is given.

    A side then stands from where a passage is as likely as not to be on it, so that what carries
    a verdict is also called by its side. Best is the highest mean of accuracy and macro-F1 over
    the sets, and of those of the leanings next to it, so that no lucky one is taken: by
    likelihood alone refutations, which are rarer than supports, would hardly ever stand.

    Passages of one sentence and longer ones lean each by the sets that have them; where there are
    no such sets, like the others.
    """
    smooth = [gaussian_filter(scores_of(one), 1.0, mode="nearest") for one in sets]
    by_kind = [
        np.sum([scores for scores, one in zip(smooth, sets, strict=True) if pick(one)], axis=0)
        if any(map(pick, sets))
        else np.sum(smooth, axis=0)
        for pick in (lambda one: not one.in_pieces, lambda one: one.in_pieces)
    ]
    if share is None:
        share = int(np.argmax(sum(scores.max(axis=(0, 1)) for scores in by_kind)))
    single, pieces = (
        np.unravel_index(int(np.argmax(scores[..., share])), scores.shape[:2]) for scores in by_kind
    )
    return Leaning((int(single[0]), int(single[1])), (int(pieces[0]), int(pieces[1])), share)


def scores_of(one: Known) -> np.ndarray:
    """The mean of accuracy and macro-F1 for each leaning of both sides and each share."""
    scores = []
    for share in SHARES:
        sides = stands(one.odds, share) >= 0
        labels = NAMES[sides[..., 0] + 2 * sides[..., 1]]
        f1 = [f1_of(one.verdicts == label, labels == label) for label in set(one.verdicts)]
        scores.append(((labels == one.verdicts).mean(axis=-1) + np.mean(f1, axis=0)) / 2)
    return np.stack(scores, axis=-1)


def f1_of(gold: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """F1 of a label: which claims have it, shape (claims,), and were given it, (…, claims)."""
    hits = (gold & predicted).sum(axis=-1)
    return np.asarray(2 * hits / (gold.sum() + predicted.sum(axis=-1)))


def fit_sides(sets: Sequence[Known], share: int | None = None) -> tuple[Leaning, np.ndarray]:
    """What `fit_leaning` finds, and how steeply the chance of each side grows, shape (2,).

    The chance that a side does stand is one half where a passage is as likely as not to be on
    it, and grows from there by a logistic curve as steep as the claims of all sets bear out.
    """
    found = fit_leaning(sets, share)
    x = np.concatenate([stands(found.odds(one), SHARES[found.share]) for one in sets])
    verdicts = np.concatenate([one.verdicts for one in sets])
    weights = even_weights([len(one.verdicts) for one in sets])
    steep = [
        LogisticRegression(fit_intercept=False)
        .fit(x[:, [at]], np.isin(verdicts, STANDING[at]), sample_weight=weights)
        .coef_[0, 0]
        for at in (0, 1)
    ]
    return found, np.array(steep)


def held_out(sets: Sequence[Known], share: int | None = None) -> list[np.ndarray]:
    """The credibility of both sides of each claim, by what was fitted to the other claims.

    One array of shape (claims, 2) for each set.
    """
    folds = [np.random.default_rng(1).permutation(len(one.verdicts)) % FOLDS for one in sets]
    found = [np.zeros((len(one.verdicts), 2)) for one in sets]
    for fold in range(FOLDS):
        rest = [one.of(f != fold) for one, f in zip(sets, folds, strict=True)]
        fitted, steep = fit_sides(rest, share)
        for one, f, out in zip(sets, folds, found, strict=True):
            out[f == fold] = credible(fitted.odds(one)[f == fold], steep, SHARES[fitted.share])
    return found


def credible(odds: np.ndarray, steep: np.ndarray, share: float) -> np.ndarray:
    """The credibility of both sides of each claim, shape (claims, 2)."""
    return np.asarray(1.0 / (1.0 + np.exp(-steep * stands(odds, share))))


def even_weights(sizes: list[int]) -> np.ndarray:
    """One weight per row, so that every set weighs the same; the mean is 1."""
    total, sets = sum(sizes), len(sizes)
    return np.concatenate([np.full(size, total / (sets * size)) for size in sizes])
