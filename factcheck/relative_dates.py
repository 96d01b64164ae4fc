"""Dates that only the day of the text tells: "yesterday", "last week", "on Monday", "22 June"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from factcheck.dates import written_dates
from factcheck.numerals import LOOKALIKES

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_QUOTED = re.compile(r"[\"“«„][^\"“”«»„]*[\"”»]|''.*?''")
_FUTURE = re.compile(r"\b(?:will|shall|would|next|due|plans?|planned|scheduled)\b", re.IGNORECASE)
_WEEKDAY = re.compile(
    rf"\b(?P<on>on\s+|last\s+|next\s+)?(?P<day>{'|'.join(_WEEKDAYS)})\b", re.IGNORECASE
)
_PERIOD = re.compile(r"\b(?P<which>last|this|next)\s+(?P<unit>week|month|year)\b", re.IGNORECASE)
_DAY = re.compile(r"\b(?P<day>yesterday|today|tomorrow)\b", re.IGNORECASE)
_AGO = re.compile(r"\b(?P<n>\d{1,6}|two|three|four|five|six)\s+days?\s+ago\b", re.IGNORECASE)
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_STEPS = {"last": -1, "this": 0, "next": 1, "yesterday": -1, "today": 0, "tomorrow": 1}
_HALF_YEAR = 183


def resolve(words: str, published: str | None) -> tuple[str, tuple[str, ...]]:
    """The words with full dates, and the relative dates that were left.

    Nothing within quotation marks is touched: who is quoted may have spoken on another day. A
    date without a year gets the year that brings it nearest to the day of the text.

    :param published: the day of the text (ISO); without it all relative dates are left.
    """
    today = date.fromisoformat(published) if published else None
    left: list[str] = []
    forms: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, bool], str]], ...] = (
        (_WEEKDAY, _weekday),
        (_PERIOD, _period),
        (_DAY, _day),
        (_AGO, _ago),
    )
    for pattern, wording in forms:
        pieces, at = [], 0
        quoted = [match.span() for match in _QUOTED.finditer(words)]
        dated = [(d.span.start, d.span.end) for d in written_dates(words)]
        for match in pattern.finditer(words.translate(LOOKALIKES)):
            if any(start <= match.start() < end for start, end in quoted):
                continue
            if any(0 <= start - match.end() <= 2 for start, _ in dated):
                continue
            if today is None:
                left.append(match.group())
                continue
            begins = max(words.rfind(mark, 0, match.start()) for mark in ".!?") + 1
            is_future = bool(_FUTURE.search(words, begins, match.start()))
            try:
                resolved = wording(match, today, is_future)
            except (OverflowError, ValueError):
                # A day before the year 1 or after 9999, which no calendar date can be.
                left.append(match.group())
                continue
            pieces += [words[at : match.start()], resolved]
            at = match.end()
        words = "".join([*pieces, words[at:]])
    return (_with_years(words, today) if today else words), tuple(left)


def _weekday(match: re.Match[str], today: date, is_future: bool) -> str:
    target = _WEEKDAYS.index(match["day"].lower())
    which = (match["on"] or "").strip().lower()
    if is_future or which == "next":
        day = today + timedelta((target - today.weekday()) % 7 or 7)
    else:
        day = today - timedelta((today.weekday() - target) % 7)
        if which == "last" and day == today:
            day -= timedelta(7)
    lead = "on " if which else ""
    return f"{lead}{match['day']} {_written(day)}"


def _period(match: re.Match[str], today: date, is_future: bool) -> str:
    step = _STEPS[match["which"].lower()]
    unit = match["unit"].lower()
    if unit == "week":
        monday = today - timedelta(today.weekday()) + timedelta(7 * step)
        return f"in the week of {_written(monday)}"
    if unit == "year":
        return f"in {date(today.year + step, 1, 1).year}"
    months = today.year * 12 + today.month - 1 + step
    return f"in {date(months // 12, months % 12 + 1, 1):%B %Y}"


def _day(match: re.Match[str], today: date, is_future: bool) -> str:
    return f"on {_written(today + timedelta(_STEPS[match['day'].lower()]))}"


def _ago(match: re.Match[str], today: date, is_future: bool) -> str:
    count = match["n"].lower()
    return f"on {_written(today - timedelta(_WORDS.get(count) or int(count)))}"


def _with_years(words: str, today: date) -> str:
    quoted = [match.span() for match in _QUOTED.finditer(words)]
    for written in reversed(written_dates(words)):
        span = written.span
        if written.year is not None or written.month is None or written.day is None:
            continue
        if any(start <= span.start < end for start, end in quoted):
            continue
        day = _nearest(written.month, written.day, today)
        if day is not None:
            shown = _written(day) if written.last is None else words[span.start : span.end]
            year = "" if written.last is None else f" {day.year}"
            words = words[: span.start] + shown + year + words[span.end :]
    return words


def _nearest(month: int, day: int, today: date) -> date | None:
    for year in (today.year, today.year - 1, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if abs((found - today).days) <= _HALF_YEAR:
            return found
    return None


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
