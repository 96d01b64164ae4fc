"""Passages about another occasion: things happen again, and on another day it is another thing.

A passage that gives another date than the claim contradicts it only if both speak of one event.
Where some other passage bears the claim out with its own date, or where the passage came out before
the claimed day, it is taken for the same event only if its sentence says nearly all the rest of
the claim, too: then the sources do conflict. Else the other date stands against the claim.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from factcheck.checks.alignment import misalignment
from factcheck.language.relevance import coverage
from factcheck.quantities.dates import WrittenDate, written_dates
from factcheck.types import Evidence, Probabilities, Stance

# The share of the claim's other words of content. Of 17 refuting passages that came out before the
# day of a demo claim, the two on the same event have 0.73 and 0.89, the others 0.67 at most.
_SAME_EVENT = 0.7
# What is left of the refutation of a passage about something else.
_LEFT = 0.2
_AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|would|deadline|(?:set|scheduled|due|planned|fixed|slated) for|"
    r"runs? out|expires?|lapses?|takes? effect|(?:comes?|enters?) into (?:force|effect)|"
    r"(?:is|are|was|were|be|going|due|set|scheduled|planned|"
    r"expected|(?:plan|intend|aim|pledge|want|hope|promise|vow|seek)(?:s|e?d)?) to)\b",
    re.IGNORECASE,
)


def of_one_occasion(claim: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, in its order; what is about another occasion speaks to neither side."""
    wanted = written_dates(claim)
    if not wanted:
        return list(evidence)
    is_borne_out = any(_bears_out(wanted, item) for item in evidence)
    day = None if _looks_ahead(claim) else _first_day(wanted)
    rest = _without(claim, wanted)
    return [
        set_apart(item)
        if item.stance is Stance.REFUTES
        and (
            (is_borne_out and _has_other_date(claim, wanted, item))
            or _is_earlier(item, wanted, day)
        )
        and coverage(rest, deciding_sentence(item)) < _SAME_EVENT
        else item
        for item in evidence
    ]


def _bears_out(wanted: Sequence[WrittenDate], item: Evidence) -> bool:
    return item.stance is Stance.SUPPORTS and _gives(deciding_sentence(item), wanted)


def _gives(text: str, wanted: Sequence[WrittenDate]) -> bool:
    given = written_dates(text)
    return any(each.agrees(other) for each in wanted for other in given)


def _has_other_date(claim: str, wanted: Sequence[WrittenDate], item: Evidence) -> bool:
    mismatch = misalignment(claim, item.text, item.document.published)
    return (
        mismatch is not None
        and mismatch.is_date
        and any(one.agrees(other) is False for one in wanted for other in written_dates(item.text))
    )


def _is_earlier(item: Evidence, wanted: Sequence[WrittenDate], day: date | None) -> bool:
    """Whether it came out before that day, and does not speak of it."""
    published = item.document.published
    if day is None or published is None or date.fromisoformat(published) >= day:
        return False
    return not _gives(item.text, wanted)


def _first_day(wanted: Sequence[WrittenDate]) -> date | None:
    return min((each.first_day for each in wanted if each.first_day), default=None)


def _looks_ahead(claim: str) -> bool:
    """Whether it tells of what is to come: sources before that day can speak of that."""
    return _AHEAD.search(claim) is not None


def set_apart(item: Evidence) -> Evidence:
    """What is left of a refutation by a passage about something else."""
    refutes = _LEFT * item.probabilities.refutes
    probabilities = Probabilities(0.0, refutes, 1.0 - refutes)
    return replace(item, stance=Stance.NEUTRAL, probabilities=probabilities)


def _without(claim: str, dates: Sequence[WrittenDate]) -> str:
    for found in sorted(dates, key=lambda found: -found.span.start):
        claim = claim[: found.span.start] + claim[found.span.end :]
    return claim


def deciding_sentence(item: Evidence) -> str:
    """The sentence of a passage that decided."""
    return item.text[item.rationale.start - item.start : item.rationale.end - item.start]
