"""Entries of a page that tells what happens as it happens: each begins with its time."""

from __future__ import annotations

import re

from factcheck.ingest.markup import Element, words_of

_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?", re.IGNORECASE
)
_NAMED = re.compile(r"(?:^|[\s_-])(?:time(?:stamp)?)(?=$|[\s_-])", re.IGNORECASE)
# One or two are of the article itself: published, updated.
_FEWEST = 3


def with_times(tree: Element) -> None:
    """Put the time that stands above each entry before its first words.

    Which of "Line 4 is closed" and "Line 4 has reopened" came later nothing else tells, and the
    extractor leaves such lines out.
    """
    found = [
        (mark, entry)
        for mark in tree.xpath("//body//time | //body//span[@class] | //body//div[@class]")
        if _is_clock(mark) and (entry := _entry(mark)) is not None
    ]
    if len({entry for _, entry in found}) < _FEWEST:
        return
    for mark, entry in found:
        entry.text = f"{words_of(mark)}: {(entry.text or '').lstrip()}"
        if (parent := entry.getparent()) is not None:
            # The extractor takes the first of class "entry" for the article.
            parent.attrib.pop("class", None)
        mark.drop_tree()


def _is_clock(mark: Element) -> bool:
    is_named = mark.tag == "time" or _NAMED.search(mark.get("class") or "") is not None
    return is_named and _CLOCK.fullmatch(words_of(mark)) is not None


def _entry(mark: Element) -> Element | None:
    """The paragraph that a time opens, or the first behind it in the same entry."""
    for place in (mark, *mark.iterancestors()):
        if words_of(place) != words_of(mark):
            return (
                place if place.tag == "p" and words_of(place).startswith(words_of(mark)) else None
            )
        behind = place.xpath("(following-sibling::*/descendant-or-self::p)[1]")
        if behind:
            return behind[0] if words_of(behind[0]) else None
    return None
