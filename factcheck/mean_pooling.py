"""The usual sentence encoder: a transformer whose token vectors are averaged.

sentence-transformers loads any kind, and brings transformers and all its training code with it
(docs/decisions.md, 98 and 102). Most models are of this one kind.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.networks import tokens

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer
    from torch import Tensor

    from factcheck.networks.loading import Network

_KINDS = [["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]]
_MEAN = "pooling_mode_mean_tokens"


class MeanPooled:
    """A transformer and its tokenizer, used as sentence-transformers would use them.

    Sentence-BERT, Reimers & Gurevych 2019, section 3, with mean pooling.

    :param tokenizer: cuts texts that are longer than the network reads.
    :param dimension: the width of its vectors.
    :param padding: the id of what stands where there is no token.
    """

    def __init__(
        self, network: Network, tokenizer: Tokenizer, dimension: int, padding: int
    ) -> None:
        self.network, self._tokenizer = network, tokenizer
        self.dimension, self._padding = dimension, padding

    def with_network(self, network: Network) -> MeanPooled:
        """One that differs in its network alone."""
        return MeanPooled(network, self._tokenizer, self.dimension, self._padding)

    def preprocess(self, texts: Sequence[str]) -> dict[str, Tensor]:
        """The texts as padded tokens."""
        rows = self._tokenizer.encode_batch([text.strip() for text in texts])
        ids, mask, types = tokens.padded(rows, self._padding)
        return {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}

    def __call__(self, features: dict[str, Tensor]) -> dict[str, Tensor]:
        """The mean of each text's token vectors, shape (texts, dimension)."""
        mask = features["attention_mask"]
        states = self.network(features["input_ids"], mask, features["token_type_ids"])
        kept = mask.unsqueeze(-1).to(states.dtype)
        return {"sentence_embedding": (states * kept).sum(1) / kept.sum(1).clamp(min=1e-9)}


def is_mean_pooled(folder: Path) -> bool:
    """Whether a model folder of sentence-transformers holds nothing beyond this kind."""
    modules = _read(folder / "modules.json")
    if [module["type"].rsplit(".", 1)[-1] for module in modules or []] not in _KINDS:
        return False
    pooling = _read(folder / modules[1]["path"] / "config.json") or {}
    reading = _read(folder / modules[0]["path"] / "sentence_bert_config.json") or {}
    general = _read(folder / "config_sentence_transformers.json") or {}
    modes = {name for name, value in pooling.items() if name.startswith("pooling_mode") and value}
    return (
        modes == {_MEAN}
        and not modules[0]["path"]
        and reading.keys() == {"max_seq_length", "do_lower_case"}
        and isinstance(reading["max_seq_length"], int)
        and not reading["do_lower_case"]
        and not general.get("default_prompt_name")
    )


def dimension(folder: Path) -> int:
    """How wide the vectors of such a folder are; nothing is loaded for it."""
    pooling = _read(folder / _read(folder / "modules.json")[1]["path"] / "config.json")
    return int(pooling["word_embedding_dimension"])


def load(folder: Path, dtype: torch.dtype) -> MeanPooled:
    """The encoder of a folder for which :func:`is_mean_pooled` holds, in that number format."""
    from factcheck.networks import loading

    window = _read(folder / "sentence_bert_config.json")["max_seq_length"]
    padding = loading.settings(folder).get("pad_token_id") or 0
    tokenizer = tokens.cutting(tokens.read(folder), window)
    network = loading.encoder(folder, dtype)
    return MeanPooled(network, tokenizer, dimension(folder), padding)


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8")) if path.is_file() else None
