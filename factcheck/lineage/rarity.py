"""How rare a word, or a run of words, is among some texts: what few have says most."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Hashes: TypeAlias = npt.NDArray[np.uint64]

WORD = re.compile(r"\w+")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


class Frequencies:
    """In how many of some sets a hash is.

    :param sets: each ascending and without repetition.
    """

    def __init__(self, sets: Sequence[Hashes]) -> None:
        self.total = sum(bool(len(each)) for each in sets)
        every = np.concatenate([*sets, np.empty(0, np.uint64)])
        every.sort()
        # A hash in one set only needs no entry: what is not listed is in one.
        starts = np.flatnonzero(np.concatenate([[True], every[1:] != every[:-1]])[: len(every)])
        counts = np.diff(np.append(starts, len(every)))
        self._repeated, self._counts = every[starts[counts > 1]], counts[counts > 1]

    def of(self, hashes: Hashes) -> npt.NDArray[np.int64]:
        """The number of sets that each of these is in, at least 1."""
        if not len(self._repeated):
            return np.ones(len(hashes), np.int64)
        at = np.minimum(np.searchsorted(self._repeated, hashes), len(self._repeated) - 1)
        found: npt.NDArray[np.int64] = np.where(
            self._repeated[at] == hashes, self._counts[at], 1
        ).astype(np.int64)
        return found


def hashed(words: Iterable[str]) -> Hashes:
    """A hash of each word, the same on every machine."""
    return np.array([_number(word) for word in words], dtype=np.uint64)


def runs(row: Hashes, width: int) -> Hashes:
    """The distinct hashes of the runs of `width` words, ascending; of all where there are fewer."""
    width = max(1, min(width, len(row)))
    hashes = np.zeros(len(row) - width + 1 if len(row) else 0, dtype=np.uint64)
    for offset in range(width):
        hashes = (hashes + row[offset : offset + len(hashes)]) * _FACTOR
        hashes ^= hashes >> np.uint64(29)
    distinct: Hashes = np.unique(hashes)
    return distinct


@lru_cache(maxsize=1 << 18)
def _number(word: str) -> int:
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")
