"""A base small enough to train in a test, with the tokenizer of the real embedder."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factcheck.model_files import embedder_folder
from factcheck.train import Recipe

MakeRecipe = Callable[..., Recipe]

_FACTS = (
    "The bridge was {} on Monday.",
    "The harbour was {} in June.",
    "The road was {} at night.",
)
_STATES = (("closed", "SUPPORTS"), ("open", "REFUTES"))


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An untrained two-layer BERT."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertModel

    torch.manual_seed(1)
    folder = tmp_path_factory.mktemp("base")
    tokenizer = AutoTokenizer.from_pretrained(embedder_folder("bundled"))
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
    )
    BertModel(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """Twelve labelled pairs."""
    path = tmp_path / "rows.jsonl"
    pairs = [
        {"claim": fact.format(state), "evidence": fact.format("closed"), "label": label}
        for fact in _FACTS
        for state, label in _STATES
    ]
    path.write_text("".join(json.dumps(pair) + "\n" for pair in pairs * 2))
    return path


@pytest.fixture
def make_recipe(base: Path, rows: Path, tmp_path: Path) -> MakeRecipe:
    """A recipe of six steps; keywords change it."""

    def make(output: str = "run", **changes: Any) -> Recipe:
        values: dict[str, Any] = {
            "base": base,
            "output": tmp_path / output,
            "sources": {rows: 1.0},
            "evaluate": (rows,),
            "layers": 1,
            "batch_size": 2,
            "freeze_words": False,
        }
        return Recipe(**{**values, **changes})

    return make
