"""From a recipe to a finished, measured model."""

from __future__ import annotations

import json
import os
from dataclasses import replace

from factcheck.config import Settings
from factcheck.evaluate import evaluate_stance
from factcheck.train.examples import read_examples
from factcheck.train.loop import Run
from factcheck.train.mark import claim_folder
from factcheck.train.mixture import Progress, examples_of
from factcheck.train.model import save_model, training_device
from factcheck.train.recipe import Recipe
from factcheck.train.results import Result, plot, read_log, require_plotting
from factcheck.train.temperature import calibrate

_MODEL = "model"


def is_finished(recipe: Recipe) -> bool:
    """Whether the output folder holds the model already, so that it is only measured."""
    return (recipe.output / _MODEL).is_dir()


def train(recipe: Recipe, progress: Progress | None = None) -> Result:
    """Train as the recipe says, measure the model, and say where it lies.

    The output folder receives `model/`, `log.jsonl`, `results.json` and `results.png`. A
    run that was stopped goes on from its last checkpoint; a finished one is only measured.

    :param progress: called with (steps done, steps in all).
    :raises InvalidSource: for a bad line in any file, before anything is trained.
    :raises InvalidInput: if the output folder holds a run of another recipe or of other data, or
        the sources and texts do not give what pairs are to be made of.
    :raises ModelInvalid: if the base cannot be loaded, or is not built as BERT is.
    """
    require_plotting()
    for path in recipe.evaluate:
        read_examples(path)
    claim_folder(recipe)
    finished = recipe.output / _MODEL
    if not is_finished(recipe):
        run = Run(recipe, examples_of(recipe, training_device(), progress))
        run.resume()
        run.go(progress)
        trained = recipe.output / "trained"
        save_model(run.model, run.tokenizer, trained)
        if recipe.evaluate:
            calibrate(trained, recipe.evaluate)
        os.replace(trained, finished)
        run.forget()
    measured: Result = {"files": {}}
    if recipe.evaluate:
        measured = evaluate_stance(
            recipe.evaluate, replace(Settings(), stance_model=str(finished.resolve()))
        )
    result = {**measured, "model": str(finished)}
    (recipe.output / "results.json").write_text(json.dumps(result, indent=2), "utf-8")
    plot(read_log(recipe.output / "log.jsonl"), result, recipe.output / "results.png")
    return result
