"""So many of so many: "88 of the 132 schools" are two thirds of them, and most."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from factcheck.language.relevance import stem
from factcheck.quantities.extraction import Quantity, quantities
from factcheck.quantities.measures import PERCENT
from factcheck.types import Span

_WHOSE = r"(?:(?:all|the|its|their|his|her|our|these|those|[\w\u2019'-]+['\u2019]s?)\s+){0,3}"
_OF = re.compile(rf"\s+(?:[a-z]+\s+)?(?:out\s+)?of\s+{_WHOSE}(?:[a-z]+\s+)?", re.IGNORECASE)
# "Of the ten houses three burned down."
_AHEAD = re.compile(r"\bof\s+(?:all\s+)?(?:the|its|their|these|those)\s+\Z", re.IGNORECASE)
_THEN = re.compile(r"\s+(?P<noun>[a-z]{3,})\s*,?\s+(?:only\s+|just\s+)?", re.IGNORECASE)
_NOUN = re.compile(r"\s+(?P<noun>[a-z]{3,})\b", re.IGNORECASE)
_LOOK_BACK = 16
# "Two thirds" is said of 66 and of 67 percent.
_STEP = 2.0


@dataclass(frozen=True, slots=True)
class Part:
    """A number of things out of all of them; `noun` (a stem) names these, if a word does.

    `span` goes up to the noun.
    """

    some: Quantity
    whole: Quantity
    noun: str | None
    span: Span

    @property
    def share(self) -> Quantity:
        """How many they are in percent."""
        value = 100.0 * self.some.value / self.whole.value
        units = frozenset({"percent"})
        return Quantity(value, units, self.some.precision, self.span, _STEP, PERCENT)


def parts(text: str) -> Iterator[Part]:
    """The parts of wholes that a text counts, in order."""
    for one, two in pairwise(quantities(text)):
        between = text[one.span.end : two.span.start]
        some, whole = one, two
        is_ahead = _AHEAD.search(text, max(0, one.span.start - _LOOK_BACK), one.span.start)
        if is_ahead and _THEN.fullmatch(between):
            some, whole = two, one
        elif not _OF.fullmatch(between):
            continue
        if some.measure is None and whole.measure is None and 0 < some.value < whole.value:
            noun = _NOUN.match(text, whole.span.end)
            span = Span(one.span.start, two.span.end)
            yield Part(some, whole, stem(noun["noun"].casefold()) if noun else None, span)
