"""The network that is trained: a base cut to its lowest layers, with a head of three stances."""

from __future__ import annotations

import contextlib
import errno
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from factcheck import runtime
from factcheck.crossencoders import TEMPERATURE, WINDOW
from factcheck.errors import InvalidInput, ModelInvalid
from factcheck.model_files import loading
from factcheck.train.recipe import Recipe

_LABELS = {0: "SUPPORTS", 1: "REFUTES", 2: "NEI"}


def base_config(recipe: Recipe) -> Any:
    """The settings of the base, of which the recipe asks no more than there is.

    :raises ModelInvalid: if they cannot be read.
    :raises InvalidInput: if the recipe keeps or freezes layers that are not there, or takes more
        tokens than the base reads.
    """
    from transformers import AutoConfig

    with loading(str(recipe.base)):
        config = AutoConfig.from_pretrained(recipe.base, local_files_only=True)
        layers, positions = config.num_hidden_layers, config.max_position_embeddings
    for field, most, of in (
        ("layers", layers, "layers of the base"),
        ("frozen_layers", recipe.layers or layers, "layers that are kept"),
        ("max_tokens", min(positions, WINDOW), "tokens that the model reads at a time"),
    ):
        if (value := getattr(recipe, field)) > most:
            raise InvalidInput(field, value, f"must be at most {most}, the {of}", limit=most)
    return config


def load_base(recipe: Recipe) -> tuple[Any, Any]:
    """The model to train and its tokenizer.

    :raises ModelInvalid: if the base cannot be loaded, or is not built as BERT is.
    :raises InvalidInput: as :func:`base_config`.
    """
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    config = base_config(recipe)
    with loading(str(recipe.base)):
        # That of an earlier training says nothing of this one.
        vars(config).pop(TEMPERATURE, None)
        config.id2label = _LABELS
        config.label2id = {name: column for column, name in _LABELS.items()}
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = recipe.dropout
        config.num_hidden_layers = recipe.layers or config.num_hidden_layers
        model = AutoModelForSequenceClassification.from_pretrained(
            recipe.base, config=config, local_files_only=True, dtype=torch.float32
        )
        tokenizer = AutoTokenizer.from_pretrained(recipe.base, local_files_only=True)
    # Where there is no file of one, the library makes one up that knows no words.
    if not len(tokenizer.all_special_ids) < len(tokenizer) <= config.vocab_size:
        reason = (
            f"needs the tokenizer of its {config.vocab_size} words, not one of {len(tokenizer)}"
        )
        raise ModelInvalid(str(recipe.base), reason)
    if recipe.freeze_words:
        model.get_input_embeddings().requires_grad_(False)
    for layer in _layers(model, recipe)[: recipe.frozen_layers]:
        layer.requires_grad_(False)
    return model, tokenizer


def _layers(model: Any, recipe: Recipe) -> Any:
    """The layers from the lowest up, of a model whose settings are called as those of BERT."""
    found = getattr(getattr(model.base_model, "encoder", None), "layer", None)
    if found is None:
        kind = model.config.model_type
        raise ModelInvalid(
            str(recipe.base),
            f"is a {kind} model; what can be trained is built as BERT is: bert, mpnet, roberta, …",
        )
    return found


def training_device() -> str:
    """`cuda` where there is a GPU, else `cpu`."""
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def low_precision(device: str) -> contextlib.AbstractContextManager[Any]:
    """bfloat16 arithmetic where the device is fast at it."""
    import torch

    if device == "cpu" and runtime.backend() != "torch-bf16":
        return contextlib.nullcontext()
    return torch.autocast(device, dtype=torch.bfloat16)


def save_model(model: Any, tokenizer: Any, folder: Path) -> None:
    """Write a model folder in half precision, over one that was left unfinished.

    :raises OSError: as :func:`written`.
    """
    import torch

    shutil.rmtree(folder, ignore_errors=True)
    with written(folder):
        model.to(torch.float16).save_pretrained(folder)
        tokenizer.save_pretrained(folder)


@contextlib.contextmanager
def written(path: Path) -> Iterator[None]:
    """A file or folder is written by a model library, or what there is of it is taken away.

    :raises OSError: naming it, whatever the library says of a disk that is full.
    """
    from safetensors import SafetensorError

    try:
        yield
    except (OSError, RuntimeError, SafetensorError) as error:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        reason = "cannot be written; is there room on the disk?"
        raise OSError(errno.ENOSPC, reason, str(path)) from error
