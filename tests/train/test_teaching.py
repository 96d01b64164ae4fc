"""A model learns what its teachers say."""

from pathlib import Path

import numpy as np
import pytest

from factcheck.config import Settings
from factcheck.crossencoders import CrossEncoder
from factcheck.errors import InvalidInput
from factcheck.train import train
from factcheck.train.examples import NEUTRAL, Example
from factcheck.train.teaching import blended, opinions
from tests.train.conftest import MakeRecipe

PAIRS = [
    Example("The bridge was closed on Monday.", "The bridge was open on Monday.", NEUTRAL, "rows"),
    Example("The road was closed at night.", "The road was closed at night.", None, "found"),
]


@pytest.fixture
def teacher(make_recipe: MakeRecipe) -> Path:
    """A trained model."""
    recipe = make_recipe("teacher", epochs=40.0, learning_rate=2e-3, seed=5)
    train(recipe)
    return recipe.output / "model"


def read_by(folder: Path) -> np.ndarray:
    """The probabilities that the library gives for the pairs."""
    scorer = CrossEncoder(Settings(stance_model=str(folder)))
    scores = np.exp(scorer.logits([(pair.evidence, pair.claim) for pair in PAIRS]))
    return scores / scores.sum(axis=1, keepdims=True)


def test_opinions_are_what_the_library_reads(teacher: Path) -> None:
    told: list[tuple[int, int]] = []
    heard = opinions([teacher, teacher], PAIRS, 64, "cpu", lambda *at: told.append(at))
    assert heard == pytest.approx(read_by(teacher), abs=0.02)
    assert told[-1] == (4, 4)


def test_a_share_of_the_target_is_theirs_and_all_where_there_is_no_label() -> None:
    heard = np.array([[0.5, 0.25, 0.25], [0.7, 0.2, 0.1]], dtype=np.float32)
    labelled, unlabelled = blended(PAIRS, heard, 0.6)
    assert labelled.target == pytest.approx((0.3, 0.15, 0.55))
    assert unlabelled.target == pytest.approx((0.7, 0.2, 0.1))


def test_a_pupil_comes_to_say_what_its_teacher_says(make_recipe: MakeRecipe, teacher: Path) -> None:
    recipe = make_recipe(
        "pupil", teachers=(teacher,), taught=1.0, epochs=40.0, learning_rate=2e-3, evaluate=()
    )
    train(recipe)
    assert read_by(recipe.output / "model")[0].argmax() == read_by(teacher)[0].argmax()
    kept = (recipe.output / "examples.jsonl").read_text("utf-8").splitlines()
    assert len(kept) == len(np.load(recipe.output / "taught.npy")) == 12


def test_a_teacher_that_is_not_there_is_named(make_recipe: MakeRecipe, tmp_path: Path) -> None:
    recipe = make_recipe("pupil", teachers=(tmp_path / "nobody",))
    with pytest.raises(InvalidInput, match=r"teachers: must be the folder of a model.*nobody"):
        train(recipe)
