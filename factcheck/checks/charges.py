"""Of what somebody was found guilty, and of what not: both are told in one sentence of a court's.

"The court acquitted Falk of bribery but convicted him of fraud" has every word of "Falk was
acquitted of fraud", and the stance model takes it for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.language.relevance import content_words

_CHARGE = (
    r"(?P<charge>(?!the\b|an?\b)[a-z][\w-]*"
    r"(?:\s+(?!(?:but|and|or|in|on|for|at)\b)[a-z][\w-]*){0,2})"
)
_WHOM = r"(?:\s+[\w'\u2019.-]+){0,3}?"
_CLEARED = re.compile(
    rf"\b(?:acquitt(?:ed|al|s)|cleared|exonerated|not\s+guilty){_WHOM}\s+of\s+{_CHARGE}",
    re.IGNORECASE,
)
_CONVICTED = re.compile(
    rf"\b(?:convict(?:ed|ion|s)|(?<!not\s)guilty|jailed|imprisoned|sentenced){_WHOM}\s+(?:of|for|on)\s+{_CHARGE}",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never|no|nor|overturn\w*|quash\w*|if)\b|n['\u2019]t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Finding:
    """A charge (stems), whether somebody was found guilty of it, and the words."""

    charge: frozenset[str]
    is_guilty: bool
    words: str


def other_charge(claim: str, passage: str) -> str | None:
    """The words by which a passage finds otherwise on the claim's charge, and nowhere so."""
    own = next(_findings(claim), None)
    if own is None or _NOT.search(claim):
        return None
    same = [one for one in _findings(passage) if own.charge & one.charge]
    is_other = bool(same) and all(own.is_guilty != one.is_guilty for one in same)
    return same[0].words if is_other else None


def _findings(text: str) -> Iterator[_Finding]:
    for form, is_guilty in ((_CLEARED, False), (_CONVICTED, True)):
        for match in form.finditer(text):
            yield _Finding(content_words(match["charge"]), is_guilty, match.group())
