"""From raw scores to probabilities that mean what they say, fitted on labelled claims.

Three steps, all logistic regressions whose few numbers lie in a JSON file with the data
that they were fitted on: one per (claim, passage), one per claim, and one per verdict (Platt 1999,
"Probabilistic outputs for support vector machines"). Fitted by `scripts/calibrate.py`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from factcheck.errors import InvalidInput
from factcheck.types import Label

BUNDLED = "bundled"
_BUNDLED_FILE = Path(__file__).parent / "models" / "calibration.json"
_EDGE = 1e-4
# What is looked at in a passage: see `reading.Reading.features`.
FEATURES = 6
# However sure the model is of a passage, this much doubt of it remains.
DOUBT = 0.02

Floats = NDArray[np.float64]
_T = TypeVar("_T")


def log_odds(probability: float, edge: float = _EDGE) -> float:
    """log(p / (1 - p)), kept finite: nothing is nearer to 0 or 1 than `edge`."""
    p = min(max(probability, edge), 1.0 - edge)
    return float(np.log(p / (1.0 - p)))


@dataclass(frozen=True, slots=True)
class StanceCalibration:
    """Multinomial logistic regression on what was read in a passage, see `reading.Reading`.

    `weights` has shape (3, FEATURES) and `bias` (3,), in the order supports, refutes, neutral.
    """

    weights: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]

    def probabilities(self, features: Floats) -> Floats:
        """Probabilities of shape (n, 3) in the order supports, refutes, neutral.

        :param features: shape (n, FEATURES), see `reading.Reading.features`.
        """
        scores = features @ np.array(self.weights).T + np.array(self.bias)
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(scores / scores.sum(axis=1, keepdims=True), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Credibility:
    """The chance that the sources, taken together, do support and do refute the claim."""

    supports: float
    refutes: float


def chance(label: Label, sides: Credibility) -> float:
    """The chance that both sides are as a label says, taken as independent."""
    supported, refuted = sides.supports, sides.refutes
    return {
        Label.SUPPORTED: supported * (1.0 - refuted),
        Label.REFUTED: refuted * (1.0 - supported),
        Label.CONFLICTING: supported * refuted,
        Label.NOT_ENOUGH_EVIDENCE: (1.0 - supported) * (1.0 - refuted),
    }[label]


@dataclass(frozen=True, slots=True)
class VerdictCalibration:
    """A logistic curve per side over the log odds of the strongest origin of each.

    `support` and `refute` hold (weight of support, weight of refutation, bias). The other side
    weighs only where it is likelier than not: what is not there speaks neither for nor against.
    `sure` holds for each label (weight, bias) of a curve over the log odds of :func:`chance`: how
    often such verdicts were right on held-out claims.
    `risk` lists (confidence, held-out error of the decisive verdicts of at least that confidence),
    by rising confidence.
    """

    support: tuple[float, float, float]
    refute: tuple[float, float, float]
    sure: Mapping[Label, tuple[float, float]]
    risk: tuple[tuple[float, float], ...]

    def credibility(self, supports: float, refutes: float) -> Credibility:
        """The credibility of each side from the strength of its strongest origin."""
        support, refutation = log_odds(supports, DOUBT), log_odds(refutes, DOUBT)
        return Credibility(
            _logistic(self.support, support, max(0.0, refutation), 1.0),
            _logistic(self.refute, max(0.0, support), refutation, 1.0),
        )

    def confidence(self, label: Label, sides: Credibility) -> float:
        """The chance that a verdict of this label on these sides is right."""
        return _logistic(self.sure[label], log_odds(chance(label, sides)), 1.0)

    def least_confidence(self, max_error: float) -> float | None:
        """The confidence from which on verdicts erred at most that often on held-out claims.

        None where even the most confident ones erred more often.
        """
        fit = [confidence for confidence, error in self.risk if error <= max_error]
        return fit[0] if fit else None


def _logistic(curve: tuple[float, ...], *values: float) -> float:
    return float(1.0 / (1.0 + np.exp(-np.dot(curve, values))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """All steps, and which models and data they were fitted for."""

    name: str
    models: tuple[str, ...]
    stance: StanceCalibration
    verdict: VerdictCalibration
    sha256: str

    def fits(self, model_hashes: Sequence[str]) -> bool:
        """Whether it was fitted for exactly these models (SHA-256 of their weights)."""
        return set(model_hashes) == set(self.models)


def read_calibration(path: Path) -> Calibration:
    """A calibration from its JSON file.

    :raises InvalidInput: if the file is not one.
    """
    try:
        raw = path.read_bytes()
        values: Any = json.loads(raw)
    except OSError as error:
        raise InvalidInput("calibration", str(path), f"cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise InvalidInput("calibration", str(path), f"must be a JSON file ({error})") from error
    try:
        return _calibration(values, hashlib.sha256(raw).hexdigest())
    except KeyError as error:
        reason = f"lacks {error}"
    except ValueError as error:
        reason = str(error)
    except (TypeError, AttributeError, OverflowError):
        reason = "holds something else than names and numbers"
    raise InvalidInput("calibration", str(path), f"must be a calibration file ({reason})")


def _calibration(values: Any, sha256: str) -> Calibration:
    stance, verdict = values["stance"], values["verdict"]
    return Calibration(
        name=str(values["name"]),
        models=tuple(values["models"].values()),
        stance=StanceCalibration(
            _three([_numbers(row, FEATURES) for row in stance["weights"]]),
            _numbers(stance["bias"], 3),
        ),
        verdict=VerdictCalibration(
            _three(_numbers(verdict["support"], 3)),
            _three(_numbers(verdict["refute"], 3)),
            {label: _two(_numbers(verdict["sure"][label.value], 2)) for label in Label},
            tuple(_two(_numbers(pair, 2)) for pair in verdict["risk"]),
        ),
        sha256=sha256,
    )


def _three(values: Sequence[_T]) -> tuple[_T, _T, _T]:
    first, second, third = values
    return first, second, third


def _two(values: Sequence[_T]) -> tuple[_T, _T]:
    first, second = values
    return first, second


def _numbers(values: Sequence[float], count: int) -> tuple[float, ...]:
    if len(values) != count:
        raise ValueError(f"needs {count} numbers in a row, not {len(values)}")
    numbers = tuple(map(float, values))
    if not np.isfinite(numbers).all():
        raise ValueError("needs numbers that are finite")
    return numbers


@cache
def _read_once(path: Path) -> Calibration:
    return read_calibration(path)


def named_calibration(name: str) -> Calibration:
    """The bundled calibration, or the one in a JSON file of that path."""
    return _read_once(_BUNDLED_FILE if name == BUNDLED else Path(name))
