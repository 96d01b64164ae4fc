"""Feeds (RSS, Atom) and sitemaps: the addresses of the pages that they name."""

from __future__ import annotations

from urllib.parse import urljoin

import feedparser
from lxml import etree

from factcheck.errors import FetchFailure
from factcheck.ingest.media_types import FEED_TYPES
from factcheck.ingest.page import Page

# What one feed or sitemap may name; the protocol of sitemaps allows 50,000.
MOST_PAGES = 1_000
_SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def is_feed(page: Page) -> bool:
    """Whether a page is a list of others."""
    return page.media_type in FEED_TYPES


def linked(page: Page) -> list[str]:
    """The addresses that a feed or sitemap names, in its order, each once, made absolute.

    :raises FetchFailure: if it is neither, its XML is broken, it names none, or too many.
    """
    root = _root(page)
    if root.tag in (f"{_SITEMAPS}urlset", f"{_SITEMAPS}sitemapindex"):
        places = [place.text or "" for place in root.iter(f"{_SITEMAPS}loc")]
    else:
        places = _entries(page)
    named = filter(None, map(str.strip, places))
    found = list(dict.fromkeys(urljoin(page.url, place) for place in named))
    if not found:
        raise FetchFailure(page.url, "is a feed or sitemap that names no page")
    if len(found) > MOST_PAGES:
        raise FetchFailure(page.url, f"names {len(found)} pages, more than {MOST_PAGES}")
    return found


def _root(page: Page) -> etree._Element:
    # No entities and no network: a feed is a stranger's.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(page.content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FetchFailure(page.url, f"its XML is broken ({str(error)[:100]})") from error
    if root.getroottree().docinfo.doctype:
        raise FetchFailure(page.url, "its XML declares a document type, which no feed needs")
    return root


def _entries(page: Page) -> list[str]:
    headers = {"content-type": page.media_type, "content-location": page.url}
    parsed = feedparser.parse(page.content, response_headers=headers)
    if not parsed.version:
        raise FetchFailure(page.url, "is XML, and neither a feed nor a sitemap")
    return [str(entry.link) for entry in parsed.entries if entry.get("link")]
