"""What befell the people whom a number counts: the dead are not the injured."""

from __future__ import annotations

import re
from functools import lru_cache

from factcheck.language.relevance import content_words
from factcheck.types import Span

_FATES = tuple(
    content_words(words)
    for words in (
        "killed died dead deaths fatalities lives",
        "injured hurt wounded",
        "arrested detained",
        "missing",
        "rescued",
        "displaced homeless",
    )
)
# "Killed 15 and hurt more than 150": of whom the numbers are is told before them.
_BEFORE = re.compile(
    r"\b(kill(?:ed|ing|s)|injur(?:ed|ing|es)|hurt|wound(?:ed|ing)|arrest(?:ed|ing)|detain(?:ed|ing)|"
    r"rescu(?:ed|ing)|displac(?:ed|ing))\s+(?:(?:(?:more|less|fewer)\s+than|at\s+least|up\s+to|about|"
    r"around|nearly|almost|some|over|an\s+estimated|as\s+many\s+as)\s+)?\Z",
    re.IGNORECASE,
)
_LOOK_BACK = 40


@lru_cache(maxsize=4096)
def fates_of(units: frozenset[str]) -> frozenset[int]:
    """Which fates the stems of these words tell, by number; none for most words."""
    return frozenset(at for at, fate in enumerate(_FATES) if fate & units)


def fate_before(text: str, span: Span) -> frozenset[str]:
    """The stem of a verb before a number that tells what befell those whom it counts."""
    before = _BEFORE.search(text, max(0, span.start - _LOOK_BACK), span.start)
    return content_words(before[1]) if before else frozenset()
