"""A temperature is fitted to rows, and judged by others."""

from collections.abc import Callable

import numpy as np
import pytest

from factcheck.evaluate import Scored
from factcheck.evaluate.data import Row
from factcheck.model_files import ModelInfo
from factcheck.train.temperature import cross_fitted_ece, fit_temperature
from factcheck.types import Stance

ROWS: list[Row] = [{"claim": f"Bridge {n} was closed.", "evidence": "It was."} for n in range(40)]
SURE = np.array([4.0, 0.0, 0.0])


def scored(temperature: float = 1.0, **files: list[Row]) -> Scored:
    """Files of which every row is surely called supported, by a model of that temperature."""
    logits = {name: np.tile(SURE / temperature, (len(rows), 1)) for name, rows in files.items()}
    return Scored(files, logits, temperature, ModelInfo("stance", "", 3), 1.0)


def labelled(rows: list[Row], is_right: Callable[[int], bool]) -> list[Row]:
    """The rows, some of which are indeed supported."""
    return [
        {**row, "label": Stance.SUPPORTS if is_right(n) else Stance.REFUTES}
        for n, row in enumerate(rows)
    ]


def halves() -> tuple[list[Row], list[Row]]:
    """Those that share a half with the first row, and the others."""
    error = [
        cross_fitted_ece(scored(one=labelled([ROWS[0], row], lambda n: n == 0)))["one"]
        for row in ROWS
    ]
    # Two of one half have nobody to take a temperature from, and stay as sure as they are.
    alone = abs(softmax(SURE)[0] - 0.5)
    first = [row for row, e in zip(ROWS, error, strict=True) if e == pytest.approx(alone)]
    return first, [row for row in ROWS if row not in first]


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities of one row."""
    powers = np.exp(logits)
    return np.asarray(powers / powers.sum())


def test_the_temperature_is_that_of_least_surprise() -> None:
    # So sure, and right every other time: as far down as it goes.
    scores, gold = np.tile(SURE, (2, 1)), np.array([0, 1])
    assert fit_temperature([scores], [gold]) == 5.0
    assert fit_temperature([scores[:1]], [gold[:1]]) == 0.5


def test_files_weigh_the_same_and_empty_ones_nothing() -> None:
    right, wrong = np.zeros(100, dtype=int), np.ones(1, dtype=int)
    many, one = np.tile(SURE, (100, 1)), np.tile(SURE, (1, 1))
    assert fit_temperature([many, one], [right, wrong]) == 5.0
    assert fit_temperature([np.concatenate([many, one])], [np.append(right, wrong)]) < 1.5
    assert fit_temperature([many, one[:0]], [right, wrong[:0]]) == 0.5
    assert fit_temperature([one[:0]], [wrong[:0]]) == 1.0


def test_no_row_is_judged_at_a_temperature_that_was_fitted_to_it() -> None:
    first, second = halves()
    assert min(len(first), len(second)) > 10
    rows = labelled(first, lambda _: True) + labelled(second, lambda _: False)
    sure, unsure = softmax(SURE / 0.5)[0], softmax(SURE / 5.0)[0]
    # Those that are right are read at the temperature of the others, hence unsure; and vice versa.
    expected = (len(first) * (1 - unsure) + len(second) * sure) / len(rows)
    assert cross_fitted_ece(scored(one=rows))["one"] == pytest.approx(expected)


def test_the_halves_do_not_depend_on_the_order_of_rows() -> None:
    rows = labelled(ROWS, lambda n: n % 3 > 0)
    found = cross_fitted_ece(scored(one=rows, other=rows[:7]))
    again = cross_fitted_ece(scored(other=rows[:7][::-1], one=rows[::-1]))
    assert found == pytest.approx(again)


def test_the_temperature_that_the_model_has_plays_no_part() -> None:
    rows = labelled(ROWS, lambda n: n % 3 > 0)
    assert cross_fitted_ece(scored(3.0, one=rows)) == pytest.approx(
        cross_fitted_ece(scored(one=rows))
    )


def test_a_row_that_stands_twice_is_not_judged_by_itself() -> None:
    rows = labelled(ROWS[:1] * 6, lambda _: False)
    assert cross_fitted_ece(scored(one=rows))["one"] == pytest.approx(softmax(SURE)[0])
