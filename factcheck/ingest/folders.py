"""Folders of sources, found recursively, and files that are one document each."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factcheck.errors import InvalidInput, InvalidSource
from factcheck.ingest.fields import Columns, is_blank
from factcheck.ingest.ids import checked
from factcheck.ingest.kinds import KINDS, Kind
from factcheck.ingest.plain import read_text
from factcheck.types import Document, iso_date

JSONL_SUFFIXES = (".jsonl", ".jsonl.gz")
_TEXT_SUFFIXES = frozenset({".txt", ".md"})
_ENDINGS = (*JSONL_SUFFIXES, ".txt", ".md", *(end for kind in KINDS for end in kind.suffixes))
READABLE = f"{', '.join('*' + end for end in _ENDINGS)}, folders of them, and http(s) addresses"

_DATE_PREFIX = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or web address that was passed over, and why."""

    path: Path | str
    reason: str


def find_files(folder: Path) -> tuple[list[Path], list[Skipped]]:
    """The readable files below a folder and the ones passed over, both in a fixed order.

    Hidden files and folders are not looked at. Links to folders are not followed.

    :raises InvalidSource: if a folder cannot be listed.
    """
    found: list[Path] = []
    skipped: list[Skipped] = []
    for path in sorted(_visible_files(folder)):
        if is_readable(path):
            found.append(path)
        else:
            skipped.append(Skipped(path, "is of no kind that can be read"))
    return found, skipped


def is_readable(path: Path) -> bool:
    """Whether a file is of a kind that can be read, by its name."""
    return path.name.lower().endswith(_ENDINGS)


def is_text(path: Path) -> bool:
    """Whether a file is plain text or Markdown, by its name."""
    return path.suffix.lower() in _TEXT_SUFFIXES


def read_kind(
    kind: Kind, path: Path, root: Path, columns: Columns, empty: list[int] | None = None
) -> Iterator[Document]:
    """The documents of a file that is neither JSON lines nor text.

    A file that is one document has its path below `root` as its id, and the date that its name
    starts with, if it states none itself.

    :param empty: takes the places of rows whose text is empty, which are passed over then.
    :raises InvalidSource: if it cannot be read.
    """
    for place, values in kind.read(path, columns):
        known = {name: value for name, value in values.items() if value is not None}
        if place is None:
            own = {"id": path.relative_to(root).as_posix(), "title": path.stem}
            day = None if "published" in known else _date_in_name(path)
            known = {**own, **({"published": day} if day else {}), **known}
        elif empty is not None and is_blank(known.get("text", "")):
            empty.append(place)
            continue
        known.setdefault("text", "")
        yield checked(path, place, **known)


def read_document(path: Path, root: Path) -> Document:
    """A text or Markdown file as a document.

    The id is its path below `root`; the title its first heading, else the file name; the
    publication date the one that its name starts with (`2025-06-21-briefing.md`), if any.

    :raises InvalidSource: if it is neither UTF-8 nor marked as UTF-16, is empty, or its name starts
        with a date that does not exist.
    """
    text = read_text(path)
    if not text.strip():
        raise InvalidSource(path, None, "is empty")
    heading = _HEADING.search(text) if path.suffix.lower() == ".md" else None
    return checked(
        path,
        None,
        id=path.relative_to(root).as_posix(),
        title=heading.group(1) if heading and heading.group(1) else path.stem,
        published=_date_in_name(path),
        text=text,
    )


def _visible_files(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise InvalidSource(error.filename, None, f"cannot be listed: {error.strerror}") from error

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in names if not name.startswith("."))


def _date_in_name(path: Path) -> str | None:
    match = _DATE_PREFIX.match(path.name)
    if match is None:
        return None
    try:
        return iso_date(match.group(1), "published")
    except InvalidInput as error:
        reason = f"its name starts with {match.group(1)}, which is not a date that exists"
        raise InvalidSource(path, None, reason) from error
