"""A recipe: one TOML file that says everything about a training run."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any

from factcheck.errors import InvalidInput, InvalidSource
from factcheck.model_files import BUNDLED, stance_folder


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to train, on what, for how long. Relative paths start at the recipe's folder.

    :param base: the folder of a Hugging Face model to start from, e.g. a sentence encoder
        or an earlier stance model; `bundled` is the stance model that factcheck ships.
    :param output: the folder that receives checkpoints, the log and the finished model.
    :param sources: training files, each with how often its rows are seen (0.5: a random half).
    :param evaluate: files that the finished model is measured on.
    :param layers: how many of the base's lowest layers to keep; 0 keeps all.
    :param epochs: passes over the mixed rows.
    :param batch_size: pairs per step.
    :param learning_rate: the peak, after `warmup` (a share of all steps); it falls linearly.
    :param max_tokens: longer passages are cut in training.
    :param dropout: the share of hidden values zeroed in training; drawing them takes half
        of the time on a CPU, and one pass over the rows does not need it.
    :param freeze_words: leave the word vectors as the base has them.
    :param frozen_layers: leave so many of the lowest layers as they are, too: half of them
        save a third of the time, for training a finished model on.
    :param rounded: the last share of the steps in which trained matrices are read as factcheck
        stores its own, rounded to 8-bit floats; the model is then saved so. 0 rounds nothing.
    :param teachers: folders of stance models whose mean probabilities the model learns.
    :param taught: the share of the teachers in what a labelled or made pair is to give; the
        label has the rest. Pairs without a label are taught by them alone.
    :param made: how many pairs to make by rule, by kind; see :mod:`factcheck.train.made`.
    :param texts: sources of documents from which pairs are made beside the training rows.
    :param checkpoint_steps: a run that is stopped goes on from the last checkpoint.
    """

    base: Path
    output: Path
    sources: Mapping[Path, float]
    evaluate: tuple[Path, ...] = ()
    layers: int = 0
    epochs: float = 1.0
    batch_size: int = 32
    learning_rate: float = 5e-5
    weight_decay: float = 0.01
    warmup: float = 0.06
    max_tokens: int = 256
    dropout: float = 0.0
    freeze_words: bool = True
    frozen_layers: int = 0
    rounded: float = 0.0
    teachers: tuple[Path, ...] = ()
    taught: float = 0.5
    made: Mapping[str, int] = field(default_factory=dict)
    texts: tuple[Path, ...] = ()
    checkpoint_steps: int = 500
    seed: int = 1


_MOST = 1_000_000_000
# What separates two texts takes up to four, and of each something must be left.
_FEWEST_TOKENS = 8
_POSITIVE = ("epochs", "batch_size", "learning_rate", "checkpoint_steps")
_KINDS = {
    bool: "true or false",
    int: "a whole number",
    str: "a text in quotes",
    list: "a list",
    dict: "a table of names and numbers",
}
_WHOLE = ("layers", "frozen_layers", "batch_size", "max_tokens", "checkpoint_steps", "seed")


def read_recipe(path: Path) -> Recipe:
    """The recipe in a TOML file.

    :raises InvalidSource: if the file cannot be read as TOML.
    :raises InvalidInput: for an unknown or missing key, or a value out of range.
    """
    try:
        given = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise InvalidSource(path, None, f"cannot be read as a recipe ({error})") from error
    known = {item.name: item for item in fields(Recipe)}
    for key in given:
        if key not in known:
            raise InvalidInput(
                key, given[key], f"no such key in a recipe; known: {', '.join(known)}"
            )
    for name, item in known.items():
        required = item.default is MISSING and item.default_factory is MISSING
        if required and name not in given:
            raise InvalidInput(name, None, f"the recipe {path} needs it")
    folder = path.parent.resolve()
    recipe = Recipe(**{key: _value(key, value, folder) for key, value in given.items()})
    if recipe.made.get("found") and not recipe.teachers:
        raise InvalidInput("made.found", recipe.made["found"], "needs teachers to tell its stances")
    return recipe


def _value(key: str, value: Any, folder: Path) -> Any:
    if key == "base" and value == BUNDLED:
        return stance_folder(BUNDLED)
    if key in {"base", "output"}:
        return folder / Path(_typed(key, value, str)).expanduser()
    if key in {"evaluate", "texts", "teachers"}:
        return tuple(folder / Path(_typed(key, name, str)) for name in _typed(key, value, list))
    if key == "sources":
        weights = _typed(key, value, dict)
        return {folder / name: _number(f"sources.{name}", w) for name, w in weights.items()}
    if key == "made":
        return {
            name: int(_number(f"made.{name}", n)) for name, n in _typed(key, value, dict).items()
        }
    if key == "freeze_words":
        return _typed(key, value, bool)
    if key in _WHOLE:
        _typed(key, value, int)
    number = _number(key, value)
    if key == "max_tokens" and number < _FEWEST_TOKENS:
        raise InvalidInput(key, value, f"must be at least {_FEWEST_TOKENS}")
    if key in _POSITIVE and number <= 0:
        raise InvalidInput(key, value, "must be more than 0")
    if key in {"taught", "rounded", "warmup", "dropout"} and number > 1:
        raise InvalidInput(key, value, "must be a share of at most 1")
    return value


def _typed(key: str, value: Any, kind: type) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise InvalidInput(key, value, f"must be {_KINDS[kind]}")
    return value


def _number(key: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST:
        raise InvalidInput(key, value, f"must be a number of at least 0, at most {_MOST:,}")
    return float(value)
