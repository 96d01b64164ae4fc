"""Units of measure: what is counted in miles can be told by what is counted in kilometres."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.quantities.numerals import MONEY
from factcheck.types import Span

# To metres, kilograms, seconds, square metres, litres and kilowatt-hours: NIST Special
# Publication 811, appendix B.
_FACTORS = {
    "length": {
        "mm millimetre millimetres millimeter millimeters": 0.001,
        "cm centimetre centimetres centimeter centimeters": 0.01,
        "metre metres meter meters": 1.0,
        "km kilometre kilometres kilometer kilometers": 1_000.0,
        "inch inches": 0.0254,
        "ft foot feet": 0.3048,
        "yard yards": 0.9144,
        "mile miles": 1_609.344,
    },
    "mass": {
        "mg milligram milligrams": 1e-6,
        "gram grams gramme grammes": 0.001,
        "kg kilo kilos kilogram kilograms kilogramme kilogrammes": 1.0,
        "ton tons tonne tonnes": 1_000.0,
        "lb lbs": 0.45359237,
        "ounce ounces": 0.028349523,
    },
    "time": {
        "second seconds": 1.0,
        "minute minutes": 60.0,
        "hour hours": 3_600.0,
        "day days": 86_400.0,
        "week weeks": 604_800.0,
        "month months": 2_629_800.0,
        "year years": 31_557_600.0,
        "decade decades": 315_576_000.0,
    },
    "area": {
        "m² m2 sqm sq-m square-metre square-metres square-meter square-meters": 1.0,
        "ft² sqft sq-ft square-foot square-feet": 0.09290304,
        "ha hectare hectares": 10_000.0,
        "acre acres": 4_046.8564,
        "km² km2 sq-km square-km square-kilometre square-kilometres": 1e6,
        "square-kilometer square-kilometers": 1e6,
        "sq-mile sq-miles square-mile square-miles": 2_589_988.1,
    },
    "volume": {
        "ml millilitre millilitres milliliter milliliters": 0.001,
        "litre litres liter liters": 1.0,
        "gallon gallons": 3.785412,
        "m³ m3 cubic-metre cubic-metres cubic-meter cubic-meters": 1_000.0,
        "barrel barrels": 158.98729,
    },
    "energy": {
        "kwh kilowatt-hours": 1.0,
        "mwh megawatt-hours": 1_000.0,
        "gwh gigawatt-hours": 1_000_000.0,
    },
    "speed": {
        "kmh kph km/h kilometres-per-hour kilometers-per-hour kilometres-an-hour": 1.0,
        "mph miles-per-hour miles-an-hour": 1.609344,
    },
    "rate": {
        "bp bps basis-point basis-points": 0.01,
        "percentage-point percentage-points": 1.0,
    },
}
_CURRENCIES = {
    "dollar": "$ usd dollar dollars",
    "euro": "€ eur euro euros",
    "pound": "£ gbp",
    "yen": "¥ yen",
    "rouble": "rouble roubles ruble rubles",
    "yuan": "yuan renminbi",
    "rupee": "rupee rupees",
    "franc": "franc francs",
    "zloty": "zloty zlotys",
    "hryvnia": "hryvnia hryvnias",
}
_FREEZING = 32.0
_DEGREES = re.compile(
    r"(?P<unit>\s*(?:°\s?|degrees?\s+)(?P<scale>c(?:elsius|entigrade)?|f(?:ahrenheit)?)\b)",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?<=\d)°?(?P<unit>[a-z]+[²³]?)\Z", re.IGNORECASE)
_NEXT = re.compile(
    r"[\s-]*(?P<unit>(?:basis|percentage)[\s-]points?|(?:square|sq\.?|cubic)[\s-]+[a-z]+|[a-z]+(?:[²³]|[23]\b)?(?:\s+(?:per|an)\s+hour\b|/h\b|-hours?\b)?)",
    re.IGNORECASE,
)
# "1,200 m long" is of metres; "1,200 m" alone may be of millions.
_LONG = (
    r"\s+(?:long|tall|high|wide|deep|thick|away|apart|above|below|underwater|hurdles|sprint|dash|relay|"
    r"freestyle|backstroke|breaststroke|butterfly)(?![\w-])"
)
_METRES = re.compile(rf"(?P<unit>\s?m|(?<=\dm)){_LONG}", re.IGNORECASE)
# A pound may be of weight; so many millions are of money, but "of beef".
_POUNDS = re.compile(
    r"\s+(?:pounds?\s+sterling\b|british\s+pounds?\b|(?P<bare>pounds?)\b(?!\s+of\b))", re.IGNORECASE
)
_SCALED = re.compile(r"(?:million|billion|trillion|[mb]n)\Z", re.IGNORECASE)
_GAP = re.compile(r"[\s-]+")
_SIGN = re.compile(rf"{MONEY}\Z")
_LONGEST_SIGN = 6


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit: of what `kind`, how many of that kind's base units it has, and where its zero is.

    Each currency is a kind of its own: nothing converts one to another.
    """

    kind: str
    factor: float = 1.0
    zero: float = 0.0
    is_money: bool = False

    def to_base(self, value: float) -> float:
        """So many of this unit in the base unit."""
        return (value - self.zero) * self.factor

    def from_base(self, value: float) -> float:
        """So many of the base unit in this one."""
        return value / self.factor + self.zero


_MEASURES = {
    name: Measure(kind, factor)
    for kind, factors in _FACTORS.items()
    for names, factor in factors.items()
    for name in names.split()
} | {
    sign: Measure(name, is_money=True)
    for name, signs in _CURRENCIES.items()
    for sign in signs.split()
}
PERCENT = _MEASURES["percentage-points"]
_TEMPERATURES = {"c": Measure("temperature"), "f": Measure("temperature", 5 / 9, _FREEZING)}


def measure_of(text: str, number: Span) -> Measure | None:
    """The unit of a number: the sign before it, what is glued to it, or the word that follows."""
    sign = _sign_before(text, number)
    if sign is not None:
        # Dollars are those of the United States unless it is said whose: A$5.
        name = sign.group().strip().casefold()
        known = _MEASURES.get(name) or _MEASURES.get(name.removeprefix("us"))
        return known or Measure(name, is_money=True)
    if degrees := _DEGREES.match(text, number.end):
        return _TEMPERATURES[degrees["scale"][0].casefold()]
    glued = _GLUED.search(text, number.start, number.end)
    following = _NEXT.match(text, number.end)
    if glued and (temperature := _TEMPERATURES.get(glued["unit"].casefold())):
        return temperature
    if _METRES.match(text, number.end):
        return _MEASURES["metres"]
    pounds = _POUNDS.match(text, number.end)
    if pounds and (not pounds["bare"] or _SCALED.search(text, number.start, number.end)):
        return _MEASURES["gbp"]
    named = (measure_named(found["unit"]) for found in (glued, following) if found)
    return next(filter(None, named), None)


def _sign_before(text: str, number: Span) -> re.Match[str] | None:
    return _SIGN.search(text, max(0, number.start - _LONGEST_SIGN), number.start)


def measure_named(unit: str) -> Measure | None:
    """The measure of that name, in the singular or plural; None if it is none."""
    name = _GAP.sub("-", unit.casefold().replace(".", ""))
    return _MEASURES.get(name) or _MEASURES.get(name.partition("-")[0])


def measured_span(text: str, number: Span) -> Span:
    """A number with the sign before it and the unit after it."""
    sign = _sign_before(text, number)
    unit = _DEGREES.match(text, number.end)
    if unit is None and not _GLUED.search(text, number.start, number.end):
        unit = _NEXT.match(text, number.end)
        unit = unit if unit and measure_named(unit["unit"]) else None
    if metres := _METRES.match(text, number.end):
        unit = metres
    return Span(sign.start() if sign else number.start, unit.end("unit") if unit else number.end)


def as_told(text: str, number: Span) -> str:
    """A number with its sign and unit, as they stand: 34 metres are no 34 centimetres."""
    span = measured_span(text, number)
    return text[span.start : span.end].strip()
