"""The usual sentence encoder: a transformer whose token vectors are averaged.

sentence-transformers loads any kind, and all its training code with them, which takes more than
half as long as torch and transformers together. Most models are of this one kind.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

_KINDS = [["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]]
_MEAN = "pooling_mode_mean_tokens"


class MeanPooled:
    """A transformer and its tokenizer, used as sentence-transformers would use them.

    Sentence-BERT, Reimers & Gurevych 2019, section 3, with mean pooling.

    :param window: the most tokens of a text; what is longer is cut off.
    """

    def __init__(self, model: Any, tokenizer: Any, window: int) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._window = window

    @property
    def dimension(self) -> int:
        """The width of its vectors."""
        return int(self._model.config.hidden_size)

    def preprocess(self, texts: Sequence[str]) -> dict[str, torch.Tensor]:
        """The texts as padded tokens."""
        return dict(
            self._tokenizer(
                [text.strip() for text in texts],
                padding=True,
                truncation="longest_first",
                max_length=self._window,
                return_tensors="pt",
            )
        )

    def __call__(self, features: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        """The mean of each text's token vectors, shape (texts, dimension)."""
        tokens = self._model(**features).last_hidden_state
        mask = features["attention_mask"].unsqueeze(-1).to(tokens.dtype)
        return {"sentence_embedding": (tokens * mask).sum(1) / mask.sum(1).clamp(min=1e-9)}


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


def load(folder: Path, dtype: torch.dtype) -> MeanPooled:
    """The encoder of a folder for which :func:`is_mean_pooled` holds, in that number format."""
    from transformers import AutoModel, AutoTokenizer

    window = _read(folder / "sentence_bert_config.json")["max_seq_length"]
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    model = AutoModel.from_pretrained(folder, local_files_only=True, dtype="float32")
    return MeanPooled(model.eval().to(dtype), tokenizer, window)


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8")) if path.is_file() else None
