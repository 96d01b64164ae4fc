"""Calendar dates written in English text, as far as they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from factcheck.types import Span

MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Any of their names, in full or short, for patterns that end at the word's end.
MONTH_WORD = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTH_NAMES) + "|sept)"
_MONTHS = tuple(name[:3].casefold() for name in MONTH_NAMES)
_NO_MONEY = r"(?<![$€£¥])(?<![$€£¥]\s)(?<!\bEUR\s)(?<!\bUSD\s)(?<!\bGBP\s)"
# "12 may be trapped", "12 march on": in small letters these two are months only before a year.
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?-i:May|MAY|Mar(?:ch)?|MAR(?:CH)?)|"
    r"(?:may|mar(?:ch)?)(?=\.?,?\s+(?:1[5-9]|20)\d\d\b))\b(?:\.(?=\s*\d))?"
)
_DAY = r"(?P<{0}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>1[5-9]\d\d|20\d\d)"
_D, _M, _Y = _DAY.format("d"), _MONTH.format("m"), _YEAR.format("y")
_N = r"(?P<n>1[0-2]|0?[1-9])"
# "from 16 on June 17 to 28 on June 19" has no days from 17 to 28.
_NO_COUNT = r"(?![.,]\d|\s+(?:on|hundred|thousand|million|billion|people|per)\b)"
_TO = r"\s*(?:-|\u2013|and|to|until)\s*"

_FEASTS = {
    "new years day": (1, 1),
    "valentines day": (2, 14),
    "april fools day": (4, 1),
    "may day": (5, 1),
    "halloween": (10, 31),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new years eve": (12, 31),
    "first day of": (1, 1),
    "last day of": (12, 31),
    "final day of": (12, 31),
}
# Of these days only those that the year follows: "the first day of May".
_FEAST = "|".join(
    re.sub(r"s\b", "['\u2019]?s['\u2019]?", name)
    + (r"(?=\s(?:1[5-9]|20)\d\d)" if name.endswith("of") else "")
    for name in _FEASTS
)


# Days of other calendars.
_NOT_OURS = "".join(
    rf"(?<!{name}\s)" for name in ("lunar", "chinese", "orthodox", "jewish", "islamic", "persian")
)


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form, re.IGNORECASE)


# Most telling form first; what one form has matched, a later one does not see.
_FORMS = (
    _pattern(rf"\b{_Y}-(?P<n>0[1-9]|1[0-2])-{_D}\b"),
    _pattern(rf"(?<![\d.]){_D}\.{_N}\.{_Y}\b"),
    # Of "5/6/2025" nobody knows which is the month.
    _pattern(rf"(?<![\d/])(?P<d>1[3-9]|2\d|3[01])/{_N}/{_Y}\b"),
    _pattern(rf"(?<![\d/]){_N}/(?P<d>1[3-9]|2\d|3[01])/{_Y}\b"),
    _pattern(rf"\b(?:{_DAY.format('from')}{_TO})?{_D}(?:\s+of)?\s+{_M}(?:,?\s+{_Y}\b)?"),
    _pattern(
        # "In May 12 men" counts men.
        rf"(?<!\bin )\b{_M}\s+{_D}(?:{_TO}{_DAY.format('until')}{_NO_COUNT})?\b"
        rf"(?!\s*(?:%|percent))(?:,?\s+{_Y}\b)?"
    ),
    _pattern(rf"\b{_M}(?:\s+of)?\s+{_Y}\b"),
    _pattern(rf"\b(?:the\s+)?{_NOT_OURS}(?P<feast>{_FEAST})(?:,?\s*(?:of\s+)?{_Y}\b)?"),
    _pattern(rf"{_NO_MONEY}\b{_Y}\b(?![,.]\d|\s*(?:%|percent)|['\u2019]s\b)"),
)


# A report is often dated a day or two after what it tells.
_DAYS_LATER = 3
# Characters of a text whose dates are remembered.
_SHORT = 4_000
_LEAP_YEAR = 2024


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as far as a text gives it; `None` for what it leaves open.

    Of several days ("24–26 June") `day` is the first and `last` the last; else `last` is None.
    """

    year: int | None
    month: int | None
    day: int | None
    span: Span
    last: int | None = None

    def agrees(self, other: WrittenDate | date) -> bool | None:
        """Whether all that both give is the same; None where they have nothing in common."""
        same = self._parts_alike(other)
        return all(same) if same else None

    def is_off_by_one_part(self, other: WrittenDate) -> bool:
        """Whether both are as precise, and only the year, the month or the day differs."""
        if (self.month is None, self.day is None) != (other.month is None, other.day is None):
            return False
        return self._parts_alike(other).count(False) == 1

    def _parts_alike(self, other: WrittenDate | date) -> list[bool]:
        pairs = ((self.year, other.year), (self.month, other.month))
        alike = [a == b for a, b in pairs if a is not None and b is not None]
        if self.day is not None and other.day is not None:
            end = other.last if isinstance(other, WrittenDate) else None
            alike.append(self.day <= (end or other.day) and other.day <= (self.last or self.day))
        return alike

    def may_be_reported_on(self, day: date) -> bool:
        """Whether a report of that day may be on something of this date."""
        if self.day is None or self.month is None:
            return bool(self.agrees(day))
        try:
            then = date(self.year or day.year, self.month, self.day)
        except ValueError:
            return False
        return 0 <= (day - then).days <= _DAYS_LATER

    def is_left_to(self, day: date | None, given: Sequence[WrittenDate]) -> bool:
        """Whether a report of that day bears it out, whose text gives these dates.

        Where one of them is another day that may be reported on then, that one is meant.
        """
        return (
            day is not None
            and self.may_be_reported_on(day)
            and not any(self.is_off_by_one_part(o) and o.may_be_reported_on(day) for o in given)
        )

    @property
    def first_day(self) -> date | None:
        """The earliest day that it may be; None without a year, or where there is no such day."""
        if self.year is None:
            return None
        try:
            return date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return None


def written_dates(text: str) -> list[WrittenDate]:
    """The dates of a text, in order.

    A bare month name is not taken for a date: "May" and "March" are words. A day that no calendar
    has, as 29 February 2023, is none either.
    """
    return list((_remembered if len(text) <= _SHORT else _read)(text))


def _read(text: str) -> tuple[WrittenDate, ...]:
    found: list[WrittenDate] = []
    masked = text
    for form in _FORMS:
        found += filter(_exists, map(_written, form.finditer(masked)))
        masked = form.sub(lambda match: "\0" * len(match.group()), masked)
    return tuple(sorted(found, key=lambda item: item.span.start))


# One passage is asked for its dates by what a claim says of figures, of days and of names.
_remembered = lru_cache(maxsize=2048)(_read)


def _written(match: re.Match[str]) -> WrittenDate:
    parts = match.groupdict()
    year, month, day = (
        int(parts["y"]) if parts.get("y") else None,
        int(parts["n"]) if parts.get("n") else _month_number(parts.get("m")),
        int(parts["d"]) if parts.get("d") else None,
    )
    if parts.get("feast"):
        month, day = _FEASTS[re.sub("['\u2019]", "", parts["feast"].casefold())]
    start, end = match.span()
    first, last = parts.get("from"), parts.get("until")
    if first and day and int(first) < day:
        return WrittenDate(year, month, int(first), Span(start, end), last=day)
    if first:
        start = match.start("d")
    if last and day and day < int(last):
        return WrittenDate(year, month, day, Span(start, end), last=int(last))
    return WrittenDate(year, month, day, Span(start, end))


def _exists(written: WrittenDate) -> bool:
    """Whether there is such a day; without a year, whether there is one in some year."""
    try:
        date(written.year or _LEAP_YEAR, written.month or 1, written.last or written.day or 1)
    except ValueError:
        return False
    return True


def _month_number(name: str | None) -> int | None:
    if not name:
        return None
    return _MONTHS.index(name.casefold()[:3]) + 1
