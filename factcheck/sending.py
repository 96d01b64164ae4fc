"""What a client sends: values as JSON, and documents in parts that are each done in time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from factcheck.errors import InvalidInput
from factcheck.types import Document

# What one request may have: so many documents, of such a size, or a single one that is longer.
DOCUMENTS, _PART_BYTES = 100, 4 * 1024 * 1024
_SOURCE_FIELDS = ("id", "title", "publisher", "url", "published", "language", "text")


def json_of(name: str, value: Any) -> str:
    """A value as JSON; `name` is what it is called.

    :raises InvalidInput: if no JSON can hold it.
    """
    try:
        return json.dumps(value, default=_plain, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise InvalidInput(name, value, "must be a value that JSON can hold") from error


def _plain(value: Any) -> Any:
    """A value that JSON has no kind for, as the nearest that it has."""
    if isinstance(value, set | frozenset):
        return list(value)
    if isinstance(value, date):
        return value.isoformat()[:10]
    raise TypeError(f"no JSON can hold a {type(value).__name__}")


def source_of(document: Document) -> dict[str, Any]:
    """A document as the format of sources has it; what the index adds is left out.

    :raises InvalidInput: if it is a fact-check, which would become evidence for its claim.
    """
    if document.review is not None:
        raise InvalidInput("review", document.id, "must be sent by add_reviews")
    found = asdict(document)
    return {name: found[name] for name in _SOURCE_FIELDS if found[name] is not None}


def parts_of(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The rows in lists of so many, and such a size, as one request may have."""
    part: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        more = len(json.dumps(row))
        if part and (len(part) == DOCUMENTS or size + more > _PART_BYTES):
            yield part
            part, size = [], 0
        part.append(row)
        size += more
    if part:
        yield part
