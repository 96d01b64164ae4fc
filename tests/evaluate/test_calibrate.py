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
def script() -> Any:
    """A script of the project, as a module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parents[2] / "scripts")
        yield importlib.import_module


@pytest.fixture(scope="module")
def leanings(script: Any) -> Any:
    return script("leanings")


@pytest.fixture(scope="module")
def calibrate(script: Any) -> Any:
    return script("calibrate")


def claims(
    leanings: Any,
    size: int,
    seed: int,
    noise: float = 0.0,
    share: float = 0.0,
    begin: tuple[float, float] = (-0.15, 0.9),
    in_pieces: bool = False,
) -> Any:
    """Claims of which support and refutation stand from these log odds on."""
    chance = np.random.default_rng(seed)
    x = chance.uniform(-3.8, 3.8, (size, 2))
    seen = x + chance.normal(0, noise, x.shape) if noise else x
    stands = leanings.stands(np.subtract(seen, begin), share) >= 0
    leans = np.stack(np.meshgrid(*leanings.LEANS, indexing="ij"), axis=-1)
    verdicts = np.array([N, S, R, C])[stands[:, 0] + 2 * stands[:, 1]]
    return leanings.Known(x + leans[:, :, np.newaxis], verdicts, in_pieces)


def values(leanings: Any, places: tuple[int, int]) -> list[float]:
    return [leans[at] for leans, at in zip(leanings.LEANS, places, strict=True)]


def test_the_leaning_makes_up_for_where_each_side_begins(leanings: Any) -> None:
    found = leanings.fit_leaning([claims(leanings, 500, 1), claims(leanings, 300, 2)])
    assert values(leanings, found.single) == pytest.approx([0.15, -0.9])
    assert found.pieces == found.single, "there is nothing else to go by"
    assert leanings.SHARES[found.share] == 0


def test_longer_passages_lean_by_claims_found_in_such(leanings: Any) -> None:
    longer = claims(leanings, 500, 2, begin=(0.45, 1.2), in_pieces=True)
    single = claims(leanings, 500, 1)
    found = leanings.fit_leaning([single, longer])
    assert values(leanings, found.single) == pytest.approx([0.15, -0.9])
    assert values(leanings, found.pieces) == pytest.approx([-0.45, -1.2])
    assert (found.odds(longer) == longer.odds[found.pieces]).all()
    assert (found.odds(single) == single.odds[found.single]).all()


def test_more_refutation_is_asked_for_beside_support_if_the_claims_say_so(leanings: Any) -> None:
    found = leanings.fit_leaning([claims(leanings, 800, 1, share=0.6)])
    assert leanings.SHARES[found.share] == pytest.approx(0.6)
    odds = np.array([[3.0, 1.0], [-3.0, 1.0]])
    assert leanings.stands(odds, 0.2) == pytest.approx(np.array([[3.0, 0.4], [-3.0, 1.0]]))


def test_a_share_that_is_given_is_not_fitted(leanings: Any) -> None:
    known = [claims(leanings, 800, 1, share=0.6)]
    assert leanings.fit_leaning(known).share == 6
    assert leanings.fit_leaning(known, share=1).share == 1
    assert leanings.fit_sides(known, share=1)[0].share == 1


def test_what_is_remembered_are_checks_that_are_there(calibrate: Any) -> None:
    for module, names in calibrate.TEXT_CHECKS.items():
        assert [name for name in names.split() if not callable(getattr(module, name, None))] == []


def test_one_lucky_leaning_is_not_taken(leanings: Any) -> None:
    """Its neighbours count: those who are good all around are better than one by chance."""
    known = claims(leanings, 200, 1)
    labels = np.array([N, S, R, C])
    perfect = np.select([known.verdicts == label for label in labels], [0, 1, 2, 3])
    known.odds[0, 0] = np.stack([np.isin(perfect, [1, 3]), np.isin(perfect, [2, 3])], -1) * 2.0 - 1
    noisy = claims(leanings, 200, 1, noise=0.5)
    known.verdicts = np.where(np.arange(200) % 5 == 0, noisy.verdicts, known.verdicts)
    assert leanings.fit_leaning([known]).single != (0, 0)


def test_a_side_is_as_likely_as_not_at_even_odds_and_grows_from_there(leanings: Any) -> None:
    _, steep = leanings.fit_sides([claims(leanings, 300, 1, noise=1.0)])
    assert leanings.credible(np.zeros((1, 2)), steep, 0.1) == pytest.approx(0.5)
    assert (leanings.credible(np.ones((1, 2)), steep, 0.1) > 0.6).all()


def test_what_is_less_clear_cut_is_less_steep(leanings: Any) -> None:
    clear, vague = (
        leanings.fit_sides([claims(leanings, 300, 1, noise)])[1] for noise in (0.5, 2.0)
    )
    assert (clear > vague).all()


def test_no_claim_is_judged_by_a_fit_that_saw_it(leanings: Any) -> None:
    """A claim on its own, labelled against the rule, does not bend the rule for itself."""
    known = claims(leanings, 200, 3)
    odd = int(np.argmax(known.odds[0, 0, :, 0]))
    known.verdicts[odd] = N
    (found,) = leanings.held_out([known])
    assert found.shape == (200, 2)
    assert found[odd, 0] > 0.9


def test_to_lean_is_to_add_to_the_log_odds_of_each_kind_of_passage(calibrate: Any) -> None:
    level = StanceCalibration(((0.0,) * 6,) * 3, (0.1, 0.2, 0.3))
    leaned = calibrate.leaning(level, (0.7, -0.4), (0.2, -1.0))
    kinds = np.eye(2, 6, 5)[::-1]
    assert kinds[:, 5].tolist() == [0, 1]
    before, after = (each.probabilities(kinds) for each in (level, leaned))
    odds = np.log(after / after[:, 2:]) - np.log(before / before[:, 2:])
    assert odds == pytest.approx(np.array([[0.7, -0.4, 0.0], [0.2, -1.0, 0.0]]))


def test_chance_and_label_are_those_of_the_default_policy(calibrate: Any) -> None:
    labels, odds = calibrate.decided(np.array([[0.9, 0.2], [0.1, 0.3], [0.8, 0.7]]))
    assert labels.tolist() == [S, N, C]
    chances = 1 / (1 + np.exp(-odds))
    assert chances == pytest.approx([0.9 * 0.8, 0.9 * 0.7, 0.8 * 0.7])


def test_how_sure_a_label_is_follows_how_often_it_was_right(calibrate: Any) -> None:
    """Of those called supported nine in ten are right, of those called refuted one in two."""
    random = np.random.default_rng(1)
    labels = random.choice([S, R, N, C], 4_000)
    odds = random.normal(0, 0.1, 4_000)
    right = random.random(4_000) < np.where(labels == S, 0.9, 0.5)
    sure = calibrate.held_out_sure(labels, odds, right, np.ones(4_000))
    assert sure[labels == S] == pytest.approx(0.9, abs=0.05)
    assert sure[labels == R] == pytest.approx(0.5, abs=0.1)


def test_no_error_among_few_is_not_taken_for_none(calibrate: Any) -> None:
    confidence, wrong = np.full(20, 0.9), np.zeros(20, dtype=bool)
    ((_, error),) = calibrate.risk_table(confidence, wrong, np.ones(20))
    assert error == pytest.approx(1 / 22, abs=1e-4)
