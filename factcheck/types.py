"""The words of the domain as frozen records. Behaviour lives in functions elsewhere.

All offsets count Unicode code points of the text that they point into, half open:
`text[start:end]`. All dates are ISO 8601 calendar dates, `YYYY-MM-DD`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from factcheck.claim_types import (
    Attribution as Attribution,
    Claim as Claim,
    Extraction as Extraction,
    Figure as Figure,
    Polarity as Polarity,
    Skipped as Skipped,
    SkipReason as SkipReason,
    Span as Span,
)
from factcheck.errors import InvalidInput
from factcheck.marks import Mark as Mark, ordered
from factcheck.read_only import ReadOnly
from factcheck.review_types import ClaimReview as ClaimReview

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Stance(StrEnum):
    """Relation of one passage to one claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    NEUTRAL = "neutral"


class Label(StrEnum):
    """Relation of a whole index to one claim."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    CONFLICTING = "conflicting"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"


_TIMESTAMP = re.compile(
    r"\d{4}-\d\d-\d\d"
    r"(?:[T ](?:[01]\d|2[0-4])(?::?[0-5]\d(?::?(?:[0-5]\d|60)(?:[.,]\d+)?)?)?"
    r"\s?(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE | re.ASCII,
)


def iso_date(value: str | date | None, field_name: str) -> str | None:
    """A calendar date as `YYYY-MM-DD`; the time of a full timestamp is dropped.

    :raises InvalidInput: if `value` is not a date that exists.
    """
    if value is None:
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    expected = "must be a date that exists, as YYYY-MM-DD"
    if not isinstance(value, str) or not value.isascii() or len(value) > 40:
        raise InvalidInput(field_name, value, expected)
    if not _TIMESTAMP.fullmatch(value):
        raise InvalidInput(field_name, value, expected)
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError as error:
        raise InvalidInput(field_name, value, expected) from error


def text_sha256(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def is_sha256(value: str) -> bool:
    """Whether it is a SHA-256 in hexadecimal, as :func:`text_sha256` gives it."""
    return _SHA256.fullmatch(value) is not None


@dataclass(frozen=True, slots=True)
class Document:
    """One source text with its metadata.

    `id` defaults to a hash of URL and text. `published` None means that the source gave
    no date. `ingested`, `sha256` and `version` are set by the index. `review` makes it an
    earlier fact-check, of which `text` is the claim that was reviewed: it is found when a
    claim is matched, and is never evidence. `marks` say where pages begin in the text, or when
    something in it is said. `original` is the SHA-256 of the bytes that it was read from, if
    they are kept.
    """

    text: str
    id: str = ""
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    ingested: str | None = None
    sha256: str = ""
    version: int = 1
    review: ClaimReview | None = None
    marks: tuple[Mark, ...] = ()
    original: str | None = None

    def __post_init__(self) -> None:
        for name in ("id", "title", "publisher", "url", "language", "original"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, str):
                raise InvalidInput(name, value, "must be a string")
        if not isinstance(self.text, str) or not self.text.strip():
            raise InvalidInput(
                "text", self.text, "must be a text with at least one visible character"
            )
        try:
            digest = text_sha256(self.text)
        except UnicodeEncodeError as error:
            raise InvalidInput("text", self.text[:20], "must be valid Unicode") from error
        if self.review is not None and self.review.claim != self.text:
            raise InvalidInput("text", self.text, "must be the claim of the review")
        if self.original is not None and not is_sha256(self.original):
            raise InvalidInput("original", self.original, "must be a SHA-256 in hexadecimal")
        object.__setattr__(self, "published", iso_date(self.published, "published"))
        object.__setattr__(self, "sha256", digest)
        object.__setattr__(self, "marks", ordered(self.marks, len(self.text)))
        if not self.id:
            object.__setattr__(self, "id", text_sha256(f"{self.url or ''}\n{self.text}")[:16])


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """What a citation shows of a document."""

    id: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentEntry(DocumentRef):
    """What an index tells of a document without reading its text; see :class:`Document`."""

    language: str | None = None
    ingested: str | None = None
    sha256: str = ""
    version: int = 1
    review: ClaimReview | None = None
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document, cut at sentence ends: `document.text[start:end] == text`.

    `key` is the number of the passage in the index, unique and never used again. `marks` are
    those of the document that it stands under.
    """

    key: int
    document: DocumentRef
    start: int
    end: int
    text: str
    ingested: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Probabilities:
    """Calibrated probabilities of the three stances; they sum to one."""

    supports: float
    refutes: float
    neutral: float

    @property
    def stance(self) -> Stance:
        """The most probable stance; a tie goes to neutral."""
        best = max(self.supports, self.refutes, self.neutral)
        if best == self.neutral:
            return Stance.NEUTRAL
        return Stance.SUPPORTS if best == self.supports else Stance.REFUTES


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage judged against one claim.

    `rationale` is the sentence of the document that decided, in the document's offsets.
    `score`, `dense` and `lexical` are those of the :class:`Hit`. `origin` names the group of
    documents that go back to one report. `speaker` is who says it in the deciding sentence,
    None where the document says it itself. `reason` is what a check
    beside the model found, None if nothing. `page` and `time` (in seconds) are where the
    deciding sentence begins, of sources that have pages or times.
    """

    document: DocumentRef
    start: int
    end: int
    text: str
    stance: Stance
    probabilities: Probabilities
    rationale: Span
    score: float
    origin: str
    dense: float
    lexical: float | None = None
    reason: str | None = None
    speaker: str | None = None
    page: int | None = None
    time: float | None = None


@dataclass(frozen=True, slots=True)
class Origins:
    """How many independent origins stand on each side."""

    supports: int
    refutes: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Relation of the whole index to one claim, with everything needed to defend it.

    `confidence` is the measured chance that a verdict of this label and strength is right.
    A decisive label without evidence for it cannot be constructed. For an attributed claim
    the label answers whether it was said, and `content` whether it is so.

    :raises ValueError: if the evidence does not bear the label out.
    """

    claim: Claim
    label: Label
    confidence: float
    evidence: tuple[Evidence, ...]
    origins: Origins
    gaps: tuple[str, ...] = ()
    later_evidence: tuple[Evidence, ...] = ()
    provenance: Mapping[str, Any] = field(default_factory=dict)
    content: Verdict | None = None

    def __post_init__(self) -> None:
        stances = {item.stance for item in self.evidence}
        needed = {
            Label.SUPPORTED: {Stance.SUPPORTS},
            Label.REFUTED: {Stance.REFUTES},
            Label.CONFLICTING: {Stance.SUPPORTS, Stance.REFUTES},
            Label.NOT_ENOUGH_EVIDENCE: set(),
        }[self.label]
        if not needed <= stances:
            raise ValueError(
                f"a verdict {self.label} needs evidence that {sorted(needed - stances)}"
            )
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence must lie in [0, 1], not {self.confidence}")
        object.__setattr__(self, "provenance", ReadOnly(self.provenance))


@dataclass(frozen=True, slots=True)
class Report:
    """A checked text: a verdict for each of its claims, in the order of the text.

    `skipped` are the sentences that gave no claim, so that nobody takes them for checked.
    """

    text: str
    published: str | None
    as_of: str | None
    verdicts: tuple[Verdict, ...]
    provenance: Mapping[str, Any] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query.

    `score` is the fused one, `dense` the cosine, `lexical` the BM25 score (higher is better;
    None where the words of the query did not find it). `speaker` is who speaks where it begins, if
    it is cut from a speech or an interview, and
    `heading` what stands above it, if it has a table.
    """

    passage: Passage
    score: float
    dense: float
    lexical: float | None = None
    speaker: str | None = None
    heading: str | None = None


class InTiers(Protocol):
    """The sources of some tiers of a policy; two of the same are equal and have one hash."""

    @property
    def names(self) -> frozenset[str]:
        """The tiers, as the policy calls them."""

    def has(self, publisher: str | None, url: str | None) -> bool:
        """Whether a document of that publisher and address is of one of these tiers."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What may be found. Applied inside the search, so that k never shrinks.

    A document without a date counts from the day it was ingested: that it existed by then
    is all that is known. `after` is the mirror of `as_of` (strictly later). `documents` are the
    ids of the only ones that may be found; one that nothing has finds nothing. `reviews` asks for
    earlier fact-checks, of which there are none otherwise.
    """

    as_of: str | None = None
    after: str | None = None
    publishers: frozenset[str] | None = None
    languages: frozenset[str] | None = None
    tiers: InTiers | None = None
    documents: frozenset[str] | None = None
    exclude_documents: frozenset[str] = frozenset()
    reviews: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "as_of", iso_date(self.as_of, "as_of"))
        object.__setattr__(self, "after", iso_date(self.after, "after"))
