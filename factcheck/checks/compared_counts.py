"""Which are more: of 300 vans and 200 cars no more cars than vans."""

from __future__ import annotations

import re

from factcheck.language.negation import is_negated
from factcheck.language.relevance import stem
from factcheck.language.text import sentences
from factcheck.quantities.extraction import quantities

_MORE = re.compile(
    r"\b(?P<how>more|fewer)\s+(?P<one>[a-z]{3,})\s+than\s+(?P<two>[a-z]{3,})\b", re.IGNORECASE
)
# "Of the 100 women and 120 men on board": among so many it was.
_OF = re.compile(r"\bof\s+(?:the\s+)?\Z", re.IGNORECASE)
_LOOK_BACK = 10
_NOUN = re.compile(r"\s+(?P<noun>[a-z]{3,})\b")


def counted_otherwise(claim: str, passage: str) -> str | None:
    """The counts of one sentence by which not those are more that the claim says to be."""
    match = _MORE.search(claim)
    if match is None or is_negated(claim):
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
        is_whole = _OF.search(
            sentence, max(0, quantity.span.start - _LOOK_BACK), quantity.span.start
        )
        if is_whole:
            return {}
        if behind and quantity.measure is None and quantity.precision == "exact":
            words = sentence[quantity.span.start : behind.end()].strip()
            found.setdefault(stem(behind["noun"]), []).append((quantity.value, words))
    return found
