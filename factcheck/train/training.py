"""From a recipe to a finished, measured model."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from factcheck.config import Settings
from factcheck.evaluate import score_stances
from factcheck.train.examples import read_examples, shortfalls
from factcheck.train.loop import Run
from factcheck.train.mark import claim_folder
from factcheck.train.mixture import Progress, examples_of
from factcheck.train.model import base_config, save_model, training_device
from factcheck.train.recipe import Recipe
from factcheck.train.results import Result, plot, read_log, require_plotting
from factcheck.train.temperature import calibrate, cross_fitted_ece
from factcheck.wording import counted


def train(
    recipe: Recipe, progress: Progress | None = None, tell: Callable[[str], None] = lambda _: None
) -> Result:
    """Train as the recipe says, measure the model, and say where it lies.

    The output folder receives `model/`, `log.jsonl`, `results.json` and `results.png`. A
    run that was stopped goes on from its last checkpoint; a finished one is only measured.

    :param progress: called with (steps done, steps in all).
    :param tell: called with what is about to be done, in words.
    :raises InvalidSource: for a bad line in any file, before anything is trained.
    :raises InvalidInput: if the output folder holds a run of another recipe or of other data, or
        the sources and texts do not give what pairs are to be made of.
    :raises ModelInvalid: if the base cannot be loaded, or is not built as BERT is.
    """
    require_plotting()
    for path in recipe.evaluate:
        read_examples(path)
    claim_folder(recipe)
    finished = recipe.output / "model"
    if finished.is_dir():
        tell(f"{recipe.output} holds the finished model: it is only measured")
    else:
        base_config(recipe)
        tell(f"training into {recipe.output}")
        examples = examples_of(recipe, training_device(), progress)
        for line in shortfalls(recipe.made, examples):
            tell(line)
        run = Run(recipe, examples)
        tell(f"{counted(len(examples), 'pair')}, {counted(run.steps, 'step')}")
        run.resume()
        run.go(progress)
        trained = recipe.output / "trained"
        save_model(run.model, run.tokenizer, trained)
        if recipe.evaluate:
            calibrate(trained, recipe.evaluate)
        os.replace(trained, finished)
        run.forget()
    measured = _measured(recipe, finished) if recipe.evaluate else {"files": {}}
    result = {**measured, "model": str(finished)}
    (recipe.output / "results.json").write_text(json.dumps(result, indent=2), "utf-8")
    plot(read_log(recipe.output / "log.jsonl"), result, recipe.output / "results.png")
    return result


def _measured(recipe: Recipe, model: Path) -> Result:
    """The measures of each file; its rows had a part in the temperature, hence a second error."""
    scored = score_stances(recipe.evaluate, replace(Settings(), stance_model=str(model.resolve())))
    result = scored.result()
    for name, error in cross_fitted_ece(scored).items():
        result["files"][name]["ece_cross_fitted"] = error
    return result
