"""Which documents go back to one report, and why: the lineage of a set of documents.

The result is a function of the set: neither the order of arrival nor the size of the batches
matters. Only wording joins long texts. A note of a few sentences shares little wording even
with its own source, so that credits and headlines count there.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from urllib.parse import urlsplit

from factcheck.addresses import canonical_url
from factcheck.credits import agencies
from factcheck.nearcopies import Wordings
from factcheck.text import normalise
from factcheck.types import Document

# Measured on planted rewrites: benchmarks/lineage.py.
RESEMBLANCE = 0.22
CONTAINMENT = 0.45
# Below this many words wording alone cannot tell a retold report from another one.
NOTE_WORDS = 120
# Cosines of words weighted by rarity; a note's, and that of the headlines in two addresses.
CREDITED = 0.2
HEADLINE = 0.36
# Less of the headline will do where the text agrees too.
PART_OF_HEADLINE, WITH_TEXT = 0.18, 0.15
_STEM = 6
# Notes of one day and agency beyond this many are only compared with their neighbours.
_BUCKET = 200
_WORD = re.compile(r"\w+")
# Words, and numbers short enough to be a count or a day rather than the page's own.
_SLUG = re.compile(r"[^\W\d_]{2,}|(?<![^\W_])\d{1,2}(?![^\W_])")
_LINK = re.compile(r"https?://[^\s<>\"')\]]+")


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


def trace(documents: Iterable[Document]) -> Lineage:
    """Group documents that go back to one report.

    :raises ValueError: if two documents share an id.
    """
    ordered = sorted(documents, key=lambda item: (item.published or "9999", item.id))
    ids = [item.id for item in ordered]
    if len(set(ids)) < len(ids):
        raise ValueError("two documents share an id")
    joined = _Forest(len(ordered))
    links = []
    for i, j, reason, detail in _links(ordered):
        joined.join(i, j)
        links.append(Link(ids[i], ids[j], reason, detail))
    return Lineage({name: ids[joined.root(i)] for i, name in enumerate(ids)}, tuple(links))


_Found = tuple[int, int, str, str]


def _links(documents: Sequence[Document]) -> Iterator[_Found]:
    close = [*_same_address(documents), *_same_wording(documents)]
    yield from close
    # Where some of a report's copies are known, another text of its day is another report.
    placed = {place for found in close for place in found[:2]}
    yield from (found for found in _retold(documents) if not placed.issuperset(found[:2]))


def _same_address(documents: Sequence[Document]) -> Iterator[_Found]:
    first: dict[str, int] = {}
    for i, item in enumerate(documents):
        address = canonical_url(item.url)
        if address is not None and (known := first.setdefault(address, i)) != i:
            yield known, i, "address", f"both at {address}"


def _same_wording(documents: Sequence[Document]) -> Iterator[_Found]:
    """Copies: texts equal once normalised are one to the search, so that thousands cost nothing."""
    first: dict[str, int] = {}
    for i, item in enumerate(documents):
        text = normalise(item.text)
        if text and (known := first.setdefault(text, i)) != i:
            yield known, i, "copy", "the same text"
    distinct = list(first.values())
    wordings = Wordings([documents[i].text for i in distinct])
    for a, b in wordings.candidates():
        resemblance, contained = wordings.likeness(a, b)
        if resemblance >= RESEMBLANCE or contained >= CONTAINMENT:
            share = max(resemblance, contained)
            yield distinct[a], distinct[b], "copy", f"{share:.0%} of the wording is shared"


@dataclass(frozen=True, slots=True)
class _Note:
    at: int
    day: int
    headline: frozenset[str]
    agencies: frozenset[str]
    is_short: bool


def _retold(documents: Sequence[Document]) -> Iterator[_Found]:
    """Notes on one report: of one day, and by credit, link or headline the same."""
    notes = [note for i, item in enumerate(documents) if (note := _note(i, item)) is not None]
    text = _Rarity(_stems(item) for item in documents)
    headline = _Rarity(note.headline for note in notes)
    addresses = {canonical_url(item.url): i for i, item in enumerate(documents) if item.url}
    linked = {
        (min(i, other), max(i, other))
        for i, item in enumerate(documents)
        for url in _LINK.findall(item.text)
        if (other := addresses.get(canonical_url(url.rstrip(".,;")))) not in (None, i)
        and other is not None
    }
    for a, b in _neighbours(notes, linked):
        if not (a.is_short or b.is_short):
            continue
        likeness = text.cosine(_stems(documents[a.at]), _stems(documents[b.at]))
        heads = headline.cosine(a.headline, b.headline)
        shared = a.agencies & b.agencies
        if (a.at, b.at) in linked and likeness >= CREDITED:
            yield a.at, b.at, "link", "one links to the other"
        elif shared and likeness >= CREDITED:
            names = ", ".join(sorted(shared))
            yield a.at, b.at, "credit", f"both credit {names}, {likeness:.0%} of the words alike"
        elif _same_headline(a, b, heads, likeness):
            yield a.at, b.at, "headline", f"{heads:.0%} of the headline in the address alike"


def _same_headline(a: _Note, b: _Note, heads: float, likeness: float) -> bool:
    if a.agencies and b.agencies and not a.agencies & b.agencies:
        return False
    with_text = heads >= PART_OF_HEADLINE and likeness >= WITH_TEXT
    return a.day == b.day and (heads >= HEADLINE or with_text)


def _note(at: int, item: Document) -> _Note | None:
    if item.published is None:
        return None
    path = urlsplit(item.url).path if item.url and "[" not in item.url else ""
    parts = [_SLUG.findall(part.casefold()) for part in path.split("/")]
    slug = max(parts, key=len)
    return _Note(
        at,
        date.fromisoformat(item.published[:10]).toordinal(),
        frozenset(word[:_STEM] for word in slug) if len(slug) >= 4 else frozenset(),
        agencies(item.text, item.publisher),
        len(_WORD.findall(item.text)) < NOTE_WORDS,
    )


def _stems(item: Document) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(item.text.casefold()))


def _neighbours(
    notes: Sequence[_Note], linked: Iterable[tuple[int, int]]
) -> list[tuple[_Note, _Note]]:
    """Pairs of notes that share a day, and an agency or two words of the headline."""
    buckets: defaultdict[tuple[int, str], list[_Note]] = defaultdict(list)
    for note in notes:
        keys = [f"agency {name}" for name in note.agencies]
        keys += [f"words {a} {b}" for a, b in combinations(sorted(note.headline)[:16], 2)]
        for key in keys:
            buckets[note.day, key].append(note)
    by_place = {note.at: note for note in notes}
    found = {pair for pair in linked if pair[0] in by_place and pair[1] in by_place}
    for bucket in buckets.values():
        some = combinations(bucket, 2) if len(bucket) <= _BUCKET else pairwise(bucket)
        found |= {(min(a.at, b.at), max(a.at, b.at)) for a, b in some}
    return [(by_place[i], by_place[j]) for i, j in sorted(found)]


class _Rarity:
    """Words weighted by how few of the given sets hold them (inverse document frequency)."""

    def __init__(self, sets: Iterable[frozenset[str]]) -> None:
        counts: Counter[str] = Counter()
        self._total = 0
        for each in sets:
            counts.update(each)
            self._total += bool(each)
        self._weights = {
            word: math.log(max(self._total, 2) / count) for word, count in counts.items()
        }

    def cosine(self, a: frozenset[str], b: frozenset[str]) -> float:
        """Between 0 (nothing in common) and 1 (the same words)."""
        norm = math.sqrt(self._square(a) * self._square(b))
        return self._square(a & b) / norm if norm else 0.0

    def _square(self, words: frozenset[str]) -> float:
        return math.fsum(self._weights[word] ** 2 for word in words)


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
