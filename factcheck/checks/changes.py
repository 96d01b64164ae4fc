"""What is no more: "moved from Munich to Lisbon" leaves no "the final is in Munich"."""

from __future__ import annotations

import re

from factcheck.language.relevance import content_words

_CHANGED = re.compile(
    r"\b(?:moved|changed|switched|shifted|relocated|transferred|converted|postponed|rescheduled|"
    r"(?:brought|put|pushed) (?:forward|back))\b(?P<what>(?:\s+[\w'\u2019-]+){0,5}?)\s+"
    r"from\s+(?P<old>[^,.;:()]{2,40}?)\s+to\s+(?P<new>[^,.;:()]{2,40}?)"
    r"(?=[,.;:()]|\s+(?:in|on|at|by|for|from|after|because|due|as|and)\b|\s*\Z)",
    re.IGNORECASE,
)
# What is said to be now, or to come, and what may tell of the time before.
_IS = re.compile(r"\b(?:is|are|will|has|have|remains?)\b", re.IGNORECASE)
_WAS = re.compile(
    r"\b(?:was|were|had|been|once|used to|(?:former|previous|original|initial)(?:ly)?|until|before|"
    r"planned|first|old|moved|changed|switched|left|leav(?:es?|ing)|from|no|not|never)\b|n['\u2019]t\b",
    re.IGNORECASE,
)

# "Changed its name from Nordo to Sural": the claim only has that it is called Nordo.
_NAME = content_words("name")


def no_longer(claim: str, passage: str) -> str | None:
    """The words by which a passage tells that what the claim says to be so has changed."""
    if not _IS.search(claim) or _WAS.search(claim):
        return None
    said = content_words(claim)
    may_say = said | _NAME
    for match in _CHANGED.finditer(passage):
        old, new = content_words(match["old"]), content_words(match["new"])
        is_old = bool(old - new) and old - new <= said and content_words(match["what"]) <= may_say
        if is_old and said.isdisjoint(new - old):
            return match.group()
    return None
