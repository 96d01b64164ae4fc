"""What stands within a line of a page and is lost, or misread, once only its words are kept."""

from __future__ import annotations

import re

from factcheck.ingest.markup import Element, words_of
from factcheck.ingest.raised import lowered

_LETTER = re.compile(r"[a-z]")
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_BOXES = re.compile(
    r"\w\s+\S*[a-z]\n[A-Z]|\w:\n\S|[^\W\d_]{4}\n\d[\d.,]*\s+\w|[a-z]\n[A-Z]\w*\s+\w"
)
_ENDED = re.compile(r"[.!?\u2026][\"'”’»)]*[\s\u2014\u2013-]*\Z")
_QUOTED, _DASH = re.compile(r"[\"“«„‘']"), re.compile(r"[—\u2013-]")


def write_out(tree: Element) -> None:
    """Put into words what a page shows by its marks alone.

    Marks of notes go ("40¹ million" is not 401 million), powers are raised digits, text that is
    struck out is taken back, and what is marked as a quotation has its quotation marks and, in a
    line of its own, whom it is credited to.
    """
    for element in tree.xpath("//body//del | //body//s | //body//strike | //body//*[@style]"):
        if element.tag in {"del", "s", "strike"} or _STRUCK.search(element.get("style") or ""):
            element.drop_tree()
    for element in tree.xpath("//body//sup"):
        _lower(element)
    for element in tree.xpath("//body//span"):
        following = element.getnext()
        is_beside = not element.tail and following is not None and following.tag == "span"
        # A part of a word may have a box of its own; of several words another begins.
        if is_beside and _BOXES.search(f"{words_of(element)}\n{words_of(following)}"):
            element.tail = " "
    for element in tree.xpath("//body//q"):
        if not _QUOTED.match(words_of(element)):
            _quote(element, element)
        element.drop_tag()
    for element in tree.xpath("//body//blockquote"):
        credit = element.xpath(".//footer | .//cite[not(ancestor::footer)]")
        if len(credit) == 1 and _is_apart(element, credit[0]):
            _set_apart(element, credit[0])


def _is_apart(quotation: Element, credit: Element) -> bool:
    """Whether it stands behind all of a quotation, which ends as a sentence does."""
    words, name = words_of(quotation), words_of(credit)
    return bool(name) and words.endswith(name) and bool(_ENDED.search(words[: -len(name)]))


def _quote(first: Element, last: Element) -> None:
    """Put quotation marks around what stands from one element to the end of another."""
    first.text = f"“{(first.text or '').lstrip()}"
    if len(last):
        last[-1].tail = f"{(last[-1].tail or '').rstrip()}”"
    else:
        last.text = f"{(last.text or '').rstrip()}”"


def _set_apart(quotation: Element, credit: Element) -> None:
    """Let a quotation end before the name that it is credited to."""
    name = words_of(credit)
    credit.drop_tree()
    paragraphs = [part for part in quotation.iter("p") if words_of(part)] or [quotation]
    if not _QUOTED.match(words_of(quotation)):
        _quote(paragraphs[0], paragraphs[-1])
    line = quotation.makeelement("p")
    line.text = name if _DASH.match(name) else f"— {name}"
    quotation.addnext(line)


def _lower(element: Element) -> None:
    """Write a raised mark into its line."""
    words = words_of(element)
    is_link = element.find(".//a[@href]") is not None or element.getparent().tag == "a"
    told = lowered(_before(element), words, element.tail or "", is_link=is_link)
    if not told or (is_link and _LETTER.fullmatch(words)):
        element.drop_tree()
    elif told != words:
        for child in list(element):
            child.drop_tree()
        element.text = told


def _before(element: Element) -> str:
    """What stands before an element in its line."""
    previous = element.getprevious()
    if previous is not None:
        return (previous.tail or "") or words_of(previous)
    parent = element.getparent()
    return parent.text or (_before(parent) if parent.tag in {"a", "span", "b", "i", "em"} else "")
