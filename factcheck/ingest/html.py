"""From a web page to a document: the article's text and what the page says of itself."""

from __future__ import annotations

import codecs

from factcheck.errors import FetchFailure, InvalidInput
from factcheck.ingest.fetch import HTML_TYPES, Page
from factcheck.types import Document, iso_date

_JSON_LD = "//body//script[@type='application/ld+json']"


def extract(page: Page) -> Document:
    """The main text of a page with its title, publisher and date, where it states them.

    Paragraphs are set apart by a blank line, so that no passage runs across two.

    :raises FetchFailure: if the page holds no text that could be checked.
    """
    document = _from_html(page) if page.media_type in HTML_TYPES else _from_text(page)
    if document is None:
        raise FetchFailure(page.url, "the page holds no readable text")
    return document


def _from_text(page: Page) -> Document | None:
    text = page.content.decode(_codec(page.charset), errors="replace")
    return Document(text=text, url=page.url) if text.strip() else None


def _from_html(page: Page) -> Document | None:
    import trafilatura
    from trafilatura.settings import Document as Extracted

    # A charset in the header wins over one in the page (HTML standard, 13.2.3.2).
    html = page.content.decode(_codec(page.charset), "replace") if page.charset else page.content
    found = trafilatura.bare_extraction(
        html, url=page.url, with_metadata=True, include_comments=False
    )
    if not isinstance(found, Extracted) or not (found.text or "").strip():
        return None
    return Document(
        text="\n\n".join(line for line in str(found.text).splitlines() if line.strip()),
        title=found.title or None,
        publisher=found.sitename or None,
        url=page.url,
        published=_stated_date(html, page.url),
        language=found.language or None,
    )


def _stated_date(html: str | bytes, url: str) -> str | None:
    """The publication date in the address or the metadata of a page.

    Dates in the running text are mostly those of events: one taken for the publication date
    would falsify every verdict `as_of` a date.
    """
    import trafilatura
    from htmldate import find_date

    tree = trafilatura.load_html(html)
    if tree is None:
        return None
    metadata = tree.xpath(_JSON_LD)
    for body in tree.xpath("//body"):
        body.clear()
        body.extend(metadata)
    return _date(find_date(tree, url=url, extensive_search=False, original_date=True))


def _codec(charset: str | None) -> str:
    try:
        return codecs.lookup(charset or "utf-8").name
    except LookupError:
        return "utf-8"


def _date(value: str | None) -> str | None:
    try:
        return iso_date(value or None, "published")
    except InvalidInput:
        return None
