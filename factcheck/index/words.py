"""From a query to the words that are looked up: any text is safe, common words are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factcheck.language import lexicons

_MAX_TERMS = 64
# A number with its inner points stays one term; the rest is cut as FTS5's unicode61 cuts it,
# which drops these combining marks.
_TERM = re.compile(r"\d+(?:[.,]\d+)+(?![^\W_])|[^\W_]+")
_COMBINING = re.compile("[\u0300-\u036f]+")
_CONTRACTION = re.compile(r"(?<=\w)['\u2019](?:s|t|d|m|ll|re|ve)\b", re.IGNORECASE)
# Words that are also names, such as may, will and who, are not in this list.
STOP_WORDS = lexicons.words(
    """a an the and or but nor not of in on at to for from by with about as into onto upon than then
    that this these those is are was were am be been being has have had having do does did would
    could should i you he she it we they me him her them my your his its our their there here
    which what when where while if so such also only just both each any some isn aren wasn weren
    hasn haven hadn don doesn didn wouldn couldn shouldn"""
)


def tokens_of(text: str) -> Iterator[str]:
    """The words of a text in their order, in small letters, without those that tell little."""
    for match in _TERM.finditer(_CONTRACTION.sub(" ", _COMBINING.sub("", text))):
        token = match.group().lower()
        if token not in STOP_WORDS:
            yield token


def terms_of(query: str) -> list[str]:
    """The words of a query that are looked up, each once; at most 64."""
    terms: dict[str, None] = {}
    for token in tokens_of(query):
        terms[token] = None
        if len(terms) == _MAX_TERMS:
            break
    return list(terms)


def any_of(terms: Sequence[str]) -> str:
    """An FTS5 expression for rows with any of these words."""
    return " OR ".join(f'"{term}"' for term in terms)


def all_of(terms: Sequence[str]) -> str:
    """An FTS5 expression for rows with all of these words."""
    return " AND ".join(f'"{term}"' for term in terms)
