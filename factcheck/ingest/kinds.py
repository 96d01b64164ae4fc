"""Which files can be read, by the ending of their names, and with what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from factcheck.ingest.fields import Columns, Read, Row


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file.

    :param name: for people.
    :param suffixes: endings of names, in small letters.
    :param read: the documents of a file.
    :param may_fail: whether one in which something cannot be read is passed over in a folder: it
        is often no fault of the user's that a PDF is a picture; a bad line of a list is.
    :param many: whether a file holds several documents.
    :param is_plain: whether it is plain text, which does not say in which encoding.
    :param part: what the places in it are.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, Columns], Read]
    may_fail: bool = True
    many: bool = False
    is_plain: bool = False
    part: str = "line"


def _pdf(path: Path, _: Columns) -> Read:
    from factcheck.ingest.pdf import read_pdf

    yield from read_pdf(path)


def _docx(path: Path, _: Columns) -> Read:
    from factcheck.ingest.docx import read_docx

    yield Row(None, read_docx(path))


def _mail(path: Path, _: Columns) -> Read:
    from factcheck.ingest.mail import read_mail

    yield Row(None, read_mail(path))


def _subtitles(path: Path, _: Columns) -> Read:
    from factcheck.ingest.subtitles import read_subtitles

    yield Row(None, read_subtitles(path))


def _html(path: Path, _: Columns) -> Read:
    from factcheck.ingest.saved import read_html

    yield read_html(path)


def _warc(path: Path, _: Columns) -> Read:
    from factcheck.ingest.saved import read_warc

    yield from read_warc(path)


def _table(path: Path, columns: Columns) -> Read:
    from factcheck.ingest.tables import read_table

    yield from read_table(path, columns)


def _xlsx(path: Path, columns: Columns) -> Read:
    from factcheck.ingest.tables import read_xlsx

    yield from read_xlsx(path, columns)


def _parquet(path: Path, columns: Columns) -> Read:
    from factcheck.ingest.tables import read_parquet

    yield from read_parquet(path, columns)


KINDS = (
    Kind("PDF", (".pdf",), _pdf, part="page"),
    Kind("Word", (".docx",), _docx),
    Kind("mail", (".eml",), _mail),
    Kind("subtitles", (".srt", ".vtt"), _subtitles, is_plain=True),
    Kind("saved page", (".html", ".htm", ".xhtml"), _html),
    Kind("web archive", (".warc", ".warc.gz"), _warc, many=True, part="record"),
    Kind("table", (".csv", ".tsv"), _table, may_fail=False, many=True, is_plain=True),
    Kind("Excel", (".xlsx",), _xlsx, may_fail=False, many=True),
    Kind("Parquet", (".parquet",), _parquet, may_fail=False, many=True),
)


def kind_of(path: Path) -> Kind | None:
    """The kind of a file, by its name; None for JSON lines, text, and what cannot be read."""
    name = path.name.lower()
    return next((kind for kind in KINDS if name.endswith(kind.suffixes)), None)
