"""A recipe is checked before anything is trained."""

from pathlib import Path

import pytest

from factcheck.errors import FactcheckError, InvalidInput
from factcheck.train import read_recipe

GOOD = 'base = "model"\noutput = "runs/a"\n[sources]\n"rows.jsonl" = 1.5\n'


def written(folder: Path, text: str) -> Path:
    """The path of a recipe with that text."""
    path = folder / "recipe.toml"
    path.write_text(text)
    return path


def test_paths_start_at_the_recipe(tmp_path: Path) -> None:
    recipe = read_recipe(written(tmp_path, GOOD))
    assert recipe.base == tmp_path / "model"
    assert recipe.sources == {tmp_path / "rows.jsonl": 1.5}


def test_a_recipe_may_begin_with_the_mark_of_windows(tmp_path: Path) -> None:
    marked = read_recipe(written(tmp_path, f"\ufeff{GOOD}"))
    assert marked == read_recipe(written(tmp_path, GOOD))


def test_the_recipe_of_the_bundled_model_is_one(repository: Path) -> None:
    recipe = read_recipe(repository / "recipes" / "stance.toml")
    assert recipe.layers == 6
    assert not {path.name for path in recipe.sources} & {path.name for path in recipe.evaluate}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("base = ", "cannot be read as a recipe"),
        ("layers = 6\n" + GOOD.replace("base", "bass"), "bass: no such key in a recipe"),
        (GOOD.replace('base = "model"', ""), "base: the recipe"),
        ("epochs = 0\n" + GOOD, "epochs: must be more than 0"),
        ("max_tokens = 1\n" + GOOD, "max_tokens: must be at least 8"),
        ("epochs = true\n" + GOOD, "epochs: must be a number"),
        ("batch_size = 1.5\n" + GOOD, "batch_size: must be a whole number"),
        ('freeze_words = "no"\n' + GOOD, "freeze_words: must be true or false"),
        (GOOD.replace("1.5", "-1"), "sources.rows.jsonl: must be a number of at least 0"),
        (GOOD.replace("1.5", "nan"), "sources.rows.jsonl: must be a number of at least 0"),
        (GOOD.replace("1.5", "inf"), "at most 1,000,000,000"),
        ("warmup = 7\n" + GOOD, "warmup: must be a share of at most 1"),
        ("taught = 1.5\n" + GOOD, "taught: must be a share"),
        ("rounded = 1.5\n" + GOOD, "rounded: must be a share"),
        (GOOD + "[made]\nfound = 5\n", "made.found: needs teachers"),
        ("texts = [1]\n" + GOOD, "texts: must be a text in quotes"),
    ],
)
def test_a_bad_recipe_is_refused_by_key(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(FactcheckError, match=complaint):
        read_recipe(written(tmp_path, text))


def test_a_missing_recipe_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_recipe(tmp_path / "nothing.toml")
