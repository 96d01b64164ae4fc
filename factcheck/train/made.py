"""Training pairs made by rule, for what labelled sets hold too little of.

flip       one fact of a supported claim changed: refuted
restated   a sentence of a text, whole or shortened, as its claim: supported
contrary   such a sentence with one fact changed: refuted
reported   "X denied that P" supports that X denied it, and says nothing about P
partial    the passage without the sentence that bears on the claim: neutral
unrelated  a passage drawn at random: neutral
near       a passage on the same topic, found by the retriever's encoder: neutral
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from factcheck import text
from factcheck.encoders import Encoder
from factcheck.errors import InvalidInput
from factcheck.grammar import first_finite, tokenise
from factcheck.lexicons import words
from factcheck.relevance import coverage
from factcheck.train import flips
from factcheck.train.examples import NEUTRAL, REFUTES, SUPPORTS, Example, Target

# A changed name may tell of another event rather than deny this one.
_OTHER_NAME: Target = (0.0, 0.7, 0.3)
_DENIED: Target = (0.0, 0.25, 0.75)
_SPEAKERS = [
    "The company",
    "The ministry",
    "A spokesman",
    "The president",
    "Officials",
    "The government",
    "The senator",
    "His lawyer",
    "The agency",
    "The minister",
    "Police",
    "The scientists",
    "Critics",
    "The mayor",
    "Her office",
]
_NEAR = (0.3, 0.72)
_NEAR_COVERAGE = 0.5
_NEIGHBOURS = 30

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
        documents = [_sentences(document) for document in texts]
        self._documents = [sentences for sentences in documents if sentences]
        self._names = flips.names_in([*(row.claim for row in rows), *texts])
        self.kinds: Mapping[str, Callable[[int], Made]] = {
            "flip": self._flip,
            "restated": self._restated,
            "contrary": self._contrary,
            "reported": self._reported,
            "partial": self._partial,
            "unrelated": self._unrelated,
            "near": self._near,
        }

    def make(self, wanted: Mapping[str, int]) -> Made:
        """So many pairs of each kind.

        :raises InvalidInput: for a kind that does not exist.
        """
        for kind in wanted:
            if kind not in self.kinds:
                raise InvalidInput(f"made.{kind}", wanted[kind], f"known: {', '.join(self.kinds)}")
        return [example for kind, count in wanted.items() for example in self.kinds[kind](count)]

    def _changed(self, sentence: str, evidence: str) -> tuple[str, Target] | None:
        """A sentence with one fact changed that the evidence states otherwise."""
        way = self._chance.choice(("number", "number", "name", "contrary"))
        if way == "number":
            other, target = flips.change_number(sentence, self._chance), REFUTES
        elif way == "name":
            other, target = flips.change_name(sentence, self._names, self._chance), _OTHER_NAME
        else:
            other, target = flips.negate(sentence, self._chance), REFUTES
        if other is None or other == sentence:
            return None
        before, after = set(sentence.split()), set(other.split())
        if way != "contrary" and not (before - after) <= set(evidence.split()):
            return None
        return other, target

    def _flip(self, count: int) -> Made:
        def one() -> Example | None:
            row = self._chance.choice(self._supported)
            changed = self._changed(row.claim, row.evidence)
            return changed and Example(row.evidence, changed[0], changed[1], "made/flip")

        return _collect(one, count)

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

    def _reported(self, count: int) -> Made:
        def one() -> Example | None:
            claim = self._chance.choice(self._supported).claim.rstrip(". ")
            if len(claim.split()) < 5 or "?" in claim:
                return None
            inner = claim[0].lower() + claim[1:] if claim.split()[0].lower() in _LOWERED else claim
            speaker = self._chance.choice(_SPEAKERS)
            denied, said = f"{speaker} denied that {inner}.", f"{speaker} said that {inner}."
            pairs = (
                (denied, f"{claim}.", _DENIED),
                (denied, f"{speaker} rejected the claim that {inner}.", SUPPORTS),
                (denied, said, REFUTES),
                (said, denied, REFUTES),
                (said, f"{speaker} stated that {inner}.", SUPPORTS),
            )
            return Example(*self._chance.choice(pairs), "made/reported")

        return _collect(one, count)

    def _partial(self, count: int) -> Made:
        def one() -> Example | None:
            row = self._chance.choice(self._supported)
            sentences = _sentences(row.evidence)
            if len(sentences) < 2:
                return None
            best = max(sentences, key=lambda sentence: coverage(row.claim, sentence))
            rest = " ".join(s for s in sentences if s != best)
            if coverage(row.claim, rest) > 0.6 * coverage(row.claim, row.evidence):
                return None
            return Example(rest, row.claim, NEUTRAL, "made/partial")

        return _collect(one, count)

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
        pool = sorted({row.evidence for row in self._rows} | {" ".join(d) for d in self._documents})
        pool = self._chance.sample(pool, min(len(pool), 30_000))
        claims = sorted({row.claim for row in self._rows} | {d[0] for d in self._documents})
        claims = self._chance.sample(claims, min(len(claims), count))
        passages, queries = self._encoder.encode(pool), self._encoder.encode(claims)
        made = []
        for claim, query in zip(claims, queries, strict=True):
            cosines = passages @ query
            nearest = np.argpartition(-cosines, min(_NEIGHBOURS, len(pool) - 1))[:_NEIGHBOURS]
            fitting = [
                pool[i]
                for i in nearest.tolist()
                if low < cosines[i] < high and coverage(claim, pool[i]) < _NEAR_COVERAGE
            ]
            if fitting:
                passage = self._chance.choice(fitting)
                made.append(Example(passage, claim, NEUTRAL, "made/near"))
        return made


_LOWERED = words("the a an there it he she they in this some most all we no many")


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
