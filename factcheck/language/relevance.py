"""How much of a claim a passage speaks of, by its words."""

from __future__ import annotations

import re
from functools import lru_cache

from factcheck.language.lexicons import words
from factcheck.language.text import normalise

_WORD = re.compile(r"[^\W_]+(?:[.,:]\d+)*")
# Words too common to tell one subject from another.
_COMMON = words(
    """a about after again against all also am an and any are as at be because been before being
    between both but by can could did do does during each for from further had has have he her
    here him his how i if in into is it its itself just many may me more most much must my no nor
    not now of off on once one only or other our out over own per said same say says she should
    since so some such than that the their them then there these they this those through to too
    under until up upon very was we were what when where which while who whom why will with
    would you your"""
)
# English endings; two words of one stem count as the same.
_ENDING = re.compile(r"(?:'s|ations?|ments?|ings?|ions?|edly|ed|ies|es|ly|y|s|e)$")


# Characters of a text whose words are remembered.
_SHORT = 4_000


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """A word without its English ending, never shorter than three letters."""
    short = _ENDING.sub("", word)
    return short if len(short) >= 3 else word


def content_words(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning, numbers and names included."""
    return (_remembered if len(text) <= _SHORT else _read)(text)


def _read(text: str) -> frozenset[str]:
    words = _WORD.findall(normalise(text))
    return frozenset(stem(word) for word in words if word not in _COMMON)


# Each check of a claim beside a passage asks for the words of both.
_remembered = lru_cache(maxsize=1024)(_read)


def coverage(claim: str, passage: str) -> float:
    """The share of the claim's content words that stand in the passage, in [0, 1]."""
    wanted = content_words(claim)
    return len(wanted & content_words(passage)) / len(wanted) if wanted else 0.0
