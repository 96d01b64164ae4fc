"""A run is checked first, can be broken off, and comes out the same."""

import contextlib
import json
import os
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers
from safetensors.torch import load_file

from factcheck.cli import main
from factcheck.config import Settings
from factcheck.crossencoders import TEMPERATURE, CrossEncoder
from factcheck.errors import InvalidInput, InvalidSource, ModelInvalid, ModelNotFound
from factcheck.runtime import cores
from factcheck.train import train
from factcheck.train.mixture import examples_of
from factcheck.train.results import read_log
from tests.train.conftest import MakeRecipe


def weights(folder: Path) -> dict[str, torch.Tensor]:
    """The tensors of a run's model."""
    return load_file(folder / "model" / "model.safetensors")


def same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    """Whether two models are equal to the last bit."""
    return one.keys() == other.keys() and all(torch.equal(one[k], other[k]) for k in one)


def test_a_run_leaves_a_model_its_measures_and_a_picture(make_recipe: MakeRecipe) -> None:
    recipe = make_recipe(epochs=40.0, learning_rate=2e-3)
    told: list[tuple[int, int]] = []
    result = train(recipe, lambda done, steps: told.append((done, steps)))
    assert told == [(step, 240) for step in range(1, 241)]
    assert result["files"]["rows.jsonl"]["accuracy"] == 1.0
    assert json.loads((recipe.output / "results.json").read_text())["files"] == result["files"]
    # Where all is right, any half of the rows gives the sharpest temperature there is.
    measured = result["files"]["rows.jsonl"]
    assert measured["ece_cross_fitted"] == pytest.approx(measured["ece"])
    log = [json.loads(line) for line in (recipe.output / "log.jsonl").read_text().splitlines()]
    assert log[-1]["step"] == 240
    assert log[-1]["loss"] < log[0]["loss"]
    assert (recipe.output / "results.png").read_bytes().startswith(b"\x89PNG")
    model = CrossEncoder(Settings(stance_model=str(recipe.output / "model")))
    assert model.logits([("The bridge was closed.", "The bridge was closed.")]).shape == (1, 3)


def test_the_same_recipe_gives_the_same_model(make_recipe: MakeRecipe) -> None:
    one, other, different = make_recipe("one"), make_recipe("other"), make_recipe("third", seed=2)
    for recipe in (one, other, different):
        train(recipe)
    assert same(weights(one.output), weights(other.output))
    assert not same(weights(one.output), weights(different.output))


def test_a_run_takes_all_cores_or_as_many_as_it_is_told(
    make_recipe: MakeRecipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = torch.get_num_threads()
    try:
        monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
        train(make_recipe("all"))
        assert torch.get_num_threads() == cores()
        torch.set_num_threads(cores() + 1)
        monkeypatch.setenv("OMP_NUM_THREADS", str(cores() + 1))
        train(make_recipe("told"))
        assert torch.get_num_threads() == cores() + 1
    finally:
        torch.set_num_threads(before)


def test_a_model_that_is_trained_on_is_calibrated_anew(make_recipe: MakeRecipe) -> None:
    first = make_recipe("first")
    train(first)
    config = first.output / "model" / "config.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), TEMPERATURE: 4.5}))
    second = make_recipe("second", base=first.output / "model", evaluate=())
    train(second)
    assert TEMPERATURE not in json.loads((second.output / "model" / "config.json").read_text())


def test_pairs_are_made_again_when_their_file_has_changed(
    make_recipe: MakeRecipe, rows: Path
) -> None:
    recipe = make_recipe()
    recipe.output.mkdir()
    assert len(examples_of(recipe, "cpu")) == 12
    kept = recipe.output / "examples.jsonl"
    first = kept.stat().st_mtime_ns
    assert len(examples_of(recipe, "cpu")) == 12
    assert kept.stat().st_mtime_ns == first
    rows.write_text("".join(rows.read_text().splitlines(keepends=True)[:5]))
    os.utime(rows, ns=(first + 1, first + 1))
    assert len(examples_of(recipe, "cpu")) == 5


def test_frozen_layers_stay_as_they_are(make_recipe: MakeRecipe) -> None:
    recipe = make_recipe(layers=2, frozen_layers=1, learning_rate=2e-3)
    train(recipe)
    before, after = load_file(recipe.base / "model.safetensors"), weights(recipe.output)

    def moved(layer: int) -> bool:
        names = [name for name in before if name.startswith(f"encoder.layer.{layer}.")]
        assert names
        return not all(torch.equal(before[n].half(), after[f"bert.{n}"]) for n in names)

    assert not moved(0)
    assert moved(1)


def test_matrices_that_are_trained_end_as_8_bit_floats(make_recipe: MakeRecipe) -> None:
    recipe = make_recipe(layers=2, frozen_layers=1, rounded=0.5, learning_rate=2e-3)
    train(recipe)
    after = weights(recipe.output)
    trained = "bert.encoder.layer.1.output.dense.weight"
    frozen = trained.replace("layer.1", "layer.0")
    rounded = {name: w.to(torch.float8_e4m3fn).to(w.dtype) for name, w in after.items()}
    assert torch.equal(after[trained], rounded[trained])
    assert not torch.equal(after[frozen], rounded[frozen])


def test_a_run_broken_off_comes_out_as_an_unbroken_one(make_recipe: MakeRecipe) -> None:
    whole = make_recipe("whole", checkpoint_steps=2, dropout=0.1, rounded=0.5)
    broken = make_recipe("broken", checkpoint_steps=2, dropout=0.1, rounded=0.5)
    train(whole)

    def stop(done: int, _: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(broken, stop)
    seen: list[int] = []
    train(broken, lambda done, _: seen.append(done))
    assert seen == [5, 6]
    assert same(weights(whole.output), weights(broken.output))


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04"])
def test_a_damaged_checkpoint_is_named(make_recipe: MakeRecipe, content: bytes) -> None:
    recipe = make_recipe()
    recipe.output.mkdir()
    (recipe.output / "checkpoint.pt").write_bytes(content)
    with pytest.raises(InvalidSource, match=r"checkpoint\.pt: is damaged; remove it"):
        train(recipe)


@pytest.mark.parametrize(("steps", "name"), [(2, r"checkpoint\.new"), (500, "trained")])
def test_a_full_disk_is_told_and_what_is_half_written_goes(
    make_recipe: MakeRecipe,
    files_up_to: Callable[[int], AbstractContextManager[None]],
    steps: int,
    name: str,
) -> None:
    recipe = make_recipe(checkpoint_steps=steps)
    with files_up_to(10_000), pytest.raises(OSError, match=rf"cannot be written.*{name}"):
        train(recipe)
    assert {path.suffix for path in recipe.output.iterdir()} <= {".jsonl", ".txt"}
    assert train(recipe)["files"]


@pytest.mark.parametrize("content", ['{"evidence": "a", "cl', "[]", "{}", "\0\0\0"])
def test_damaged_pairs_are_named(make_recipe: MakeRecipe, content: str) -> None:
    recipe = make_recipe()
    recipe.output.mkdir()
    (recipe.output / "examples.jsonl").write_text(content)
    with pytest.raises(InvalidSource, match=r"examples\.jsonl: is damaged; remove it"):
        examples_of(recipe, "cpu")


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04", b"\x93NUMPY"])
def test_damaged_opinions_are_named(make_recipe: MakeRecipe, content: bytes) -> None:
    recipe = make_recipe()
    recipe.output.mkdir()
    examples_of(recipe, "cpu")
    (recipe.output / "taught.npy").write_bytes(content)
    with pytest.raises(InvalidSource, match=r"taught\.npy: is damaged; remove it"):
        examples_of(replace(recipe, teachers=(recipe.base,)), "cpu")


def test_a_log_that_a_kill_cut_short_tells_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text(
        '{"step": 20, "loss": 0.7}\n{"step": 40, "lo{"step": 40, "loss": 0.6}\n'
        '{"step": 60, "loss": 0.5}\n{"step": 60, "loss": 0.4}\n{"step": 8'
    )
    assert read_log(path) == [{"step": 20, "loss": 0.7}, {"step": 60, "loss": 0.4}]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"layers": 3}, "layers: must be at most 2, the layers of the base; got 3"),
        ({"frozen_layers": 2}, "frozen_layers: must be at most 1, the layers that are kept; got 2"),
        ({"max_tokens": 513}, "max_tokens: must be at most 512, the tokens that the model reads"),
    ],
)
def test_a_recipe_that_asks_for_more_than_the_base_has_is_refused(
    make_recipe: MakeRecipe, changes: dict[str, int], complaint: str
) -> None:
    with pytest.raises(InvalidInput, match=complaint):
        train(make_recipe(**changes), tell=lambda line: pytest.fail(line))


@pytest.mark.parametrize("field", ["base", "teachers"])
def test_a_model_that_is_not_there_is_named_with_its_field(
    make_recipe: MakeRecipe, tmp_path: Path, field: str
) -> None:
    missing = tmp_path / "missing"
    recipe = make_recipe(**{field: missing if field == "base" else (missing,)})
    with pytest.raises(InvalidInput, match=rf"{field}: must be the folder .* no such folder; got"):
        train(recipe)


def test_a_base_without_a_tokenizer_is_refused(
    make_recipe: MakeRecipe, base: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "mute"
    shutil.copytree(base, folder, ignore=shutil.ignore_patterns("tokenizer*", "vocab*"))
    with pytest.raises(ModelInvalid, match="needs the tokenizer of its 30522 words, not one of 5"):
        train(make_recipe(base=folder))


def test_an_output_that_cannot_be_made_is_refused_before_anything_is_said(
    make_recipe: MakeRecipe, rows: Path
) -> None:
    with pytest.raises(InvalidInput, match=r"output: must be a folder .*; got '.*rows\.jsonl'"):
        train(make_recipe(rows.name), tell=lambda line: pytest.fail(line))


def test_a_run_says_how_few_of_the_pairs_it_makes_differ(make_recipe: MakeRecipe) -> None:
    recipe, told = make_recipe(made={"told": 900, "flip": 1}, epochs=0.001), list[str]()
    train(recipe, tell=told.append)
    assert told == [
        f"training into {recipe.output}",
        "made.told: the sources and texts give 145 that differ, of 900",
        "913 pairs, 1 step",
    ]


def test_who_breaks_off_a_run_is_told_how_to_go_on(
    base: Path,
    rows: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("factcheck.train.training.Run", interrupt)
    config = tmp_path / "mine.toml"
    config.write_text(f'base = "{base}"\noutput = "run"\n[sources]\n"{rows.name}" = 1\n')
    assert main(["train", "stance", str(config)]) == 130
    assert capsys.readouterr().err.splitlines()[-2:] == [
        "factcheck: a checkpoint is kept every 500 steps; repeat the command to go on from the "
        "last one",
        "factcheck: interrupted",
    ]


def test_sources_that_give_no_pair_are_refused(make_recipe: MakeRecipe, rows: Path) -> None:
    with pytest.raises(InvalidInput, match="sources: must give at least one pair"):
        train(make_recipe(sources={rows: 0.0}))


def test_a_finished_run_is_not_trained_again(make_recipe: MakeRecipe) -> None:
    recipe = make_recipe()
    first = train(recipe)
    again = train(recipe, lambda *_: pytest.fail("trained again"))
    assert again["files"] == first["files"]


def test_a_folder_keeps_to_one_recipe(make_recipe: MakeRecipe) -> None:
    train(make_recipe())
    with pytest.raises(InvalidInput, match="holds a run of another recipe"):
        train(make_recipe(learning_rate=1e-3))


@pytest.mark.parametrize("changed", ["rows.jsonl", "news.jsonl", "base/config.json"])
@pytest.mark.parametrize("is_finished", [True, False])
def test_a_folder_keeps_to_the_data_of_its_run(
    make_recipe: MakeRecipe, base: Path, tmp_path: Path, changed: str, is_finished: bool
) -> None:
    def stop(done: int, _: int) -> None:
        if done == 3 and not is_finished:
            raise KeyboardInterrupt

    shutil.copytree(base, tmp_path / "base")
    (tmp_path / "news.jsonl").write_text('{"text": "Rain fell in Porto for 3 days."}\n')
    recipe = make_recipe(
        base=tmp_path / "base", texts=(tmp_path / "news.jsonl",), checkpoint_steps=2
    )
    with contextlib.suppress(KeyboardInterrupt):
        train(recipe, stop)
    examples = (recipe.output / "examples.jsonl").read_bytes()
    path = tmp_path / changed
    path.write_text(path.read_text() + "\n")
    with pytest.raises(InvalidInput, match=r"must be another folder: .* was changed") as refused:
        train(recipe, lambda *_: pytest.fail("a step was made"))
    assert str(tmp_path / changed.split("/")[0]) in refused.value.expected
    assert (recipe.output / "examples.jsonl").read_bytes() == examples


def test_a_finished_run_is_said_to_be_measured_only(
    base: Path, rows: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "mine.toml"
    config.write_text(
        f'base = "{base}"\noutput = "run"\nepochs = 0.2\nevaluate = ["{rows.name}"]\n'
        f'[sources]\n"{rows.name}" = 1\n'
    )
    assert main(["train", "stance", str(config)]) == 0
    shown = capsys.readouterr()
    assert "training into" in shown.err
    measured = json.loads((tmp_path / "run/results.json").read_text())["files"][rows.name]
    assert f"ECE {measured['ece_cross_fitted']:.3f} (cross-fitted)" in shown.out
    assert main(["train", "stance", str(config)]) == 0
    told = capsys.readouterr().err
    assert "holds the finished model: it is only measured" in told
    assert "training into" not in told


def test_a_base_of_another_kind_is_refused_by_name(
    make_recipe: MakeRecipe, base: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "distil"
    shutil.copytree(base, folder, ignore=lambda *_: ["model.safetensors", "config.json"])
    config = transformers.DistilBertConfig(dim=32, hidden_dim=64, n_layers=1, n_heads=2)
    transformers.DistilBertModel(config).save_pretrained(folder)
    with pytest.raises(ModelInvalid, match=r"is a distilbert model; .* built as BERT is"):
        train(make_recipe(base=folder))


def test_a_recipe_with_a_mistake_does_not_take_the_folder(
    make_recipe: MakeRecipe, tmp_path: Path
) -> None:
    recipe = make_recipe()
    with pytest.raises(InvalidSource, match="No such file"):
        train(replace(recipe, sources={tmp_path / "mistyped.jsonl": 1.0}))
    assert train(recipe)["files"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"claim": "a", "evidence": "b", "label": "MAYBE"}', "unknown label 'MAYBE'"),
        ('{"claim": "a", "label": "NEI"}', "needs a text in field 'evidence'"),
        ('{"claim": "", "evidence": "b", "label": "NEI"}', "needs a text in field 'claim'"),
        ("claim,evidence,label", "is not JSON"),
        (r'{"claim": "\ud800", "evidence": "b", "label": "NEI"}', "must be valid Unicode"),
    ],
)
@pytest.mark.parametrize("role", ["sources", "evaluate"])
def test_a_bad_row_stops_the_run_before_it_starts(
    make_recipe: MakeRecipe, rows: Path, tmp_path: Path, line: str, complaint: str, role: str
) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(rows.read_text() + line + "\n")
    values: dict[str, Any] = {"sources": {bad: 1.0}} if role == "sources" else {"evaluate": (bad,)}
    recipe = make_recipe(**values)
    with pytest.raises(InvalidSource, match=f"line 13: {complaint}"):
        train(recipe, lambda *_: pytest.fail("a step was made"))


def test_another_encoding_is_named(make_recipe: MakeRecipe, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes('{"claim": "é"}'.encode("latin-1"))
    with pytest.raises(InvalidSource, match="is not UTF-8"):
        train(make_recipe(sources={bad: 1.0}))


def test_a_missing_plotting_library_is_told_at_once(
    make_recipe: MakeRecipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModelNotFound, match=r"pip install 'factcheck-engine\[train\]'"):
        train(make_recipe())
