"""Feeds (RSS, Atom) and sitemaps: the addresses of the pages that they name."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from urllib.parse import urljoin

import feedparser
from lxml import etree

from factcheck.errors import FetchFailure
from factcheck.ingest.media_types import FEED_TYPES
from factcheck.ingest.page import Page
from factcheck.review_types import is_web_address

# What one feed or sitemap may name; the protocol of sitemaps allows 50,000.
MOST_PAGES = 1_000
# As large as the protocol lets a sitemap be once it is unpacked.
_MOST_BYTES = 50 * 2**20
_SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_GZIP_MARK = b"\x1f\x8b"


def is_feed(page: Page) -> bool:
    """Whether a page is a list of others."""
    return page.media_type in FEED_TYPES


def linked(
    page: Page, read: Callable[[str], Page], failed: Callable[[FetchFailure], None]
) -> list[str]:
    """The addresses that a feed or sitemap names, in its order, each once, made absolute.

    A sitemap may name others (sitemaps.org/protocol.html), one level deep; of those, their
    addresses.

    :param read: reads such a sitemap.
    :param failed: is told of each that could not be read; the rest goes on.
    :raises FetchFailure: if it is neither, its XML is broken, it names none, or too many.
    """
    root = _root(page)
    found = _addresses(page, root, failed)
    if root.tag != f"{_SITEMAPS}sitemapindex":
        _require_few(page, len(found), "pages")
        return found
    _require_few(page, len(found), "sitemaps")
    deeper = dict[str, None]()
    for address in found:
        try:
            named = read(address)
            deeper |= dict.fromkeys(_addresses(named, _root(named), failed))
        except FetchFailure as failure:
            failed(failure)
        _require_few(page, len(deeper), "pages")
    return list(deeper)


def _require_few(page: Page, number: int, noun: str) -> None:
    if number > MOST_PAGES:
        reason = f"names {number} {noun}, more than {MOST_PAGES}; name a smaller one"
        raise FetchFailure(page.url, reason)


def _addresses(
    page: Page, root: etree._Element, failed: Callable[[FetchFailure], None]
) -> list[str]:
    if root.tag in (f"{_SITEMAPS}urlset", f"{_SITEMAPS}sitemapindex"):
        places = [place.text or "" for place in root.iter(f"{_SITEMAPS}loc")]
    else:
        places = _entries(page)
    found = dict[str, None]()
    for place in filter(None, map(str.strip, places)):
        address = _joined(page.url, place)
        if is_web_address(address):
            found[address] = None
        else:
            failed(FetchFailure(place, "is no http or https address"))
    if not found:
        raise FetchFailure(page.url, "is a feed or sitemap that names no page")
    return list(found)


def _joined(base: str, place: str) -> str:
    try:
        return urljoin(base, place)
    except ValueError:
        return place


def _root(page: Page) -> etree._Element:
    # No entities and no network: a feed is a stranger's.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(_unpacked(page), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FetchFailure(page.url, f"its XML is broken ({str(error)[:100]})") from error
    if root.getroottree().docinfo.doctype:
        raise FetchFailure(page.url, "its XML declares a document type, which no feed needs")
    return root


def _unpacked(page: Page) -> bytes:
    if not page.content.startswith(_GZIP_MARK):
        return page.content
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        content = unpacker.decompress(page.content, _MOST_BYTES)
    except zlib.error as error:
        raise FetchFailure(page.url, f"cannot be unpacked ({error})") from error
    if unpacker.unconsumed_tail:
        raise FetchFailure(page.url, f"holds more than {_MOST_BYTES} bytes once unpacked")
    return content


def _entries(page: Page) -> list[str]:
    headers = {"content-type": page.media_type, "content-location": page.url}
    parsed = feedparser.parse(_unpacked(page), response_headers=headers)
    if not parsed.version:
        raise FetchFailure(page.url, "is XML, and neither a feed nor a sitemap")
    return [str(entry.link) for entry in parsed.entries if entry.get("link")]
