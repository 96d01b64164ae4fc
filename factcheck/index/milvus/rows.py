"""From documents and passages to rows of Milvus, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from factcheck.addresses import canonical_url
from factcheck.errors import IndexDamaged, InvalidInput
from factcheck.index import vectors as half
from factcheck.index.details import Values, packed, unpacked
from factcheck.index.filters import folded
from factcheck.index.incoming import Prepared, embedded_text, restored, stored
from factcheck.index.milvus import tiers
from factcheck.index.milvus.engine import Row
from factcheck.index.milvus.stems import stems
from factcheck.index.milvus.tables import NO_VECTOR, PIECE
from factcheck.index.milvus.values import fingerprint, listed
from factcheck.marks import marks_within
from factcheck.types import Document, DocumentEntry, DocumentRef, Filters, Passage

# Rows of this part and later hold the details of a document, in place of its text.
DETAILS = 1_000_000
# What a document row tells about the document; `name` is its id.
FIELDS = ["name", "version", "title", "publisher", "url", "published", "language", "ingested"]
FIELDS += ["review"]


# What is a language tag, and nothing in an expression but itself.
_TAG = re.compile(r"[a-z0-9-]{1,32}")


def name_of(document_id: str) -> str:
    """An id in hexadecimal, which sorts as the id does."""
    return document_id.encode("utf-8").hex()


def living(commit: int) -> str:
    """The rows that are part of the index at a commit."""
    return f"added <= {commit} and (removed == 0 or removed > {commit})"


def passing(filters: Filters, commit: int) -> str:
    """The passages that pass at a commit."""
    clauses = [living(commit), f"kind == {_kind(is_review=filters.reviews)}"]
    if filters.as_of is not None:
        clauses.append(f"effective <= {_number(filters.as_of)}")
    if filters.after is not None:
        clauses.append(f"effective > {_number(filters.after)}")
    if filters.publishers is not None:
        clauses.append(_is_one_of("publisher", map(_name, filters.publishers), filters.publishers))
    if filters.languages is not None:
        tags = sorted(map(_tag, filters.languages))
        regions = [f'language like "{tag}-%"' for tag in tags]
        clauses.append(" or ".join([_is_one_of("language", tags, filters.languages), *regions]))
    if filters.tiers is not None:
        clauses.append(tiers.condition(filters.tiers))
    if filters.documents is not None:
        clauses.append(f"source in {listed(sorted(map(fingerprint, filters.documents)))}")
    if filters.exclude_documents:
        others = sorted(map(fingerprint, filters.exclude_documents))
        clauses.append(f"source not in {listed(others)}")
    return " and ".join(f"({clause})" for clause in clauses)


def _is_one_of(field: str, folded_names: Iterable[str], names: Iterable[str]) -> str:
    """Rows of before filters ignored case have the fingerprint of the name as it is written."""
    return f"{field} in {listed(sorted({*folded_names, *map(fingerprint, names)}))}"


def _name(publisher: str | None) -> str:
    return fingerprint(folded(publisher))


def _tag(language: str | None) -> str:
    """The tag itself, so that `en` finds `en-us`, too; for what can be none, a fingerprint."""
    tag = folded(language) or ""
    return tag if _TAG.fullmatch(tag) else fingerprint(folded(language))


def document_rows(
    item: Prepared, number: int, version: int, first_key: int, commit: int, today: str
) -> list[Row]:
    """The rows of one version of a document: the text in pieces, the first with all the rest."""
    document = item.document
    pieces = [document.text[at : at + PIECE] for at in range(0, len(document.text), PIECE)]
    name = name_of(document.id)
    shared = {
        "number": number,
        "name": name,
        "version": version,
        "parts": len(pieces),
        "title": _marked(document.title),
        "publisher": _marked(document.publisher),
        "url": _marked(document.url),
        "published": document.published or "",
        "language": _marked(document.language),
        "ingested": today,
        "sha256": document.sha256,
        "content": item.content,
        "origin": item.origin,
        "address": fingerprint(canonical_url(document.url)),
        "review": "",
        "first_key": first_key,
        "passages": len(item.spans),
        "added": commit,
        "removed": 0,
        "vector": NO_VECTOR,
    }
    details = packed(document)
    texts = dict(enumerate(pieces))
    texts |= {DETAILS + at: details[at : at + PIECE] for at in range(0, len(details), PIECE)}
    rows = [
        {**shared, "key": f"{name}.{version:010}.{part:06}", "part": part, "text": piece}
        for part, piece in texts.items()
    ]
    rows[0]["review"] = stored(document.review) or ""
    return rows


def passage_rows(
    item: Prepared,
    number: int,
    first_key: int,
    commit: int,
    today: str,
    *,
    has_words: bool,
    has_hosts: bool,
) -> list[Row]:
    """The rows of the passages of one version of a document."""
    document = item.document
    vectors = half.from_bytes(half.to_bytes(item.vectors), item.vectors.shape[1])
    shared = {
        "document": number,
        "source": fingerprint(document.id),
        "publisher": _name(document.publisher),
        "language": _tag(document.language),
        "effective": _number(document.published or today),
        "kind": _kind(is_review=document.review is not None),
        "added": commit,
        "removed": 0,
    }
    if has_hosts:
        shared["host"] = tiers.host(document.url)
    rows = []
    for key, (span, vector) in enumerate(zip(item.spans, vectors, strict=True), start=first_key):
        text = document.text[span.start : span.end]
        row = {**shared, "key": key, "start": span.start, "end": span.end, "text": text}
        if has_words:
            row["words"] = stems(embedded_text(document.title, text))
        rows.append({**row, "vector": vector.tolist()})
    return rows


def document(shown: str, pieces: Sequence[Row]) -> Document:
    """A document from the rows of its pieces.

    :raises IndexDamaged: if they are not what was written.
    """
    pieces = sorted(pieces, key=lambda row: int(row["part"]))
    head = pieces[0]
    try:
        found = Document(
            text="".join(row["text"] for row in pieces if int(row["part"]) < DETAILS),
            **_details(pieces),
            id=id_of(head),
            version=int(head["version"]),
            ingested=head["ingested"],
            published=head["published"] or None,
            title=_unmarked(head["title"]),
            publisher=_unmarked(head["publisher"]),
            url=_unmarked(head["url"]),
            language=_unmarked(head["language"]),
            review=restored(head["review"] or None),
        )
    except InvalidInput as error:
        raise IndexDamaged(shown, f"document {id_of(head)!r}: {error}") from error
    if found.sha256 != head["sha256"]:
        raise IndexDamaged(shown, f"the text of document {found.id!r} is not what was written")
    return found


def entry(shown: str, head: Row, pieces: Sequence[Row]) -> DocumentEntry:
    """What the first row of a document tells of it, with the rows of its details.

    :raises IndexDamaged: if they are not what was written.
    """
    try:
        return DocumentEntry(
            **asdict(_reference(head)),
            language=_unmarked(head["language"]),
            ingested=head["ingested"],
            sha256=head["sha256"],
            version=int(head["version"]),
            review=restored(head["review"] or None),
            original=_details(pieces)["original"],
        )
    except InvalidInput as error:
        raise IndexDamaged(shown, f"document {id_of(head)!r}: {error}") from error


def id_of(row: Row) -> str:
    """The id of the document of a row."""
    return bytes.fromhex(row["name"]).decode("utf-8")


def passage(shown: str, row: Row, pieces: Sequence[Row]) -> Passage:
    """A passage from its row, and from the first one of its document and those of its details.

    :raises IndexDamaged: if the details are not what was written.
    """
    head = next(row for row in pieces if int(row["part"]) == 0)
    reference = _reference(head)
    start, end = int(row["start"]), int(row["end"])
    try:
        marks = marks_within(_details(pieces)["marks"], start, end)
    except InvalidInput as error:
        raise IndexDamaged(shown, f"document {reference.id!r}: {error}") from error
    return Passage(int(row["key"]), reference, start, end, row["text"], head["ingested"], marks)


def _reference(head: Row) -> DocumentRef:
    return DocumentRef(
        id=id_of(head),
        title=_unmarked(head["title"]),
        publisher=_unmarked(head["publisher"]),
        url=_unmarked(head["url"]),
        published=head["published"] or None,
    )


def _details(pieces: Iterable[Row]) -> Values:
    parts = {int(row["part"]): row["text"] for row in pieces if int(row["part"]) >= DETAILS}
    return unpacked("".join(parts[part] for part in sorted(parts)))


def _kind(*, is_review: bool) -> int:
    return int(is_review)


def _number(day: str) -> int:
    return int(day.replace("-", ""))


# Older servers know no empty values: a text that is there begins with a sign.
def _marked(value: str | None) -> str:
    return "" if value is None else f"={value}"


def _unmarked(value: str) -> str | None:
    return value[1:] if value else None
