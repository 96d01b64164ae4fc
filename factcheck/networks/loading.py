"""From a model folder to its network: the usual kinds by themselves, any other by transformers.

Importing transformers takes longer than importing torch, for every command that needs a model. The
usual kinds are encoders of BERT and MPNet in one file of safetensors, with the names that
transformers gives their weights.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import torch
from safetensors import safe_open
from torch import Tensor, nn

from factcheck.networks.encoder import Encoder, PairScores, Shape
from factcheck.networks.integers import quickened

# From ids, mask and types of tokens, each of shape (rows, tokens), to states or scores.
Network = Callable[[Tensor, Tensor, Tensor], Tensor]
Weights = dict[str, Tensor]
_Module = TypeVar("_Module", bound=nn.Module)

# The only number of kinds of distances that transformers knows of MPNet.
_DISTANCES = 32
_WEIGHTS = "model.safetensors"
_SCORING = {"bert": "BertForSequenceClassification", "mpnet": "MPNetForSequenceClassification"}
# Our name of each part by its end in transformers.
_PARTS = {
    "embeddings.word_embeddings": "words",
    "embeddings.position_embeddings": "positions",
    "embeddings.token_type_embeddings": "types",
    "embeddings.LayerNorm": "given",
    "encoder.relative_attention_bias": "distances",
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "joined",
    "attention.output.LayerNorm": "attended",
    "attention.attn.q": "query",
    "attention.attn.k": "key",
    "attention.attn.v": "value",
    "attention.attn.o": "joined",
    "attention.LayerNorm": "attended",
    "intermediate.dense": "inner",
    "output.dense": "outer",
    "output.LayerNorm": "done",
}
_LAYER = re.compile(r"encoder\.layer\.(\d+)\.(.+)")
_HEADS = {
    "bert": {"pooler.dense": "pooled", "classifier": "scores"},
    "mpnet": {"classifier.dense": "pooled", "classifier.out_proj": "scores"},
}


def settings(folder: Path) -> dict[str, Any]:
    """The config of a model folder.

    :raises OSError: if there is none.
    """
    found: dict[str, Any] = json.loads((folder / "config.json").read_text("utf-8"))
    return found


def encoder(folder: Path, dtype: torch.dtype) -> Network:
    """The network that gives token states, shape (rows, tokens, width)."""
    config = settings(folder)
    if not _is_usual(folder, config):
        return _of_library("AutoModel", folder, dtype, "last_hidden_state")
    return usual_encoder(folder, dtype)


def usual_encoder(folder: Path, dtype: torch.dtype) -> Encoder:
    """The network of a folder that holds an encoder of a usual kind."""
    config = settings(folder)
    network = Encoder(shape_of(config))
    return filled(network, named_here(weights_of(folder), config["model_type"]), dtype)


def pair_scores(folder: Path, dtype: torch.dtype, *, in_integers: bool = False) -> Network:
    """The network that scores pairs, shape (rows, classes).

    :param in_integers: compute most products of a usual kind in 8-bit integers.
    """
    if not is_usual_scorer(folder):
        return _of_library("AutoModelForSequenceClassification", folder, dtype, "logits")
    config = settings(folder)
    kind, weights = config["model_type"], weights_of(folder)
    heads = {
        f"{ours}.{what}": weights.pop(f"{theirs}.{what}")
        for theirs, ours in _with_prefix(_HEADS[kind], weights, kind).items()
        for what in ("weight", "bias")
    }
    found = {f"encoder.{name}": each for name, each in named_here(weights, kind).items()}
    network = PairScores(shape_of(config), len(heads["scores.bias"]))
    filled(network, found | heads, dtype)
    if in_integers:
        quickened(network.encoder)
    return network


def is_usual_scorer(folder: Path) -> bool:
    """Whether :func:`pair_scores` reads a folder by itself, without transformers."""
    config = settings(folder)
    return _is_usual(folder, config) and config.get("architectures") == [
        _SCORING[config["model_type"]]
    ]


def ends(config: Mapping[str, Any]) -> tuple[int, int] | None:
    """The words that begin and end a text, where the config of a usual kind tells them."""
    first, last = config.get("bos_token_id"), config.get("eos_token_id")
    if config.get("model_type") not in _SCORING or first is None or last is None:
        return None
    return int(first), int(last)


def shape_of(config: Mapping[str, Any]) -> Shape:
    """The measures that the config of a usual kind gives."""
    is_bert = config["model_type"] == "bert"
    return Shape(
        width=config["hidden_size"],
        inner=config["intermediate_size"],
        heads=config["num_attention_heads"],
        layers=config["num_hidden_layers"],
        words=config["vocab_size"],
        positions=config["max_position_embeddings"],
        epsilon=config.get("layer_norm_eps", 1e-12),
        first=0 if is_bert else 2,
        types=config.get("type_vocab_size", 2) if is_bert else 0,
        distances=0 if is_bert else _DISTANCES,
    )


def named_here(weights: Weights, kind: str) -> Weights:
    """The weights of an encoder under our names; others keep theirs."""
    return {_name_here(name.removeprefix(f"{kind}.")): each for name, each in weights.items()}


def weights_of(folder: Path) -> Weights:
    """The weights in a folder, in 32 bits, under the names that they have there."""
    with safe_open(folder / _WEIGHTS, "pt") as file:
        names = file.keys()  # the file itself can not be gone through
        # A copy, since the file may be written anew while its weights are in use.
        return {name: file.get_tensor(name).to(torch.float32, copy=True) for name in names}


def filled(network: _Module, weights: Weights, dtype: torch.dtype) -> _Module:
    """The network with its weights; the file may hold more, such as a head that is not asked for.

    :raises RuntimeError: if some are missing, or of another shape.
    :raises ValueError: if some are no numbers.
    """
    wanted = network.state_dict()
    given = {name: each for name, each in weights.items() if name in wanted}
    network.load_state_dict(given, assign=True)
    return finite(network).eval().to(dtype)


def finite(network: _Module) -> _Module:
    """The network itself.

    :raises ValueError: if some of its weights are no numbers, as after a training that diverged.
    """
    for name, each in network.named_parameters():
        # A sum of numbers is one, and sooner found; where it overflows each is looked at.
        if not bool(each.sum().isfinite()) and not bool(each.isfinite().all()):
            raise ValueError(f"its weights {name} hold values that are no numbers")
    return network


def _name_here(name: str) -> str:
    part, _, what = name.rpartition(".")
    # Old files call the two numbers of a normalisation by these names.
    what = {"gamma": "weight", "beta": "bias"}.get(what, what)
    layer = _LAYER.fullmatch(part)
    if layer is not None:
        return f"layers.{layer[1]}.{_PARTS.get(layer[2], layer[2])}.{what}"
    return f"{_PARTS.get(part, part)}.{what}"


def _with_prefix(heads: dict[str, str], weights: Weights, kind: str) -> dict[str, str]:
    """Their name of each part of the head: one of BERT's lies within the encoder."""
    return {
        theirs if f"{theirs}.weight" in weights else f"{kind}.{theirs}": ours
        for theirs, ours in heads.items()
    }


def _is_usual(folder: Path, config: Mapping[str, Any]) -> bool:
    return (
        config.get("model_type") in _SCORING
        and config.get("hidden_act") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and config.get("relative_attention_num_buckets", _DISTANCES) == _DISTANCES
        and not config.get("is_decoder")
        and (folder / _WEIGHTS).is_file()
    )


def _of_library(kind: str, folder: Path, dtype: torch.dtype, what: str) -> Network:
    import transformers

    opened = getattr(transformers, kind).from_pretrained(
        folder, local_files_only=True, dtype="float32"
    )
    model = finite(opened).eval().to(dtype)
    takes_types = "token_type_ids" in inspect.signature(model.forward).parameters

    def compute(ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        more = {"token_type_ids": types} if takes_types else {}
        output: Tensor = getattr(model(input_ids=ids, attention_mask=mask.long(), **more), what)
        return output

    return compute
