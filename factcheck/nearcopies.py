"""Texts that share much of their wording, found among many without comparing each to each.

Each text keeps the smallest hashes of its word runs (the bottom-k sketch of Broder, "On the
resemblance and containment of documents", 1997). Texts that share some of them are compared by
all their runs, a run weighing by its rarity, so that boilerplate and set phrases join nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from factcheck.text import normalise

Hashes: TypeAlias = npt.NDArray[np.uint64]

_RUN = 3
_SKETCH = 128
_SHARED = 3
# A run in more texts than this is compared along a chain, so that work stays linear.
_COMMON = 24
# A copy within a longer page joins it, a line quoted from a long page does not.
_LONGEST_RATIO = 5.0
_WORD = re.compile(r"\w+")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


class Wordings:
    """The word runs of many texts.

    :param texts: in an order that is the caller's; results speak of positions in it.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        words: dict[str, int] = {}
        self._runs = [_runs(text, words) for text in texts]
        every = np.concatenate([*self._runs, np.empty(0, np.uint64)])
        every.sort()
        # Runs of one text only need no entry: what is not listed is in one text.
        starts = np.flatnonzero(np.concatenate([[True], every[1:] != every[:-1]])[: len(every)])
        counts = np.diff(np.append(starts, len(every)))
        self._repeated = every[starts[counts > 1]]
        self._weights = np.log1p(len(texts) / counts[counts > 1])
        self._single = float(np.log1p(len(texts)))

    def candidates(self) -> list[tuple[int, int]]:
        """Pairs of texts (the smaller position first) that may be copies, in order."""
        sketches = [_known(runs[:_SKETCH], self._repeated) for runs in self._runs]
        hashes = np.concatenate([*sketches, np.empty(0, np.uint64)])
        owners = np.repeat(np.arange(len(sketches)), [len(each) for each in sketches])
        order = np.lexsort((owners, hashes))
        hashes, owners = hashes[order], owners[order]
        cuts = np.flatnonzero(hashes[1:] != hashes[:-1]) + 1
        bounds = np.concatenate([[0], cuts, [len(hashes)]])
        keys = _pair_keys(owners, bounds, len(self._runs))
        pairs, shared = np.unique(keys, return_counts=True)
        first, second = np.divmod(pairs, max(len(self._runs), 1))
        sizes = np.array([len(runs) for runs in self._runs] or [0])
        needed = np.minimum(_SHARED, np.minimum(sizes[first], sizes[second]))
        keep = shared >= needed
        return list(zip(first[keep].tolist(), second[keep].tolist(), strict=True))

    def likeness(self, i: int, j: int) -> tuple[float, float]:
        """Resemblance of two texts, and how much of the shorter one stands in the other.

        Both lie between 0 and 1. The second is 0 where the other is many times longer.
        """
        a, b = self._runs[i], self._runs[j]
        shared = self._weight(np.intersect1d(a, b, assume_unique=True))
        sizes = sorted((self._weight(a), self._weight(b)))
        if not sizes[0]:
            return 0.0, 0.0
        contained = shared / sizes[0] if sizes[1] <= _LONGEST_RATIO * sizes[0] else 0.0
        return shared / (sizes[0] + sizes[1] - shared), contained

    def _weight(self, runs: Hashes) -> float:
        if not len(self._repeated):
            return self._single * len(runs)
        at = np.minimum(np.searchsorted(self._repeated, runs), len(self._repeated) - 1)
        known = self._repeated[at] == runs
        return float(np.where(known, self._weights[at], self._single).sum())


def _runs(text: str, words: dict[str, int]) -> Hashes:
    """The distinct hashes of the word runs of a text, ascending."""
    found = _WORD.findall(normalise(text))
    numbers = [_number(word, words) for word in found]
    row = np.array(numbers, dtype=np.uint64)
    width = max(1, min(_RUN, len(row)))
    hashes = np.zeros(len(row) - width + 1 if len(row) else 0, dtype=np.uint64)
    for offset in range(width):
        hashes = (hashes + row[offset : offset + len(hashes)]) * _FACTOR
        hashes ^= hashes >> np.uint64(29)
    distinct: Hashes = np.unique(hashes)
    return distinct


def _number(word: str, words: dict[str, int]) -> int:
    if (known := words.get(word)) is None:
        digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        known = words[word] = int.from_bytes(digest, "big")
    return known


def _known(runs: Hashes, listed: Hashes) -> Hashes:
    if not len(listed):
        return runs[:0]
    at = np.minimum(np.searchsorted(listed, runs), len(listed) - 1)
    known: Hashes = runs[listed[at] == runs]
    return known


def _pair_keys(
    owners: npt.NDArray[np.int64], bounds: npt.NDArray[np.int64], count: int
) -> npt.NDArray[np.int64]:
    """`first * count + second` for every pair of owners between two bounds."""
    sizes = np.diff(bounds)
    parts = [np.empty(0, np.int64)]
    for distance in range(1, _COMMON):
        starts = bounds[:-1][(sizes > distance) & (sizes <= _COMMON)]
        lengths = sizes[(sizes > distance) & (sizes <= _COMMON)] - distance
        at = np.repeat(starts - np.concatenate([[0], lengths.cumsum()[:-1]]), lengths)
        at = at + np.arange(lengths.sum()) if len(starts) else at.astype(np.int64)
        parts.append(owners[at] * count + owners[at + distance])
    for start, end in pairwise(bounds):
        if end - start > _COMMON:
            group = owners[start:end]
            parts += [group[:-1] * count + group[1:], group[0] * count + group[1:]]
    return np.concatenate(parts)
