"""What of a claim a passage does not bear out."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.types import Span


@dataclass(frozen=True, slots=True)
class Misalignment:
    """A quantity or date of the claim that the passage does not bear out.

    `rival` is where the passage gives another figure for the same thing, None where it
    gives none. `is_of_then` says that the only other figure is one of a year before, and
    `is_of_another` that it is of something else: figures and dates are both others, or it is of a
    part. Then the passage neither supports the claim nor refutes it.
    """

    reason: str
    rival: Span | None
    is_date: bool = False
    is_of_then: bool = False
    is_of_another: bool = False
