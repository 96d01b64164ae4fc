"""What is no more: "moved from Munich to Lisbon" leaves no "the final is in Munich"."""

from __future__ import annotations

import re

from factcheck.language.relevance import content_words
from factcheck.language.text import sentences

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

# What came back, is still to come, or is only of a part.
_BACK = re.compile(r"\b(?:back|return\w*|again|restored|kept|keeps)\b", re.IGNORECASE)
_NOT_YET = re.compile(
    r"\b(?:will|would|to|may|might|could|should|some|part|parts|partly)(?:\s+\w+){0,2}\s+\Z",
    re.IGNORECASE,
)
_NEAR = 40
# "Changed its name from Nordo to Sural": the claim only has that it is called Nordo.
_NAME = content_words("name")


def no_longer(claim: str, passage: str) -> str | None:
    """The words by which a passage tells that what the claim says to be so has changed."""
    if not _IS.search(claim) or _WAS.search(claim) or _BACK.search(passage):
        return None
    said = content_words(claim)
    may_say = said | _NAME
    for match in _CHANGED.finditer(passage):
        old, new = content_words(match["old"]), content_words(match["new"])
        is_old = bool(old - new) and old - new <= said and content_words(match["what"]) <= may_say
        besides = passage[: match.start()] + passage[match.end() :]
        is_again = bool((old - new) & content_words(besides))
        is_of_it = not (said - old).isdisjoint(content_words(_sentence(passage, match.start())))
        is_so = is_of_it and not (
            is_again or _NOT_YET.search(passage, max(0, match.start() - _NEAR), match.start())
        )
        if is_old and is_so and said.isdisjoint(new - old):
            return match.group()
    return None


def _sentence(passage: str, offset: int) -> str:
    span = next(each for each in sentences(passage) if offset < each.end)
    return passage[span.start : span.end]
