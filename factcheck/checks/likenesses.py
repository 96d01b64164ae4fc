"""As much is not more: "as deadly as the first" bears out no "deadlier than the first"."""

from __future__ import annotations

import re
from itertools import chain

from factcheck.language import lexicons as lex

_MORE = re.compile(
    r"\b(?:(?:more|less)\s+(?P<plain>[a-z]{3,})|(?P<er>[a-z]{2,}er))\s+(?:[\w'\u2019-]+\s+){0,3}?than\b",
    re.IGNORECASE,
)
_MORE_OF = re.compile(r"\b(?:more|less)\s+(?P<plain>[a-z]{3,})\b(?P<er>)", re.IGNORECASE)
# Up to two words before tell whether it is as much at all: "not as", "twice as", "almost as".
_AS_MUCH = re.compile(
    r"(?P<before>(?:[\w'\u2019-]+\s+){0,2})\bas\s+(?P<plain>[a-z]{3,})\s+(?:[\w'\u2019-]+\s+){0,3}?as\b",
    re.IGNORECASE,
)
_NOT_AS = lex.NEGATIONS | lex.words(
    "half twice times third nearly almost nowhere near least hardly if whether"
)
# "As long as it rains", "as well as", and words that are no comparatives.
_OTHER = lex.words("long far soon well much many good")
_NEGATED = re.compile(r"\b(?:no|not|never|hardly)\b|n['\u2019]t\b", re.IGNORECASE)
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1\Z")


def only_as_much(claim: str, passage: str) -> str | None:
    """The words by which a passage says "as" of what the claim says "more" or "less"."""
    if _NEGATED.search(claim):
        return None
    compared = chain(_MORE.finditer(claim), _MORE_OF.finditer(claim))
    wanted = {form for match in compared for form in _plain_forms(match)}
    if not wanted or _MORE.search(passage):
        return None
    for match in _AS_MUCH.finditer(passage):
        before = {word.lower().replace("\u2019", "'") for word in match["before"].split()}
        if match["plain"].lower() in wanted - _OTHER and not before & _NOT_AS:
            return match.group()[len(match["before"]) :]
    return None


def _plain_forms(match: re.Match[str]) -> set[str]:
    """What a comparative may be of: "deadlier" of "deadly", "bigger" of "big"."""
    if match["plain"]:
        return {match["plain"].lower()}
    base = match["er"].lower()[:-2]
    return {base, f"{base}e", _DOUBLED.sub(r"\1", base), re.sub(r"i\Z", "y", base)}
