"""Pages that were saved: HTML files, and web archives (WARC, ISO 28500)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecord

from factcheck.addresses import canonical_url
from factcheck.errors import FetchFailure, InvalidSource
from factcheck.ingest.fetch import MAX_BYTES
from factcheck.ingest.fields import Read, Row, Values
from factcheck.ingest.html import extract
from factcheck.ingest.media_types import HTML_TYPES, media_type_of
from factcheck.ingest.page import Page
from factcheck.review_types import is_web_address
from factcheck.types import Document

_OK = "200"
_CHUNK = 2**16
# Chrome, Edge and Internet Explorer write the first, SingleFile the second.
_SAVED_FROM = re.compile(
    rb"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)([^\s<>\"]+)"
)
_HEAD_BYTES = 4096
_PATH = re.compile(r"[/?]")


def read_html(path: Path) -> Row:
    """The article of a saved page.

    :raises InvalidSource: if there is none.
    """
    try:
        content = path.read_bytes()
        found = extract(Page(_saved_from(content), content, "text/html", None))
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read: {error.strerror}") from error
    except FetchFailure as error:
        raise InvalidSource(path, None, error.reason) from error
    # Many a site states the address of its front page on every page.
    if _PATH.search(canonical_url(found.url) or ""):
        return Row(None, _values(found), captured="")
    return Row(None, {**_values(found), "id": None})


def _saved_from(page: bytes) -> str:
    """The address that a browser wrote into a page when it saved it; empty for none."""
    match = _SAVED_FROM.search(page, 0, _HEAD_BYTES)
    address = match[1].decode("utf-8", "replace") if match else ""
    return address if is_web_address(address) else ""


def read_warc(path: Path) -> Read:
    """The articles of the pages in a web archive; what holds none is passed over.

    :raises InvalidSource: if it is no archive, damaged or cut off, or no page in it holds an
        article.
    """
    is_empty = True
    for number, record, page in _pages(path):
        fault = _fault(record, page)
        try:
            values = {} if fault else _values(extract(page))
        except FetchFailure:
            continue
        is_empty = False
        captured = record.rec_headers.get_header("WARC-Date") or ""
        yield Row(number, values, captured, fault)
    if is_empty:
        raise InvalidSource(path, None, "holds no page with an article")


def _pages(path: Path) -> Iterator[tuple[int, ArcWarcRecord, Page]]:
    whole = 0
    try:
        with path.open("rb") as file:
            archive = ArchiveIterator(file)
            # Told by the error.
            archive.INC_RECORD = ""
            for record in archive:
                page = _page(record)
                if not _is_whole(record) or archive.err_count:
                    raise InvalidSource(path, None, _damaged(whole))
                whole += 1
                if page is not None:
                    yield whole, record, page
            # What stood behind the last one was no record.
            if archive.err_count:
                raise InvalidSource(path, None, _damaged(whole))
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read: {error.strerror}") from error
    except InvalidSource:
        raise
    # What a damaged file does inside the parser is nothing that it promises.
    except Exception as error:
        reason = _damaged(whole) if whole else "is no web archive"
        if "non-chunked gzip" in str(error):
            reason = "is packed as one piece, not record by record; unpack it first"
        raise InvalidSource(path, None, reason) from error


def _damaged(whole: int) -> str:
    return f"is cut off or damaged from record {whole + 1} on"


def _page(record: ArcWarcRecord) -> Page | None:
    """The page that a record holds, if it holds one; of one that is too large, too much."""
    if record.rec_type != "response" or record.http_headers is None:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    stated = record.http_headers.get_header("Content-Type") or ""
    media_type, charset = media_type_of({"Content-Type": stated}, url)
    if record.http_headers.get_statuscode() != _OK or media_type not in HTML_TYPES:
        return None
    return Page(url, record.content_stream().read(MAX_BYTES + 1), media_type, charset)


def _fault(record: ArcWarcRecord, page: Page) -> str:
    """Why a page would be half of one, if it would."""
    if record.rec_headers.get_header("WARC-Truncated"):
        return "was cut short when it was captured"
    return f"is larger than {MAX_BYTES} bytes" if len(page.content) > MAX_BYTES else ""


def _is_whole(record: ArcWarcRecord) -> bool:
    """Whether a record, read to its end, is as long as its head says."""
    stream = record.raw_stream
    while stream.read(_CHUNK):
        pass
    return isinstance(stream, LimitReader) and stream.limit == 0


def _values(found: Document) -> Values:
    names = ("id", "title", "publisher", "url", "published", "language", "text")
    return {name: getattr(found, name) or None for name in names}
