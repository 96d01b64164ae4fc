"""Calibration files: data, checked and hashed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, strategies as st

from factcheck.calibration import (
    FEATURES,
    Credibility,
    StanceCalibration,
    VerdictCalibration,
    chance,
    log_odds,
    named_calibration,
    read_calibration,
)
from factcheck.config import Settings
from factcheck.errors import InvalidInput
from factcheck.types import Label

finite = st.floats(-20, 20)


@given(st.lists(st.tuples(*[finite] * FEATURES), min_size=1, max_size=5))
def test_stance_probabilities_sum_to_one(features: list[tuple[float, ...]]) -> None:
    rows = named_calibration("bundled").stance.probabilities(np.array(features))
    assert rows.shape == (len(features), 3)
    assert np.allclose(rows.sum(axis=1), 1.0)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_more_support_is_never_less_credible_support(low: float, high: float, other: float) -> None:
    low, high = sorted((low, high))
    verdict = named_calibration("bundled").verdict
    assert verdict.credibility(low, other).supports <= verdict.credibility(high, other).supports
    assert verdict.credibility(other, low).refutes <= verdict.credibility(other, high).refutes


def test_the_other_side_weighs_only_where_it_is_likelier_than_not() -> None:
    curves = VerdictCalibration((1, 0, 0), (-0.2, 1, 0), {}, ())
    alone, beside, strong = (curves.credibility(s, 0.8).refutes for s in (0.0, 0.4, 0.9))
    assert alone == beside == pytest.approx(0.8)
    assert strong == pytest.approx(1 / (1 + np.exp(-(np.log(4) - 0.2 * np.log(9)))))


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_chances_of_the_four_labels_sum_to_one(supports: float, refutes: float) -> None:
    sides = Credibility(supports, refutes)
    assert sum(chance(label, sides) for label in Label) == pytest.approx(1.0)


@pytest.mark.parametrize("label", Label)
def test_a_likelier_verdict_is_never_less_sure(label: Label) -> None:
    verdict = named_calibration("bundled").verdict
    sides = [Credibility(s / 10, r / 10) for s in range(11) for r in range(11)]
    by_chance = sorted(sides, key=lambda each: chance(label, each))
    sure = [verdict.confidence(label, each) for each in by_chance]
    assert sure == sorted(sure)
    assert 0 < sure[0] < sure[-1] < 1


def test_log_odds_stay_finite() -> None:
    assert log_odds(0.5) == pytest.approx(0.0)
    assert -10 < log_odds(0.0) < 0 < log_odds(1.0) < 10


def test_the_least_confidence_for_an_error_limit() -> None:
    calibration = VerdictCalibration((1, 0, 0), (0, 1, 0), {}, ((0.2, 0.5), (0.5, 0.3), (0.8, 0.1)))
    assert calibration.least_confidence(0.6) == 0.2
    assert calibration.least_confidence(0.3) == 0.5
    assert calibration.least_confidence(0.05) is None


def test_the_bundled_calibration_fits_the_bundled_models() -> None:
    from factcheck import query_encoder
    from factcheck.model_files import embedder_folder, folder_sha256, stance_folder

    folders = [embedder_folder("bundled"), query_encoder.FOLDER, stance_folder("bundled")]
    hashes = [folder_sha256(folder) for folder in folders]
    assert named_calibration(Settings().calibration).fits(hashes)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"name": "x", "models": 3}', '{"stance": [], "verdict": {}}', "[" * 50_000],
)
def test_a_file_that_is_no_calibration_is_refused_in_words(tmp_path: Path, content: str) -> None:
    path = tmp_path / "calibration.json"
    path.write_text(content)
    for file in (path, tmp_path / "none.json"):
        with pytest.raises(InvalidInput, match="calibration: ") as refused:
            read_calibration(file)
        assert "Error" not in str(refused.value)


@pytest.mark.parametrize("number", ["NaN", "1e999", "1" + "0" * 400])
def test_a_file_with_a_number_that_is_not_finite_is_refused(
    tmp_path: Path, repository: Path, number: str
) -> None:
    file = repository / "factcheck" / "models" / "calibration.json"
    values = json.loads(file.read_text("utf-8"))
    values["stance"]["bias"] = ["number", 0, 0]
    path = tmp_path / "calibration.json"
    path.write_text(json.dumps(values).replace('"number"', number))
    with pytest.raises(InvalidInput, match="must be a calibration file"):
        read_calibration(path)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("weights", "needs 6 numbers in a row, not 5"),
        ("bias", "needs 3 numbers in a row, not 2"),
        ("support", "needs 3 numbers in a row, not 2"),
        ("sure", r"\(lacks 'conflicting'\)"),
    ],
)
def test_a_file_that_looks_at_something_else_is_refused(
    tmp_path: Path, repository: Path, where: str, expected: str
) -> None:
    """Such as one that was fitted for an older version."""
    file = repository / "factcheck" / "models" / "calibration.json"
    values = json.loads(file.read_text("utf-8"))
    step = values["stance"] if where in values["stance"] else values["verdict"]
    if where == "weights":
        step[where][1].pop()
    elif where == "sure":
        del step[where]["conflicting"]
    else:
        step[where].pop()
    path = tmp_path / "calibration.json"
    path.write_text(json.dumps(values))
    with pytest.raises(InvalidInput, match=expected):
        read_calibration(path)


def test_stance_calibration_weighs_each_feature() -> None:
    weights = np.eye(3, FEATURES)
    weights[2] = 0
    calibration = StanceCalibration(tuple(map(tuple, weights)), (0, 0, 0))
    for column, stance in ((0, 0), (1, 1)):
        rows = calibration.probabilities(2.0 * np.eye(1, FEATURES, column))
        assert rows[0].argmax() == stance
