"""Folders of sources, found recursively, and files that are one document each."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from factcheck.errors import InvalidInput, InvalidSource
from factcheck.ingest.fields import EMPTY, Columns, PassedOver, Values, is_blank
from factcheck.ingest.ids import Found, Ids, checked
from factcheck.ingest.jsonl import read_sources
from factcheck.ingest.kinds import KINDS, Kind, kind_of
from factcheck.ingest.plain import WINDOWS, encoding_of, read_text
from factcheck.types import Document, iso_date

JSONL_SUFFIXES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
_MARKDOWN = (".md", ".markdown")
_TEXT_SUFFIXES = (".txt", ".text", *_MARKDOWN)
_ENDINGS = (*JSONL_SUFFIXES, *_TEXT_SUFFIXES, *(end for kind in KINDS for end in kind.suffixes))
READABLE = f"{', '.join('*' + end for end in _ENDINGS)}, folders of them, and http(s) addresses"
OF_NO_KIND = "is of no kind that can be read"
_HIDDEN = "is hidden: its name begins with a dot"
_LEADS_OUT = "is a link that leads out of the folder"
NO_FILE = "is a pipe, socket or device"
_OF_ONE = (*_TEXT_SUFFIXES, *(end for kind in KINDS if not kind.many for end in kind.suffixes))

# A short first line that is no sentence and stands apart from what follows.
_HEADLINE = re.compile(r"\s*+(?=.*[^\W\d_])(\S.{0,98}[^\s.…:;,])[ \t]*\n[ \t]*\n\s*\S")
_PAGE = re.compile(r"\s*(?:<!doctype html|<html)\b", re.IGNORECASE)
_PAGES = (".html", ".htm", ".xhtml")
# As browsers name it, in the languages of most of them: "page_files" beside "page.html".
_PARTS_OF_PAGE = re.compile(
    r"(.+)[_-](?:files|dateien|fichiers|archivos|bestanden|arquivos|pliki|filer|file)",
    re.IGNORECASE,
)
_COPY = re.compile(r" ?\((\d{1,9})\)\Z")
_DATE_PREFIX = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or web address that was passed over, and why."""

    path: Path | str
    reason: str


def find_files(folder: Path) -> tuple[list[Path], list[Skipped]]:
    """The readable files below a folder and the ones passed over, both in a fixed order.

    Hidden files are passed over, and hidden folders not looked at, nor those that browsers put
    beside a saved page. A link that leads out of the
    folder is passed over; of others those to files are followed, as what lies in folders is met
    there.

    :raises InvalidSource: if a folder cannot be listed.
    """
    found: list[Path] = []
    skipped: list[Skipped] = []
    root = Path(os.path.realpath(folder))
    for path in sorted(_visible_files(folder), key=_place):
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
            skipped.append(Skipped(path, _LEADS_OUT))
        elif path.is_dir():
            continue
        elif not is_readable(path):
            skipped.append(Skipped(path, OF_NO_KIND))
        elif path.exists() and not path.is_file():
            skipped.append(Skipped(path, NO_FILE))
        elif path.name.startswith("."):
            skipped.append(Skipped(path, _HIDDEN))
        else:
            found.append(path)
    return found, skipped


def is_readable(path: Path) -> bool:
    """Whether a file is of a kind that can be read, by its name."""
    return path.name.lower().endswith(_ENDINGS)


def ending_of(name: str) -> str:
    """The ending by which a file's kind is known, as it stands; else what follows the last dot."""
    known = [end for end in _ENDINGS if name.lower().endswith(end)]
    return name[-max(map(len, known)) :] if known else PurePosixPath(name).suffix


def is_text(path: Path) -> bool:
    """Whether a file is plain text or Markdown, by its name."""
    return path.suffix.lower() in _TEXT_SUFFIXES


def is_of_windows(path: Path) -> bool:
    """Whether a file that can be read is plain text in windows-1252, which it does not say."""
    kind = kind_of(path)
    if not (kind.is_plain if kind else is_text(path)):
        return False
    with path.open("rb") as file:
        return encoding_of(file, path) == WINDOWS


def is_lines(path: Path) -> bool:
    """Whether a file is JSON lines, by its name."""
    return path.name.lower().endswith(JSONL_SUFFIXES)


def name_of(path: Path) -> str:
    """What a file that can be read is, for people."""
    kind = kind_of(path)
    return kind.name if kind else "JSON lines" if is_lines(path) else "text"


def id_below(path: Path, folder: Path) -> str:
    """The id of a file that is one document: its path from the name of a folder on.

    With that name, since files of two folders may have the same; composed, as people type it, since
    some systems take letters and their marks apart.
    """
    found = PurePosixPath(folder.resolve().name, path.relative_to(folder)).as_posix()
    return unicodedata.normalize("NFC", _in_unicode(found))


def read_file(
    path: Path,
    file_id: str,
    ids: Ids,
    ignored: Counter[str],
    passed: PassedOver,
    columns: Columns,
) -> Iterator[Found]:
    """The documents of a file of any kind; see :func:`read_kind`.

    :param ids: takes those of JSON lines.
    :param ignored: counts unknown fields of JSON lines, and of rows.
    """
    if is_lines(path):
        empty: list[int] = []
        yield from map(Found, read_sources(path, ids=ids, ignored=ignored, empty=empty))
        passed.update(dict.fromkeys(empty, EMPTY))
    elif kind := kind_of(path):
        yield from read_kind(kind, path, file_id, columns, passed, ignored)
    else:
        yield Found(read_document(path, file_id))


def read_one(path: Path) -> Document:
    """The document that a file is as a whole, read as a build of an index reads it.

    A name without an ending stands for text.

    :raises InvalidSource: if it cannot be read, holds several documents, or is of no known kind.
    """
    kind = kind_of(path)
    if kind is None and (is_text(path) or not path.suffix):
        return read_document(path, _in_unicode(path.name))
    if kind is None or kind.many:
        known = ", ".join("*" + end for end in _OF_ONE)
        raise InvalidSource(path, None, f"is no single text; of files, {known} are read as one")
    return next(read_kind(kind, path, _in_unicode(path.name), {})).document


def read_kind(
    kind: Kind,
    path: Path,
    file_id: str,
    columns: Columns,
    passed: PassedOver | None = None,
    ignored: Counter[str] | None = None,
) -> Iterator[Found]:
    """The documents of a file that is neither JSON lines nor text.

    A file that is one document has `file_id` as its id, unless it is a page that states its
    address, and the date that its name starts with, if it states none itself. Several sheets of
    figures have `file_id#sheet`.

    :param passed: takes the places of rows whose text is empty, and of pages in an archive that
        no index keeps, which are passed over then.
    :param ignored: counts the rows for each of their columns that is no field.
    :raises InvalidSource: if it cannot be read.
    """
    for row in kind.read(path, columns):
        if row.place is None:
            own_id = f"{file_id}#{row.part}" if row.part else file_id
            yield Found(_whole(path, own_id, row.values), None, row.captured)
            continue
        if ignored is not None:
            ignored.update(row.ignored)
        known = {name: value for name, value in row.values.items() if value is not None}
        if passed is not None and (row.fault or is_blank(known.get("text"))):
            passed[row.place] = row.fault or EMPTY
            continue
        known.setdefault("text", "")
        try:
            yield Found(checked(path, row.place, **known), row.place, row.captured)
        except InvalidSource as error:
            if passed is None or not kind.may_fail:
                raise
            passed[row.place] = error.reason


def read_document(path: Path, file_id: str) -> Document:
    """A text or Markdown file as a document; of one that is a page of HTML, its article.

    What the text does not state itself is told by the name of the file: a title, and the
    publication date if it starts with one (`2025-06-21-briefing.md`).

    :raises InvalidSource: if it is in an encoding that is not known, is empty, or its name starts
        with a date that does not exist, or its front matter cannot be read.
    """
    content = read_text(path)
    headline = _HEADLINE.match(content)
    values: Values = {"text": content, "title": headline[1] if headline else None}
    if _PAGE.match(content):
        from factcheck.ingest.saved import read_html

        values = read_html(path).values
    elif path.suffix.lower() in _MARKDOWN:
        from factcheck.ingest.markdown import read_markdown

        values = read_markdown(path, content)
    return _whole(path, file_id, values)


def _whole(path: Path, file_id: str, values: Values) -> Document:
    """A file that is one document, of which its name says what it does not state itself."""
    known: Values = {name: value for name, value in values.items() if value is not None}
    if is_blank(known.get("text")):
        raise InvalidSource(path, None, "is empty")
    if "published" not in known:
        known["published"] = _date_in_name(path)
    return checked(path, None, **{"id": file_id, "title": _in_unicode(path.stem), **known})


def _in_unicode(name: str) -> str:
    """The name of a file as its bytes say it in UTF-8, where a locale takes them for ASCII."""
    try:
        return os.fsencode(name).decode("utf-8")
    except UnicodeDecodeError:
        return name


def _visible_files(folder: Path) -> Iterator[Path]:
    """Files outside hidden folders, and links to folders, which are not followed."""

    def refuse(error: OSError) -> None:
        raise InvalidSource(error.filename, None, f"cannot be listed: {error.strerror}") from error

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [
            name for name in folders if not name.startswith(".") and not _is_of_page(name, names)
        ]
        links = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in (*names, *links))


def _is_of_page(folder: str, beside: Sequence[str]) -> bool:
    """Whether a folder holds the pictures and advertisements of a page saved beside it."""
    match = _PARTS_OF_PAGE.fullmatch(folder)
    return match is not None and any(f"{match[1]}{end}" in beside for end in _PAGES)


def _place(path: Path) -> tuple[Path, int, Path]:
    """Where a file stands in the order: `page (1).html`, which was saved later, behind `page.html`.

    Of saved pages of one address the last one counts.
    """
    stem = path.with_suffix("").name
    copy = _COPY.search(stem)
    if copy is None:
        return path.with_suffix(""), 0, path
    return path.parent / stem[: copy.start()], int(copy[1]), path


def _date_in_name(path: Path) -> str | None:
    match = _DATE_PREFIX.match(path.name)
    if match is None:
        return None
    try:
        return iso_date(match.group(1), "published")
    except InvalidInput as error:
        reason = f"its name starts with {match.group(1)}, which is not a date that exists"
        raise InvalidSource(path, None, reason) from error
