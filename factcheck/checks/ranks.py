"""Which place in an order: the second-hottest May is not the hottest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.language import lexicons as lex
from factcheck.quantities.periods import ORDINALS

_ORDINAL = rf"{'|'.join(ORDINALS[1:])}|\d+(?:st|nd|rd|th)"
_SUPERLATIVE = r"(?:most|least)\s+\w+|\w{2,}est|best|worst"
_RANKED = re.compile(rf"\b(?:(?P<rank>{_ORDINAL})[\s-])?(?P<most>{_SUPERLATIVE})\b", re.IGNORECASE)
# Of what it is: "in the country", "of the year"; since when, and "on record", tell no place.
_SCOPE = re.compile(
    r"(?:\s+(?!since\b)[\w'-]+){0,4}?\s+(?:in|of|on)\s+(?:the\s+)?(?P<where>(?!record\b)[\w-]+)"
)
# "One of the ten largest", "the highest behind Ito": a place of others, or of several.
_OF_OTHERS = re.compile(
    r"\b(?:one|some|two|three) of\b|\b(?:among|top|behind|ahead|after|next to|except|but)\b",
    re.IGNORECASE,
)
# What ends like a superlative and is none.
_NO_SUPERLATIVES = lex.words(
    "forest interest request guest protest contest honest arrest harvest invest suggest conquest "
    "tempest manifest modest midwest priest inquest digest attest northwest southwest behest quest "
    "west rest test nest latest"
)


def other_rank(claim: str, passage: str) -> str | None:
    """The words by which a passage gives another place in the order that the claim is on."""
    told = [] if _OF_OTHERS.search(claim) else _ranks(passage)
    for wanted in _ranks(claim):
        of_this = [other for other in told if other.is_of(wanted)]
        if of_this and all(other.rank not in {None, wanted.rank} for other in of_this):
            return of_this[0].words
    return None


@dataclass(frozen=True, slots=True)
class _Rank:
    """A superlative with the ordinal before it, and of what it is, where that is told."""

    most: str
    rank: str | None
    where: str | None
    words: str

    def is_of(self, other: _Rank) -> bool:
        is_elsewhere = self.where and other.where and self.where != other.where
        # "The driest in 50 years" may be the second-driest on record.
        is_of_years = [(one.where or "").isdigit() for one in (self, other)]
        return self.most == other.most and not is_elsewhere and is_of_years[0] == is_of_years[1]


def _ranks(text: str) -> list[_Rank]:
    found = []
    for match in _RANKED.finditer(text):
        most, scope = match["most"].casefold(), _SCOPE.match(text, match.end())
        if most not in _NO_SUPERLATIVES:
            where = scope["where"].casefold() if scope else None
            found.append(_Rank(most, _plain(match["rank"]), where, match.group()))
    return found


def _plain(rank: str | None) -> str | None:
    """An ordinal in words, as far as they are known."""
    if rank is None or not rank[0].isdigit():
        return rank and rank.casefold()
    place = int(rank[:-2])
    return ORDINALS[place - 1] if 0 < place <= len(ORDINALS) else rank
