"""Calendar dates written in English text, as far as they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from factcheck.types import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?:\.(?=\s*\d))?"
)
_DAY = r"(?P<{0}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>1[5-9]\d\d|20\d\d)"


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form, re.IGNORECASE)


# Most telling form first; what one form has matched, a later one does not see.
_FORMS = (
    _pattern(rf"\b{_YEAR.format('y')}-(?P<n>0[1-9]|1[0-2])-{_DAY.format('d')}\b"),
    _pattern(
        rf"\b{_DAY.format('d')}(?:\s+of)?\s+{_MONTH.format('m')}(?:,?\s+{_YEAR.format('y')}\b)?"
    ),
    _pattern(
        rf"\b{_MONTH.format('m')}\s+{_DAY.format('d')}\b(?!\s*(?:%|percent))"
        rf"(?:,?\s+{_YEAR.format('y')}\b)?"
    ),
    _pattern(rf"\b{_MONTH.format('m')}(?:\s+of)?\s+{_YEAR.format('y')}\b"),
    _pattern(rf"\b{_YEAR.format('y')}\b(?![,.]\d|\s*(?:%|percent))"),
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as far as a text gives it; `None` for what it leaves open."""

    year: int | None
    month: int | None
    day: int | None
    span: Span

    def agrees(self, other: WrittenDate | date) -> bool | None:
        """Whether all that both give is the same; None where they have nothing in common."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        known = [(a, b) for a, b in pairs if a is not None and b is not None]
        return all(a == b for a, b in known) if known else None

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

    A bare month name is not taken for a date: "May" and "March" are words.
    """
    found: list[WrittenDate] = []
    masked = text
    for form in _FORMS:
        for match in form.finditer(masked):
            parts = match.groupdict()
            month = parts.get("n") or _month_number(parts.get("m"))
            found.append(
                WrittenDate(
                    year=int(parts["y"]) if parts.get("y") else None,
                    month=int(month) if month else None,
                    day=int(parts["d"]) if parts.get("d") else None,
                    span=Span(*match.span()),
                )
            )
        masked = form.sub(lambda match: "\0" * len(match.group()), masked)
    return sorted(found, key=lambda item: item.span.start)


def _month_number(name: str | None) -> int | None:
    if not name:
        return None
    return _MONTHS.index(name.casefold()[:3]) + 1
