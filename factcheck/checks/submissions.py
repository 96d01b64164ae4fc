"""What a party submits to a court: no finding, and no evidence.

To the stance model "He puts the loss at £2.3 million", said of counsel, bears out that the court
awarded £2.3 million, and "it is said for the defendant that P" bears out P.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factcheck.checks.decisions import is_decision
from factcheck.checks.speaking import is_spoken
from factcheck.types import Passage, Span

_PARTY = (
    r"(?:claimant|defendant|plaintiff|appellant|respondent|applicant|petitioner|complainant|"
    r"prosecution|prosecutor|defence|counsel)s?"
)
_PLEAS = re.compile(
    r"\b(?:submits?|submitted|contends?|contended|pleads?|pleaded|avers?|averred),?"
    r"(?: (?:further|also|first(?:ly)?|second(?:ly)?|next|(?:in|on|by|for) [\w\s\u2019']{1,40}?))?"
    r",? that\b"
    r"|\bit (?:is|was) (?:\w+ )?(?:said|submitted|argued|contended|suggested|put) "
    r"(?:for|by|on behalf of) (?:the )?[^,;]{1,60}? that\b"
    rf"|\b(?:{_PARTY}|[A-Z]\w+)['\u2019]s? (?:\w+ )?case (?:is|was) (?:that|put)\b"
    rf"|\b{_PARTY}\b[^.;]{{0,40}}? (?:says?|said|argues?|argued|claims?|claimed|suggests?|"
    r"suggested|asserts?|asserted|alleges?|alleged|maintains?|maintained) that\b",
    re.IGNORECASE,
)
# Elsewhere "contends that" is as good a report as any.
_IN_COURT = re.compile(r"\b(?:counsel|claimants?|appellants?|petitioners?)\b|\b[KQ]C\b")
_GOES_ON = re.compile(r"(?:\(?\d+[.)]\s+)?(?:He|She|They)\b")
# A claim on what somebody submits.
_ON_PLEAS = re.compile(
    r"\b(?:submi|conten[dt]|plead|argu|alleg|assert|sought|seek|demand|accord|"
    r"(?:aver|claim|case|sue|ask|want)(?:e?d|s|ing)?\b)",
    re.IGNORECASE,
)


def may_be_submitted(passage: Passage) -> bool:
    """Whether it tells what a party submits to a court, or to who decides like one."""
    is_of_court = is_decision(passage.document) or _IN_COURT.search(passage.text)
    return bool(is_of_court) and _PLEAS.search(passage.text) is not None


def submitted(claim: str, passage: Passage, sentences: Sequence[Span]) -> list[Span]:
    """The sentences that only tell what a party submits; none for a claim on that."""
    if _ON_PLEAS.search(claim) or not may_be_submitted(passage):
        return []
    return [*_submitted(passage.text, sentences)]


def _submitted(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    goes_on = False
    for sentence in sentences:
        words = text[sentence.start : sentence.end]
        is_plea = _PLEAS.search(words) or (goes_on and _GOES_ON.match(words))
        goes_on = bool(is_plea) and not is_spoken(words)
        if goes_on:
            yield sentence
