"""What callers pass to an index, whatever it is kept in: checked before anything is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from factcheck.encoders import Vectors
from factcheck.errors import InvalidInput
from factcheck.index.incoming import valid_string

_GREATEST = 2**31 - 1


def positive(field: str, value: int, greatest: int = _GREATEST) -> int:
    """A whole number from 1 to `greatest`.

    :raises InvalidInput: if it is anything else.
    """
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= greatest:
        raise InvalidInput(field, value, f"must be a whole number from 1 to {greatest}")
    return value


def page(after: str | None, limit: int) -> None:
    """How many documents are asked for, and after which id.

    :raises InvalidInput: if they are no number and no id.
    """
    positive("limit", limit)
    if after is not None:
        valid_string(after, "after")


def queries(vectors: NDArray[np.float32], dimension: int) -> Vectors:
    """Finite vectors of shape (queries, dimension).

    :raises InvalidInput: if they are anything else.
    """
    found = np.asarray(vectors, dtype=np.float32)
    if found.ndim != 2 or found.shape[1] != dimension or not np.isfinite(found).all():
        expected = f"must be finite numbers of shape (queries, {dimension})"
        raise InvalidInput("vectors", found.shape, expected)
    return found


def text(field: str, value: str) -> str:
    """Any text.

    :raises InvalidInput: if it is no string.
    """
    if not isinstance(value, str):
        raise InvalidInput(field, value, "must be a string")
    return value


def distinct_ids(ids: Sequence[str]) -> list[str]:
    """Ids of documents, each once, in the order given.

    :raises InvalidInput: if it is no list, or one of them is no id.
    """
    if isinstance(ids, str) or not isinstance(ids, Iterable):
        raise InvalidInput("ids", ids, "must be a list of ids")
    return list(dict.fromkeys(valid_string(item, "ids") for item in ids))
