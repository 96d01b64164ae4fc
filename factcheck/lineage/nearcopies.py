"""Texts that share much of their wording, found among many without comparing each to each.

Each text keeps the smallest hashes of its word runs (the bottom-k sketch of Broder, "On the
resemblance and containment of documents", 1997). Texts that share some of them are compared by
all their runs, a run weighing by its rarity, so that boilerplate and set phrases join nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from factcheck.lineage.rarity import Frequencies, Hashes

_SKETCH = 128
_SHARED = 3
# A run in more texts than this is compared along a chain, so that work stays linear.
_COMMON = 24
# A copy within a longer page joins it, a line quoted from a long page does not.
_LONGEST_RATIO = 5.0


class Wordings:
    """The word runs of many texts.

    :param texts: the runs of each, ascending, in an order that is the caller's; results speak
        of positions in it.
    """

    def __init__(self, texts: Sequence[Hashes]) -> None:
        self._runs = texts
        self._frequencies = Frequencies(texts)
        self._sizes = [self._weight(runs) for runs in texts]

    def candidates(self) -> list[tuple[int, int]]:
        """Pairs of texts (the smaller position first) that may be copies, in order."""
        heads = [runs[:_SKETCH] for runs in self._runs]
        sketches = [head[self._frequencies.of(head) > 1] for head in heads]
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
        shared = self._weight(np.intersect1d(self._runs[i], self._runs[j], assume_unique=True))
        sizes = sorted((self._sizes[i], self._sizes[j]))
        if not sizes[0]:
            return 0.0, 0.0
        contained = shared / sizes[0] if sizes[1] <= _LONGEST_RATIO * sizes[0] else 0.0
        return shared / (sizes[0] + sizes[1] - shared), contained

    def _weight(self, runs: Hashes) -> float:
        return float(np.log1p(len(self._runs) / self._frequencies.of(runs)).sum())


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
