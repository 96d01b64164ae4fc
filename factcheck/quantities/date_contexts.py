"""What stands about "Sunday" or "last year": it may be part of a name, or want no "on" or "in"."""

from __future__ import annotations

import re

from factcheck.language.lexicons import (
    COORDINATORS,
    DETERMINERS,
    PREPOSITIONS,
    STARTERS,
    SUBORDINATORS,
    WEEKDAYS,
)
from factcheck.quantities.dates import MONTH_NAMES

_NO_NAME = (
    {*WEEKDAYS, *map(str.lower, MONTH_NAMES), "i", "early", "late", "only"}
    | STARTERS
    | DETERMINERS
    | PREPOSITIONS
    | SUBORDINATORS
    | COORDINATORS
)
_BEFORE = re.compile(r"(?<![\w'\u2019&-])(?P<word>[\w'\u2019&-]+)[^\S\n]+\Z")
_AFTER = re.compile(r"[^\S\n]+(?P<word>[\w'\u2019&-]+)")
_POSSESSIVE = re.compile(r"['\u2019]s\b")
# "In the last year" tells of a span that ends today, "their next week" of none in particular.
_SPANS = re.compile(r"(?:last|next)\s", re.IGNORECASE)
_OWNERS = frozenset(
    {"the", "a", "his", "her", "its", "their", "our", "my", "your", "every", "each"}
)
# Behind these a weekday is a date, whatever follows: "since Monday Ukraine has …".
_TELL_TIME = frozenset({"since", "until", "till", "by", "before", "after", "from", "early", "late"})
# Not "in", "on", "over" and "through", which are more often part of a verb: "came in yesterday".
_PREPOSITIONS = frozenset(
    {"after", "against", "before", "between", "by", "during", "for", "from", "of", "since"}
    | {"till", "to", "until", "with", "within"}
)
# "Up 3% on last year" compares; "it went on last year" does not.
_COMPARED = re.compile(
    r"(?:[\d%)]|\b(?:cent|percent|points?|up|down|rise|fall|increase|decrease|drop|gain|growth))"
    r"\s+on\s+\Z"
)
_LEAD = re.compile(r"(?:in|on) ")
_LOOK_BACK = 40


def is_name(words: str, day: re.Match[str]) -> bool:
    """Whether the name of a day is part of a longer name: "Good Friday", "USA Today"."""
    shown = day.groupdict().get("day")
    if not shown or not shown.istitle() or day.start("day") > day.start():
        return False
    before = _word_before(words, day.start())
    after = _AFTER.match(words, day.end())
    is_in_name = before[:1].isupper() and before.lower() not in _NO_NAME
    if shown.lower() not in WEEKDAYS:
        return bool(before) and (is_in_name or _goes_on(after))
    return is_in_name or (before.lower() not in _TELL_TIME and _goes_on(after))


def is_no_date(words: str, start: int, end: int) -> bool:
    """Whether no date can stand in the place of these words: "last year's budget"."""
    is_span = _SPANS.match(words, start) and _word_before(words, start).lower() in _OWNERS
    return bool(is_span or _POSSESSIVE.match(words, end))


def led(words: str, start: int, shown: str) -> str:
    """The date without its "in" or "on" where a preposition stands before: "by 2026"."""
    before = words[max(0, start - _LOOK_BACK) : start]
    is_led = _word_before(words, start).lower() in _PREPOSITIONS or _COMPARED.search(before)
    return _LEAD.sub("", shown, count=1) if is_led else shown


def _word_before(words: str, start: int) -> str:
    found = _BEFORE.search(words, max(0, start - _LOOK_BACK), start)
    return found["word"] if found else ""


def _goes_on(after: re.Match[str] | None) -> bool:
    return bool(after and after["word"][0].isupper() and after["word"].lower() not in _NO_NAME)
