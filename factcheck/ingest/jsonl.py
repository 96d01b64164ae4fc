"""Sources as JSON lines: `{"id","title","publisher","url","published","language","text"}`."""

from __future__ import annotations

import gzip
import json
import logging
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from factcheck.errors import InvalidSource
from factcheck.ingest.fields import is_blank
from factcheck.ingest.fragments import without_markup
from factcheck.ingest.ids import Found, Ids, Met, checked
from factcheck.ingest.plain import not_utf_8
from factcheck.types import Document
from factcheck.wording import counted

FIELDS = ("id", "title", "publisher", "url", "published", "language", "text")
LINE_BYTES = 64 * 2**20

_BOM = b"\xef\xbb\xbf"
_WIDE = "is UTF-16, and must be UTF-8; convert it: iconv -f UTF-16 -t UTF-8"
_IS_REVIEW = "is a fact-check, and no source: factcheck claimreview import adds it"
_logger = logging.getLogger(__name__)


def read_sources(
    path: Path | str,
    *,
    ids: Ids | None = None,
    ignored: Counter[str] | None = None,
    empty: list[int] | None = None,
) -> Iterator[Document]:
    """Stream the documents of a JSON lines file. Blank lines are passed over.

    Only `text` is required; null and `""` stand for a field that is left out. An id may be a whole
    number. A text with the marks of HTML is read without them. Other fields than the seven are
    ignored, and counted.

    :param ids: ids met before, to find the same id with other content across files.
    :param ignored: counts the lines per ignored field; without it they are logged.
    :param empty: takes the numbers of lines whose text is empty, which are passed over then.
    :raises InvalidSource: with the line, at the first one that is not a document; a caller
        that must not take half a file reads it through once before it uses any of it.
    """
    path = Path(path)
    ids = Ids() if ids is None else ids
    counts: Counter[str] = Counter() if ignored is None else ignored
    with _opened(path) as file:
        for number, raw in _lines(file, path):
            record = _parse(raw, path, number)
            counts.update(record.keys() - set(FIELDS))
            if "text" not in record:
                is_review = "claimReviewed" in record
                raise InvalidSource(path, number, _IS_REVIEW if is_review else "text: is missing")
            if isinstance(record["text"], str):
                record["text"] = without_markup(record["text"])
            if empty is not None and is_blank(record["text"]):
                empty.append(number)
                continue
            values = {name: record[name] for name in FIELDS if record.get(name) not in (None, "")}
            # Databases number their rows; a table gives the number as text.
            if type(values.get("id")) is int:
                values["id"] = str(values["id"])
            document = checked(path, number, **{"text": record["text"], **values})
            ids.admit(Met.of(Found(document, number), path))
            yield document
    if ignored is None and counts:
        _logger.warning("%s: ignored %s", path, describe_ignored(counts))


def describe_ignored(counts: Counter[str]) -> str:
    """Names of ignored fields with the number of lines that had them, for a person."""
    names = (f"{name!r} ({counted(count, 'line')})" for name, count in sorted(counts.items()))
    return f"unknown fields: {', '.join(names)}"


def _opened(path: Path) -> IO[bytes]:
    try:
        return cast(IO[bytes], (gzip.open if path.suffix.lower() == ".gz" else open)(path, "rb"))
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read: {error.strerror}") from error


def _lines(file: IO[bytes], path: Path) -> Iterator[tuple[int, bytes]]:
    number = 0
    while raw := _line(file, path, number + 1):
        number += 1
        if len(raw) > LINE_BYTES:
            raise InvalidSource(path, number, f"is longer than {LINE_BYTES} bytes")
        if number == 1:
            raw = raw.removeprefix(_BOM)
            if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
                raise InvalidSource(path, number, _WIDE)
        if raw.strip():
            yield number, raw


def _line(file: IO[bytes], path: Path, number: int) -> bytes:
    try:
        return file.readline(LINE_BYTES + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InvalidSource(path, number, f"is damaged gzip ({error})") from error


def _parse(raw: bytes, path: Path, number: int) -> dict[str, Any]:
    try:
        record = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InvalidSource(path, number, not_utf_8(error.start)) from error
    except json.JSONDecodeError as error:
        reason = f"is not JSON: {error.msg} (column {error.pos + 1})"
        raise InvalidSource(path, number, reason) from error
    except (RecursionError, ValueError) as error:
        reason = "is JSON that nests too deep or holds too long a number"
        raise InvalidSource(path, number, reason) from error
    if not isinstance(record, dict):
        raise InvalidSource(path, number, f"must be a JSON object, not {type(record).__name__}")
    return record
