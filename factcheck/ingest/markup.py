"""The elements of a web page, asked for what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html

from factcheck.lexicons import words
from factcheck.text import normalise

Element = Any

# What stands beside an article, by the words in the class or id of its element.
_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|cmp|newsletters?|subscription|subscribe|sign-?up|related|"
    r"recommend(?:ed|ations)?|recirc\w*|read-(?:more|next)|(?:more|most|also|top|latest|popular|trending)-"
    r"(?:stories|news|read|articles|posts|viewed|popular|from|on)|trending|taboola|outbrain|"
    r"comments?|commentlist|disqus\w*|respond|shar(?:e|ing)|social|sharedaddy|sidebar|side-?rail|"
    r"widget-area|widget|breadcrumbs?|promos?|adverts?|advertisement|ad-slot|skip-link|site-(?:nav|footer)|"
    r"nav(?:bar|igation)?|menu|footer|masthead|author-bio|pagination|tag-?list|paywall|regwall|"
    r"(?:story|post|article)-(?:links|nav|tags|footer))(?=$|[\s_-])"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_IS_TEXT = re.compile(r"(?:^|[\s_-])(?:body|content|text|main|article|entry|story)(?=$|[\s_-])")
_BESIDE_TAGS = words(
    """nav aside dialog form button iframe svg script style noscript template amp-sidebar
    amp-consent amp-ad amp-embed amp-user-notification select"""
)
_BESIDE_ROLES = words(
    "navigation complementary dialog alertdialog contentinfo search menu menubar banner"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_LONG_PARAGRAPH = 80
_LABELLED_LINK = re.compile(
    r"\W*(?:(?:see|read|watch|listen|more|also|related|in pictures|explainer|video)\b"
    r"[\w ]{0,20}:?)?\W*",
    re.IGNORECASE,
)
_HEADINGS = ("h1", "h2", "h3")


def parsed(html: str) -> Element | None:
    """The tree of a page; None if there is nothing in it."""
    # lxml refuses text that declares an encoding, and characters that XML has not.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", html)
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = lxml.html.document_fromstring(text, parser=parser)
    except (lxml.etree.ParserError, ValueError):
        return None
    return tree if tree.find("body") is not None else None


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


def without_furniture(tree: Element, heading: Element | None) -> None:
    """Take out of a page what is not its article. What holds the headline stays."""
    kept = {heading, *heading.iterancestors()} if heading is not None else set()
    kept |= set(tree.xpath("//*[@itemprop='articleBody' or @property='articleBody']"))
    kept |= {parent for element in list(kept) for parent in element.iterancestors()}
    has_own_article = any(element.tag == "article" for element in kept)
    total = _weight(tree)
    for element in tree.xpath("//body//*"):
        if not isinstance(element.tag, str) or element in kept:
            continue
        is_other = element.tag == "article" and has_own_article and not _is_within(element, kept)
        if is_other or _is_beside(element, total):
            _drop(element)
    for element in tree.xpath("//body//p | //body//li | //body//div[not(div or p)]"):
        if element not in kept and _is_pointer(element):
            _drop(element)


def _is_within(element: Element, kept: set[Element]) -> bool:
    return any(parent.tag == "article" and parent in kept for parent in element.iterancestors())


def _is_beside(element: Element, total: int) -> bool:
    if element.tag in _BESIDE_TAGS or element.get("role") in _BESIDE_ROLES:
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    if element.tag == "footer":
        return True
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('aria-label', '')}"
    names = _CAMEL.sub("-", names).casefold()
    if element.tag in {"body", "main", "article"} or not _BESIDE.search(names):
        return False
    # "entry-content has-sidebar": a name that speaks of the text is not taken at its word.
    return not _IS_TEXT.search(names) or 3 * _weight(element) < total


def _weight(element: Element) -> int:
    """Characters in paragraphs of some length."""
    lengths = (len(words_of(paragraph)) for paragraph in element.iter("p"))
    return sum(length for length in lengths if length >= _LONG_PARAGRAPH)


def _is_pointer(element: Element) -> bool:
    """Whether a paragraph is nothing but a link to another page ("Read more: …")."""
    if element.tag == "li" or element.find(".//a[@href]") is None:
        return False
    rest = [element.text or ""]
    for child in element.iter():
        inside = any(parent.tag == "a" for parent in (child, *child.iterancestors()))
        if child is not element and not inside:
            rest.append(child.text or "")
        if child is not element and not any(p.tag == "a" for p in child.iterancestors()):
            rest.append(child.tail or "")
    return _LABELLED_LINK.fullmatch(" ".join(" ".join(rest).split())) is not None


def _drop(element: Element) -> None:
    if element.getparent() is not None:
        element.drop_tree()
