"""One id, one text: within a run no id may stand for two documents, but pages change.

What is read at a web address has an id of the address alone, so that a page that was corrected
replaces what it said before; of several captures of one address only the newest counts.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from factcheck.addresses import canonical_url, harmless
from factcheck.document_limits import check_fields
from factcheck.errors import InvalidInput, InvalidSource, shown
from factcheck.language.language_tags import valid_tag
from factcheck.marks import Mark
from factcheck.types import Document, text_sha256

_DERIVED_LENGTH = len(Document(text="any").id)
_METADATA = ("id", "title", "publisher", "url", "published", "language")


class IdTaken(InvalidSource):
    """An id was met before with another text or other metadata."""


@dataclass(frozen=True, slots=True)
class Found:
    """A document as it was found.

    :param place: where in its file: a line, a record; None for the whole.
    :param captured: of a page, the time of its capture, empty if that is not known; None for what
        is no page.
    """

    document: Document
    place: int | None = None
    captured: str | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """What is remembered of a document: what it stood for, and where.

    :param has_own_id: whether its id was given, not made of its address and text.
    """

    id: str
    has_own_id: bool
    digest: bytes
    path: Path | str
    place: int | None
    captured: str | None
    url: str | None

    @classmethod
    def of(cls, found: Found, path: Path | str) -> Met:
        """What is remembered of a document of that file or address."""
        document = found.document
        return cls(
            *(document.id, not _is_derived(document), digest_of(document), path),
            *(found.place, found.captured, document.url),
        )


class Ids:
    """The ids met so far, each with what it stands for.

    `outdated` are the digests of captures of pages of which there is a newer one.
    """

    def __init__(self) -> None:
        self._digests: dict[str, bytes] = {}
        self._places: dict[str, tuple[Path | str, int | None]] = {}
        self._captured: dict[str, str] = {}
        self.outdated: set[bytes] = set()

    def admit(self, met: Met) -> None:
        """Remember a document.

        Of captures of one address the newest stays; where the time of one is not known, the one
        that was read last.

        :raises IdTaken: if its id was met before with another text or other metadata, unless both
            are captures.
        """
        is_first = met.id not in self._digests
        before = self._digests.setdefault(met.id, met.digest)
        place = self._places.setdefault(met.id, (met.path, met.place))
        last = "" if is_first else self._captured.get(met.id)
        if met.captured is None or last is None:
            if before != met.digest:
                raise IdTaken(met.path, met.place, _clash(met, *place))
            return
        is_newest = not met.captured or met.captured >= last
        if is_newest:
            self._digests[met.id], self._captured[met.id] = met.digest, met.captured
        if before != met.digest:
            self.outdated.add(before if is_newest else met.digest)
            self.outdated.discard(self._digests[met.id])


def _clash(met: Met, path: Path | str, place: int | None) -> str:
    where = str(path)
    if place is not None:
        where = f"line {place}" if path == met.path else f"{path}, line {place}"
    if met.has_own_id:
        return f"id {shown(met.id)} was used before with other content ({where})"
    return f"repeats the text of {where} with another publisher, day or title; give each an id"


def page_id(url: str | None) -> str:
    """The id of what stands at a web address, whatever it says at the time; empty for none."""
    address = canonical_url(url)
    return text_sha256(address)[:16] if address else ""


def checked(path: Path, line: int | None, **values: str | tuple[Mark, ...] | None) -> Document:
    """A document from untrusted values, which an index can keep.

    :raises InvalidSource: if a value is refused; it names file and line.
    """
    try:
        for name, value in values.items():
            _require_unicode(name, value)
        document = Document(**values)  # type: ignore[arg-type]  # it refuses wrong types itself
        return storable(document)
    except InvalidInput as error:
        raise InvalidSource(path, line, str(error)) from error


def storable(document: Document) -> Document:
    """The document.

    :raises InvalidInput: if its language is no tag, its address runs something or holds a password,
        or an index would refuse it when others have been committed already.
    """
    check_fields(document)
    if document.url:
        harmless(document.url)
    if "\0" in document.text:
        expected = "must be text without null characters, not binary data"
        raise InvalidInput("text", document.text, expected)
    if not document.language:
        return document
    # Systems write "en_GB" for "en-GB".
    return replace(document, language=valid_tag(document.language.replace("_", "-"), "language"))


def digest_of(document: Document) -> bytes:
    """What tells a document from others: its text, marks and metadata."""
    values = [getattr(document, name) for name in _METADATA]
    told = repr([*values, document.sha256, *document.marks])
    return hashlib.sha256(told.encode("utf-8")).digest()[:16]


def _is_derived(document: Document) -> bool:
    made = len(document.id) == _DERIVED_LENGTH
    return made and document.id == Document(text=document.text, url=document.url).id


def _require_unicode(name: str, value: object) -> None:
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise InvalidInput(name, value[:20], "must be valid Unicode") from error
