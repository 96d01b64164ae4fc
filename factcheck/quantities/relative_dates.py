"""Dates that only the day of the text tells: "yesterday", "last week", "on Monday", "22 June"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter
from typing import TypeAlias

from factcheck.language.lexicons import WEEKDAYS
from factcheck.quantities.date_contexts import is_name, is_no_date, led
from factcheck.quantities.dates import written_dates
from factcheck.quantities.numerals import LOOKALIKES

_QUOTED = re.compile(r"[\"“«„][^\"“”«»„]*[\"”»]|''.*?''")
_FUTURE = re.compile(
    r"\b(?:will|shall|would|next|due|plans?|planned|scheduled|begins|starts|opens|"
    r"(?:is|are|set) to)\b",
    re.IGNORECASE,
)
_PART = r"(?:\s+(?P<part>morning|afternoon|evening|night)\b)?"
_WEEKDAY = re.compile(
    rf"\b(?P<on>on\s+|last\s+|next\s+)?(?P<day>{'|'.join(WEEKDAYS)})\b{_PART}", re.IGNORECASE
)
_PERIOD = re.compile(r"\b(?P<which>last|this|next)\s+(?P<unit>week|month|year)\b", re.IGNORECASE)
_DAY = re.compile(
    rf"\b(?P<day>the\s+day\s+before\s+yesterday|yesterday|today|tomorrow)\b{_PART}",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(
    r"\b(?:(?P<which>this|last)\s+(?P<part>morning|afternoon|evening|night)|tonight)\b",
    re.IGNORECASE,
)
_AGO = re.compile(r"\b(?P<n>\d{1,6}|two|three|four|five|six)\s+days?\s+ago\b", re.IGNORECASE)
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_STEPS = {"last": -1, "this": 0, "next": 1, "yesterday": -1, "today": 0, "tomorrow": 1}
_MARK = re.compile(r"[.!?]")
_OPENS_SENTENCE = re.compile(r"(?:\A|[.!?]\s)\s*\Z")
_LOOK_BACK = 8
_HALF_YEAR = 183
# Unless it is said to come, a day is rather remembered than awaited.
_AWAITED = 60
# "25 October 1415", "3 November in 2026", "24 February three years ago".
_HAS_YEAR = re.compile(
    r",?\s+(?:1[0-4]\d\d\b|(?:in|of)\s+\d{4}\b"
    r"|(?:(?:in|of)\s+)?(?:the\s+)?(?:next|previous|following|same)\s+year\b"
    r"|[\w-]+\s+years?\s+(?:ago|earlier|later|before)\b)",
    re.IGNORECASE,
)
# What stands before its Monday.
WEEK_OF = "the week of "
# So many characters may stand between a weekday and its date: "Monday, 6 May".
_BETWEEN = 2


def resolve(words: str, published: str | None) -> tuple[str, tuple[str, ...]]:
    """The words with full dates, and the relative dates that were left.

    Nothing within quotation marks is touched: who is quoted may have spoken on another day; nor is
    what only looks like a date, as in "The Sunday Times" and "last year's budget". A date without
    a year is the last such day, or the next one if that is near or said to come.

    :param published: the day of the text (ISO); without it all relative dates are left.
    """
    today = date.fromisoformat(published) if published else None
    left: list[str] = []
    for pattern, wording in _FORMS:
        words, more = _resolved(words, pattern, wording, today)
        left += more
    return (_with_years(words, today) if today else words), tuple(left)


@dataclass(frozen=True, slots=True)
class _Places:
    """What stands where in a text, each in order: as many look-ups cost no more than one reading.

    :param quoted: start and end of what is within quotation marks.
    :param dates: where the written dates begin.
    :param marks: where sentences end.
    :param future: start and end of words that tell of what is to come.
    """

    quoted: list[tuple[int, int]]
    dates: list[int]
    marks: list[int]
    future: list[tuple[int, int]]

    @classmethod
    def of(cls, words: str) -> _Places:
        """Those of a text."""
        return cls(
            _quoted(words),
            [written.span.start for written in written_dates(words)],
            [match.start() for match in _MARK.finditer(words)],
            [match.span() for match in _FUTURE.finditer(words)],
        )

    def is_before_date(self, at: int) -> bool:
        """Whether a written date follows at once."""
        next_date = bisect_left(self.dates, at)
        return next_date < len(self.dates) and self.dates[next_date] - at <= _BETWEEN

    def is_future(self, at: int) -> bool:
        """Whether the sentence up to there speaks of what is to come."""
        ended = bisect_left(self.marks, at)
        begins = self.marks[ended - 1] + 1 if ended else 0
        before = bisect_right(self.future, at, key=itemgetter(1))
        return before > 0 and self.future[before - 1][0] >= begins


def _resolved(
    words: str, pattern: re.Pattern[str], wording: _Wording, today: date | None
) -> tuple[str, list[str]]:
    """The words with full dates for those of one form, and those of it that were left."""
    matches = list(pattern.finditer(words.translate(LOOKALIKES)))
    if not matches:
        return words, []
    places = _Places.of(words)
    found: list[tuple[int, int, str]] = []
    left: list[str] = []
    for match in matches:
        start, end = match.span()
        if _is_within(start, places.quoted) or places.is_before_date(end) or is_name(words, match):
            continue
        day = None if is_no_date(words, start, end) else today
        shown = _shown(match, wording, day, places.is_future(start)) if day else None
        if shown is not None:
            shown = led(words, start, shown)
            if words[start].isupper() and _OPENS_SENTENCE.search(
                words, max(0, start - _LOOK_BACK), start
            ):
                shown = shown[0].upper() + shown[1:]
            found.append((start, end, shown))
        else:
            left.append(match.group())
    return _replaced(words, found), left


def _shown(match: re.Match[str], wording: _Wording, today: date, is_future: bool) -> str | None:
    """The full date; None for a day before the year 1 or after 9999, which no date can be."""
    try:
        return wording(match, today, is_future)
    except (OverflowError, ValueError):
        return None


def _quoted(words: str) -> list[tuple[int, int]]:
    return [match.span() for match in _QUOTED.finditer(words)]


def _is_within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place lies in one of the spans, which are in order and apart."""
    begun = bisect_right(spans, at, key=itemgetter(0))
    return begun > 0 and at < spans[begun - 1][1]


def _replaced(words: str, found: Iterable[tuple[int, int, str]]) -> str:
    """The words with other ones from start to end of each, in order."""
    pieces, at = [], 0
    for start, end, shown in found:
        pieces += [words[at:start], shown]
        at = end
    return "".join([*pieces, words[at:]])


def _weekday(match: re.Match[str], today: date, is_future: bool) -> str:
    target = WEEKDAYS.index(match["day"].lower())
    which = (match["on"] or "").strip().lower()
    if is_future or which == "next":
        day = today + timedelta((target - today.weekday()) % 7 or 7)
    else:
        day = today - timedelta((today.weekday() - target) % 7)
        if which == "last" and day == today:
            day -= timedelta(7)
    named = f"{match['day']} {_written(day)}"
    return f"on {named}" if which and not match["part"] else _of_day(match["part"], named)


def _period(match: re.Match[str], today: date, is_future: bool) -> str:
    step = _STEPS[match["which"].lower()]
    unit = match["unit"].lower()
    if unit == "week":
        monday = today - timedelta(today.weekday()) + timedelta(7 * step)
        return f"in {WEEK_OF}{_written(monday)}"
    if unit == "year":
        return f"in {date(today.year + step, 1, 1).year}"
    months = today.year * 12 + today.month - 1 + step
    return f"in {date(months // 12, months % 12 + 1, 1):%B %Y}"


def _day(match: re.Match[str], today: date, is_future: bool) -> str:
    steps = -2 if " " in match["day"] else _STEPS[match["day"].lower()]
    day = _written(today + timedelta(steps))
    return _of_day(match["part"], day) if match["part"] else f"on {day}"


def _part_of_day(match: re.Match[str], today: date, is_future: bool) -> str:
    step = _STEPS[match["which"].lower()] if match["which"] else 0
    return _of_day(match["part"] or "night", _written(today + timedelta(step)))


def _of_day(part: str | None, day: str) -> str:
    return f"on the {part.lower()} of {day}" if part else day


def _ago(match: re.Match[str], today: date, is_future: bool) -> str:
    count = match["n"].lower()
    return f"on {_written(today - timedelta(_WORDS.get(count) or int(count)))}"


_Wording: TypeAlias = Callable[[re.Match[str], date, bool], str]
_FORMS: tuple[tuple[re.Pattern[str], _Wording], ...] = (
    (_WEEKDAY, _weekday),
    (_PERIOD, _period),
    (_DAY, _day),
    (_PART_OF_DAY, _part_of_day),
    (_AGO, _ago),
)


def _with_years(words: str, today: date) -> str:
    places = _Places.of(words)
    found: list[tuple[int, int, str]] = []
    for written in written_dates(words):
        start, end = written.span.start, written.span.end
        if written.year is not None or written.month is None or written.day is None:
            continue
        if _is_within(start, places.quoted) or _HAS_YEAR.match(words, end):
            continue
        ahead = _HALF_YEAR if places.is_future(start) else _AWAITED
        day = _nearest(written.month, written.day, today, ahead)
        if day is not None:
            several = f"{words[start:end]} {day.year}"
            found.append((start, end, _written(day) if written.last is None else several))
    return _replaced(words, found)


def _nearest(month: int, day: int, today: date, ahead: int) -> date | None:
    """The last such day of which the next one is more than so many days ahead."""
    for year in (today.year + 1, today.year, today.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if (found - today).days <= ahead:
            return found
    return None


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
