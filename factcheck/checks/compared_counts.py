"""Which are more: of 300 vans and 200 cars no more cars than vans."""

from __future__ import annotations

import re

from factcheck.language.relevance import stem
from factcheck.language.text import sentences
from factcheck.quantities.extraction import quantities

_MORE = re.compile(
    r"\b(?P<how>more|fewer)\s+(?P<one>[a-z]{3,})\s+than\s+(?P<two>[a-z]{3,})\b", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:not|never|no|nor)\b|n['\u2019]t\b", re.IGNORECASE)
_NOUN = re.compile(r"\s+(?P<noun>[a-z]{3,})\b")


def counted_otherwise(claim: str, passage: str) -> str | None:
    """The counts of one sentence by which not those are more that the claim says to be."""
    match = _MORE.search(claim)
    if match is None or _NOT.search(claim):
        return None
    first, second = stem(match["one"].lower()), stem(match["two"].lower())
    for span in sentences(passage):
        sentence = passage[span.start : span.end]
        counts = _counts(sentence)
        if len(counts.get(first, ())) == len(counts.get(second, ())) == 1:
            (one, words), (two, others) = counts[first][0], counts[second][0]
            if one == two or (one > two) != (match["how"].lower() == "more"):
                return f"{words} … {others}"
    return None


def _counts(sentence: str) -> dict[str, list[tuple[float, str]]]:
    """How many there are of each thing, by the stem of the word behind the number."""
    found: dict[str, list[tuple[float, str]]] = {}
    for quantity in quantities(sentence):
        behind = _NOUN.match(sentence, quantity.span.end)
        if behind and quantity.measure is None and quantity.precision == "exact":
            words = sentence[quantity.span.start : behind.end()].strip()
            found.setdefault(stem(behind["noun"]), []).append((quantity.value, words))
    return found
