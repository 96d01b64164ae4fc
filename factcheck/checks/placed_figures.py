"""Whose figure it is: 41 degrees in Seville are none in Madrid, where the passage counts 38."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.checks.misalignments import Misalignment
from factcheck.quantities.extraction import Quantity, quantities, quantities_of_passage
from factcheck.quantities.measures import as_told, measured_span

# Up to three words after the number, then where or when: "of them in Germany", "percent in May".
_PLACE = re.compile(
    r"(?:\s+(?!(?:in|at|to|from|and|but|or|after|before)\b)[a-z][\w'\u2019-]*){0,3}?"
    r"\s+(?:in|at)\s+(?:the\s+)?(?P<name>[A-Z][\w-]*[a-z](?:\s+[A-Z][\w-]*[a-z]){0,2}|\d{4})\b"
    r"(?:,\s+(?P<wider>[A-Z][\w-]*[a-z])\b)?"
)
_OF_THEM = re.compile(r"\s+of\s+(?:them|these|those|whom|which)\b", re.IGNORECASE)


def misplaced(claim: str, passage: str) -> Misalignment | None:
    """The first number of a claim that a passage gives for another place or time.

    That is one which the claim follows with "in Madrid", and the passage never does, while it
    follows another number so.
    """
    placed = [(each, places[0]) for each in quantities(claim) if (places := _places(claim, each))]
    if not placed:
        return None
    told = [(each, _places(passage, each)) for each in quantities_of_passage(passage)]
    for wanted, place in placed:
        same = [places for other, places in told if wanted.follows_from(other)]
        if not same or any(place in places for places in same):
            continue
        rival = next(_rivals(passage, wanted, place, told, is_whole=() in same), None)
        if rival is not None:
            shown = f"{as_told(claim, wanted.span)} for {place}"
            reason = f"the claim says {shown}, the passage {as_told(passage, rival.span)}"
            return Misalignment(reason, rival.span)
    return None


def _rivals(
    passage: str,
    wanted: Quantity,
    place: str,
    told: list[tuple[Quantity, tuple[str, ...]]],
    *,
    is_whole: bool,
) -> Iterator[Quantity]:
    """The numbers for that place, of the same; of a whole without a place only parts of it."""
    for other, places in told:
        is_part = bool(_OF_THEM.match(passage, other.span.end))
        if place in places[:1] and wanted.is_like(other) and (is_part or not is_whole):
            yield other


def _places(text: str, quantity: Quantity) -> tuple[str, ...]:
    """Where it is counted: "in Rafah, Gaza" names both."""
    match = _PLACE.match(text, measured_span(text, quantity.span).end)
    return tuple(filter(None, match.group("name", "wider"))) if match else ()
