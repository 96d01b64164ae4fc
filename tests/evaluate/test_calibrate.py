"""Where a side begins to stand is found again in claims made by a rule."""

import importlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

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


def claims(size: int, seed: int, noise: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Claims of which support stands from log odds of -0.5 on, refutation from 0.9 on."""
    chance = np.random.default_rng(seed)
    x = chance.uniform(-3.8, 3.8, (size, 2))
    seen = x + chance.normal(0, noise, x.shape) if noise else x
    stands = seen >= [-0.5, 0.9]
    return x, np.array([N, S, R, C])[stands[:, 0] + 2 * stands[:, 1]]


def test_each_side_stands_from_its_own_threshold_on(calibrate: Any) -> None:
    support, refute = calibrate.thresholds([claims(300, 1), claims(60, 2)])
    assert support == pytest.approx(-0.5, abs=0.15)
    assert refute == pytest.approx(0.9, abs=0.15)


def test_a_side_is_as_likely_as_not_at_its_threshold_and_grows_from_there(calibrate: Any) -> None:
    sides = calibrate.fit_sides([claims(300, 1, noise=1.0)])
    at = calibrate.credible(sides[:, 1][np.newaxis], sides)
    assert at == pytest.approx(0.5)
    assert (calibrate.credible(sides[:, 1][np.newaxis] + 1, sides) > 0.6).all()


def test_what_is_less_clear_cut_is_less_steep(calibrate: Any) -> None:
    clear, vague = (calibrate.fit_sides([claims(300, 1, noise)])[:, 0] for noise in (0.5, 2.0))
    assert (clear > vague).all()


def test_no_claim_is_judged_by_a_fit_that_saw_it(calibrate: Any) -> None:
    """A claim on its own, labelled against the rule, does not bend the rule for itself."""
    x, gold = claims(200, 3)
    odd = int(np.argmax(x[:, 0]))
    gold[odd] = N
    (found,) = calibrate.held_out([(x, gold)])
    assert found.shape == (200, 2)
    assert found[odd, 0] > 0.9


def test_confidence_and_label_are_those_of_the_default_policy(calibrate: Any) -> None:
    labels, confidence = calibrate.decided(np.array([0.9, 0.1, 0.8]), np.array([0.2, 0.3, 0.7]))
    assert labels == [S, N, C]
    assert confidence == pytest.approx([0.9 * 0.8, 0.9 * 0.7, 0.8 * 0.7])
