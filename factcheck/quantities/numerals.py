"""Numbers as English texts write them: 10,000, 2.5 million, $3m, 41.5°C, two dozen, a third of."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from factcheck.language.text import CLUB
from factcheck.types import Span

# Letters that a pattern takes for others in any case, and a table of words does not; and raised
# digits, which belong to no number.
LOOKALIKES = str.maketrans("\u0131\u0130\u017f\u212a⁰¹²³⁴⁵⁶⁷⁸⁹", "iIsk" + " " * 10)
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = {word: value for value, word in enumerate(_UNITS.split())} | {
    word: 20 + 10 * value for value, word in enumerate(_TENS.split())
}
_SCALE = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_SUFFIX = {"k": 1_000, "m": 10**6, "mn": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12}
_SCALES = "|".join(_SCALE)
_WORD = "|".join([*sorted(SMALL, key=len, reverse=True), *_SCALE])
# Units that are written without a space: 30cm, 9am, 25bps.
_GLUED = "bps?|km|cm|mm|kg|mg|ml|mph|kmh|kph|kwh?|mwh?|gwh?|c|f|am|pm|ft|lbs?|ha|gb|tb"
_DIGITS = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:,\d{3})*)(?:\.\d+)?"
_SCALED = (
    rf"[\s-]?(?P<scale>{_SCALES})|\s?(?P<suffix>bn|mn|mln|tn|k)\b"
    rf"|(?P<short>[mb])\b(?P<counted>(?=\s(?:(?P<sure>people|euros|dollars|pounds|votes|voters|cubic|square)|\w+s)\b))?|°?(?:{_GLUED})\b"
)
# "Two hundred and five" is one number; "three and four", "one million and two million" are two.
_AND = "|".join(
    rf"(?<={scale})\sand\s(?!(?:(?:{_WORD})[\s-]){{1,3}}(?:{beside})\b)"
    for scale, beside in (
        ("dozen", "dozen"),
        ("hundred", "hundred"),
        ("thousand", "thousand|million|billion|trillion"),
        ("million", "million|billion|trillion"),
        ("billion", "billion|trillion"),
        ("trillion", "trillion"),
    )
)
_SPELLED = (
    rf"(?:half\s+an?\s+(?=(?:{_SCALES})\b)|an?\s+(?=(?:{_SCALES})\b))?"
    rf"(?:{_WORD})(?:(?:[\s-]|{_AND})(?:{_WORD}))*(?:\sand\sa\shalf(?:\s(?:{_SCALES}))?)?"
)
_NUMBER = re.compile(
    r"(?:(?<![\w.,-])|(?<=\b(?:EUR|USD|GBP))|(?<=\d-for-)"
    rf"|(?<=\d-)(?=\d+(?:\.\d+)?(?:[\s-]?(?:{_SCALES})|\s?(?:bn|mn|mln|tn|k))\b)"
    r"|(?<=[a-z]-)(?=\d+\.\d)|(?P<minus>(?<![^\s(])[-\u2212\u2013]))"
    rf"(?!(?-i:{CLUB}))(?:(?P<digits>{_DIGITS})(?:{_SCALED})?|(?P<words>{_SPELLED}))"
    r"(?![\w]|[.,]\d|['\u2019]s\b)(?P<percent>\s*(?:%|per\s?cent(?!age)|pct\b))?",
    re.IGNORECASE,
)
MONEY = r"(?:(?:\b[A-Z]{1,3})?[$€£¥]\s?|\b(?:EUR|USD|GBP)\s?)"
_ENDS_IN_MONEY = re.compile(rf"{MONEY}$")
# The first number of "2 to 3 million" is one of millions, too.
_UP_TO = re.compile(
    rf"(?:\s+(?:to|or|(?P<and>and))\s+|\s?[-\u2013\u2014]\s?){MONEY}?"
    rf"(?:(?P<digits>{_DIGITS})(?:{_SCALED})|(?P<words>{_SPELLED}))(?!\w)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"\bbetween\s+(?:\w+\s+)?{MONEY}?\Z", re.IGNORECASE)
# As much of what stands before a number as tells whether it is the first of two.
_LOOK_BACK = 40
_LONGEST_SIGN = 5
# Numbers of more digits may be rounded.
_PLAIN = 3
_MOST_ZEROS = 300
# "Two hundred" may be a count, "two thousand" is rounded.
_LEAST_ROUNDED = 1_000

# "Two thirds" is said of 66 and of 67 percent.
_SHARE_STEP = 2.0
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_ANY = rf"{'|'.join(SMALL)}|\d+"
# After "by a fifth" nothing may follow that it would be one of: "by a third party".
_CUT_BY = (
    r"(?:(?<=\bby\s)|(?<=about\s)|(?<=around\s)|(?<=nearly\s)|(?<=almost\s)|(?<=roughly\s)"
    r"|(?<=than\s)|(?<=over\s))"
)
_NO_NOUN = (
    r"(?=\s*(?:[.,;:)\u2013]|\Z)|\s(?:in|between|since|from|to|over|within|during|by|on|at|"
    r"and|but|while|as|when|after|before|compared|last|this|next|a year|per|or)\b)"
)
_SHARE = re.compile(
    rf"(?<![\w.,-])(?:(?P<count>an?|one|two|three|four)[\s-](?P<part>{'|'.join(_PARTS)})s?"
    r"(?=\s+of\s+(?!an?\b))"
    # "A third voted yes, two thirds no"; a two-thirds majority is one of votes needed.
    r"|(?P<few>two|three|four)[\s-](?P<fraction>thirds|fifths|tenths)(?![\s-](?:of|majorit))"
    rf"|{_CUT_BY}(?:(?P<cut>an?|one|two|three)[\s-])?(?P<off>{'|'.join(_PARTS)})s?{_NO_NOUN}"
    # The first half of a year is no share of it.
    r"|(?<!first\s)(?<!second\s)(?<!latter\s)(?<!other\s)"
    r"(?P<half>half)(?=\s+(?:of|the|all|its|their|his|her|our)\b)"
    rf"|(?P<some>{_ANY})\s+(?:in|out\s+of)\s+(?P<all>{_ANY})"
    r"(?=\s+(?!(?:second|minute|hour|day|week|month|year|game|match)(?:e?s)?\b)"
    r"(?:of\b|\w+s\b|people\b|men\b|women\b|children\b)))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and where it stands.

    `step` is the least that it tells apart: 0.1 of "2.4%", 100,000 of "2.4 million", 1,000 of
    "54,000" and of "six thousand", 0 of a plain count.
    """

    value: float
    step: float
    is_percent: bool
    span: Span


def numerals(text: str) -> Iterator[Numeral]:
    """The numbers of a text in digits or English words, "one" among them, in order."""
    text = text.translate(LOOKALIKES)
    for match in _NUMBER.finditer(text):
        span, is_percent = Span(*match.span()), bool(match["percent"])
        if match["words"]:
            words = _words(match)
            shared = _shared(text, match, _spelled(words))
            step = _spelled_step(words, shared)
            yield Numeral(_spelled(words) * shared, step, is_percent, span)
            continue
        digits = _plain_digits(match)
        scale = _scale(text, match)
        scale = _shared(text, match, float(digits)) if scale == 1 else scale
        step = _step(digits, scale, is_percent)
        sign = -1 if match["minus"] else 1
        yield Numeral(sign * float(digits) * scale, step, is_percent, span)


def shares(text: str) -> Iterator[Numeral]:
    """Parts of a whole in percent: "a third of", "by a third", "half the", "one in five pupils"."""
    for match in _SHARE.finditer(text.translate(LOOKALIKES)):
        if match["some"]:
            some, whole = (_small(match[name]) for name in ("some", "all"))
            if not 0 < some < whole:
                continue
            share = some / whole
        else:
            count = match["count"] or match["few"] or match["cut"] or "one"
            part = match["part"] or match["fraction"] or match["off"] or "half"
            share = _small(count) / _PARTS[part.casefold().removesuffix("s")]
        yield Numeral(100 * share, _SHARE_STEP, True, Span(*match.span()))


def _small(word: str) -> float:
    return float(word) if word.isdigit() else SMALL.get(word.casefold(), 1)


def _words(match: re.Match[str]) -> list[str]:
    return re.split(r"[\s-]+", match["words"].casefold())


def _plain_digits(match: re.Match[str]) -> str:
    return re.sub(r"[^\d.]", "", match["digits"])


def _shared(text: str, match: re.Match[str], value: float) -> float:
    """The scale that a number takes from a larger one behind it, as in "2 to 3 million"; else 1."""
    upper = _UP_TO.match(text, match.end())
    if upper is None or match["percent"]:
        return 1
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    if upper["and"] and not _BETWEEN.search(before):
        return 1
    if upper["words"]:
        scale = _last_scale(_words(upper))
        is_bare = match["words"] is None or _last_scale(_words(match)) == 1
        return scale if is_bare and value < _spelled(_words(upper)) / scale else 1
    scale = _scale(text, upper)
    return scale if value < float(_plain_digits(upper)) else 1


def _last_scale(words: Sequence[str]) -> float:
    """A hundred thousand of "three hundred thousand"."""
    scales = takewhile(_SCALE.__contains__, reversed(words))
    return math.prod(float(_SCALE[word]) for word in scales)


def _scale(text: str, match: re.Match[str]) -> float:
    if match["scale"]:
        return _SCALE[match["scale"].casefold()]
    start = match.start("digits")
    before = text[max(0, start - _LONGEST_SIGN) : start]
    # "$2m", "10m people" and "2.4m votes" are millions, "2m" and "100m hurdles" may be metres.
    is_many = _ENDS_IN_MONEY.search(before) or (
        match["counted"] is not None and ("." in match["digits"] or match["sure"])
    )
    suffix = match["suffix"] or (match["short"] if is_many else None)
    return _SUFFIX[suffix.casefold()] if suffix else 1


def _step(digits: str, scale: float, is_percent: bool) -> float:
    whole, _, decimals = digits.partition(".")
    if decimals or scale > 1 or is_percent:
        return float(scale * 10.0 ** -len(decimals))
    told = max(2, len(whole.rstrip("0")))
    zeros = min(len(whole) - told, _MOST_ZEROS)
    return 10.0**zeros if zeros and len(whole) > _PLAIN else 0.0


def _spelled_step(words: Sequence[str], shared: float) -> float:
    """A thousand of "twelve thousand", and a tenth of a million of "half a million"."""
    scale = _SCALE.get(words[-1], 1) * shared
    return 0.0 if scale < _LEAST_ROUNDED else scale / (10 if "half" in words else 1)


def _spelled(words: Sequence[str]) -> float:
    # In floats, which end in infinity where "hundred hundred …" would end in an error.
    total = group = 0.0
    for word in words:
        if word in SMALL:
            group += SMALL[word]
        elif word == "half":
            group += 0.5
        elif word in ("dozen", "hundred"):
            group = (group or 1.0) * _SCALE[word]
        elif word in _SCALE:
            total += (group or 1.0) * _SCALE[word]
            group = 0.0
    return total + group
