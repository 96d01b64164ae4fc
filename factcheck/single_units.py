"""Measures that are told without a number: "a week", "half an hour", "a quarter of a point"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.measures import measure_named
from factcheck.quantities import Quantity
from factcheck.relevance import content_words
from factcheck.types import Span

_WHOLE = "minute|hour|day|week|month|year|decade|mile|kilomet(?:re|er)"
_PART = rf"{_WHOLE}|(?:percentage\s+)?point"
# "A point" is more often an argument, and the second a place in a row.
_FORMS = (
    re.compile(
        rf"\b(?:an?|one)\s+(?P<unit>{_WHOLE})(?:\s+and\s+a\s+(?P<more>half|quarter))?\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<part>(?:a\s+)?half|(?:a|one|three)[\s-]quarters?\s+of|(?:a\s+)?quarter)(?:\s+an?)?[\s-]"
        rf"(?P<unit>{_PART})\b",
        re.IGNORECASE,
    ),
)
_PARTS = {"half": 0.5, "quarter": 0.25, "three": 0.75}


def single_units(text: str) -> Iterator[Quantity]:
    """What a text measures by one unit or a part of one, as quantities of that unit."""
    for form in _FORMS:
        for match in form.finditer(text):
            parts = match.groupdict()
            if told := parts.get("part"):
                value = _PARTS["three" if told[:5].casefold() == "three" else _kind(told)]
            else:
                value = 1.0 + _PARTS.get((parts.get("more") or "").casefold(), 0.0)
            unit = match["unit"]
            span = Span(*match.span())
            yield Quantity(
                value,
                frozenset(content_words(unit)),
                "exact",
                span,
                measure=measure_named(unit),
            )


def _kind(part: str) -> str:
    return "half" if "half" in part.casefold() else "quarter"
