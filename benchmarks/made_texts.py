"""Made passages whose words are as frequent as those of English, and claims about them.

The r-th most frequent word has a share of 1/r up to the 5,000th, of 1/r^1.6 beyond (the two
regimes of large corpora: Ferrer i Cancho & Sole 2001); the first of all are the stop words. A fifth
of the other words of a passage are those of its topic. Passages have some 55 words, at most 95, so
that each is one passage of an index. A claim takes six words from a passage and two more from its
topic, as a paraphrase would, and has four stop words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from factcheck.index.words import STOP_WORDS

Ranks = NDArray[np.int64]

BLOCK = 10_000
_WORDS, _BEND, _STEEP = 300_000, 5_000, 1.6
_TOPICS, _TOPIC_WORDS, _TOPICAL = 3_000, 100, 0.2
_SHORTEST, _LONGEST = 8, 95


@dataclass(frozen=True)
class Language:
    """The words, most frequent first, how frequent they are, and those of each topic."""

    words: NDArray[np.object_]
    up_to: NDArray[np.float64]
    topics: Ranks
    topics_up_to: NDArray[np.float64]


@cache
def language() -> Language:
    """The same for all passages."""
    ranks = np.arange(1, _WORDS + 1)
    shares = np.where(ranks <= _BEND, 1 / ranks, _BEND ** (_STEEP - 1) / ranks**_STEEP)
    stops = sorted(STOP_WORDS)
    words = np.array([*stops, *(f"w{rank}" for rank in range(len(stops), _WORDS))], dtype=object)
    random = np.random.default_rng(0)
    spread = np.exp(random.uniform(np.log(len(stops)), np.log(_WORDS), (_TOPICS, _TOPIC_WORDS)))
    weights = 1 / np.arange(1, _TOPICS + 1) ** 0.7
    return Language(words, _running(shares), spread.astype(np.int64), _running(weights))


def _running(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.cumsum(shares) / shares.sum()


def _block(number: int) -> tuple[list[Ranks], Ranks]:
    """The words of 10,000 passages, by rank, and the topic of each passage."""
    of, random = language(), np.random.default_rng(number + 1)
    lengths = random.lognormal(np.log(55), 0.45, BLOCK).astype(int).clip(_SHORTEST, _LONGEST)
    topics = np.searchsorted(of.topics_up_to, random.random(BLOCK))
    ranks = np.searchsorted(of.up_to, random.random(lengths.sum()))
    topical = of.topics[np.repeat(topics, lengths), random.integers(0, _TOPIC_WORDS, len(ranks))]
    is_topical = (ranks >= len(STOP_WORDS)) & (random.random(len(ranks)) < _TOPICAL)
    return np.split(np.where(is_topical, topical, ranks), np.cumsum(lengths)[:-1]), topics


def passages(count: int) -> Iterator[str]:
    """The texts, always the same."""
    for first in range(0, count, BLOCK):
        rows, _ = _block(first // BLOCK)
        for row in rows[: count - first]:
            yield " ".join(language().words[row]).capitalize() + "."


def claims(count: int, passages: int) -> list[tuple[str, int]]:
    """Claims, and the number of the passage that each is on."""
    of, random = language(), np.random.default_rng(10**6)
    made = []
    for number in sorted(random.choice(passages, count, replace=False).tolist()):
        rows, topics = _block(number // BLOCK)
        told = np.unique(rows[number % BLOCK])
        told = told[told >= len(STOP_WORDS)]
        told = random.permutation(told)[:6]
        near = random.choice(of.topics[topics[number % BLOCK]], 2)
        stops = np.searchsorted(of.up_to, random.random(4) * of.up_to[len(STOP_WORDS) - 1])
        ranks = random.permutation(np.concatenate([told, near, stops]))
        made.append((" ".join(of.words[ranks]).capitalize() + ".", number))
    return made
