"""What readers of files give: the fields of documents, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from factcheck.marks import Mark

Values: TypeAlias = dict[str, str | tuple[Mark, ...] | None]
# Which column of a table a field is taken from.
Columns: TypeAlias = Mapping[str, str]
# Where in the file a document stands (a line, a record; None for the whole), and its fields.
Read: TypeAlias = Iterator[tuple[int | None, Values]]


def is_blank(text: object) -> bool:
    """Whether a text holds nothing but space: its line or row is passed over, not refused."""
    return isinstance(text, str) and not text.strip()
