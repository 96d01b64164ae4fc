"""What a verdict rested on, kept small: the passages found, and how each of them was judged.

A passage never changes under its key, and what the models say of it does not depend on the other
passages. So as long as models, rules and index are the same, a verdict can only come out otherwise
if other passages are found; and of those, only the new ones have to be judged.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from factcheck.encoders import Vectors
from factcheck.types import Evidence, Hit, Probabilities, Span


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a watch: its words, and each passage found for it, by key, as judged."""

    text: str
    judged: Mapping[int, Judged]

    def finds_the_same(self, hits: Sequence[Hit]) -> bool:
        """Whether these are the passages that were found before, in whatever order."""
        return {hit.passage.key for hit in hits} == self.judged.keys()


@dataclass(frozen=True, slots=True)
class Judged:
    """How a passage was judged: what its evidence has that a search does not tell.

    `document` is the id of the document, for when the passage is found no more.
    """

    document: str
    probabilities: Probabilities
    rationale: Span
    reason: str | None
    speaker: str | None

    def evidence(self, hit: Hit) -> Evidence:
        """The evidence for the same passage, found again; its origin is yet to be told."""
        passage = hit.passage
        return Evidence(
            document=passage.document,
            start=passage.start,
            end=passage.end,
            text=passage.text,
            stance=self.probabilities.stance,
            probabilities=self.probabilities,
            rationale=self.rationale,
            score=hit.score,
            origin=passage.document.id,
            dense=hit.dense,
            lexical=hit.lexical,
            reason=self.reason,
            speaker=self.speaker,
        )


def judged(evidence: Evidence) -> Judged:
    """What is to be kept of evidence."""
    return Judged(
        evidence.document.id,
        evidence.probabilities,
        evidence.rationale,
        evidence.reason,
        evidence.speaker,
    )


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a verdict rested on.

    :param models: a digest of what judged the passages; another one judges them otherwise.
    :param rules: a digest of what counted as how much; under others they are weighed otherwise.
    :param asked: the claim, then the content of an attributed one.
    :param vectors: of what was asked, shape (len(asked), dimension).
    """

    models: str
    rules: str
    asked: tuple[Asked, ...]
    vectors: Vectors

    def asks(self, texts: Sequence[str]) -> bool:
        """Whether these are the words that passages were found and judged for."""
        return [question.text for question in self.asked] == texts


def digest(value: Any) -> str:
    """A digest of a JSON value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:32]


def asked_json(asked: Sequence[Asked]) -> str:
    """As the store keeps it; floats come back exactly."""
    return json.dumps(
        [[question.text, _rows(question.judged)] for question in asked],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def asked_from(text: str) -> tuple[Asked, ...]:
    """The reverse of :func:`asked_json`."""
    return tuple(
        Asked(
            question,
            {
                key: Judged(document, Probabilities(*sides), Span(*span), reason, speaker)
                for key, document, sides, span, reason, speaker in rows
            },
        )
        for question, rows in json.loads(text)
    )


def _rows(judged_passages: Mapping[int, Judged]) -> list[list[Any]]:
    return [
        [
            key,
            item.document,
            [item.probabilities.supports, item.probabilities.refutes, item.probabilities.neutral],
            [item.rationale.start, item.rationale.end],
            item.reason,
            item.speaker,
        ]
        for key, item in judged_passages.items()
    ]
