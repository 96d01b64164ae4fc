"""What a text counts: numbers with their units and bounds, and which of them can both hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Literal

from factcheck.language.relevance import content_words
from factcheck.quantities.dates import written_dates
from factcheck.quantities.fates import fate_before, fates_of
from factcheck.quantities.measures import PERCENT, Measure, measure_of, measured_span
from factcheck.quantities.numerals import MONEY, Numeral, numerals, shares
from factcheck.types import Span

Precision = Literal["exact", "least", "most", "about"]

_FORMS: dict[Precision, str] = {
    "least": "over|above|exceed(?:s|ed|ing)?|(?:sur)?passed|topped|(?<!no )(?<!not )more than|"
    "greater than|higher than|at least|not? (?:fewer|less) than|upwards of|in excess of|"
    "at (?:a )?minimum|a minimum of",
    "most": "up to|(?<!no )(?<!not )(?:fewer|less) than|at most|not? more than|"
    "as (?:many|much) as|under|below|at (?:a )?maximum|a maximum of",
    "about": "about|around|nearly|almost|some|roughly|approximately|close to|an estimated",
}
_BEFORE = {
    kind: re.compile(rf"\b(?:{forms})\s+(?:{MONEY})?$", re.IGNORECASE)
    for kind, forms in _FORMS.items()
}
# Bounds that leave the number itself out: of more than four are four none. "Over" may be no bound:
# "over two days", "handed over 40".
_STRICT = re.compile(
    r"(?<!\bno )(?<!\bnot )\b"
    r"(?:(?:more|greater|higher|fewer|less) than|in excess of|exceed(?:s|ed|ing)?)\s+"
    rf"(?:{MONEY})?$",
    re.IGNORECASE,
)
# "several hundred" is no hundred.
_UNTOLD = re.compile(
    r"\b(?:several|few|many|(?:couple|tens|dozens|hundreds|thousands|quarters?|thirds?) of)\s+$",
    re.IGNORECASE,
)
# "2018-19" has no 19.
_YEAR_TO = re.compile(r"\b(?:1[5-9]|20)\d\d[-\u2013/]\Z")
_JOINTS = frozenset({" ", ", ", " and "})
# Characters of a text whose quantities are remembered.
_SHORT = 4_000
# The two numbers of "51-50" and "10-15%"; those of "2025-06-01" are a date.
_PAIR = re.compile(r"(?<=\d)-(?=\d)")
# As much of what stands before a number as tells how it is meant.
_LOOK_BACK = 40
_WORD = r"(?!(?:and|but|nor|while)\b)([^\W\d_]{3,})"
_UNIT = re.compile(rf"[\s-]*{_WORD}(?:[\s-]+{_WORD})?(?:[\s-]+{_WORD})?")
# An estimate stands for a tenth around it.
_SLACK = 0.1
_RATES = content_words("percent percentage points")
# Told in another unit, a number is rounded: 60 days are two months.
_CONVERTED = 0.02


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text with the words that follow it.

    `units` are the stems of up to three words after it ("1,000 captured soldiers"),
    `precision` says whether the text gives the number itself, a bound of it or an estimate.
    `step` is the least that the number tells apart, see :class:`numerals.Numeral`; `measure` its
    unit if it is one that can be told in others; `is_strict` says that the number itself is out of
    bounds.
    """

    value: float
    units: frozenset[str]
    precision: Precision
    span: Span
    step: float = 0.0
    measure: Measure | None = None
    is_strict: bool = False

    @property
    def is_time(self) -> bool:
        """Whether it is a span of time."""
        return self.measure is not None and self.measure.kind == "time"

    @property
    def is_money(self) -> bool:
        """Whether it is a sum of some currency."""
        return self.measure is not None and self.measure.is_money

    @property
    def is_bound(self) -> bool:
        """Whether it only bounds a number: "at least five", "up to ten"."""
        return self.precision in {"least", "most"}

    def follows_from(self, other: Quantity) -> bool:
        """Whether it holds if the other does, so far as both count the same.

        "more than 20" follows from 28, "61%" from 61.2%, "at least 16" from "more than 20", an
        estimate from what is within a tenth of it, and "10 km" from 6.2 miles.
        """
        if not self.is_like(other):
            return False
        if self._is_as_much(other):
            return True
        other = other.told_as(self)
        distance = abs(self.value - other.value)
        if self.precision == "least" and other.value > self.value:
            return other.precision != "most"
        if self.precision == "most" and other.value < self.value:
            return other.precision != "least"
        if self.value == other.value:
            is_opposite = {self.precision, other.precision} == {"least", "most"}
            return not is_opposite and not self.is_just_missed_by(other)
        if "about" in (self.precision, other.precision):
            return distance <= _SLACK * max(abs(self.value), abs(other.value))
        # Half a million is not about a million, though one digit tells no more.
        is_rounded = distance < self.step / 2 and distance <= _SLACK * abs(self.value)
        return self.precision == "exact" == other.precision and is_rounded

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

    def is_just_missed_by(self, other: Quantity) -> bool:
        """Whether it is "more than four", and the other a plain four, not a rounded thousand.

        The other way it is let pass: four are told where there were more.
        """
        is_plain = other.precision == "exact" and other.step == 0
        return self.is_strict and is_plain and self.value == other.value

    def is_like(self, other: Quantity) -> bool:
        """Whether both may count the same: not the dead here and the injured there, nor miles
        here and tonnes there.
        """
        if self.measure and other.measure and self.measure.kind != other.measure.kind:
            return False
        if self.fates and other.fates and not self.fates & other.fates:
            return False
        rates = [not q.units or bool(q.units & _RATES) for q in (self, other)]
        return all(rates) or not any("percent" in q.units for q in (self, other))

    @property
    def fates(self) -> frozenset[int]:
        """What befell the people whom it counts, see :mod:`factcheck.quantities.fates`."""
        return fates_of(self.units)

    def is_of_one_measure(self, other: Quantity) -> bool:
        """Whether both are lengths, or masses, or money of one currency, and so on."""
        return bool(self.measure and other.measure and self.measure.kind == other.measure.kind)

    def is_converted(self, other: Quantity) -> bool:
        """Whether both are of one measure and told in different units of it."""
        return self.is_of_one_measure(other) and self.measure != other.measure

    def _is_as_much(self, other: Quantity) -> bool:
        """Whether both are the same in different units.

        Of a temperature as a point on its scale or as a difference: by 2.7°F is by 1.5°C.
        """
        if not (self.measure and other.measure and self.is_converted(other)):
            return False
        difference = other.value * other.measure.factor / self.measure.factor
        told = (other.told_as(self).value, difference)
        return any(abs(self.value - value) <= _CONVERTED * abs(self.value) for value in told)

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
    "6 feet 2 inches" is one quantity.
    """
    return list((_remembered if len(text) <= _SHORT else _read)(text))


def quantities_of_passage(passage: str) -> list[Quantity]:
    """The quantities of a passage: "10-15%" is read as a range, never as a negative number."""
    if _PAIR.search(passage) is None:
        return quantities(passage)
    dated = {at for d in written_dates(passage) for at in range(d.span.start, d.span.end)}

    def apart(match: re.Match[str]) -> str:
        return "-" if match.start() in dated else "\u2013"

    return quantities(_PAIR.sub(apart, passage))


def _read(text: str) -> tuple[Quantity, ...]:
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
    counts = [
        _quantity(plain, numeral)
        for numeral in numerals(plain)
        if _is_counted(plain, numeral.span) and not _is_end_of_year(text, numeral.span)
    ]
    found = chain(parts, _compounded(plain, counts))
    return tuple(sorted(found, key=lambda quantity: quantity.span.start))


_remembered = lru_cache(maxsize=2048)(_read)


def _compounded(text: str, counts: Sequence[Quantity]) -> list[Quantity]:
    """The same with "6 feet 2 inches" and "1 hour and 30 minutes" made one each."""
    found: list[Quantity] = []
    for quantity in counts:
        last = found[-1] if found else None
        if last and _is_part(text, last, quantity):
            value = last.value + quantity.told_as(last).value
            span = Span(last.span.start, quantity.span.end)
            found[-1] = replace(last, value=value, span=span, measure=last.measure)
        else:
            found.append(quantity)
    return found


def _is_part(text: str, last: Quantity, quantity: Quantity) -> bool:
    """Whether a quantity goes on with smaller units of the same measure."""
    if not (last.measure and quantity.measure and last.is_converted(quantity)):
        return False
    between = text[measured_span(text, last.span).end : quantity.span.start]
    return last.measure.factor > quantity.measure.factor and between in _JOINTS


def _masked(text: str, spans: Iterator[Span]) -> str:
    masked = list(text)
    for span in spans:
        masked[span.start : span.end] = "\0" * (span.end - span.start)
    return "".join(masked)


def _is_counted(text: str, span: Span) -> bool:
    is_one = text[span.start : span.end].casefold() == "one"
    return not is_one and not _UNTOLD.search(_before(text, span))


def _is_end_of_year(text: str, span: Span) -> bool:
    return span.end - span.start == 2 and bool(_YEAR_TO.search(_before(text, span)))


def _before(text: str, span: Span) -> str:
    return text[max(0, span.start - _LOOK_BACK) : span.start]


def _precision(text: str, span: Span, otherwise: Precision) -> Precision:
    before = _before(text, span)
    return next((kind for kind, form in _BEFORE.items() if form.search(before)), otherwise)


def bounded_span(text: str, quantity: Quantity) -> Span:
    """Where a quantity stands, with the "more than" before it that leaves the number itself out."""
    span, before = quantity.span, _before(text, quantity.span)
    bound = _STRICT.search(before)
    return Span(span.start - len(before) + bound.start(), span.end) if bound else span


def _quantity(text: str, numeral: Numeral) -> Quantity:
    precision = _precision(text, numeral.span, "exact")
    units = (
        frozenset({"percent"})
        if numeral.is_percent
        else units_after(text, numeral.span.end) | fate_before(text, numeral.span)
    )
    measure = PERCENT if numeral.is_percent else measure_of(text, numeral.span)
    return Quantity(
        numeral.value,
        units,
        precision,
        numeral.span,
        numeral.step,
        measure,
        is_strict=_STRICT.search(_before(text, numeral.span)) is not None,
    )


def units_after(text: str, end: int) -> frozenset[str]:
    """The stems of up to three words that follow a number which ends there."""
    following = _UNIT.match(text, end)
    words = filter(None, following.groups()) if following else ()
    return content_words(" ".join(words))
