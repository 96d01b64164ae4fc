"""Training pairs made by rule, for what labelled sets hold too little of.

flip       one fact of a supported claim changed: refuted
symmetric, swapped, missing, joined: see :mod:`factcheck.train.contrast`
reported   "X denied that P" supports that X denied it, and says nothing about P
told       a claim repeated as a fact, as hearsay or as a hoax: :mod:`factcheck.train.hearsay`
restated   a sentence of a text, whole or shortened, as its claim: supported
contrary   such a sentence with one fact changed: refuted
unrelated  a passage drawn at random: neutral
near       a passage on the same topic, found by the retriever's encoder: neutral
found      a passage that the retriever's encoder finds: what teachers say of it
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from factcheck.encoders import Encoder
from factcheck.errors import InvalidInput
from factcheck.language import text
from factcheck.language.grammar import first_finite, tokenise
from factcheck.language.relevance import coverage
from factcheck.runtime import Lazy
from factcheck.train import contrast, flips, hearsay
from factcheck.train.examples import NEUTRAL, SUPPORTS, Example, Target

_NEAR = (0.3, 0.72)
_NEAR_COVERAGE = 0.5
_NEIGHBOURS = 30
# Passages searched, and claims searched for at once.
_POOL, _QUERIES = 100_000, 256
# So many passages are taken for one claim.
_FOUND_EACH = 5
# What pairs are made of; those of other kinds start from a supported row.
_OF_TEXTS, _OF_ROWS = {"restated", "contrary"}, {"unrelated", "near", "found"}

Made = list[Example]


class Maker:
    """Makes pairs out of labelled rows and unlabelled texts.

    :param rows: labelled examples, the material of most kinds.
    :param texts: documents beside them, e.g. news; may be empty.
    :param encoder: finds passages on the same topic.
    """

    def __init__(
        self, rows: Sequence[Example], texts: Sequence[str], encoder: Encoder, chance: random.Random
    ) -> None:
        self._supported = [row for row in rows if row.target == SUPPORTS]
        self._rows, self._encoder, self._chance = rows, encoder, chance
        self._by_source: dict[str, list[Example]] = {}
        for row in rows:
            self._by_source.setdefault(row.source, []).append(row)
        documents = [_sentences(document) for document in texts]
        self._documents = [sentences for sentences in documents if sentences]
        self._pool = Lazy(self._embedded)
        self._names = flips.names_in([*(row.claim for row in rows), *texts])
        self._nouns = flips.kinds_in([row.claim for row in rows])
        self.kinds: Mapping[str, Callable[[int], Made]] = {
            "flip": self._flip,
            "symmetric": self._of_supported(
                "symmetric", lambda row: contrast.symmetric(row, self._names, self._nouns, chance)
            ),
            "swapped": self._of_supported("swapped", contrast.swapped),
            "missing": self._of_supported("missing", lambda row: contrast.missing(row, chance)),
            "joined": self._of_supported("joined", self._joined),
            "reported": self._of_supported("reported", lambda row: hearsay.reported(row, chance)),
            "told": self._of_supported("told", lambda row: hearsay.told(row, chance)),
            "restated": self._restated,
            "contrary": self._contrary,
            "unrelated": self._unrelated,
            "near": self._near,
            "found": self._found,
        }

    def make(self, wanted: Mapping[str, int]) -> Made:
        """So many pairs of each kind.

        :raises InvalidInput: for a kind that does not exist, or has nothing to be made of.
        """
        for kind, count in wanted.items():
            if kind not in self.kinds:
                raise InvalidInput(f"made.{kind}", count, f"known: {', '.join(self.kinds)}")
            if count and (lacking := self._lacking(kind)):
                raise InvalidInput(f"made.{kind}", count, f"needs {lacking}")
        return [example for kind, count in wanted.items() for example in self.kinds[kind](count)]

    def _lacking(self, kind: str) -> str | None:
        """What pairs of a kind cannot be made without, if it is not there."""
        if kind in _OF_TEXTS:
            return None if self._documents else "texts with at least one sentence"
        if kind in _OF_ROWS:
            return None if self._rows else "at least one row in the sources"
        return None if self._supported else "at least one row labelled SUPPORTS in the sources"

    def _changed(self, sentence: str, evidence: str) -> tuple[str, Target] | None:
        """A sentence with one fact changed that the evidence states otherwise."""
        way = self._chance.choice(("number", *contrast.WAYS))
        other = contrast.change(sentence, way, self._names, self._nouns, self._chance)
        if other is None or other == sentence:
            return None
        before, after = set(sentence.split()), set(other.split())
        if way != "contrary" and not (before - after) <= set(evidence.split()):
            return None
        return other, contrast.CHANGED[way]

    def _flip(self, count: int) -> Made:
        def one() -> Example | None:
            row = self._chance.choice(self._supported)
            changed = self._changed(row.claim, row.evidence)
            return changed and Example(row.evidence, changed[0], changed[1], "made/flip")

        return _collect(one, count)

    def _of_supported(
        self, kind: str, make: Callable[[Example], tuple[str, str, Target] | None]
    ) -> Callable[[int], Made]:
        """A maker of pairs that each start from one supported row."""

        def one() -> Example | None:
            made = make(self._chance.choice(self._supported))
            return made and Example(*made, f"made/{kind}")

        return lambda count: _collect(one, count)

    def _joined(self, row: Example) -> tuple[str, str, Target] | None:
        other = self._chance.choice(self._by_source[row.source])
        return contrast.joined(row, other, self._chance.choice(self._rows), self._chance)

    def _restated(self, count: int) -> Made:
        def one() -> Example | None:
            passage, sentence = self._passage()
            claim = self._chance.choice([sentence, _shortened(sentence), _shortened(sentence)])
            return Example(passage, claim, SUPPORTS, "made/restated") if claim else None

        return _collect(one, count)

    def _contrary(self, count: int) -> Made:
        def one() -> Example | None:
            passage, sentence = self._passage()
            claim = self._chance.choice([sentence, _shortened(sentence) or sentence])
            changed = self._changed(claim, passage)
            return changed and Example(passage, changed[0], changed[1], "made/contrary")

        return _collect(one, count)

    def _passage(self) -> tuple[str, str]:
        """A run of sentences out of the texts, and one of them; now and then of two texts."""
        sentences = self._chance.choice(self._documents)
        at = self._chance.randrange(len(sentences))
        run = sentences[max(0, at - self._chance.randint(0, 2)) : at + self._chance.randint(1, 3)]
        if self._chance.random() < 0.3:
            others = self._chance.choice(self._documents)[:2]
            run = [*others, *run] if self._chance.random() < 0.5 else [*run, *others]
        return " ".join(run), sentences[at]

    def _unrelated(self, count: int) -> Made:
        def one() -> Example | None:
            claim = self._chance.choice(self._rows).claim
            passage = self._chance.choice(self._rows).evidence
            if self._documents and self._chance.random() < 0.5:
                passage = self._passage()[0]
            if coverage(claim, passage) > 0.25:
                return None
            return Example(passage, claim, NEUTRAL, "made/unrelated")

        return _collect(one, count)

    def _near(self, count: int) -> Made:
        low, high = _NEAR

        def fits(claim: str, passage: str, cosine: float) -> bool:
            return low < cosine < high and coverage(claim, passage) < _NEAR_COVERAGE

        return [
            Example(self._chance.choice(fitting), claim, NEUTRAL, "made/near")
            for claim, found in self._neighbours(count)
            if (fitting := [text for text, cosine in found if fits(claim, text, cosine)])
        ]

    def _found(self, count: int) -> Made:
        made = []
        for claim, found in self._neighbours(math.ceil(count / _FOUND_EACH)):
            near = [text for text, cosine in found if cosine > _NEAR[0] and text != claim]
            # Half of them from the very top, where most of what bears on a claim stands.
            chosen = {*near[: _FOUND_EACH // 2], *self._chance.sample(near, min(len(near), 3))}
            made += [
                Example(passage, claim, None, "made/found")
                for passage in sorted(chosen)[:_FOUND_EACH]
            ]
        return made

    def _embedded(self) -> tuple[list[str], NDArray[np.float32]]:
        """The passages that are searched, and their vectors."""
        pool = sorted({row.evidence for row in self._rows} | {" ".join(d) for d in self._documents})
        pool = self._chance.sample(pool, min(len(pool), _POOL))
        return pool, self._encoder.encode(pool)

    def _neighbours(self, count: int) -> Iterator[tuple[str, list[tuple[str, float]]]]:
        """So many claims, each with the passages nearest to it and their cosines, nearest first."""
        pool, passages = self._pool()
        claims = sorted({row.claim for row in self._rows} | {d[0] for d in self._documents})
        claims = self._chance.sample(claims, min(len(claims), count))
        queries = self._encoder.encode(claims)
        depth = min(_NEIGHBOURS, len(pool))
        for start in range(0, len(claims), _QUERIES):
            cosines = queries[start : start + _QUERIES] @ passages.T
            for claim, row in zip(claims[start : start + _QUERIES], cosines, strict=True):
                best = np.argpartition(-row, depth - 1)[:depth]
                best = best[np.argsort(-row[best])]
                yield claim, [(pool[i], float(row[i])) for i in best.tolist()]


def _collect(one: Callable[[], Example | None], count: int) -> Made:
    """`count` examples, or fewer where most draws give none."""
    drawn = (one() for _ in range(20 * count))
    made: Made = []
    for example in drawn:
        if len(made) == count:
            break
        if example:
            made.append(example)
    return made


def _sentences(passage: str) -> list[str]:
    return [passage[span.start : span.end] for span in text.sentences(passage)]


def _shortened(sentence: str) -> str:
    """A sentence up to a comma that ends a clause of some length; empty if there is none."""
    head, comma, _ = sentence.rpartition(", ")
    has_verb = first_finite(tokenise(head, 0, len(head)), strict=False) is not None
    return f"{head}." if comma and has_verb and len(head.split()) >= 7 else ""
