"""From what a server answered to a document: the article of a page, or the text of a file."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from types import MappingProxyType
from urllib.parse import unquote

from factcheck import addresses
from factcheck.errors import FetchFailure, InvalidSource
from factcheck.ingest import html
from factcheck.ingest.fields import Values
from factcheck.ingest.ids import checked, page_id
from factcheck.ingest.kinds import kind_of
from factcheck.ingest.media_types import ending_of
from factcheck.ingest.page import Page
from factcheck.ingest.publication import date_in_address
from factcheck.ingest.publishers import registered_domain
from factcheck.types import Document


def article(page: Page) -> Document:
    """The document that an answer holds.

    A file tells neither its publisher nor a day that could be relied on: they are taken from
    its address.

    :raises FetchFailure: if it holds none; it says why.
    """
    ending = ending_of(page.media_type)
    if ending is None:
        return html.extract(page)
    own: Values = {
        "id": page_id(page.url),
        "title": PurePosixPath(unquote(addresses.path(page.url))).stem or None,
        "publisher": registered_domain(page.url),
        "published": date_in_address([page.url]),
        "url": page.url,
    }
    # The readers of files read from a disk.
    with TemporaryDirectory(prefix="factcheck-") as folder:
        path = Path(folder, f"answer{ending}")
        path.write_bytes(page.content)
        try:
            return checked(path, None, **own | _stated(path))
        except InvalidSource as error:
            raise FetchFailure(page.url, error.reason) from error


def _stated(path: Path) -> Values:
    """The fields that a file states, which is one document."""
    kind = kind_of(path)
    assert kind is not None
    (row,) = kind.read(path, MappingProxyType({}))
    return {name: value for name, value in row.values.items() if value is not None}
