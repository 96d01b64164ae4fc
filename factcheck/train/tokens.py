"""Pairs cut into tokens once, so that a step only has to pick its rows.

Cutting each batch when it is needed would take the interpreter away from what feeds a GPU.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcheck.train.examples import Example

# Pairs cut at once: more would only take memory.
_CHUNK = 10_000

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of many pairs, end to end; `starts` has one entry more than there are pairs.

    `columns` holds what the tokenizer gives for each token (`input_ids`, for BERT also
    `token_type_ids`), each of shape (tokens,), and `padding` what stands beyond a row's end.
    """

    columns: dict[str, Ints]
    padding: dict[str, int]
    starts: NDArray[np.int64]

    @property
    def lengths(self) -> list[int]:
        """Tokens of each pair."""
        lengths: list[int] = np.diff(self.starts).tolist()
        return lengths

    def batch(self, rows: Sequence[int]) -> dict[str, Any]:
        """Tensors of shape (rows, tokens of the longest), padded, with an attention mask."""
        import torch

        starts = self.starts[list(rows)]
        lengths = self.starts[np.array(rows) + 1] - starts
        places = np.arange(lengths.max())
        inside = places < lengths[:, None]
        at = np.where(inside, starts[:, None] + places, 0)
        padded = {
            name: np.where(inside, column[at], self.padding[name]).astype(np.int64)
            for name, column in self.columns.items()
        }
        return {
            **{name: torch.from_numpy(values) for name, values in padded.items()},
            "attention_mask": torch.from_numpy(inside.astype(np.int64)),
        }


def tokens_of(tokenizer: Any, examples: Sequence[Example], max_tokens: int) -> Tokens:
    """All pairs in tokens, passage first; beyond `max_tokens` the longer text is cut."""
    parts: dict[str, list[Ints]] = {}
    lengths: list[int] = []
    for start in range(0, len(examples), _CHUNK):
        chunk = examples[start : start + _CHUNK]
        encoded = tokenizer(
            [example.evidence for example in chunk],
            [example.claim for example in chunk],
            truncation="longest_first",
            max_length=max_tokens,
            return_attention_mask=False,
        )
        lengths += [len(row) for row in encoded["input_ids"]]
        for name, rows in encoded.items():
            parts.setdefault(name, []).append(np.concatenate(rows, dtype=np.int32))
    return Tokens(
        {name: np.concatenate(arrays) for name, arrays in parts.items()},
        {name: tokenizer.pad_token_id if name == "input_ids" else 0 for name in parts},
        np.concatenate([[0], np.cumsum(lengths)]),
    )
