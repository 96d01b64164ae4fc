"""What time of day it was: 3 a.m. is not in the afternoon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.language.relevance import content_words
from factcheck.language.text import sentences

# The hours of each, from the first to the last, as people use the words; they overlap.
_HOURS = {
    "morning": range(0, 13),
    "midday": range(11, 15),
    "noon": range(11, 14),
    "afternoon": range(12, 19),
    "evening": range(16, 24),
    "night": (*range(18, 24), *range(0, 7)),
    "midnight": (22, 23, 0, 1),
}
# "The Morning Star" and "a night club" are no times.
_PART = re.compile(
    r"\b(?:in\s+the\s+(?:early\s+|late\s+)?|at\s+|(?:[Mm]on|[Tt]ues|[Ww]ednes|[Tt]hurs|[Ff]ri|[Ss]atur|[Ss]un)day\s+"
    rf"|(?:[Tt]his|[Tt]hat|[Yy]esterday|[Tt]omorrow)\s+)(?P<part>{'|'.join(_HOURS)})\b"
)
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?"
    r"|\b(?:at|around|about)\s+(?P<full>[01]?\d|2[0-3]):[0-5]\d\b(?!:|\s?[ap]\.?m\b)",
    re.IGNORECASE,
)
# "All night", "every morning", "until the evening" are no time at which it was.
_SPAN = re.compile(
    r"\b(?:all|every|each|by|until|till|since|through|throughout|overnight|from|to|before|after|not|no|"
    r"never|between)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
# The hour of another place.
_ZONE = re.compile(
    r"\b(?:UTC|GMT|BST|EST|EDT|CES?T|PS?T|PDT|Eastern|Pacific|[Ll]ocal|time|which is)\b"
)
_HALF_DAY = 12
# So much of what the claim says besides must the sentence with the time have.
_SAME = 0.5


def other_day_part(claim: str, passage: str) -> str | None:
    """The time of day by which a passage tells that it was not in the claim's part of the day.

    The claim must name one part, and each sentence that speaks of it one time, on the clock or not.
    """
    named = _PART.findall(claim)
    if len(named) != 1 or _SPAN.search(claim):
        return None
    wanted = content_words(_PART.sub("", claim))
    hours = set(_HOURS[named[0].lower()])
    found: str | None = None
    for span in sentences(passage):
        sentence = passage[span.start : span.end]
        if len(wanted & content_words(sentence)) < _SAME * len(wanted):
            continue
        times = list(_times(sentence))
        if (
            len(times) > 1
            or _ZONE.search(sentence)
            or _SPAN.search(sentence)
            or (times and hours & times[0][0])
        ):
            return None
        found = found or (times[0][1] if times else None)
    return found


def _times(sentence: str) -> Iterator[tuple[set[int], str]]:
    """The hours of each time of day that a sentence names, and its words."""
    for match in _CLOCK.finditer(sentence):
        if match["full"]:
            hour = int(match["full"])
            # "At 3:15" may be in the afternoon.
            is_either = 0 < hour <= _HALF_DAY and match["full"][0] != "0"
            yield {hour, (hour + _HALF_DAY) % 24} if is_either else {hour}, match.group()
        elif int(match["hour"]) <= _HALF_DAY:
            is_later = match["half"].lower() == "p"
            hour = int(match["hour"]) % _HALF_DAY + (_HALF_DAY if is_later else 0)
            yield {hour}, match.group()
    for match in _PART.finditer(sentence):
        yield set(_HOURS[match["part"].lower()]), match["part"]
