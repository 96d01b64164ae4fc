"""What a text counts: numbers with their units and bounds, and which of them can both hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from factcheck.dates import written_dates
from factcheck.measures import PERCENT, Measure, measure_of
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
# Told in another unit, a number is rounded: 60 days are two months.
_CONVERTED = 0.02


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text with the words that follow it.

    `units` are the stems of up to three words after it ("1,000 captured soldiers"),
    `precision` says whether the text gives the number itself, a bound of it or an estimate.
    `step` is the least that the number tells apart, see :class:`numerals.Numeral`; `measure` its
    unit if it is one that can be told in others.
    """

    value: float
    units: frozenset[str]
    precision: Precision
    span: Span
    step: float = 0.0
    measure: Measure | None = None

    def follows_from(self, other: Quantity) -> bool:
        """Whether it holds if the other does, so far as both count the same.

        "more than 20" follows from 28, "61%" from 61.2%, "at least 16" from "more than 20", an
        estimate from what is within a tenth of it, and "10 km" from 6.2 miles.
        """
        if not self.is_like(other):
            return False
        is_converted = self.is_of_one_measure(other) and self.measure != other.measure
        other = other.told_as(self)
        distance = abs(self.value - other.value)
        if is_converted and distance <= _CONVERTED * abs(self.value):
            return True
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
        other = other.told_as(self)
        if self.value == other.value:
            return self.precision == "exact" == other.precision
        is_less = self.value < other.value
        ours, theirs = ("least", "most") if is_less else ("most", "least")
        return self.precision != ours and other.precision != theirs

    def is_like(self, other: Quantity) -> bool:
        """Whether both may count the same: not the dead here and the injured there, nor miles
        here and tonnes there.
        """
        if self.measure and other.measure and self.measure.kind != other.measure.kind:
            return False
        fates = [{at for at, fate in enumerate(_FATES) if fate & q.units} for q in (self, other)]
        if all(fates) and not fates[0] & fates[1]:
            return False
        rates = [not q.units or bool(q.units & _RATES) for q in (self, other)]
        return all(rates) or not any("percent" in q.units for q in (self, other))

    def is_of_one_measure(self, other: Quantity) -> bool:
        """Whether both are lengths, or masses, or money of one currency, and so on."""
        return bool(self.measure and other.measure and self.measure.kind == other.measure.kind)

    def told_as(self, other: Quantity) -> Quantity:
        """This one in the unit of the other, which is of one measure with it."""
        if self.measure == other.measure or not (self.measure and other.measure):
            return self
        value = other.measure.from_base(self.measure.to_base(self.value))
        return replace(self, value=value, measure=other.measure)


def quantities(text: str) -> list[Quantity]:
    """The numbers of a text, in digits or English words; those of its dates left out.

    Shares ("a third of", "one in five pupils") are estimates in percent. "one" by itself is a
    pronoun more often than a number and is left out, as is what only hints ("several hundred").
    """
    plain = _masked(text, (written.span for written in written_dates(text)))
    parts = [
        Quantity(
            share.value,
            frozenset({"percent"}),
            _precision(plain, share.span, "about"),
            share.span,
            share.step,
            PERCENT,
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
    units = {"percent"} if numeral.is_percent else units_after(text, numeral.span.end)
    measure = PERCENT if numeral.is_percent else measure_of(text, numeral.span)
    return Quantity(numeral.value, frozenset(units), precision, numeral.span, numeral.step, measure)


def units_after(text: str, end: int) -> set[str]:
    """The stems of up to three words that follow a number which ends there."""
    following = _UNIT.match(text, end)
    return content_words(" ".join(filter(None, following.groups()))) if following else set()
