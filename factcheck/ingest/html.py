"""From a web page to a document: the article's text and what the page says of itself.

What a page states to programs counts before what it shows to readers: JSON-LD, then meta tags,
then properties in its markup, then its headline, lines and address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from urllib.parse import urljoin

from factcheck.addresses import canonical_url
from factcheck.errors import FetchFailure
from factcheck.ingest.charsets import decoded
from factcheck.ingest.day_names import stated_day
from factcheck.ingest.entries import with_times
from factcheck.ingest.furniture import without_furniture
from factcheck.ingest.grids import tell_headers
from factcheck.ingest.ids import page_id
from factcheck.ingest.inline import write_out
from factcheck.ingest.linked_data import LinkedData
from factcheck.ingest.main_text import is_wall, main_text
from factcheck.ingest.markup import (
    Element,
    headline,
    meta,
    parsed,
    properties,
    value_of,
    words_of,
)
from factcheck.ingest.media_types import FEED_TYPES, HTML_TYPES
from factcheck.ingest.page import Page
from factcheck.ingest.publication import META, Dating, date_in_address, dateline, seen_date
from factcheck.ingest.publishers import (
    copyright_holder,
    named_like,
    own_address,
    publisher_name,
    registered_domain,
)
from factcheck.ingest.titles import name_key, parts_of, site_in, without_site
from factcheck.language.text import normalise
from factcheck.types import Document

_TITLES = (
    "og:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "citation_title",
    "twitter:title", "headline", "title",
)  # fmt: skip
_PUBLISHERS = (
    "og:site_name", "dc.publisher", "dcterms.publisher", "citation_journal_title",
    "prism.publicationname", "citation_publisher", "publisher", "application-name",
    "apple-mobile-web-app-title", "copyright-holder",
)  # fmt: skip
_LANGUAGES = ("og:locale", "dc.language", "dcterms.language", "language", "content-language")
_LONGEST_TITLE = 500
_TAG = re.compile(r"[a-zA-Z]{2,3}(?![a-zA-Z])")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a page, and how its date is known."""

    document: Document
    dating: Dating


def extract(page: Page) -> Document:
    """The main text of a page with its title, publisher and date; see :func:`read`."""
    return read(page).document


def read(page: Page) -> Reading:
    """The main text of a page with its title, publisher, date, language and own address.

    Its id is made of that address alone: what a page says may be corrected.

    Paragraphs are set apart by a blank line, so that no passage runs across two.

    :raises FetchFailure: if the page holds no text that could be checked, only asks for consent
        to cookies, or is written in no known charset.
    """
    if page.media_type in FEED_TYPES:
        raise FetchFailure(page.url, "is a feed or a sitemap, not an article")
    try:
        text = decoded(page.content, page.charset)
    except ValueError as error:
        raise FetchFailure(page.url, f"the page {error}") from error
    read_text = _from_html if page.media_type in HTML_TYPES else _from_text
    found = read_text(text, page.url)
    if found is None:
        raise FetchFailure(page.url, "the page holds no readable text")
    return found


def _from_text(text: str, url: str) -> Reading | None:
    if not text.strip():
        return None
    day = date_in_address([url])
    document = Document(
        text=text, id=page_id(url), url=url, published=day, publisher=registered_domain(url)
    )
    return Reading(document, Dating.INFERRED if day else Dating.UNKNOWN)


def _from_html(html: str, url: str) -> Reading | None:
    tree = parsed(html)
    if tree is None:
        return None
    stated = _Stated(tree, url)
    title, publisher = stated.title, stated.publisher()
    day = stated.day()
    heading = headline(tree, title or "")
    write_out(tree)
    with_times(tree)
    tell_headers(tree)
    without_furniture(tree, heading)
    text = main_text(tree, heading, stated.data.text("articleBody"))
    if not text.strip():
        return None
    if is_wall(text):
        raise FetchFailure(url, "the page shows only a notice that asks for consent to cookies")
    paragraphs = text.split("\n\n")
    inferred = None
    if day is None:
        day = seen_date(tree, heading, stated.region)
    if day is None:
        inferred = date_in_address([stated.address, url]) or dateline(paragraphs, stated.region)
    document = Document(
        text=text,
        id=page_id(stated.address),
        title=title,
        publisher=publisher,
        url=stated.address,
        published=day or inferred,
        language=stated.language,
    )
    dating = Dating.STATED if day else Dating.INFERRED if inferred else Dating.UNKNOWN
    return Reading(document, dating)


class _Stated:
    """What a page states, by the order of precedence."""

    def __init__(self, tree: Element, url: str) -> None:
        self._tree, self._meta = tree, meta(tree)
        self._window = next((words_of(tag) for tag in tree.iterfind(".//head/title")), "")
        self.address = self._own_address(url)
        self._headings = [words_of(tag) for tag in tree.iter("h1", "h2")]
        self.data = LinkedData(
            [script.text or "" for script in tree.xpath("//script[contains(@type, 'ld+json')]")],
            {found for place in (url, self.address) if (found := canonical_url(place))},
            set(map(normalise, filter(None, (*self._headings, self._meta.get("og:title"))))),
        )
        # A page that was saved may state its address nowhere else.
        self.address = self.address or own_address("", None, self.data.address())
        root = tree.get("lang") or tree.get("xml:lang")
        tag = (root or self.data.language() or self._first(_LANGUAGES) or "").strip()
        match = _TAG.match(tag)
        self.language = match[0].casefold() if match else None
        self.region = self._region(tag.replace("_", "-"))

    @cached_property
    def title(self) -> str | None:
        """The headline, without the name of the site."""
        stated = self.data.title() or self._first(_TITLES) or self._property("headline")
        names = (self._site(), self._like_domain, registered_domain(self.address))
        if stated:
            return without_site(_unescaped(stated), names, self._is_shown) or None
        if self._window:
            title = without_site(self._window, names, self._is_shown)
            if self._is_shown(title):
                return title
        shown = self._tree.xpath("//article//h1 | //main//h1") or self._tree.xpath("//h1")
        texts = [text for text in map(words_of, shown) if text]
        # The headline of a page whose first heading is the name of the site.
        within = [text for text in self._headings if text and text in self._window]
        site = name_key(self._like_domain or "")
        own = (text for text in (*texts, *within) if name_key(text) != site)
        return next(own, None) or without_site(self._window, names, self._is_shown) or None

    def publisher(self) -> str | None:
        """The name of the publisher, else the registered domain.

        What stands beside the headline is a guess, and taken only in place of an address.
        """
        beside = publisher_name(site_in(self._window, self.title or ""))
        is_name = beside is not None and not stated_day(beside, self.region)
        guess = beside if is_name and self.address else registered_domain(self.address)
        return self._site() or self._like_domain or guess

    @cached_property
    def _like_domain(self) -> str | None:
        """What the domain is made of: in the page's title, at the way home, by its copyright."""
        front = urljoin(self.address, "/")
        home = [a for a in self._tree.iter("a") if a.get("href") in {"/", front, front[:-1]}]
        lines = map(words_of, self._tree.iter("p", "div", "footer", "span", "small", "center"))
        holders = (copyright_holder(line) for line in lines if len(line) <= _LONGEST_TITLE)
        names = [*parts_of(self._window)[0], *map(words_of, home), *filter(None, holders)]
        return named_like(registered_domain(self.address), map(str.strip, names))

    def day(self) -> str | None:
        """The stated day of publication."""
        stated = [self.data.published(), *(self._meta.get(name) for name in META)]
        stated += [value_of(element) for element in properties(self._tree, "datePublished")]
        return next(filter(None, (stated_day(value, self.region) for value in stated)), None)

    def _site(self) -> str | None:
        stated: Iterable[Callable[[], str | None]] = (
            self.data.publisher,
            partial(self._first, _PUBLISHERS),
            self._publisher_in_markup,
        )
        names = (publisher_name(_unescaped(value() or "")) for value in stated)
        return next(filter(None, names), None)

    def _publisher_in_markup(self) -> str | None:
        for element in properties(self._tree, "publisher"):
            named = element.xpath(".//*[@itemprop='name' or contains(@property, 'name')]")
            return value_of(named[0] if named else element)
        return None

    def _property(self, name: str) -> str | None:
        return next(filter(None, map(value_of, properties(self._tree, name))), None)

    def _first(self, names: Iterable[str]) -> str | None:
        return next(filter(None, map(self._meta.get, names)), None)

    def _is_shown(self, text: str) -> bool:
        return normalise(text) in self._shown

    @cached_property
    def _shown(self) -> frozenset[str]:
        """Short lines that the page shows as headings or elements of their own."""
        lines = [
            element.text
            for element in self._tree.iterfind(".//body//*")
            if isinstance(element.tag, str) and element.tag not in {"a", "script", "style"}
        ]
        lines += self._headings
        return frozenset(normalise(line) for line in lines if line and len(line) <= _LONGEST_TITLE)

    def _own_address(self, url: str) -> str:
        stated = self._tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href")
        base = next(iter(self._tree.xpath("//head/base/@href")), None)
        return own_address(url, base, next(iter(stated), None) or self._meta.get("og:url"))

    def _region(self, tag: str) -> str:
        """A language with its country, for the order of numbers in dates."""
        if "-" in tag:
            return tag
        locale = self._meta.get("og:locale", "").replace("_", "-")
        if locale.casefold().startswith(tag.casefold() + "-"):
            return locale
        country = (registered_domain(self.address) or "").rpartition(".")[2]
        is_american = country in {"us", "gov", "mil"}
        is_national = len(country) == 2 and not is_american
        return f"{tag}-{'us' if is_american else country}" if is_american or is_national else tag


def _unescaped(text: str) -> str:
    from html import unescape

    return " ".join(unescape(unescape(text)).split())
