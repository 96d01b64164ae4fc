"""What belongs to an article and stands beside its body: what it opens with, and corrections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.ingest.markup import Element, words_of
from factcheck.language.text import normalise

# The name by which boxes and captions are known that are the article's own.
OWN = "own-box"
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|lead|lede|dek|summary|highlights|intro(?:duction)?|abstract|"
    rf"sub-?(?:title|head(?:line|ing)?)|(?:key|main)-?points|takeaways|{OWN})(?=$|[\s_-])",
    re.IGNORECASE,
)
_PARTS = "descendant-or-self::*[self::p or self::li or self::h2 or self::h3][not(ancestor::form)]"
_LEAST_WORDS, _LONGEST = 5, 1_000
_CONTAINERS = frozenset({"article", "main", "body"})


def with_leads(heading: Element, body: list[str]) -> list[str]:
    """The paragraphs of an article with those that stand between headline and body, or below it.

    Above the body what its name marks as a lead counts, as bylines and buttons stand there, too;
    below it only boxes of the article's own, as teasers of others have leads.
    """
    known = " ".join(map(normalise, body))
    is_titled = bool(body) and body[0] == words_of(heading)
    opening = normalise(body[is_titled]) if len(body) > is_titled else ""
    before: list[str] = []
    after: list[str] = []
    found = before
    for element in _behind(heading):
        if opening and opening in normalise(words_of(element)):
            found = after
        elif found is before and _NAMED.search(_names(element)):
            before += _lines(element, known)
        elif found is after and element.get("class") == OWN:
            after += _lines(element, known)
    return [*body[:is_titled], *before, *body[is_titled:], *after]


def _names(element: Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _lines(element: Element, known: str) -> list[str]:
    """The paragraphs and points of an element that are not known, if it is no longer text."""
    parts = element.xpath(_PARTS) or [element]
    lines = [words_of(part) for part in parts if part.find(".//p") is None]
    if sum(map(len, lines)) > _LONGEST:
        return []
    said = [line for line in lines if len(line.split()) >= _LEAST_WORDS]
    return [line for line in said if normalise(line) not in known]


def _behind(heading: Element) -> Iterator[Element]:
    """What stands behind the headline, up to the end of its article."""
    place = heading
    while place is not None and place.tag not in _CONTAINERS:
        yield from (each for each in place.itersiblings() if isinstance(each.tag, str))
        place = place.getparent()
