"""Networks read without transformers: those of the usual kinds give what the library's give."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from factcheck.model_files import embedder_folder, stance_folder
from factcheck.networks import loading, tokens

pytestmark = pytest.mark.slow

PAIRS = [
    ("The bridge was closed on Monday, the council said.", "The bridge is closed."),
    ("Über die Brücke 日本 [PAD] naïve", "A claim of many words. " * 60),
    ("word " * 700, "The last word counts."),
    ("", "Nothing was said."),
]
SMALL = {
    "hidden_size": 48,
    "intermediate_size": 96,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "num_labels": 3,
}


def random_classifier(folder: Path, kind: str, base: Path) -> Path:
    """A small classifier of a kind with random weights, and the words of a real one."""
    from transformers import AutoConfig, AutoModelForSequenceClassification

    torch.manual_seed(1)
    given = json.loads((base / "config.json").read_text())
    keep = ("vocab_size", "max_position_embeddings", "pad_token_id")
    config = AutoConfig.for_model(kind, **SMALL, **{name: given[name] for name in keep})
    model = AutoModelForSequenceClassification.from_config(config)
    for weights in model.parameters():
        # Weights as small as at the start of a training hide what is wrong.
        weights.data += 0.2 * torch.randn_like(weights)
    model.save_pretrained(folder)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (folder / name).write_bytes((base / name).read_bytes())
    return folder


def expected(folder: Path, pairs: list[tuple[str, str]]) -> np.ndarray:
    """The scores of transformers, pair by pair."""
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSequenceClassification.from_pretrained(folder, dtype="float32").eval()
    rows = []
    for first, second in pairs:
        options: dict[str, Any] = {"truncation": "only_first", "max_length": 512}
        features = tokenizer([first], [second], return_tensors="pt", **options)
        with torch.inference_mode():
            rows.append(model(**features).logits[0].numpy())
    return np.stack(rows)


def found(
    folder: Path,
    pairs: list[tuple[str, str]],
    dtype: torch.dtype = torch.float32,
    *,
    in_integers: bool = False,
) -> np.ndarray:
    """Ours, all in one batch."""
    cutting = tokens.cutting(tokens.read(folder), 512, "only_first")
    padding = loading.settings(folder)["pad_token_id"]
    network = loading.pair_scores(folder, dtype, in_integers=in_integers)
    with torch.inference_mode():
        return network(*tokens.padded(cutting.encode_batch(pairs), padding)).double().numpy()


def probabilities(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("kind", ["bert", "mpnet", "distilbert"])
def test_scores_are_those_of_transformers(tmp_path: Path, kind: str) -> None:
    base = stance_folder("bundled") if kind == "mpnet" else embedder_folder("bundled")
    folder = random_classifier(tmp_path, kind, base)
    assert np.abs(found(folder, PAIRS) - expected(folder, PAIRS)).max() < 1e-4


def test_so_are_those_of_the_bundled_model() -> None:
    folder = stance_folder("bundled")
    assert np.abs(found(folder, PAIRS) - expected(folder, PAIRS)).max() < 1e-4


@pytest.mark.parametrize("folder", [embedder_folder("bundled"), stance_folder("bundled")])
def test_in_bfloat16_states_are_those_of_float32_but_for_rounding(folder: Path) -> None:
    rows = tokens.cutting(tokens.read(folder), 128).encode_batch(PAIRS)
    ids, mask, types = tokens.padded(rows, loading.settings(folder).get("pad_token_id") or 0)
    with torch.inference_mode():
        exact, rounded = (
            loading.encoder(folder, dtype)(ids, mask, types).float()[mask]
            for dtype in (torch.float32, torch.bfloat16)
        )
    assert torch.cosine_similarity(exact, rounded).min() > 0.995


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_in_integers_scores_are_those_of_float32_but_for_rounding(dtype: torch.dtype) -> None:
    folder = stance_folder("bundled")
    exact = probabilities(found(folder, PAIRS))
    rounded = probabilities(found(folder, PAIRS, dtype, in_integers=True))
    assert not np.array_equal(rounded, exact)
    assert np.abs(rounded - exact).max() < 0.05


@pytest.mark.parametrize("kind", ["bert", "mpnet"])
def test_so_are_those_of_other_networks(tmp_path: Path, kind: str) -> None:
    base = stance_folder("bundled") if kind == "mpnet" else embedder_folder("bundled")
    folder = random_classifier(tmp_path, kind, base)
    exact, rounded = found(folder, PAIRS), found(folder, PAIRS, in_integers=True)
    assert not np.array_equal(rounded, exact)
    assert np.abs(rounded - exact).max() < 0.1 * np.abs(exact).max()


def test_in_integers_a_pair_has_the_same_scores_beside_longer_ones() -> None:
    folder = stance_folder("bundled")
    alone = found(folder, PAIRS[:1], in_integers=True)
    beside = found(folder, PAIRS, in_integers=True)[:1]
    assert np.abs(alone - beside).max() < 0.05


def test_a_network_of_the_library_is_not_computed_in_integers(tmp_path: Path) -> None:
    folder = random_classifier(tmp_path, "distilbert", embedder_folder("bundled"))
    assert not loading.is_usual_scorer(folder)
    assert np.array_equal(found(folder, PAIRS, in_integers=True), found(folder, PAIRS))


def test_the_names_of_old_files_are_read(tmp_path: Path) -> None:
    folder = random_classifier(tmp_path, "bert", embedder_folder("bundled"))
    before = found(folder, PAIRS)
    weights = load_file(folder / "model.safetensors")
    renamed = {
        name.replace("LayerNorm.weight", "LayerNorm.gamma").replace(
            "LayerNorm.bias", "LayerNorm.beta"
        ): each
        for name, each in weights.items()
    }
    assert renamed.keys() != weights.keys()
    save_file(renamed, folder / "model.safetensors")
    assert np.array_equal(found(folder, PAIRS), before)


def test_weights_that_are_missing_or_of_another_shape_are_not_made_up(tmp_path: Path) -> None:
    folder = random_classifier(tmp_path, "bert", embedder_folder("bundled"))
    weights = load_file(folder / "model.safetensors")
    one = "bert.encoder.layer.1.output.dense.weight"
    for broken in ({one: weights[one][:5].clone()}, {one: None}):
        changed = {name: each for name, each in (weights | broken).items() if each is not None}
        save_file(changed, folder / "model.safetensors")
        with pytest.raises(RuntimeError, match=r"layers\.1\.outer\.weight"):
            loading.pair_scores(folder, torch.float32)


@pytest.mark.parametrize("folder", [embedder_folder("bundled"), stance_folder("bundled")])
def test_words_are_those_of_transformers(folder: Path) -> None:
    from transformers import AutoTokenizer

    theirs, ours = AutoTokenizer.from_pretrained(folder), tokens.read(folder)
    assert tokens.longest(folder) == theirs.model_max_length
    for first, second in PAIRS:
        assert ours.encode(first, second).ids == theirs(first, second, verbose=False)["input_ids"]


def test_a_folder_without_the_file_of_fast_words_is_read_by_the_library(tmp_path: Path) -> None:
    base = embedder_folder("bundled")
    for name in ("config.json", "vocab.txt", "tokenizer_config.json"):
        (tmp_path / name).write_bytes((base / name).read_bytes())
    read = tokens.read(tmp_path)
    assert isinstance(read, Tokenizer)
    assert read.encode(*PAIRS[1]).ids == tokens.read(base).encode(*PAIRS[1]).ids


def test_a_verdict_needs_no_library_that_trains(demo_index: Path) -> None:
    program = (
        "import sys; from factcheck import FactChecker\n"
        f"with FactChecker.open({str(demo_index)!r}) as checker:\n"
        "    checker.verify('Rustem Umerov headed the Ukrainian team.', k=2)\n"
        "spared = {'transformers', 'sentence_transformers', 'torch._dynamo'}\n"
        "print(sorted(spared & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("[]\n", 0), done.stderr


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_weights_whose_sum_is_no_number_are_looked_at_one_by_one(value: float) -> None:
    network = torch.nn.Linear(8, 8)
    with torch.no_grad():
        network.weight.fill_(3e38)
        assert loading.finite(network) is network
        network.weight[3, 5] = value
    with pytest.raises(ValueError, match="weights weight hold values that are no numbers"):
        loading.finite(network)
