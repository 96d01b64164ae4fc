"""What a page says of itself as JSON-LD in the words of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Set
from typing import Any

from factcheck.addresses import canonical_url
from factcheck.language.lexicons import words
from factcheck.language.text import normalise
from factcheck.review_types import is_web_address

Node = dict[str, Any]

_ARTICLES = words(
    """article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle
    backgroundnewsarticle reviewnewsarticle askpublicnewsarticle liveblogposting blogposting
    socialmediaposting discussionforumposting report scholarlyarticle medicalscholarlyarticle
    techarticle satiricalarticle advertisercontentarticle"""
)
_OTHERS = ("claimreview", "webpage", "itempage", "website")
_PUBLISHERS = ("publisher", "sourceOrganization", "provider", "copyrightHolder")
_ORGANISATIONS = frozenset({"organization", "newsmediaorganization", "governmentorganization"})
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)"
    r"|(?://\s*)?(?:-->|\]\]>)\s*;?\s*$|;\s*$|/\*\s*\]\]>\s*\*/\s*$"
)
_LAST_COMMA = re.compile(r",(\s*[}\]])")
_DEEPEST = 4


class LinkedData:
    """The JSON-LD of a page, as far as it speaks of the page's own article.

    :param blocks: the scripts of the page.
    :param addresses: where the page says that it stands, as `canonical_url` writes them.
    :param titles: what the page calls itself elsewhere, normalised.
    """

    def __init__(self, blocks: list[str], addresses: Set[str], titles: Set[str]) -> None:
        nodes = [node for block in blocks for node in _nodes(_parsed(block))]
        self._named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
        self._organisations = [node for node in nodes if _types(node) & _ORGANISATIONS]
        article = _own([n for n in nodes if _types(n) & _ARTICLES], addresses, titles)
        others = [next((n for n in nodes if kind in _types(n)), None) for kind in _OTHERS]
        self._nodes = [node for node in (article, *others) if node is not None]
        self._article = article

    def text(self, name: str) -> str | None:
        """A property of the article itself."""
        return _string(self._article.get(name)) if self._article else None

    def address(self) -> str | None:
        """The web address of the article itself."""
        addresses = _addresses(self._article) if self._article else ()
        return next(filter(is_web_address, addresses), None)

    def title(self) -> str | None:
        """The headline."""
        return self.text("headline") or self.text("name")

    def published(self) -> str | None:
        """The date of publication, as it is written."""
        found = (_string(node.get("datePublished")) for node in self._nodes)
        return next(filter(None, found), None) or self.text("dateCreated")

    def publisher(self) -> str | None:
        """The name of the organisation that publishes the page."""
        for node in self._nodes:
            properties = ["name"] if "website" in _types(node) else [*_PUBLISHERS]
            properties += ["author"] if "claimreview" in _types(node) else []
            for name in properties:
                if found := self._name(node.get(name)):
                    return found
        if len(self._organisations) == 1:
            return self._name(self._organisations[0])
        return None

    def language(self) -> str | None:
        """The language tag of the article or the page."""
        return next(filter(None, (_string(node.get("inLanguage")) for node in self._nodes)), None)

    def _name(self, value: object) -> str | None:
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                item = item.get("name") or self._named.get(str(item.get("@id")), {}).get("name")
            if found := _string(item):
                return found
        return None


def _parsed(block: str) -> object:
    """A script's value; one that no repair makes JSON says nothing."""
    text = _WRAPPING.sub("", _WRAPPING.sub("", block))
    for candidate in (block, text, _LAST_COMMA.sub(r"\1", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: object, depth: int = 0) -> Iterator[Node]:
    """The objects of the top level, not those that are said of others (comments, related)."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity"):
            yield from _nodes(value.get(name), depth + 1)


def _types(node: Node) -> set[str]:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return {re.split(r"[/:#]", name)[-1].casefold() for name in names if isinstance(name, str)}


def _own(articles: list[Node], addresses: Set[str], titles: Set[str]) -> Node | None:
    """The article that the page is about; None where several are described and none is."""
    for node in articles:
        if addresses & set(map(canonical_url, _addresses(node))):
            return node
    for node in articles:
        if normalise(_string(node.get("headline")) or "") in titles:
            return node
    return articles[0] if len(articles) == 1 else None


def _addresses(node: Node) -> Iterator[str]:
    for name in ("mainEntityOfPage", "url", "@id"):
        value = node.get(name)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str):
            yield value


def _string(value: object) -> str | None:
    if isinstance(value, list):
        value = next(iter(value), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value).strip() or None
    return None
