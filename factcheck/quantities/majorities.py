"""Most of something: "most voters" is borne out by "61 per cent of voters", not by 38."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.language.relevance import stem
from factcheck.quantities.extraction import Quantity, quantities
from factcheck.quantities.measures import PERCENT
from factcheck.types import Span

_WHOLE = r"(?:of\s+)?(?:(?:all|the|its|their|his|her|our|these|those)\s+)*(?P<noun>[^\W\d_]{3,})"
# "The most" is no majority; what is no noun ("most famous") is found in no passage.
_MOST = re.compile(
    r"\b(?P<words>(?<!the )(?<!at )most|(?:an?|the)\s+(?:\w+\s+)?(?:majority|(?P<few>minority)))"
    rf"\s+{_WHOLE}",
    re.IGNORECASE,
)
_OF = re.compile(rf"\s+{_WHOLE}", re.IGNORECASE)
_HALF = 50.0


@dataclass(frozen=True, slots=True)
class Majority:
    """More than half of what `noun` (a stem) names, or less.

    `span` covers "most" or "a majority", and `words` go before the noun.
    """

    is_few: bool
    noun: str
    span: Span
    words: str

    def holds(self, share: Quantity) -> bool | None:
        """Whether that share is one; None where its bound leaves it open."""
        open_to = {"least"} if share.value < _HALF else {"most"} if share.value > _HALF else set()
        if share.precision in open_to:
            return None
        return share.value < _HALF if self.is_few else share.value > _HALF


def majorities(text: str) -> Iterator[Majority]:
    """What a text says of most, or of a minority."""
    for match in _MOST.finditer(text):
        noun = stem(match["noun"].casefold())
        words = match["words"]
        told = words if words.casefold() == "most" else f"{words} of"
        yield Majority(bool(match["few"]), noun, Span(*match.span("words")), told)


def shares_of(majority: Majority, text: str) -> Iterator[tuple[Quantity, Span]]:
    """The shares that a text gives of the same, each with its span up to the noun."""
    for share in quantities(text):
        follows = _OF.match(text, share.span.end)
        if (
            share.measure == PERCENT
            and follows
            and stem(follows["noun"].casefold()) == majority.noun
        ):
            yield share, Span(share.span.start, follows.start("noun"))


def wrong_majority(claim: str, passage: str) -> tuple[Span, Span] | None:
    """Where the claim tells of most, and where the passage gives a share that is less."""
    for wanted in majorities(claim):
        found = [(wanted.holds(share), share.span) for share, _ in shares_of(wanted, passage)]
        if found and all(held is False for held, _ in found):
            return wanted.span, found[0][1]
    return None
