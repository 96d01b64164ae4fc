"""Whether a passage says of what a claim announces that it was called off."""

from __future__ import annotations

import re

from factcheck.relevance import content_words

_OFF = re.compile(
    r"\b(?:call(?:s|ed|ing)?\s+(?:\w+\s+){0,3}?off|cancel(?:s|l?ed|l?ing)?|scrap(?:s|ped|ping)|"
    r"shelv(?:e|es|ed|ing)|abandon(?:s|ed|ing)?|ax(?:es|ed|ing)|ditch(?:es|ed|ing)?|"
    r"postpon(?:e|es|ed|ing)|(?:not|won['\u2019]t)\s+(?:be\s+)?go(?:ing)?\s+ahead)\b",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(r"\b(?:will|shall|going\s+to|is\s+to|are\s+to|to\s+be)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[^,;:()\u2014\u2013]+")
# "Postponed, but held in June", "resumed": what was called off may be on again.
_ON_AGAIN = re.compile(r"\b(?:but|until|again|after\s+all|reversed|resumed?)\b", re.IGNORECASE)
# So many words of the claim must stand in the clause.
_SHARED = 2


def called_off(claim: str, sentence: str) -> str | None:
    """The words by which a sentence calls off what the claim announces; None if it does not."""
    if not _ANNOUNCES.search(claim) or _OFF.search(claim) or _ON_AGAIN.search(sentence):
        return None
    wanted = content_words(claim)
    for clause in _CLAUSE.finditer(sentence):
        off = _OFF.search(clause.group())
        if off and len(wanted & content_words(clause.group())) >= _SHARED:
            return off.group()
    return None
