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
from factcheck.quantities.dates import MONTH_NAMES, written_dates
from factcheck.quantities.numerals import LOOKALIKES

_QUOTED = re.compile(r"[\"“«„][^\"“”«»„]*[\"”»]|''.*?''")
_FUTURE = re.compile(
    r"\b(?:will|shall|would|next|due|plans?|planned|scheduled|begins|starts|opens|"
    r"(?:is|are|set) to)\b",
    re.IGNORECASE,
)
_PART = r"(?:\s+(?P<part>morning|afternoon|evening|night)\b)?"
_WEEKDAY = re.compile(
    rf"\b(?P<on>on\s+|last\s+|next\s+)?(?P<day>{'|'.join(WEEKDAYS)})\b"
    rf"(?P<later>\s+week\b(?!-|\s+after))?{_PART}",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"\b(?P<which>last|this|next)\s+(?P<unit>week|month|year)\b", re.IGNORECASE)
_DAY = re.compile(
    r"\b(?P<day>the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)|yesterday|today|tomorrow)\b"
    rf"{_PART}",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(
    r"\b(?:(?P<which>this|last)\s+(?P<part>morning|afternoon|evening|night)|tonight)\b",
    re.IGNORECASE,
)
_COUNTS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_STRETCH = rf"(?P<n>\d{{1,6}}|{'|'.join(_COUNTS)})\s+(?P<unit>day|week|fortnight)s?"
_AGO = re.compile(rf"\b{_STRETCH}\s+ago\b", re.IGNORECASE)
# Two years ago may be three by the calendar.
_YEAR_AGO = re.compile(
    r"(?<!more than )(?<!less than )(?<!over )(?<!almost )(?<!nearly )(?<!about )(?<!exactly )"
    r"\b(?:a|one)\s+year\s+ago\b(?!\s+(?:on|this|last|next|today)\b)",
    re.IGNORECASE,
)
# Not "run it in a day", "in two weeks of talks", "the first time in ten weeks".
_AHEAD = re.compile(
    rf"(?<!\btime\s)(?<!\btimes\s)\bin\s+(?!a\s+day\b(?!['\u2019])){_STRETCH}"
    r"(?:['\u2019]s?\s+time)?\b(?!['\u2019-]|\s+(?:of|or|when|where|that|in\s+which)\b)",
    re.IGNORECASE,
)
# So long something takes: "visit five cities in ten days".
_TAKES = re.compile(
    rf"(?:\d|\b(?:{'|'.join(_COUNTS[1:])})\b)\S*\s+(?:\w+\s+)?\w+\s+\Z", re.IGNORECASE
)
_WEEKEND = re.compile(
    r"\b(?:over|at|on|during)\s+the\s+(?P<which>last\s+|next\s+|coming\s+)?weekend\b(?!\s+of\b)"
    r"|\b(?P<bare>last|next|this)\s+weekend\b",
    re.IGNORECASE,
)
_PARTS = ("end", "start", "beginning", "middle", "close", "half", "quarter", "course", "rest")
_BEHIND_PARTS = "|".join(map(r"(?<=\b{}\sof\s)".format, _PARTS))
# Not "player of the year".
_PERIOD_AHEAD = re.compile(
    f"(?:{_BEHIND_PARTS})"
    r"the\s+(?P<unit>week|month|year)\b(?!\s+of\b)",
    re.IGNORECASE,
)
_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
_STEPS = {"last": -1, "this": 0, "next": 1, "yesterday": -1, "today": 0, "tomorrow": 1}
_MARK = re.compile(r"[.!?]")
_OPENS_SENTENCE = re.compile(r"(?:\A|[.!?]\s)\s*\Z")
_LOOK_BACK, _LOOK_BACK_FOR_COUNTS = 8, 40
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
# What stands before the Monday or Saturday, and how many days it means.
WEEK_OF, WEEKEND_OF = "the week of ", "the weekend of "
DAYS_OF = {WEEK_OF: 7, WEEKEND_OF: 2}
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
    for pattern, wording, is_awaited in _FORMS:
        words, more = _resolved(words, pattern, wording, today, is_awaited=is_awaited)
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
    words: str,
    pattern: re.Pattern[str],
    wording: _Wording,
    today: date | None,
    *,
    is_awaited: bool,
) -> tuple[str, list[str]]:
    """The words with full dates for those of one form, and those of it that were left.

    :param is_awaited: whether it is a date only of what is to come: "built in two weeks".
    """
    matches = list(pattern.finditer(words.translate(LOOKALIKES)))
    if not matches:
        return words, []
    places = _Places.of(words)
    found: list[tuple[int, int, str]] = []
    left: list[str] = []
    for match in matches:
        start, end = match.span()
        is_stretch = _TAKES.search(words, max(0, start - _LOOK_BACK_FOR_COUNTS), start)
        if is_awaited and (is_stretch or not places.is_future(start)):
            continue
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
    if match["later"]:
        day = today + timedelta((target - today.weekday()) % 7 or 7) + timedelta(7)
    elif is_future or which == "next":
        day = today + timedelta((target - today.weekday()) % 7 or 7)
    else:
        day = today - timedelta((today.weekday() - target) % 7)
        if which == "last" and day == today:
            day -= timedelta(7)
    named = f"{match['day']} {_written(day)}"
    return f"on {named}" if which and not match["part"] else _of_day(match["part"], named)


def _period(match: re.Match[str], today: date, is_future: bool) -> str:
    step = _STEPS[match.groupdict().get("which", "this").lower()]
    unit = match["unit"].lower()
    if unit == "week":
        return _week(today + timedelta(7 * step))
    if unit == "year":
        return f"in {date(today.year + step, 1, 1).year}"
    months = today.year * 12 + today.month - 1 + step
    first = date(months // 12, months % 12 + 1, 1)
    return f"in {MONTH_NAMES[first.month - 1]} {first.year}"


def _day(match: re.Match[str], today: date, is_future: bool) -> str:
    *longer, last = match["day"].lower().split()
    steps = (2 if longer else 1) * _STEPS[last]
    day = _written(today + timedelta(steps))
    return _of_day(match["part"], day) if match["part"] else f"on {day}"


def _part_of_day(match: re.Match[str], today: date, is_future: bool) -> str:
    step = _STEPS[match["which"].lower()] if match["which"] else 0
    return _of_day(match["part"] or "night", _written(today + timedelta(step)))


def _of_day(part: str | None, day: str) -> str:
    return f"on the {part.lower()} of {day}" if part else day


def _ago(match: re.Match[str], today: date, is_future: bool) -> str:
    return _away(match, today, -1)


def _year_ago(match: re.Match[str], today: date, is_future: bool) -> str:
    return f"in {today.year - 1}"


def _ahead(match: re.Match[str], today: date, is_future: bool) -> str:
    return _away(match, today, 1)


def _away(match: re.Match[str], today: date, way: int) -> str:
    """The day, or of weeks the week: "two weeks ago" is seldom meant to the day."""
    count, unit = match["n"].lower(), match["unit"].lower()
    many = int(count) if count.isdigit() else _COUNTS.index(count) + 1
    day = today + way * many * timedelta(_DAYS_IN[unit])
    return f"on {_written(day)}" if unit == "day" else _week(day)


def _weekend(match: re.Match[str], today: date, is_future: bool) -> str:
    """The last weekend that has begun, or the next."""
    which = (match["which"] or match["bare"] or "").strip().lower()
    since = (today.weekday() - 5) % 7
    is_now = since < 2
    if which in {"next", "coming"} or (is_future and which != "last" and not is_now):
        saturday = today + timedelta(7 - since)
    else:
        saturday = today - timedelta(since + 7 * (which == "last" and is_now))
    return f"on {WEEKEND_OF}{_written(saturday)}"


def _week(day: date) -> str:
    return f"in {WEEK_OF}{_written(day - timedelta(day.weekday()))}"


_Wording: TypeAlias = Callable[[re.Match[str], date, bool], str]
# Each with whether it is a date only of what is to come: "in two weeks", "the end of the month".
_FORMS: tuple[tuple[re.Pattern[str], _Wording, bool], ...] = (
    (_WEEKDAY, _weekday, False),
    (_PERIOD, _period, False),
    (_DAY, _day, False),
    (_PART_OF_DAY, _part_of_day, False),
    (_AGO, _ago, False),
    (_YEAR_AGO, _year_ago, False),
    (_WEEKEND, _weekend, False),
    (_AHEAD, _ahead, True),
    (_PERIOD_AHEAD, _period, True),
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
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
