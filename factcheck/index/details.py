"""What only some documents have: the pages or times of their text, what it was read from.

It is kept apart from the fields that every document has, as JSON, so that the format of an
index stays what it is.
"""

from __future__ import annotations

import json
from typing import Any

from factcheck.errors import InvalidInput
from factcheck.marks import from_rows, to_rows
from factcheck.types import Document

Values = dict[str, Any]


def packed(document: Document) -> str:
    """The details of a document as ASCII; empty if it has none."""
    values = {"marks": to_rows(document.marks), "original": document.original}
    kept = {name: value for name, value in values.items() if value}
    return json.dumps(kept, separators=(",", ":")) if kept else ""


def unpacked(text: str) -> Values:
    """The details as arguments of a document.

    :raises InvalidInput: if they are not what :func:`packed` gives.
    """
    try:
        values = json.loads(text) if text else {}
        return {
            "marks": from_rows(values.get("marks", ())),
            "original": values.get("original"),
        }
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise InvalidInput("details", text, "must be what was written") from error
