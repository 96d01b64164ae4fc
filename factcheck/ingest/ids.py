"""One id, one text: within a run no id may stand for two documents."""

from __future__ import annotations

import hashlib
from pathlib import Path

from factcheck.errors import InvalidInput, InvalidSource, shown
from factcheck.marks import Mark
from factcheck.types import Document

_METADATA = ("id", "title", "publisher", "url", "published", "language")


class IdTaken(InvalidSource):
    """An id was met before with another text or other metadata."""


class Ids:
    """The ids met so far, each with a digest of what it stood for."""

    def __init__(self) -> None:
        self._digests: dict[str, bytes] = {}

    def admit(self, document: Document, path: Path, line: int | None = None) -> None:
        """Remember the document.

        :raises IdTaken: if its id was met before with another text or other metadata.
        """
        digest = _digest(document)
        if self._digests.setdefault(document.id, digest) != digest:
            reason = f"id {shown(document.id)} was used before with other content"
            raise IdTaken(path, line, reason)


def checked(path: Path, line: int | None, **values: str | tuple[Mark, ...] | None) -> Document:
    """A document from untrusted values.

    :raises InvalidSource: if a value is refused; it names file and line.
    """
    try:
        for name, value in values.items():
            _require_unicode(name, value)
        return Document(**values)  # type: ignore[arg-type]  # Document refuses wrong types itself
    except InvalidInput as error:
        raise InvalidSource(path, line, str(error)) from error


def _require_unicode(name: str, value: object) -> None:
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise InvalidInput(name, value[:20], "must be valid Unicode") from error


def _digest(document: Document) -> bytes:
    values = [getattr(document, name) for name in _METADATA]
    return hashlib.sha256(repr([*values, document.sha256]).encode("utf-8")).digest()[:16]
