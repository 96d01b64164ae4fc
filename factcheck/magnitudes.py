"""Numbers told only by their size: "dozens of houses", "tens of thousands marched", "the 1980s"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.dates import WrittenDate
from factcheck.numerals import LOOKALIKES
from factcheck.quantities import Quantity, units_after
from factcheck.types import Span

# From so many up to, and without, so many.
_SIZES = {
    "dozens": (24.0, 100.0),
    "hundreds": (100.0, 1e3),
    "thousands": (1e3, 1e6),
    "tens of thousands": (1e4, 1e6),
    "hundreds of thousands": (1e5, 1e6),
    "millions": (1e6, 1e9),
    "tens of millions": (1e7, 1e9),
    "hundreds of millions": (1e8, 1e9),
    "billions": (1e9, 1e12),
}
_SIZE = re.compile(
    rf"(?P<all>\b(?P<size>{'|'.join(sorted(_SIZES, key=len, reverse=True))})\b(?:\s+of\b)?)",
    re.IGNORECASE,
)
_DECADE = re.compile(r"\b(?P<year>1[5-9]\d0|20\d0)['\u2019]?s\b")


@dataclass(frozen=True, slots=True)
class Magnitude:
    """At least `low` and less than `high` of what `units` name."""

    low: float
    high: float
    units: frozenset[str]
    span: Span

    def holds(self, other: Quantity | Magnitude) -> bool:
        """Whether it may be the same number."""
        if isinstance(other, Quantity):
            is_above = other.value >= self.low or other.precision == "least"
            return is_above and (other.value < self.high or other.precision == "most")
        return self.low < other.high and other.low < self.high


def magnitudes(text: str) -> Iterator[Magnitude]:
    """The numbers of a text that are told by their size alone, in order."""
    for match in _SIZE.finditer(text.translate(LOOKALIKES)):
        low, high = _SIZES[match["size"].casefold()]
        units = frozenset(units_after(text, match.end("all")))
        yield Magnitude(low, high, units, Span(*match.span("size")))


def decades(text: str) -> dict[int, Span]:
    """The decades that a text names ("the 1980s"), each by its first year."""
    return {int(match["year"]): Span(*match.span()) for match in _DECADE.finditer(text)}


def is_of_decade(written: WrittenDate, decade: int) -> bool:
    """Whether the year of a date lies in the decade that begins with that year."""
    return written.year is not None and decade <= written.year < decade + 10
