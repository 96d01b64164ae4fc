"""Whether a text says something with "not", "no" or "nobody"."""

from __future__ import annotations

import re

from factcheck.language import lexicons as lex

_BEFORE = re.compile(r"(?:\b(?:not|never|no|nor)|n['\u2019]t)\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_LOOK_BACK = 24
_WORD = re.compile(r"[a-z]+(?:['\u2019][a-z]+)?", re.IGNORECASE)


def is_negated(text: str) -> bool:
    """Whether any word of a text negates, in whatever part of it."""
    words = (word.lower().replace("\u2019", "'") for word in _WORD.findall(text))
    return not lex.NEGATIONS.isdisjoint(words)


def is_negated_before(text: str, at: int) -> bool:
    """Whether a word that negates stands right before that offset, or one word further on."""
    return _BEFORE.search(text, max(0, at - _LOOK_BACK), at) is not None
