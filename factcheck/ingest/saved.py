"""Pages that were saved: HTML files, and web archives (WARC, ISO 28500)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from factcheck.errors import FetchFailure, InvalidSource
from factcheck.ingest.fetch import MAX_BYTES
from factcheck.ingest.fields import Read, Values
from factcheck.ingest.html import extract
from factcheck.ingest.media_types import HTML_TYPES, media_type_of
from factcheck.ingest.page import Page
from factcheck.types import Document

_OK = "200"


def read_html(path: Path) -> Values:
    """The article of a saved page.

    :raises InvalidSource: if there is none.
    """
    try:
        content = path.read_bytes()
        return _values(extract(Page("", content, "text/html", None)))
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read: {error.strerror}") from error
    except FetchFailure as error:
        raise InvalidSource(path, None, error.reason) from error


def read_warc(path: Path) -> Read:
    """The articles of the pages in a web archive; what holds none is passed over.

    :raises InvalidSource: if it is no archive, or no page in it holds an article.
    """
    found = 0
    for number, page in _pages(path):
        try:
            values = _values(extract(page))
        except FetchFailure:
            continue
        found += 1
        # An archive may hold a page several times; the address and the text make the id.
        yield number, {**values, "url": page.url}
    if not found:
        raise InvalidSource(path, None, "holds no page with an article")


def _pages(path: Path) -> Iterator[tuple[int, Page]]:
    try:
        with path.open("rb") as file:
            for number, record in enumerate(ArchiveIterator(file), start=1):
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                url = record.rec_headers.get_header("WARC-Target-URI")
                stated = record.http_headers.get_header("Content-Type") or ""
                media_type, charset = media_type_of({"Content-Type": stated}, url)
                if record.http_headers.get_statuscode() == _OK and media_type in HTML_TYPES:
                    content = record.content_stream().read(MAX_BYTES)
                    yield number, Page(url, content, media_type, charset)
    except (ArchiveLoadFailed, EOFError) as error:
        raise InvalidSource(path, None, f"is no web archive, or damaged ({error})") from error
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read ({error})") from error


def _values(found: Document) -> Values:
    names = ("title", "publisher", "url", "published", "language", "text")
    return {name: getattr(found, name) for name in names}
