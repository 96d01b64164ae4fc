"""Of what somebody was found guilty, and of what not: both are told in one sentence of a court's.

"The court acquitted Falk of bribery but convicted him of fraud" has every word of "Falk was
acquitted of fraud", and the stance model takes it for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.language import lexicons as lex
from factcheck.language.negation import is_negated
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
_FREE = re.compile(r"\b(?:acquit\w*|cleared|exonerated|not\s+guilty)\b", re.IGNORECASE)
_GUILTY = re.compile(
    r"\b(?:convict\w*|(?<!not\s)guilty|jail\w*|prison|imprisoned|sentenced)\b", re.IGNORECASE
)
_COUNTED = re.compile(
    rf"\d|\b(?:{'|'.join(sorted(lex.COUNTS))}|one|counts?|charges?|years?|months?|life)\b",
    re.IGNORECASE,
)
# What did not stay so.
_UNDONE = re.compile(r"\b(?:overturn\w*|quash\w*|if)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Finding:
    """A charge (stems), whether somebody was found guilty of it, and the words and their place.

    `is_counted` says that no charge is told: "guilty on three counts", "jailed for two years".
    """

    charge: frozenset[str]
    is_guilty: bool
    words: str
    start: int
    end: int
    is_counted: bool


def other_charge(claim: str, passage: str) -> str | None:
    """The words by which a passage finds otherwise on the claim's charge, and nowhere so."""
    own = next(_findings(claim), None)
    if own is None or is_negated(claim) or _UNDONE.search(claim):
        return None
    told = list(_findings(passage))
    if _says_so_otherwise(passage, own, told):
        return None
    same = [one for one in told if own.charge & one.charge]
    is_other = bool(same) and all(own.is_guilty != one.is_guilty for one in same)
    return same[0].words if is_other else None


def _says_so_otherwise(passage: str, own: _Finding, told: list[_Finding]) -> bool:
    """Whether the passage has the claim's outcome without saying of which charge it is."""
    form = _GUILTY if own.is_guilty else _FREE
    return any(
        not any(one.start <= match.start() < one.end and not one.is_counted for one in told)
        for match in form.finditer(passage)
    )


def _findings(text: str) -> Iterator[_Finding]:
    for form, is_guilty in ((_CLEARED, False), (_CONVICTED, True)):
        for match in form.finditer(text):
            is_counted = _COUNTED.search(match["charge"]) is not None
            charge = content_words(match["charge"])
            yield _Finding(charge, is_guilty, match.group(), *match.span(), is_counted)
