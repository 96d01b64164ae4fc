"""Whether a passage says of what a claim announces that it was called off."""

from __future__ import annotations

import re

from factcheck.language.lexicons import CALENDAR
from factcheck.language.relevance import content_words

_OFF = re.compile(
    r"\b(?:call(?:s|ed|ing)?\s+(?:\w+\s+){0,3}?off|cancel(?:s|l?ed|l?ing)?|scrap(?:s|ped|ping)|"
    r"shelv(?:e|es|ed|ing)|abandon(?:s|ed|ing)?|ax(?:es|ed|ing)|ditch(?:es|ed|ing)?|"
    r"(?:drop|pull)(?:s|ped|ping|ed|ing)?\s+(?:\w+\s+)?(?:plans?|plug)|"
    r"(?P<later>postpon(?:e|es|ed|ing)|(?:has|have|been|was|were)\s+put\s+(?:\w+\s+)?off)|"
    r"(?:not|no\s+longer|won['\u2019]t)\s+(?:be\s+)?(?:go(?:ing)?\s+ahead|tak(?:e|ing)\s+place|held))\b",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(r"\b(?:will|shall|going\s+to|is\s+to|are\s+to|to\s+be)\b", re.IGNORECASE)
# The next words of what is announced, but for "will not".
_ANNOUNCED = re.compile(
    rf"{_ANNOUNCES.pattern}(?!\s+(?:not|no)\b)((?:\s+\w+){{1,3}})", re.IGNORECASE
)
# What is called off when such a thing comes true, or is said to be none.
_ENDS = re.compile(
    r"\b(?:not|no|never|won['\u2019]t|without|clos(?:e|es|ed|ure)|shut|end|drop|abolish(?:ed)?|stop(?:ped)?|"
    r"leave|quit|withdraw|halt(?:ed)?|remov(?:e|ed)|replac(?:e|ed)|hit|affect(?:ed)?|disrupt(?:ed)?|refund|"
    r"compensate|pay)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[^,;:()\u2014\u2013]+")
# "Postponed, but held in June", "resumed": what was called off may be on again.
_ON_AGAIN = re.compile(r"\b(?:but|until|again|after\s+all|reversed|resumed?)\b", re.IGNORECASE)
# "Not cancelled", "may be cancelled", and "for a cancelled concert", "after a visit was cancelled".
_NOT_SO = re.compile(
    r"(?:\b(?:not|never|den(?:y|ies|ied)|if|unless|whether|(?-i:may)|might|could|would|threat\w*|whose|which|"
    r"instead)|n['\u2019]t)\b[^.]*\Z|"
    r"\b(?:the|an?|this|that|any|its|their|his|her|for|of|with|other|replace)\s+\Z",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\b(?:{'|'.join(sorted(CALENDAR))}|\d+)\b", re.IGNORECASE)
_NEW_DAY = re.compile(r".*\b(?:to|for)\s+(.+)", re.IGNORECASE)
# Characters before it in which such a word counts.
_NEAR = 80
# So many words of the claim must stand in the clause.
_SHARED = 2


def called_off(claim: str, sentence: str) -> str | None:
    """The words by which a sentence calls off what the claim announces; None if it does not."""
    if not _ANNOUNCES.search(claim) or _OFF.search(claim) or _ENDS.search(claim):
        return None
    if _ON_AGAIN.search(sentence) or _is_announced(claim, sentence):
        return None
    wanted = content_words(claim)
    for clause in _CLAUSE.finditer(sentence):
        if len(wanted & content_words(clause.group())) < _SHARED:
            continue
        for off in _OFF.finditer(clause.group()):
            is_off = not _NOT_SO.search(clause.group(), max(0, off.start() - _NEAR), off.start())
            if is_off and not _is_moved(claim, clause.group(), off):
                return off.group()
    return None


def _is_announced(claim: str, sentence: str) -> bool:
    """Whether the sentence announces the same."""
    ours = _ANNOUNCES.search(claim)
    wanted = content_words(claim[ours.end() :]) if ours else set()
    return any(wanted & content_words(match[1]) for match in _ANNOUNCED.finditer(sentence))


def _is_moved(claim: str, clause: str, off: re.Match[str]) -> bool:
    """Whether it is only put off to the day of the claim, or the claim names no day."""
    if off["later"] is None:
        return False
    day = _NEW_DAY.match(clause, off.end())
    is_dated = _DAY.search(claim) is not None
    return not is_dated or bool(day and content_words(claim) & content_words(day[1]))
