"""What of a claim a passage does not bear out."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.types import Span


@dataclass(frozen=True, slots=True)
class Misalignment:
    """A quantity or date of the claim that the passage does not bear out.

    `rival` is where the passage gives another figure for the same thing, None where it
    gives none.
    """

    reason: str
    rival: Span | None
    is_date: bool = False
