"""The elements of a web page, asked for what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html

from factcheck.language.text import normalise

Element = Any

_HEADINGS = ("h1", "h2", "h3")
_IN_HEAD = frozenset({"base", "link", "meta", "noscript", "script", "style", "template", "title"})


def parsed(html: str) -> Element | None:
    """The tree of a page; None if there is nothing in it."""
    # lxml refuses text that declares an encoding, and characters that XML has not.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", html)
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(text, parser=parser)
    except (lxml.etree.ParserError, ValueError):
        return None
    _open_body(tree)
    return tree if len(tree.find("body")) or tree.find("body").text else None


def rendered(tree: Element) -> str:
    """The page of a tree."""
    return str(lxml.html.tostring(tree, encoding="unicode"))


def _open_body(tree: Element) -> None:
    """Put what is to be read into the body.

    HTML lets authors leave out its tag; the parser, which is older than `article` and `main`, then
    takes these for parts of the head.
    """
    head, body = tree.find("head"), tree.find("body")
    if body is None:
        body = lxml.html.Element("body")
        tree.append(body)
    if head is None:
        return
    places = [place for place, child in enumerate(head) if child.tag not in _IN_HEAD]
    if places:
        for place, child in enumerate(head[places[0] :]):
            body.insert(place, child)


def words_of(element: Element) -> str:
    """The text of an element on one line."""
    parts = (text for text in element.itertext() if text)
    return " ".join("".join(parts).split())


def meta(tree: Element) -> dict[str, str]:
    """The meta tags by name in small letters; of one name the first that is not empty."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        content = " ".join((tag.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            in_head = attribute != "itemprop" or tag.getparent().tag == "head"
            if content and in_head and tag.get(attribute):
                found.setdefault(tag.get(attribute).strip().casefold(), content)
    return found


def properties(tree: Element, name: str) -> Iterator[Element]:
    """The elements that hold a property of the article itself, as microdata or RDFa."""
    for element in tree.xpath("//body//*[@itemprop or @property]"):
        names = f"{element.get('itemprop', '')} {element.get('property', '')}".split()
        if any(re.split(r"[/:#]", item)[-1] == name for item in names) and _is_of_article(element):
            yield element


def value_of(element: Element) -> str:
    """What an element says to programs, else to readers."""
    for attribute in ("content", "datetime", "title"):
        if element.get(attribute):
            return " ".join(element.get(attribute).split())
    return words_of(element)


def _is_of_article(element: Element) -> bool:
    """Whether the thing whose property it is may be the article, and is not said of another."""
    for scope in element.iterancestors():
        kind = scope.get("itemtype") or scope.get("typeof")
        if scope.get("itemscope") is not None or kind:
            name = re.split(r"[/:#]", (kind or "").strip())[-1].casefold()
            return not kind or name.endswith(("article", "posting", "webpage", "report"))
    return True


def headline(tree: Element, title: str) -> Element | None:
    """Where the title stands in the page, a heading before anything else."""
    wanted = normalise(title)
    for tag in _HEADINGS:
        for element in tree.iter(tag):
            if normalise(words_of(element)) == wanted:
                return element
    for element in tree.iter():
        if isinstance(element.tag, str) and normalise(element.text or "") == wanted:
            return None if element.tag in {"title", "script"} else element
    first = tree.xpath("//article//h1 | //main//h1") or tree.xpath("//h1")
    return first[0] if first else None
