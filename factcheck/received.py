"""Records back to objects: the reverse of `factcheck.records`, for what a server sends.

Fields that are not known are passed over, as a newer server may send more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from factcheck.claim_types import Attribution, Claim, Figure, Polarity, Span
from factcheck.known_claims.claimreview import from_json_ld, to_document
from factcheck.known_claims.match_types import Difference, Match, Slot
from factcheck.types import (
    Document,
    DocumentRef,
    Evidence,
    Extraction,
    Hit,
    Label,
    Mark,
    Origins,
    Passage,
    Probabilities,
    Report,
    Skipped,
    SkipReason,
    Stance,
    Verdict,
)

Record = Mapping[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FileSummary:
    """What became of a file that a server was given to read.

    :param ids: of its documents, in their order.
    :param skipped: what of it was passed over and why, with its place if it is not the whole.
    :param notes: what was read otherwise than it might be.
    """

    added: int
    replaced: int
    unchanged: int
    passages: int
    ids: tuple[str, ...]
    skipped: tuple[str, ...]
    notes: tuple[str, ...]


def file_summary_of(record: Record) -> FileSummary:
    """What became of a file."""
    lists = {name: tuple(record[name]) for name in ("ids", "skipped", "notes")}
    return _made(FileSummary, {**record, **lists})


def document_of(record: Record) -> Document:
    """A document."""
    review = record.get("review")
    values = {
        "review": from_json_ld(review) if review else None,
        "marks": tuple(_made(Mark, mark) for mark in record.get("marks", ())),
    }
    return _made(Document, {**record, **values})


def reference_of(record: Record) -> DocumentRef:
    """A document of a list, which has no text."""
    return _made(DocumentRef, record)


def verdict_of(record: Record) -> Verdict:
    """A verdict."""
    claim, content = claim_of(record), record.get("content_verdict")
    return _verdict(
        claim,
        record,
        provenance=record["provenance"],
        content=None if content is None else _verdict(_said(claim), content),
    )


def _said(claim: Claim) -> Claim:
    said = claim.content
    if said is None:
        raise ValueError("a verdict on what was said, of a claim that names no statement")
    return said


def report_of(text: str, record: Record) -> Report:
    """The report on a text, which the server does not send back."""
    return Report(
        text=text,
        published=record["published"],
        as_of=record["as_of"],
        verdicts=tuple(map(verdict_of, record["claims"])),
        provenance=record["provenance"],
        # Reports that were stored before it was told have none.
        skipped=_skipped(record.get("skipped", ())),
    )


def extraction_of(record: Record) -> Extraction:
    """The claims of a text, and the sentences that gave none."""
    return Extraction(tuple(map(claim_of, record["claims"])), _skipped(record["skipped"]))


def _skipped(records: Sequence[Record]) -> tuple[Skipped, ...]:
    return tuple(_made(Skipped, {**item, "reason": SkipReason(item["reason"])}) for item in records)


def match_of(record: Record) -> Match:
    """An earlier fact-check beside a claim."""
    differences = [
        _made(Difference, {**found, "slot": Slot(found["slot"])}) for found in record["differences"]
    ]
    document = to_document(from_json_ld(record["review"]), id=record["document"])
    values = {"document": document, "differences": tuple(differences)}
    return _made(Match, {**record, **values})


def hit_of(record: Record) -> Hit:
    """A passage that was found. Its key means nothing outside of the server and is 0."""
    passage = Passage(
        key=0,
        document=_made(DocumentRef, record["document"]),
        start=record["start"],
        end=record["end"],
        text=record["text"],
        ingested="",
        marks=(Mark(record["start"], record["page"], record["time"]),),
    )
    return Hit(passage, record["score"], record["dense"], record["lexical"])


def claim_of(record: Record) -> Claim:
    """A claim."""
    values = {
        "text": record["claim"],
        "attribution": _attribution(record["attribution"]),
        "spans": tuple(_made(Span, span) for span in record["spans"]),
        "quantities": tuple(_made(Figure, figure) for figure in record["quantities"]),
    }
    lists = {name: tuple(record[name]) for name in ("unresolved", "dates", "entities")}
    return _made(Claim, {**record, **values, **lists})


def _attribution(record: Record | None) -> Attribution | None:
    if record is None:
        return None
    nested, polarity = _attribution(record["nested"]), Polarity(record["polarity"])
    return _made(Attribution, {**record, "nested": nested, "polarity": polarity})


def _verdict(claim: Claim, record: Record, **more: Any) -> Verdict:
    return Verdict(
        claim=claim,
        label=Label(record["label"]),
        confidence=record["confidence"],
        evidence=tuple(map(_evidence, record["evidence"])),
        origins=_made(Origins, record["origins"]),
        gaps=tuple(record["gaps"]),
        later_evidence=tuple(map(_evidence, record["later_evidence"])),
        **more,
    )


def _evidence(record: Record) -> Evidence:
    values = {
        "document": _made(DocumentRef, record["document"]),
        "stance": Stance(record["stance"]),
        "probabilities": _made(Probabilities, record["probabilities"]),
        "rationale": _made(Span, record["rationale"]),
    }
    return _made(Evidence, {**record, **values})


def _made(kind: type[T], record: Record) -> T:
    names = {item.name for item in fields(kind) if item.init}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in record.items() if name in names})
