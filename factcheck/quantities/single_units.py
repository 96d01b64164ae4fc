"""Measures that are told without a number: "a week", "half an hour", "a quarter of a point"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.language.relevance import content_words
from factcheck.quantities.extraction import Precision, Quantity
from factcheck.quantities.measures import measure_named
from factcheck.quantities.numerals import LOOKALIKES
from factcheck.types import Span

_WHOLE = "minute|hour|day|week|month|year|decade|mile|kilomet(?:re|er)"
_FORMS = (
    re.compile(
        rf"\b(?:an?|one)\s+(?P<unit>{_WHOLE})(?:\s+and\s+a\s+(?P<more>half|quarter))?\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<part>(?:a\s+)?half|(?:a|one|three)[\s-]quarters?\s+of|(?:a\s+)?quarter)"
        rf"(?:\s+an?)?[\s-](?P<unit>{_WHOLE}|(?:percentage\s+)?point)\b",
        re.IGNORECASE,
    ),
)
_PARTS = {"half": 0.5, "quarter": 0.25, "three": 0.75}
# Before "a year" that is a length of time, and not one of "twice a year", or after it one of
# "a year later".
_LASTING = re.compile(
    r"\b(?:for|in|within|of|is|was|be|last(?:s|ed|ing)?|tak(?:es?|ing)|took|spen[dt]|runs?|ran|"
    r"about|around|some|nearly|almost|roughly|over|than|least|most|under)\s+\Z",
    re.IGNORECASE,
)
# "Less than an hour", "more than a year".
_BOUND = re.compile(
    r"\b(?:(?P<most>less\s+than|under|at\s+most)|(?:more\s+than|over|at\s+least))\s+\Z",
    re.IGNORECASE,
)
_AWAY = re.compile(r"\s+(?:after|before|earlier|later|ago|since)\b", re.IGNORECASE)
_LOOK_BACK = 12


def single_units(text: str) -> Iterator[Quantity]:
    """What a text measures by one unit or a part of one, as quantities of that unit."""
    plain = text.translate(LOOKALIKES)
    for form in _FORMS:
        for match in form.finditer(plain):
            if _is_length(plain, match):
                yield _quantity(plain, match)


def _is_length(text: str, match: re.Match[str]) -> bool:
    if "part" in match.groupdict():
        return True
    start = match.start()
    is_lasting = _LASTING.search(text, max(0, start - _LOOK_BACK), start)
    return bool(is_lasting) and not _AWAY.match(text, match.end())


def _quantity(text: str, match: re.Match[str]) -> Quantity:
    parts, unit = match.groupdict(), match["unit"]
    if part := parts.get("part"):
        value = next(value for name, value in reversed(_PARTS.items()) if name in part.casefold())
    else:
        value = 1.0 + _PARTS.get((parts.get("more") or "").casefold(), 0.0)
    # A quarter point is one of a percentage.
    named = "percentage point" if unit.casefold().endswith("point") else unit
    units = frozenset(content_words(named))
    bound = _BOUND.search(text, max(0, match.start() - _LOOK_BACK), match.start())
    precision: Precision = "exact" if bound is None else "most" if bound["most"] else "least"
    return Quantity(value, units, precision, Span(*match.span()), measure=measure_named(named))
