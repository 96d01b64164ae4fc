"""As much is not more: "as deadly as the first" bears out no "deadlier than the first"."""

from __future__ import annotations

import re

from factcheck.language import lexicons as lex
from factcheck.language.negation import is_negated
from factcheck.language.relevance import content_words
from factcheck.language.verb_groups import undoubled

_STANDARD = r"(?P<standard>(?:\s+[\w'\u2019-]{1,40}){1,4})"
_MORE = re.compile(
    r"\b(?:(?:more|less)\s+(?P<plain>[a-z]{3,20})|(?P<er>[a-z]{2,20}er))"
    rf"(?:\s+[\w'\u2019-]{{1,40}}){{0,3}}?\s+than\b{_STANDARD}",
    re.IGNORECASE,
)
# "More common with the drug", beside "as common with the drug as without".
_MORE_OF = re.compile(r"\b(?:more|less)\s+(?P<plain>[a-z]{3,20})\b", re.IGNORECASE)
_AS_MUCH = re.compile(
    r"\bas\s+(?P<plain>[a-z]{3,20})(?:\s+[\w'\u2019-]{1,40}){0,3}?\s+as\b", re.IGNORECASE
)
_NEXT = re.compile(_STANDARD)
_BEFORE = re.compile(r"[\w'\u2019-]+")
# Words shortly before tell whether it is as much at all: "not as", "twice as", "almost as".
_NOT_AS = lex.NEGATIONS | lex.words(
    "half twice times third nearly almost nowhere near least hardly if whether"
)
_LOOK_BACK, _WORDS_BEFORE = 40, 2
# "As long as it rains", "as well as", and words that are no comparatives.
_NO_DEGREES = lex.words("long far soon well much many good")


def only_as_much(claim: str, passage: str) -> str | None:
    """The words by which a passage says "as" of what the claim says "more" or "less".

    Where the claim says than what, it must be as much as that.
    """
    if is_negated(claim) or _MORE.search(passage):
        return None
    than = _MORE.search(claim)
    more = than or _MORE_OF.search(claim)
    if more is None:
        return None
    wanted = _plain_forms(more) - _NO_DEGREES
    standard = content_words(than["standard"]) if than else frozenset[str]()
    for match in _AS_MUCH.finditer(passage):
        follows = _NEXT.match(passage, match.end())
        is_same = not standard or (follows and content_words(follows[1]) & standard)
        if match["plain"].lower() in wanted and is_same and not _is_less(passage, match.start()):
            return match.group()
    return None


def _is_less(passage: str, start: int) -> bool:
    words = _BEFORE.findall(passage[max(0, start - _LOOK_BACK) : start])[-_WORDS_BEFORE:]
    return not _NOT_AS.isdisjoint(word.lower().replace("\u2019", "'") for word in words)


def _plain_forms(match: re.Match[str]) -> set[str]:
    """What a comparative may be of: "deadlier" of "deadly", "bigger" of "big"."""
    if match["plain"]:
        return {match["plain"].lower()}
    base = match["er"].lower()[:-2]
    return {base, f"{base}e", undoubled(base), re.sub(r"i\Z", "y", base)}
