"""What a text counts: numbers with their units and bounds, and which of them can both hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from factcheck.dates import written_dates
from factcheck.numerals import MONEY, Numeral, numerals, shares
from factcheck.relevance import content_words
from factcheck.types import Span

Precision = Literal["exact", "least", "most", "about"]

_FORMS: dict[Precision, str] = {
    "least": "over|above|exceed(?:s|ed|ing)?|(?:sur)?passed|topped|(?<!no )(?<!not )more than|"
    "at least|not? (?:fewer|less) than|upwards of|in excess of",
    "most": "up to|(?<!no )(?<!not )(?:fewer|less) than|at most|not? more than|"
    "as (?:many|much) as|under|below",
    "about": "about|around|nearly|almost|some|roughly|approximately|close to|an estimated",
}
_BEFORE = {
    kind: re.compile(rf"\b(?:{forms})\s+(?:{MONEY})?$", re.IGNORECASE)
    for kind, forms in _FORMS.items()
}
# "several hundred" is no hundred.
_UNTOLD = re.compile(
    r"\b(?:several|few|many|(?:couple|tens|dozens|hundreds|thousands|quarters?|thirds?) of)\s+$",
    re.IGNORECASE,
)
# As much of what stands before a number as tells how it is meant.
_LOOK_BACK = 40
_WORD = r"(?!(?:and|but|nor|while)\b)([^\W\d_]{3,})"
_UNIT = re.compile(rf"[\s-]*{_WORD}(?:[\s-]+{_WORD})?(?:[\s-]+{_WORD})?")
# An estimate stands for a tenth around it.
_SLACK = 0.1
# What befell those who are counted: the dead are not the injured.
_FATES = tuple(
    content_words(words)
    for words in (
        "killed died dead deaths fatalities lives",
        "injured hurt wounded",
        "arrested detained",
        "missing",
        "rescued",
        "displaced homeless",
    )
)
_RATES = content_words("percent percentage points")
_HOURS = {
    unit: hours
    for names, hours in (
        ("hour hours", 1.0),
        ("day days", 24.0),
        ("week weeks", 168.0),
        ("month months", 730.5),
        ("year years", 8_766.0),
        ("decade decades", 87_660.0),
    )
    for unit in content_words(names)
}
# 60 days are two months.
_SAME_TIME = 0.02


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text with the words that follow it.

    `units` are the stems of up to three words after it ("1,000 captured soldiers"),
    `precision` says whether the text gives the number itself, a bound of it or an estimate.
    `step` is the least that the number tells apart, see :class:`numerals.Numeral`.
    """

    value: float
    units: frozenset[str]
    precision: Precision
    span: Span
    step: float = 0.0

    def follows_from(self, other: Quantity) -> bool:
        """Whether it holds if the other does, so far as both count the same.

        "more than 20" follows from 28, "61%" from 61.2%, "at least 16" from "more than 20", and
        an estimate from what is within a tenth of it.
        """
        if not self.is_like(other):
            return False
        lasting = self._lasts_as_long(other)
        if lasting is not None:
            return lasting
        distance = abs(self.value - other.value)
        if self.precision == "least" and other.value > self.value:
            return other.precision != "most"
        if self.precision == "most" and other.value < self.value:
            return other.precision != "least"
        if self.value == other.value:
            return {self.precision, other.precision} != {"least", "most"}
        if "about" in (self.precision, other.precision):
            return distance <= _SLACK * max(abs(self.value), abs(other.value))
        return self.precision == "exact" == other.precision and distance <= self.step / 2

    def is_ruled_out_by(self, other: Quantity) -> bool:
        """Whether it cannot hold if the other does: 28 may well be where "at least 16" are."""
        if not self.is_like(other) or self.follows_from(other) or other.follows_from(self):
            return False
        if self.value == other.value:
            return self.precision == "exact" == other.precision
        is_less = self.value < other.value
        ours, theirs = ("least", "most") if is_less else ("most", "least")
        return self.precision != ours and other.precision != theirs

    def is_like(self, other: Quantity) -> bool:
        """Whether both may count the same: not the dead here and the injured there."""
        fates = [{at for at, fate in enumerate(_FATES) if fate & q.units} for q in (self, other)]
        if all(fates) and not fates[0] & fates[1]:
            return False
        rates = [not q.units or bool(q.units & _RATES) for q in (self, other)]
        return all(rates) or not any("percent" in q.units for q in (self, other))

    def _lasts_as_long(self, other: Quantity) -> bool | None:
        """Whether both are the same duration, as 48 hours and two days; None in the same unit."""
        one, two = (_hours(q.units) for q in (self, other))
        if one is None or two is None or one == two:
            return None
        return abs(self.value * one - other.value * two) <= _SAME_TIME * self.value * one


def _hours(units: frozenset[str]) -> float | None:
    """The hours of the one unit of time among these."""
    found = units & _HOURS.keys()
    return _HOURS[next(iter(found))] if len(found) == 1 else None


def quantities(text: str) -> list[Quantity]:
    """The numbers of a text, in digits or English words; those of its dates left out.

    Shares ("a third of", "one in five pupils") are estimates in percent. "one" by itself is a
    pronoun more often than a number and is left out, as is what only hints ("several hundred").
    """
    plain = _masked(text, (written.span for written in written_dates(text)))
    parts = [
        Quantity(
            share.value, frozenset({"percent"}), _precision(plain, share.span, "about"), share.span
        )
        for share in shares(plain)
    ]
    plain = _masked(plain, (part.span for part in parts))
    counts = (
        _quantity(plain, numeral) for numeral in numerals(plain) if _is_counted(plain, numeral.span)
    )
    return sorted(chain(parts, counts), key=lambda quantity: quantity.span.start)


def _masked(text: str, spans: Iterator[Span]) -> str:
    masked = list(text)
    for span in spans:
        masked[span.start : span.end] = "\0" * (span.end - span.start)
    return "".join(masked)


def _is_counted(text: str, span: Span) -> bool:
    is_one = text[span.start : span.end].casefold() == "one"
    return not is_one and not _UNTOLD.search(_before(text, span))


def _before(text: str, span: Span) -> str:
    return text[max(0, span.start - _LOOK_BACK) : span.start]


def _precision(text: str, span: Span, otherwise: Precision) -> Precision:
    before = _before(text, span)
    return next((kind for kind, form in _BEFORE.items() if form.search(before)), otherwise)


def _quantity(text: str, numeral: Numeral) -> Quantity:
    precision = _precision(text, numeral.span, "exact")
    units = {"percent"} if numeral.is_percent else _units(text, numeral.span.end)
    return Quantity(numeral.value, frozenset(units), precision, numeral.span, numeral.step)


def _units(text: str, end: int) -> set[str]:
    following = _UNIT.match(text, end)
    return content_words(" ".join(filter(None, following.groups()))) if following else set()
