"""Calendar days as web pages write them: ISO 8601, numbers, month names of any language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

_MONTH = r"(?P<{0}>[^\W\d_]{{3,12}})\.?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<{0}>\d{{1,2}})"
_FORMS = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<n>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[年년]\s?(?P<n>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})"),
    re.compile(rf"{_DAY.format('a')}(?P<s>[-/.])(?P<b>\d{{1,2}})(?P=s){_YEAR.format('y')}"),
    re.compile(
        rf"{_DAY.format('d')}(?:st|nd|rd|th|er|º|ª|\.)?[\s-]+(?:de\s+|of\s+)?"
        rf"{_MONTH.format('m')},?[\s-]+(?:del?\s+)?{_YEAR.format('y')}"
    ),
    re.compile(
        rf"\b{_MONTH.format('m')}\s+{_DAY.format('d')}(?:st|nd|rd|th)?,?\s+{_YEAR.format('y')}"
    ),
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}.*)?")
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?")
_MONTH_FIRST = frozenset({"en-us", "en-ph", "es-us", "-us"})
# Of 3/6/2025 in English nobody knows the order without the country, nor in Canada with it.
_UNSETTLED = frozenset({"", "en", "en-ca", "fr-ca", "-ca"})
# What software writes where it knows no date.
_EMPTY = frozenset({date(1970, 1, 1), date(1900, 1, 1)})


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day, and where in the text it is named."""

    day: date
    start: int
    end: int


def stated_day(value: str | None, region: str) -> str | None:
    """The day that a machine-readable value gives, in the zone in which it gives it.

    :param region: a language tag (`en-GB`) or country (`-gb`), for 3/6/2025, which is no day where
        it does not settle the order.
    """
    text = (value or "").strip()[:80]
    if match := _COMPACT.fullmatch(text):
        return _iso(_day(*match.groups()))
    if match := _EPOCH.fullmatch(text):
        return _iso(datetime.fromtimestamp(int(match[1]), UTC).date())
    return _iso(next((found.day for found in named_days(text, region)), None))


def named_days(text: str, region: str) -> Iterator[NamedDay]:
    """The full dates of a line, in order."""
    found: list[NamedDay] = []
    for form in _FORMS:
        for match in form.finditer(text):
            start, end = match.span()
            is_new = all(other.end <= start or end <= other.start for other in found)
            if is_new and (day := _of(match, region)) is not None:
                found.append(NamedDay(day, start, end))
    yield from sorted(found, key=lambda item: item.start)


def _of(match: re.Match[str], region: str) -> date | None:
    parts = match.groupdict()
    if name := parts.get("m"):
        month = _month(name.casefold(), region.partition("-")[0])
        return _day(parts["y"], month, parts["d"]) if month else None
    if "a" not in parts:
        return _day(parts["y"], parts["n"], parts["d"])
    first, second = int(parts["a"]), int(parts["b"])
    is_open = first <= 12 and second <= 12 and first != second and parts["s"] != "."
    if is_open and region.casefold() in _UNSETTLED:
        return None
    is_month_first = second > 12 or (is_open and region.casefold() in _MONTH_FIRST)
    return _day(parts["y"], *((first, second) if is_month_first else (second, first)))


def _day(year: str, month: str | int, day: str | int) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return None if found in _EMPTY else found


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _month(name: str, language: str) -> int | None:
    for months in (_months("en"), _months(language)):
        for written, number in months.items():
            if name == written or (len(name) == 4 and written.startswith(name)):
                return number
    return None


@lru_cache(maxsize=32)
def _months(language: str) -> dict[str, int]:
    """The names of the months, long, short and alone, by the Unicode CLDR."""
    from babel import Locale, UnknownLocaleError

    try:
        names = Locale.parse(language or "en").months
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        name.casefold().rstrip("."): number
        for context in names.values()
        for width in ("wide", "abbreviated")
        for number, name in context[width].items()
    }
