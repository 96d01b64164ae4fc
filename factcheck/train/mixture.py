"""All examples of a run, in an order that only the recipe decides."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import numpy as np

from factcheck.config import Settings
from factcheck.encoders import SentenceEncoder
from factcheck.errors import InvalidInput, InvalidSource
from factcheck.ingest.jsonl import read_sources
from factcheck.train.examples import Example, mix, read_examples
from factcheck.train.made import Maker
from factcheck.train.recipe import Recipe
from factcheck.train.teaching import blended, opinions

# Called with (steps done, steps in all).
Progress = Callable[[int, int], None]


def examples_of(recipe: Recipe, device: str, progress: Progress | None = None) -> list[Example]:
    """The rows of all sources as often as the recipe says, and what is made of them.

    Made pairs and the teachers' opinions take minutes; both are kept in the output folder, for a
    run that goes on, until a file that they were made of changes.

    :param device: where the teachers read.
    :param progress: called with (pairs that the teachers have read, pairs to read).
    :raises InvalidSource: for the first bad line of any file, or a damaged one that was kept.
    """
    kept, heard = recipe.output / "examples.jsonl", recipe.output / "taught.npy"
    if not _is_newer(kept, (*recipe.sources, *recipe.texts)):
        _keep(_mixed(recipe), kept)
    with _whole(kept):
        examples = [_example(line) for line in kept.read_text("utf-8").splitlines()]
    if not recipe.teachers:
        return examples
    if not _is_newer(heard, (kept,)):
        said = opinions(recipe.teachers, examples, recipe.max_tokens, device, progress)
        new = heard.with_suffix(".new.npy")
        np.save(new, said)
        os.replace(new, heard)
    with _whole(heard), heard.open("rb") as file:
        return blended(examples, np.lib.format.read_array(file), recipe.taught)


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    """What is read is a file that an earlier run kept.

    :raises InvalidSource: if it is not as that run wrote it.
    """
    try:
        yield
    except (ValueError, LookupError, TypeError, EOFError) as error:
        raise InvalidSource(path, None, "is damaged; remove it, and it is made anew") from error


def _is_newer(made: Path, parts: Sequence[Path]) -> bool:
    """Whether something made of files is there, and none of them was written since."""
    if not all(path.is_file() for path in (made, *parts)):
        return False
    return all(path.stat().st_mtime_ns <= made.stat().st_mtime_ns for path in parts)


def _mixed(recipe: Recipe) -> list[Example]:
    chance = random.Random(recipe.seed)
    files = {path: read_examples(path) for path in recipe.sources}
    texts = [doc.text for path in recipe.texts for doc in read_sources(path, empty=[])]
    examples = mix(files, recipe.sources, chance)
    if recipe.made:
        rows = [row for rows in files.values() for row in rows]
        maker = Maker(rows, texts, SentenceEncoder(Settings()), chance)
        examples += maker.make(recipe.made)
    if not examples:
        shares = {path.name: share for path, share in recipe.sources.items()}
        raise InvalidInput("sources", shares, "must give at least one pair")
    return examples


def _keep(examples: list[Example], path: Path) -> None:
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        for example in examples:
            file.write(json.dumps(asdict(example)) + "\n")
    os.replace(new, path)


def _example(line: str) -> Example:
    row = json.loads(line)
    target = row["target"]
    return Example(row["evidence"], row["claim"], tuple(target) if target else None, row["source"])
