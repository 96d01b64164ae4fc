"""Spans of years that have a name: "the 1980s", "the late nineties", "the 13th century"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.quantities.dates import MONTH_WORD, written_dates
from factcheck.types import Span

_NINETEENS = (
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
)
_ORDINAL_WORDS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh
    twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
    twenty-first"""
ORDINALS = _ORDINAL_WORDS.split()
# Which tenths of a decade, or tens of years of a century, a part may mean.
_PARTS = {
    "early": (0, 4),
    "mid": (3, 6),
    "late": (5, 9),
    "first half of the": (0, 4),
    "second half of the": (5, 9),
}
_PERIOD = re.compile(
    rf"(?P<all>(?:(?P<part>{'|'.join(_PARTS)})[\s-]*)?"
    r"(?:\b(?P<decade>1[5-9]\d0|20\d0)['\u2019]?s\b"
    r"|(?:(?<!\w)['\u2019]|(?<=\bthe\s))(?P<short>[2-9]0)s\b"
    rf"|(?:(?<=\bthe\s)|(?<=roaring\s)|(?<=early\s)|(?<=mid-)|(?<=late\s))(?P<word>{'|'.join(_NINETEENS)})\b"
    rf"|\b(?P<century>\d\d?(?:st|nd|rd|th)|{'|'.join(reversed(ORDINALS))})[\s-]century\b(?!\s+b\.?c)))",
    re.IGNORECASE,
)
# In degrees "the 90s" is no decade.
_HEAT = re.compile(r"\b(?:temperatures?|degrees?|fahrenheit|heat)\b", re.IGNORECASE)
# "From 1979 to 1991", "1150-1180": all the years between.
_FROM_TO = re.compile(
    r"(?<![\d.,$€£])([1-9]\d{2,3})(?:\s?[-\u2013]\s?|\s(?:to|and|until|till|through)\s)([1-9]\d{2,3})"
    r"(?![\d,]|\.\d)"
)
_FIRST_READ = 1000
# "Q2 2025", "the second quarter of 2025", "H1", "the first half of the year".
_PART_OF_YEAR = re.compile(
    r"\b(?:Q(?P<q>[1-4])|H(?P<h>[12])(?=\s+(?:of\s+)?(?:19|20)\d\d)|(?P<name>first|second|third|fourth|"
    r"last|final)[\s-](?:(?P<what>quarter)\b|half(?=\s+of\s+(?:the\s+year|this\s+year|last\s+year|"
    r"(?:19|20)\d\d))))\b"
)
# Games and lives have quarters, too; and months may tell which one is meant.
_IN_YEAR = re.compile(r"\bQ[1-4]\b|\bH[12]\b|\b(?:19|20)\d\d\b|\b(?:this|last|the)\s+year\b")
_MONTHS_OF = re.compile(rf"\b(?:months|(?-i:{MONTH_WORD}))\b", re.IGNORECASE)
# "Between the second and third quarter".
_AND_PART = re.compile(r"\b(first|second|third)\s+(?:and|to|or)\s+(?:the\s+)?\Z", re.IGNORECASE)
_LOOK_BACK = 24
_NAMES = {"first": 1, "second": 2, "third": 3, "fourth": 4}
# Before 1500 a number of four digits is a year only where it stands as one.
_OLD_YEAR = re.compile(
    r"\b(?:in|since|by|until|from|around|about)\s(1[0-4]\d\d)\b(?![.,]\d|\s\w+s\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Period:
    """The years from `first` to `last`, both of them in it, and where they are named."""

    first: int
    last: int
    span: Span

    def holds(self, year: int) -> bool:
        """Whether a year lies in it."""
        return self.first <= year <= self.last

    def meets(self, other: Period) -> bool:
        """Whether the two have a year in common."""
        return self.first <= other.last and other.first <= self.last


def periods(text: str) -> Iterator[Period]:
    """The periods that a text names, in order; "the nineties" are those of the 20th century."""
    is_hot = _HEAT.search(text) is not None
    for match in _PERIOD.finditer(text):
        if is_hot and match["short"] and match["all"][0].isdigit():
            continue
        begins, tenth = _begins(match)
        low, high = _PARTS.get((match["part"] or "").casefold(), (0, 9))
        years = begins + low * tenth, begins + (high + 1) * tenth - 1
        yield Period(*years, Span(*match.span("all")))


def _stretches(text: str) -> Iterator[Period]:
    """From which year to which something went on, "from 1979 to 1991"."""
    for match in _FROM_TO.finditer(text):
        first, last = int(match[1]), int(match[2])
        if first < last:
            yield Period(first, last, Span(*match.span()))


def missing_period(claim: str, passage: str) -> str | None:
    """The first decade or century of a claim that a passage, which names other times, does not.

    Of early ones, since years of three digits are not read, nothing can be told.
    """
    wanted = [own for own in periods(claim) if own.last >= _FIRST_READ]
    if not wanted:
        return _missing_part(claim, passage)
    named = [*periods(passage), *_stretches(passage)]
    given = {d.year for d in written_dates(passage) if d.year} | {y for y, _ in years(passage)}
    for own in wanted:
        is_told = any(map(own.meets, named)) or any(map(own.holds, given))
        if not is_told and (named or given):
            return claim[own.span.start : own.span.end]
    return None


def _missing_part(claim: str, passage: str) -> str | None:
    """The one quarter or half of a year in a claim, if the passage names others only."""
    own = _parts_of_year(claim)
    if len(own) != 1 or not _IN_YEAR.search(claim) or _MONTHS_OF.search(passage):
        return None
    ((many, which), words), *_ = own.items()
    given = {other for of, other in _parts_of_year(passage) if of == many}
    return words if given and which not in given else None


def _parts_of_year(text: str) -> dict[tuple[int, int], str]:
    """The quarters and halves of years that a text names: of how many which one, and its words."""
    found: dict[tuple[int, int], str] = {}
    for match in _PART_OF_YEAR.finditer(text):
        name = (match["q"] or match["h"] or match["name"]).casefold()
        many = 4 if match["q"] or match["what"] == "quarter" else 2
        which = int(name) if name.isdigit() else _NAMES.get(name, many)
        found[many, which] = match[0]
        if before := _AND_PART.search(text, max(0, match.start() - _LOOK_BACK), match.start()):
            found[many, _NAMES[before[1].casefold()]] = before[1]
    return found


def years(text: str) -> Iterator[tuple[int, Span]]:
    """The years that a text gives, with or without the month, but no day."""
    for written in written_dates(text):
        if written.year is not None and written.day is None:
            yield written.year, written.span
    for match in _OLD_YEAR.finditer(text):
        yield int(match[1]), Span(*match.span(1))


def _begins(match: re.Match[str]) -> tuple[int, int]:
    """The first year of the whole decade or century, and the years of a tenth of it."""
    if match["decade"]:
        # "The 1800s" are a century, "the 2000s" ten years.
        is_century = match["decade"].endswith("00") and match["decade"] < "2000"
        return int(match["decade"]), 10 if is_century else 1
    if match["short"]:
        return 1900 + int(match["short"]), 1
    if match["word"]:
        return 1920 + 10 * _NINETEENS.index(match["word"].casefold()), 1
    name = match["century"].casefold()
    number = int(name[:-2]) if name[0].isdigit() else ORDINALS.index(name) + 1
    return 100 * (number - 1), 10
