"""How often somebody scored: twice is two goals, a brace, and no hat-trick.

The stance model takes any of these for another: "scored twice" bore out "scored three goals" with
0.95.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.language.negation import is_negated
from factcheck.language.relevance import content_words
from factcheck.types import Span

_NUMBERS = {
    "once": 1, "twice": 2, "thrice": 3, "brace": 2, "hat-trick": 3, "hat trick": 3,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
}  # fmt: skip
# "Scored the first of two goals" and "scored two points" tell something else.
_SCORED = re.compile(
    r"(?P<who>[Tt]he\s+[a-z-]+\s+|(?:[A-Z][\w'\u2019-]*\s+){1,3})(?:(?:has|had|have)\s+)?(?P<verb>scored|netted|scores)\s+"
    r"(?P<how>once|twice|thrice|a\s+brace|(?:a|his|her)\s+(?:\w+\s+)?hat[\s-]trick|"
    r"(?:a\s+goal|(?P<number>one|two|three|four|five|six|[1-6])\s+(?:goals?|times)))\b"
    r"(?!\s+(?:in|over|across)\s+(?:two|three|four|five|his|her|the\s+last)\b)"
)
# "Twice in the first half and once in the second": more may be told.
_MORE = re.compile(
    r"\b(?:and|then|before|also)\s+(?:once|twice|again|another)\b|\b(?:another|added|third|fourth|"
    r"first half|second half|half[\s-]time)\b",
    re.IGNORECASE,
)


def goals_retold(claim: str, passage: str) -> Iterator[tuple[Span, str]]:
    """Where a passage tells of as many goals of the claim's scorer in other words."""
    own = next(_scored(claim), None)
    for given in _scored(passage) if own else ():
        if own and given[:2] == own[:2]:
            yield Span(*given[2].span("how")), own[2]["how"]


def other_goals(claim: str, passage: str) -> str | None:
    """How often a passage says that somebody scored, where the claim says another number."""
    own = None if is_negated(claim) or _MORE.search(passage) else next(_scored(claim), None)
    told = [one for one in _scored(passage) if own and one[0] & own[0]]
    if own is None or len(told) != 1 or told[0][1] == own[1]:
        return None
    return told[0][2].group().strip()


def _scored(text: str) -> Iterator[tuple[frozenset[str], int, re.Match[str]]]:
    """Who scored, by the stem of the last name, and how often."""
    for match in _SCORED.finditer(text):
        how = " ".join(match["how"].lower().split())
        number = match["number"]
        if number is not None:
            count = _NUMBERS.get(number.lower()) or int(number)
        else:
            count = next((n for word, n in _NUMBERS.items() if how.endswith(word)), 1)
        yield content_words(match["who"].split()[-1]), count, match
