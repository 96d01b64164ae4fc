"""A claim without the dates that a passage bears out.

What day a passage speaks of is settled by the calendar (:mod:`factcheck.checks.alignment`), and
often only the day of its publication tells. The stance model does not know that day: it takes a
date that the passage does not repeat for a contradiction of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from factcheck.language.relevance import content_words, coverage
from factcheck.language.text import sentences
from factcheck.quantities.dates import MONTH_WORD, WrittenDate, written_dates

# "on 26 June 2025", "the talks of March 2022", "in early June 2025", "the 16 May 2025 talks": what
# tells when. "By", "since" and "between" tell more.
_BEFORE = re.compile(
    r"(?P<lead>,?\s*\b(?:on|in|of|during)\s+(?:(?:early|late|mid)[\s-]+)?(?:the\s+)?"
    r"(?:(?P<season>spring|summer|autumn|winter)\s+(?:of\s+)?)?)\Z|"
    r"\b(?:the|this|that|its|his|her|their)\s+\Z",
    re.IGNORECASE,
)
_LOOK_BACK = 24
# The months in which a season, as it was last, is told of without its name.
_MONTHS = {
    "spring": range(4, 9),
    "summer": range(7, 12),
    "autumn": range(10, 13),
    "winter": range(1, 5),
}
_SEASON = re.compile(
    rf"\b(?:spring|summer|autumn|winter|new\s+year|christmas|easter|(?-i:{MONTH_WORD}))\b",
    re.IGNORECASE,
)
# "The autumn of 2022" is not all of it.
_PART = re.compile(
    r"\b(?:middle|end|beginning|start|half|quarter|rest|course|spring|summer|autumn|fall|winter|most)\s+of"
    r"\s+\Z",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\A\W*")
# A claim of fewer content words says too little to do without.
_LEAST_LEFT = 3
# So much of a claim's words, its date among them, stand in a sentence that is on the same.
_MOST_OF_IT = 0.6


def dateless(claim: str, passage: str, published: str | None) -> str:
    """The claim without those of its dates that the passage, or its day, bears out.

    A date that stands in the passage is left where the passage has others, too: then it may tell
    which of several things is meant. Those of other sentences than the one that says most of the
    claim do not count, where that one has dates.

    :param published: the day of the passage (ISO).
    """
    own = written_dates(claim)
    if not own:
        return claim
    given, near = written_dates(passage), written_dates(_nearest(claim, passage))
    day = date.fromisoformat(published) if published else None
    left = claim
    for wanted in reversed(own):
        is_borne_out = any(
            _is_borne_out(wanted, own, dates, day) for dates in (given, near or given)
        )
        if is_borne_out or (wanted.month is not None and says_no_day(given, day)):
            left = _without(left, wanted, None if _SEASON.search(passage) else day)
    return left if len(content_words(left)) >= _LEAST_LEFT else claim


def _is_borne_out(
    wanted: WrittenDate, own: Sequence[WrittenDate], given: Sequence[WrittenDate], day: date | None
) -> bool:
    """Whether dates that stand together are the claim's own, or leave this one to their day."""
    if any(wanted.agrees(other) for other in given):
        return all(any(one.agrees(other) for one in own) for other in given)
    others = [one for one in given if not any(each.agrees(one) for each in own)]
    return wanted.is_left_to(day, others)


def _nearest(claim: str, passage: str) -> str:
    """The sentence that says most of a claim; nothing where none says much of it."""
    told = [passage[span.start : span.end] for span in sentences(passage)]
    best = max(told, key=lambda sentence: coverage(claim, sentence), default="")
    return best if coverage(claim, best) >= _MOST_OF_IT else ""


def says_no_day(given: Sequence[WrittenDate], day: date | None) -> bool:
    """Whether neither a passage nor its own day tells when anything was."""
    return day is None and all(one.month is None for one in given)


def _without(claim: str, when: WrittenDate, day: date | None) -> str:
    """The claim without a date; of a season of the year only as it was before that day."""
    before, after = claim[: when.span.start], claim[when.span.end :]
    lead = _BEFORE.search(before, max(0, len(before) - _LOOK_BACK))
    if lead is None:
        return claim
    if (season := lead["season"]) is not None:
        if day is None or day.month not in _MONTHS[season.lower()]:
            return claim
    elif _PART.search(before):
        return claim
    if lead["lead"] is None:
        return before + after.lstrip()
    before = before[: lead.start()]
    if before.strip():
        is_set_off = lead["lead"].startswith(",") and after.startswith(",")
        return before + (after[1:] if is_set_off else after)
    after = _OPENS.sub("", after, count=1)
    return after[:1].upper() + after[1:]
