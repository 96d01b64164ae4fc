"""All examples of a run, in an order that only the recipe decides."""

from __future__ import annotations

import random

from factcheck.config import Settings
from factcheck.encoders import SentenceEncoder
from factcheck.evaluate.data import read_rows
from factcheck.train.examples import Example, mix, read_examples
from factcheck.train.made import Maker
from factcheck.train.recipe import Recipe


def examples_of(recipe: Recipe) -> list[Example]:
    """The rows of all sources as often as the recipe says, and what is made of them.

    :raises InvalidSource: for the first bad line of any file.
    """
    chance = random.Random(recipe.seed)
    files = {path: read_examples(path) for path in recipe.sources}
    texts = [row["text"] for path in recipe.texts for row in read_rows(path, {"text": str})]
    examples = mix(files, recipe.sources, chance)
    if recipe.made:
        rows = [row for rows in files.values() for row in rows]
        maker = Maker(rows, texts, SentenceEncoder(Settings()), chance)
        examples += maker.make(recipe.made)
    return examples
