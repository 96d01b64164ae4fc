"""Whether a text says something with "not", "no" or "nobody"."""

from __future__ import annotations

import re

from factcheck.language import lexicons as lex

_WORD = re.compile(r"[a-z]+(?:['\u2019][a-z]+)?", re.IGNORECASE)


def is_negated(text: str) -> bool:
    """Whether any word of a text negates, in whatever part of it."""
    words = (word.lower().replace("\u2019", "'") for word in _WORD.findall(text))
    return not lex.NEGATIONS.isdisjoint(words)
