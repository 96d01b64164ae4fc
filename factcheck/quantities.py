"""Numbers and dates of a claim, aligned with those of a passage.

A passage that seems to support a claim while its figures or dates differ does not support
it. The stance model often misses that; these checks, which run beside it, do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from factcheck.dates import WrittenDate, written_dates
from factcheck.relevance import content_words
from factcheck.types import Span

Precision = Literal["exact", "least", "most", "about"]

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: value for value, word in enumerate(_UNITS.split())} | {
    word: 20 + 10 * value for value, word in enumerate(_TENS.split())
}
_SCALE = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_WORDS = "|".join([*sorted(_SMALL, key=len, reverse=True), *_SCALE])
_NUMBER = re.compile(
    rf"(?<![\w.,-])(?:(?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?)"
    rf"(?:[\s-](?P<scale>hundred|thousand|million|billion|trillion))?"
    rf"|(?P<words>(?:an?\s+(?=hundred|thousand|million|billion))?"
    rf"(?:{_WORDS})(?:(?:[\s-]|\sand\s)(?:{_WORDS}))*))"
    rf"(?![\w]|[.,]\d)(?P<percent>\s*(?:%|per\s?cent))?",
    re.IGNORECASE,
)
_UNIT = re.compile(r"[\s-]*([^\W\d_]{3,})(?:[\s-]+([^\W\d_]{3,}))?(?:[\s-]+([^\W\d_]{3,}))?")
_FORMS: dict[Precision, str] = {
    "least": "over|more than|at least|no (?:fewer|less) than|upwards of|in excess of",
    "most": "up to|fewer than|less than|at most|no more than|as (?:many|much) as|under|below",
    "about": "about|around|nearly|almost|some|roughly|approximately|close to|an estimated",
}
_BEFORE = {kind: re.compile(rf"\b(?:{forms})\s+$", re.IGNORECASE) for kind, forms in _FORMS.items()}
_SLACK = 0.1
# "four regions" may be borne out by a list of the four.
_COUNTED_BY_NAME = 10
# A report is often dated a day or two after what it tells.
_DAYS_LATER = 3


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text with the words that follow it.

    `units` are the stems of up to three words after it ("1,000 captured soldiers"),
    `precision` says whether the text gives the number itself, a bound of it or an estimate.
    """

    value: float
    units: frozenset[str]
    precision: Precision
    span: Span

    def follows_from(self, other: Quantity) -> bool:
        """Whether it holds if the other does: the same, or within a tenth of an estimate.

        "more than 20" follows from 28, and "at least 16" from "more than 20".
        """
        if self.precision == "exact" == other.precision:
            return self.value == other.value
        if abs(self.value - other.value) <= _SLACK * max(abs(self.value), abs(other.value)):
            return True
        if self.precision == "least":
            return other.value > self.value and other.precision != "most"
        return self.precision == "most" and other.value < self.value and other.precision != "least"

    def is_ruled_out_by(self, other: Quantity) -> bool:
        """Whether it cannot hold if the other does: 28 may well be where "at least 16" are."""
        if self.follows_from(other):
            return False
        is_less = self.value < other.value
        ours, theirs = ("least", "most") if is_less else ("most", "least")
        return self.precision != ours and other.precision != theirs


def quantities(text: str) -> list[Quantity]:
    """The numbers of a text, in digits or English words; those of its dates left out.

    "one" by itself is a pronoun more often than a number and is left out as well.
    """
    masked = list(text)
    for written in written_dates(text):
        masked[written.span.start : written.span.end] = "\0" * (
            written.span.end - written.span.start
        )
    plain = "".join(masked)
    return [
        _quantity(plain, match)
        for match in _NUMBER.finditer(plain)
        if match.group().casefold() != "one"
    ]


def _quantity(text: str, match: re.Match[str]) -> Quantity:
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
        value *= _SCALE.get((match["scale"] or "").casefold(), 1)
    else:
        value = _spelled(match["words"])
    units: set[str] = {"percent"} if match["percent"] else set()
    following = None if units else _UNIT.match(text, match.end())
    if following:
        units = content_words(" ".join(word for word in following.groups() if word))
    return Quantity(value, frozenset(units), _precision(text[: match.start()]), Span(*match.span()))


def _precision(before: str) -> Precision:
    return next((kind for kind, form in _BEFORE.items() if form.search(before)), "exact")


def _spelled(words: str) -> float:
    # In floats, which end in infinity where "hundred hundred …" would end in an error.
    total = group = 0.0
    for word in re.split(r"[\s-]+", words.casefold()):
        if word in _SMALL:
            group += _SMALL[word]
        elif word == "hundred":
            group = max(group, 1.0) * 100
        elif word in _SCALE:
            total += max(group, 1) * _SCALE[word]
            group = 0.0
    return total + group


@dataclass(frozen=True, slots=True)
class Misalignment:
    """A quantity or date of the claim that the passage does not bear out.

    `rival` is where the passage gives another figure for the same thing, None where it
    gives none.
    """

    reason: str
    rival: Span | None
    is_date: bool = False


def misalignment(claim: str, passage: str, published: str | None) -> Misalignment | None:
    """The first quantity or date of a claim that a passage does not bear out, if any.

    :param published: the day of the passage's document, for what the passage leaves open.
    """
    return _number_misaligned(claim, passage) or _date_misaligned(claim, passage, published)


def _number_misaligned(claim: str, passage: str) -> Misalignment | None:
    given = quantities(passage)
    for wanted in quantities(claim):
        if any(wanted.follows_from(other) for other in given):
            continue
        shown = claim[wanted.span.start : wanted.span.end]
        rivals = [
            other for other in given if wanted.units & other.units and wanted.is_ruled_out_by(other)
        ]
        if rivals:
            rival = rivals[0].span
            other = passage[rival.start : rival.end]
            return Misalignment(f"the claim says {shown}, the passage {other}", rival)
        if wanted.value > _COUNTED_BY_NAME or shown.isdigit():
            return Misalignment(f"the passage does not give the figure {shown}", None)
    return None


def _date_misaligned(claim: str, passage: str, published: str | None) -> Misalignment | None:
    given = written_dates(passage)
    day = date.fromisoformat(published) if published else None
    for wanted in written_dates(claim):
        if any(wanted.agrees(other) for other in given) or (day and _reported(wanted, day)):
            continue
        shown = claim[wanted.span.start : wanted.span.end]
        rivals = [other for other in given if wanted.agrees(other) is False]
        if rivals:
            rival = rivals[0].span
            other = passage[rival.start : rival.end]
            reason = f"the claim says {shown}, the passage {other}"
            return Misalignment(reason, rival, is_date=True)
        if day is not None:
            reason = f"the passage, of {day}, does not speak of {shown}"
            return Misalignment(reason, None, is_date=True)
    return None


def _reported(wanted: WrittenDate, day: date) -> bool:
    """Whether a report of that day may be on something of the wanted date."""
    if wanted.day is None or wanted.month is None:
        return bool(wanted.agrees(day))
    try:
        then = date(wanted.year or day.year, wanted.month, wanted.day)
    except ValueError:
        return False
    return 0 <= (day - then).days <= _DAYS_LATER
