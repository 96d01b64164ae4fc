"""The leaning by which sides come to stand is found again in claims made by a rule."""

import importlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from factcheck.calibration import StanceCalibration
from factcheck.types import Label

N, S, R, C = (
    Label.NOT_ENOUGH_EVIDENCE,
    Label.SUPPORTED,
    Label.REFUTED,
    Label.CONFLICTING,
)


@pytest.fixture(scope="module")
def calibrate() -> Any:
    """The script that fits a calibration."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parents[2] / "scripts")
        return importlib.import_module("calibrate")


def claims(calibrate: Any, size: int, seed: int, noise: float = 0.0, share: float = 0.0) -> Any:
    """Claims of which support stands from log odds of -0.15 on, refutation from 0.9 on."""
    chance = np.random.default_rng(seed)
    x = chance.uniform(-3.8, 3.8, (size, 2))
    seen = x + chance.normal(0, noise, x.shape) if noise else x
    stands = calibrate.stands(np.add(seen, [0.15, -0.9]), share) >= 0
    leans = np.stack(np.meshgrid(*calibrate.LEANS, indexing="ij"), axis=-1)
    verdicts = np.array([N, S, R, C])[stands[:, 0] + 2 * stands[:, 1]]
    return calibrate.Known(x + leans[:, :, np.newaxis], verdicts)


def test_the_leaning_makes_up_for_where_each_side_begins(calibrate: Any) -> None:
    *found, share = calibrate.fit_leaning([claims(calibrate, 500, 1), claims(calibrate, 300, 2)])
    supports, refutes = (leans[at] for leans, at in zip(calibrate.LEANS, found, strict=True))
    assert supports == pytest.approx(0.15)
    assert refutes == pytest.approx(-0.9)
    assert calibrate.SHARES[share] == 0


def test_more_refutation_is_asked_for_beside_support_if_the_claims_say_so(calibrate: Any) -> None:
    *_, share = calibrate.fit_leaning([claims(calibrate, 800, 1, share=0.3)])
    assert calibrate.SHARES[share] == pytest.approx(0.2)
    odds = np.array([[3.0, 1.0], [-3.0, 1.0]])
    assert calibrate.stands(odds, 0.2) == pytest.approx(np.array([[3.0, 0.4], [-3.0, 1.0]]))


def test_one_lucky_leaning_is_not_taken(calibrate: Any) -> None:
    """Its neighbours count: those who are good all around are better than one by chance."""
    known = claims(calibrate, 200, 1)
    labels = np.array([N, S, R, C])
    perfect = np.select([known.verdicts == label for label in labels], [0, 1, 2, 3])
    known.odds[0, 0] = np.stack([np.isin(perfect, [1, 3]), np.isin(perfect, [2, 3])], -1) * 2.0 - 1
    noisy = claims(calibrate, 200, 1, noise=0.5)
    known.verdicts = np.where(np.arange(200) % 5 == 0, noisy.verdicts, known.verdicts)
    assert calibrate.fit_leaning([known])[:2] != (0, 0)


def test_a_side_is_as_likely_as_not_at_even_odds_and_grows_from_there(calibrate: Any) -> None:
    _, steep = calibrate.fit_sides([claims(calibrate, 300, 1, noise=1.0)])
    assert calibrate.credible(np.zeros((1, 2)), steep, 0.1) == pytest.approx(0.5)
    assert (calibrate.credible(np.ones((1, 2)), steep, 0.1) > 0.6).all()


def test_what_is_less_clear_cut_is_less_steep(calibrate: Any) -> None:
    clear, vague = (
        calibrate.fit_sides([claims(calibrate, 300, 1, noise)])[1] for noise in (0.5, 2.0)
    )
    assert (clear > vague).all()


def test_no_claim_is_judged_by_a_fit_that_saw_it(calibrate: Any) -> None:
    """A claim on its own, labelled against the rule, does not bend the rule for itself."""
    known = claims(calibrate, 200, 3)
    odd = int(np.argmax(known.odds[0, 0, :, 0]))
    known.verdicts[odd] = N
    (found,) = calibrate.held_out([known])
    assert found.shape == (200, 2)
    assert found[odd, 0] > 0.9


def test_to_lean_is_to_add_to_the_log_odds(calibrate: Any) -> None:
    level = StanceCalibration(((0.0,) * 6,) * 3, (0.1, 0.2, 0.3))
    leaned = calibrate.leaning(level, 0.7, -0.4)
    before, after = (each.probabilities(np.zeros((1, 6)))[0] for each in (level, leaned))
    odds = np.log(after / after[2]) - np.log(before / before[2])
    assert odds == pytest.approx([0.7, -0.4, 0.0])


def test_confidence_and_label_are_those_of_the_default_policy(calibrate: Any) -> None:
    labels, confidence = calibrate.decided(np.array([0.9, 0.1, 0.8]), np.array([0.2, 0.3, 0.7]))
    assert labels == [S, N, C]
    assert confidence == pytest.approx([0.9 * 0.8, 0.9 * 0.7, 0.8 * 0.7])
