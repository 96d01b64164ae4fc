"""Which place in an order: the second-hottest May is not the hottest."""

from __future__ import annotations

import re

from factcheck.language import lexicons as lex

_WORDS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ENDINGS = {2: "nd", 3: "rd"}
_IN_WORDS = {
    f"{place}{_ENDINGS.get(place, 'th')}": word for place, word in enumerate(_WORDS, start=2)
}
_ORDINAL = rf"{'|'.join(_WORDS)}|\d+(?:st|nd|rd|th)"
_SUPERLATIVE = r"(?:most|least)\s+\w+|\w{2,}est|best|worst"
_RANKED = re.compile(rf"\b(?:(?P<rank>{_ORDINAL})[\s-])?(?P<most>{_SUPERLATIVE})\b", re.IGNORECASE)
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
    for most, rank, _ in _ranks(claim):
        of_this = [(where, words) for other, where, words in told if other == most]
        if of_this and all(where not in {None, rank} for where, _ in of_this):
            return of_this[0][1]
    return None


def _ranks(text: str) -> list[tuple[str, str | None, str]]:
    """Each superlative, the ordinal before it and the words of both."""
    return [
        (match["most"].casefold(), _plain(match["rank"]), match.group())
        for match in _RANKED.finditer(text)
        if match["most"].casefold() not in _NO_SUPERLATIVES
    ]


def _plain(rank: str | None) -> str | None:
    return rank and _IN_WORDS.get(rank.casefold(), rank.casefold())
