"""Texts to the numbers of words that a network reads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tokenizers import Encoding, Tokenizer

if TYPE_CHECKING:
    from torch import Tensor

# What a tokenizer that names no limit is said to take.
_UNLIMITED = 10**9


def read(folder: Path) -> Tokenizer:
    """The tokenizer of a model folder; it neither cuts nor pads. Safe to share between threads."""
    path = folder / "tokenizer.json"
    if path.is_file():
        tokenizer = Tokenizer.from_file(path.as_posix())
    else:
        from transformers import AutoTokenizer

        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True).backend_tokenizer
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def cutting(tokenizer: Tokenizer, longest: int, strategy: str = "longest_first") -> Tokenizer:
    """A copy that cuts what has more tokens, special ones included.

    :param strategy: `only_first` to cut the first text of a pair alone.
    """
    found = Tokenizer.from_str(tokenizer.to_str())
    found.enable_truncation(longest, strategy=strategy)
    return found


def longest(folder: Path) -> int:
    """How many tokens the tokenizer's settings allow."""
    path = folder / "tokenizer_config.json"
    settings = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return int(min(settings.get("model_max_length") or _UNLIMITED, _UNLIMITED))


def padded(rows: Sequence[Encoding], padding: int = 0) -> tuple[Tensor, Tensor, Tensor]:
    """The ids, mask and types of rows, each of shape (rows, tokens); padded at the end.

    :param padding: the id of what stands where there is no token.
    """
    import torch

    width = max(len(row.ids) for row in rows)

    def tensor(values: Sequence[Sequence[int]], dtype: Any, empty: int = 0) -> Tensor:
        full = [[*row, *([empty] * (width - len(row)))] for row in values]
        return torch.tensor(full, dtype=dtype)

    return (
        tensor([row.ids for row in rows], torch.long, padding),
        tensor([row.attention_mask for row in rows], torch.bool),
        tensor([row.type_ids for row in rows], torch.long),
    )
