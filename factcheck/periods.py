"""Spans of years that have a name: "the 1980s", "the late nineties", "the 13th century"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.dates import written_dates
from factcheck.types import Span

_NINETEENS = ("thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_ORDINAL_WORDS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh
    twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
    twenty-first"""
_ORDINALS = _ORDINAL_WORDS.split()
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
    r"|(?<!\w)['\u2019](?P<short>[3-9]0)s\b"
    rf"|(?:(?<=\bthe\s)|(?<=early\s)|(?<=mid-)|(?<=late\s))(?P<word>{'|'.join(_NINETEENS)})\b"
    rf"|\b(?P<century>\d\d?(?:st|nd|rd|th)|{'|'.join(reversed(_ORDINALS))})[\s-]century\b(?!\s+b\.?c)))",
    re.IGNORECASE,
)
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
    for match in _PERIOD.finditer(text):
        begins, tenth = _begins(match)
        low, high = _PARTS.get((match["part"] or "").casefold(), (0, 9))
        years = begins + low * tenth, begins + (high + 1) * tenth - 1
        yield Period(*years, Span(*match.span("all")))


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
        return int(match["decade"]), 1
    if match["short"]:
        return 1900 + int(match["short"]), 1
    if match["word"]:
        return 1930 + 10 * _NINETEENS.index(match["word"].casefold()), 1
    name = match["century"].casefold()
    number = int(name[:-2]) if name[0].isdigit() else _ORDINALS.index(name) + 1
    return 100 * (number - 1), 10
