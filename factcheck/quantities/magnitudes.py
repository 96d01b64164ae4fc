"""Numbers told only by their size: "dozens of houses", "tens of thousands marched"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.quantities.extraction import Quantity, units_after
from factcheck.quantities.numerals import LOOKALIKES
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
# "Several" are told loosely, of more than a few: a passage gives no dozens by it, a claim may.
_FEW = re.compile(
    r"\b(?P<few>several|a (?:few|handful of|couple of))\b"
    r"(?! (?:dozens?|hundreds?|thousands?|millions?|billions?)\b)",
    re.IGNORECASE,
)


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


def few(text: str) -> Iterator[Magnitude]:
    """What a text tells by "several" or "a few", fewer than dozens."""
    for match in _FEW.finditer(text):
        units = frozenset(units_after(text, match.end()))
        yield Magnitude(2.0, _SIZES["dozens"][0], units, Span(*match.span()))
