"""The first after a while: what was not so until then does not contradict it.

"The first talks in three years" and "they had not talked for three years" tell of the same event.
The stance model takes the second for a denial of the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.language.grammar import tokenise
from factcheck.language.lexicons import NEGATIONS, words
from factcheck.language.relevance import content_words
from factcheck.language.text import sentences
from factcheck.quantities.dates import MONTH_NAMES
from factcheck.quantities.numerals import numerals
from factcheck.types import Span

_FIRST = re.compile(r"\bfirst\b", re.IGNORECASE)
_ABOUT = (
    r"(?:(?:the|its|their|his|her)\s+)?(?:(?:past|last)\s+)?"
    r"(?:(?:more|less|fewer)\s+than\s+|at\s+least\s+|(?:over|nearly|almost|about|around|some)\s+)?"
)
_WHILE = re.compile(
    rf"\b(?:in|for|over|after)\s+{_ABOUT}(?P<count>an?|[\w-]+)[\s-]+"
    r"(?P<unit>day|week|month|year|decade|generation|centur)(?:s|y|ies)?\b"
    rf"|\b(?:since|after)\s+(?:\d{{1,2}}\s+)?(?:(?:{'|'.join(MONTH_NAMES)})\s+)?(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
# "They have not talked for three years": nor have they since.
# A sentence that calls something the first itself tells of no time without.
_STILL = words("has have hasn't haven't is are isn't aren't first")
# What a claim says of an event by calling it the first.
_RANK = content_words("first time")


def time_without(claim: str, passage: str) -> Span | None:
    """The sentence of a passage that says what was not so for the while of which a claim tells
    the first thing; None if the claim or the passage tells no such thing.
    """
    rank = _FIRST.search(claim)
    claimed = set(_whiles(claim[rank.end() :])) if rank else set()
    if not claimed:
        return None
    for span in sentences(passage):
        sentence = passage[span.start : span.end]
        if _says_not_until_then(sentence) and claimed & set(_whiles(sentence)):
            return span
    return None


def is_told(claim: str, passage: str) -> bool:
    """Whether every word of a claim but that it is the first stands in a passage, too."""
    return content_words(claim) - _RANK <= content_words(passage)


def _says_not_until_then(sentence: str) -> bool:
    said = {token.lower for token in tokenise(sentence, 0, len(sentence))}
    return bool(said & NEGATIONS) and said.isdisjoint(_STILL)


def _whiles(text: str) -> Iterator[tuple[float, str]]:
    """How long, as (3, "year"), or since when, as (2019, "")."""
    for match in _WHILE.finditer(text):
        if match["year"]:
            yield float(match["year"]), ""
            continue
        count = next(numerals(match["count"]), None)
        if count is not None or match["count"].casefold() in ("a", "an"):
            yield count.value if count else 1.0, match["unit"].casefold()
