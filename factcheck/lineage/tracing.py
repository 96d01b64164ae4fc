"""Which documents go back to one report, and why: the lineage of a set of documents.

The result is a function of the set: neither the order of arrival nor the size of the batches
matters. Only wording joins long texts. A note of a few sentences shares little wording even
with its own source, so that credits and headlines count there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from factcheck.lineage.facts import are_contrary
from factcheck.lineage.fingerprints import Fingerprint, fingerprint
from factcheck.lineage.nearcopies import Wordings
from factcheck.lineage.rarity import Frequencies, Hashes, hashed
from factcheck.types import Document

# Measured on planted rewrites: benchmarks/lineage.py.
RESEMBLANCE = 0.22
CONTAINMENT = 0.45
# Less of the wording will do where the words themselves, by their cosine, are mostly the same.
PART_OF_WORDING, SAME_WORDS = 0.1, 0.5
# Cosines of words weighted by rarity; a note's, and that of the headlines in two addresses.
CREDITED = 0.2
HEADLINE = 0.36
# Less of the headline will do where the text agrees too.
PART_OF_HEADLINE, WITH_TEXT = 0.18, 0.15
# Notes of one day and agency beyond this many are only compared with their neighbours.
_BUCKET = 200


@dataclass(frozen=True, slots=True)
class Link:
    """Why two documents were joined. `first` is the earlier one.

    :param reason: `address`, `copy`, `link`, `credit` or `headline`.
    :param detail: what was seen, for a reader.
    """

    first: str
    second: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """The origin of each document, by id: the earliest one of its group; and all links."""

    origins: dict[str, str]
    links: tuple[Link, ...]

    def groups(self) -> list[list[str]]:
        """The groups of two and more, each and all in the order of their names."""
        members: defaultdict[str, list[str]] = defaultdict(list)
        for document, origin in sorted(self.origins.items()):
            members[origin].append(document)
        return [group for _, group in sorted(members.items()) if len(group) > 1]


def trace(documents: Iterable[Document], beside: Iterable[Document] = ()) -> Lineage:
    """Group documents that go back to one report.

    :param beside: others, by which it is known, too, which words are rare: a few reports of one
        event have most of theirs in common.
    :raises ValueError: if two documents share an id.
    """
    return trace_fingerprints(map(fingerprint, documents), map(fingerprint, beside))


def trace_fingerprints(
    fingerprints: Iterable[Fingerprint], beside: Iterable[Fingerprint] = ()
) -> Lineage:
    """Group documents, of which only the fingerprints are needed. See :func:`trace`."""
    ordered = sorted(fingerprints, key=lambda item: item.order)
    ids = [item.id for item in ordered]
    if len(set(ids)) < len(ids):
        raise ValueError("two documents share an id")
    joined = _Forest(len(ordered))
    links = []
    for i, j, reason, detail in _links(ordered, list(beside)):
        joined.join(i, j)
        links.append(Link(ids[i], ids[j], reason, detail))
    return Lineage({name: ids[joined.root(i)] for i, name in enumerate(ids)}, tuple(links))


_Found = tuple[int, int, str, str]


def _links(items: Sequence[Fingerprint], beside: Sequence[Fingerprint]) -> Iterator[_Found]:
    close = [*_same_address(items), *_same_wording(items, beside)]
    yield from close
    # Where some of a report's copies are known, another text of its day is another report.
    placed = {place for found in close for place in found[:2]}
    yield from (found for found in _retold(items, beside) if not placed.issuperset(found[:2]))


def _same_address(items: Sequence[Fingerprint]) -> Iterator[_Found]:
    first: dict[str, int] = {}
    for i, item in enumerate(items):
        address = item.address
        if address is not None and (known := first.setdefault(address, i)) != i:
            yield known, i, "address", f"both at {address}"


def _same_wording(items: Sequence[Fingerprint], beside: Sequence[Fingerprint]) -> Iterator[_Found]:
    """Copies: texts equal once normalised are one to the search, so that thousands cost nothing."""
    first: dict[str, int] = {}
    for i, item in enumerate(items):
        if item.text and (known := first.setdefault(item.text, i)) != i:
            yield known, i, "copy", "the same text"
    distinct = list(first.values())
    wordings = Wordings([items[i].runs for i in distinct])
    words = _Rarity([item.stems for item in [*(items[i] for i in distinct), *beside]])
    for a, b in wordings.candidates():
        i, j = distinct[a], distinct[b]
        if are_contrary(items[i].facts, items[j].facts, max(items[i].words, items[j].words)):
            continue
        resemblance, contained = wordings.likeness(a, b)
        share = max(resemblance, contained)
        if resemblance >= RESEMBLANCE or contained >= CONTAINMENT:
            yield i, j, "copy", f"{share:.0%} of the wording is shared"
        elif (
            resemblance >= PART_OF_WORDING
            and (alike := words.cosine(items[i].stems, items[j].stems)) >= SAME_WORDS
        ):
            detail = f"{share:.0%} of the wording and {alike:.0%} of the words are shared"
            yield i, j, "copy", detail


def _retold(items: Sequence[Fingerprint], beside: Sequence[Fingerprint]) -> Iterator[_Found]:
    """Notes on one report: of one day, and by credit, link or headline the same."""
    every = [*items, *beside]
    text = _Rarity([item.stems for item in every])
    headline = _Rarity([_headline(item) for item in every if item.day is not None])
    addresses = {item.address: i for i, item in enumerate(items) if item.address}
    linked = {
        (min(i, other), max(i, other))
        for i, item in enumerate(items)
        for link in item.links
        if (other := addresses.get(link)) is not None and other != i
    }
    for i, j in _neighbours(items, linked):
        a, b = items[i], items[j]
        if not (a.is_note or b.is_note):
            continue
        likeness = text.cosine(a.stems, b.stems)
        shared = a.agencies & b.agencies
        if (i, j) in linked and likeness >= CREDITED:
            yield i, j, "link", "one links to the other"
        elif shared and likeness >= CREDITED:
            names = ", ".join(sorted(shared))
            yield i, j, "credit", f"both credit {names}, {likeness:.0%} of the words alike"
        else:
            heads = headline.cosine(_headline(a), _headline(b))
            if _same_headline(a, b, heads, likeness):
                yield i, j, "headline", f"{heads:.0%} of the headline in the address alike"


def _same_headline(a: Fingerprint, b: Fingerprint, heads: float, likeness: float) -> bool:
    if a.agencies and b.agencies and not a.agencies & b.agencies:
        return False
    with_text = heads >= PART_OF_HEADLINE and likeness >= WITH_TEXT
    return a.day == b.day and (heads >= HEADLINE or with_text)


def _headline(item: Fingerprint) -> Hashes:
    return np.unique(hashed(item.headline))


def _neighbours(
    items: Sequence[Fingerprint], linked: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Pairs of dated ones that share a day, and an agency or two words of the headline."""
    buckets: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for i, item in enumerate(items):
        if item.day is None:
            continue
        keys = [f"agency {name}" for name in item.agencies]
        keys += [f"words {a} {b}" for a, b in combinations(sorted(item.headline)[:16], 2)]
        for key in keys:
            buckets[item.day, key].append(i)
    found = {(i, j) for i, j in linked if items[i].published and items[j].published}
    for bucket in buckets.values():
        found |= set(combinations(bucket, 2) if len(bucket) <= _BUCKET else pairwise(bucket))
    return sorted(found)


class _Rarity:
    """Words weighted by how few of the given sets hold them (inverse document frequency)."""

    def __init__(self, sets: Sequence[Hashes]) -> None:
        self._frequencies = Frequencies(sets)
        self._total = max(self._frequencies.total, 2)

    def cosine(self, a: Hashes, b: Hashes) -> float:
        """Between 0 (nothing in common) and 1 (the same words)."""
        norm = float(np.sqrt(self._square(a) * self._square(b)))
        shared = np.intersect1d(a, b, assume_unique=True)
        return self._square(shared) / norm if norm else 0.0

    def _square(self, words: Hashes) -> float:
        return float((np.log(self._total / self._frequencies.of(words)) ** 2).sum())


class _Forest:
    """Union-find whose roots are the smallest members: the earliest documents."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, i: int) -> int:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        a, b = sorted((self.root(i), self.root(j)))
        self._parent[b] = a
