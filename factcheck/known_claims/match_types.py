"""An earlier fact-check beside a new claim, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from factcheck.types import Document


class Slot(StrEnum):
    """A part of what makes a claim true or false."""

    WHO = "who"
    WHERE = "where"
    WHEN = "when"
    HOW_MANY = "how_many"
    POLARITY = "polarity"


_CALLED = {
    Slot.WHO: "name",
    Slot.WHERE: "place",
    Slot.WHEN: "date",
    Slot.HOW_MANY: "number",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A slot that the earlier claim fills and the new one does not, or fills otherwise.

    :param claim: what the new claim gives instead, None if nothing.
    :param reviewed: what the earlier claim gives.
    :param decides: whether it makes the two different claims, whatever else they share.
    """

    slot: Slot
    claim: str | None
    reviewed: str
    decides: bool = False

    @property
    def reason(self) -> str:
        """The difference in words, the new claim first."""
        if self.slot is Slot.POLARITY:
            return f"polarity differs: {self.claim} vs {self.reviewed}"
        if self.claim is None:
            return f"{_CALLED[self.slot]} is missing: {self.reviewed}"
        return f"{_CALLED[self.slot]} differs: {self.claim} vs {self.reviewed}"


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier fact-check beside a new claim.

    :param document: the fact-check, with its `review`.
    :param same: whether both claims are true or false together.
    :param score: how surely they are, in [0, 1], by what was fitted on posts and the claims that
        they repeat.
    :param similarity: the cosine of both claims.
    :param differences: where they differ.
    """

    document: Document
    same: bool
    score: float
    similarity: float
    differences: tuple[Difference, ...]
