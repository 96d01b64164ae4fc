"""How many times as much: what doubled did not triple, and did not rise by a fifth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.language.relevance import content_words
from factcheck.quantities.extraction import quantities
from factcheck.quantities.measures import measured_span
from factcheck.quantities.moves import FALLING, RISING, moves
from factcheck.quantities.numerals import SMALL
from factcheck.types import Span

_VERBS = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "halv": 0.5}
_TOLD = re.compile(
    rf"\b(?:(?P<verb>{'|'.join(_VERBS)})(?:e[ds]?|ing)"
    rf"|(?:(?P<twice>twice)|(?P<half>half)|(?P<count>{'|'.join(SMALL)}|\d+(?:\.\d+)?)\s+times)"
    r"(?=\s+(?:as|the)\b))\b",
    re.IGNORECASE,
)
# Not "more than doubled", nor what may or would have done, nor "a double room".
_OPEN = re.compile(
    r"(?:\b(?:more than|less than|over|almost|nearly|about|roughly|at least|at most|not|to|an?|the)"
    r"|n't"
    r"|\b(?:could|would|will|may|might|should)(?:\s+have)?)\s+\Z",
    re.IGNORECASE,
)
_BY = r"(?:\s+\w+){0,3}?(?:\s+by)?\s+\Z"
_UP, _DOWN = (re.compile(rf"\b{verbs}{_BY}", re.IGNORECASE) for verbs in (RISING, FALLING))
_CLAUSES = re.compile(r"[.,;:!?]\s|\s(?:and|but|while|as)\s")
_LOOK_BACK, _LOOK_BACK_TO_VERB, _LOOK_BACK_TO_SUBJECT = 24, 60, 200
# A number that is a tenth less than twice another has been said to be its double.
_SLACK = 0.1


@dataclass(frozen=True, slots=True)
class Multiple:
    """How many times as much something is, or became."""

    value: float
    span: Span

    def is_borne_out_by(self, other: float) -> bool:
        """Whether that many times as much is near enough."""
        return abs(self.value - other) <= _SLACK * self.value


def multiples(text: str) -> Iterator[Multiple]:
    """The multiples that a text gives in words: "doubled", "three times as"."""
    for match in _TOLD.finditer(text):
        if not _OPEN.search(text, max(0, match.start() - _LOOK_BACK), match.start()):
            yield Multiple(_value(match), Span(*match.span()))


def _value(match: re.Match[str]) -> float:
    if match["verb"]:
        return _VERBS[match["verb"].casefold()]
    if match["count"]:
        count = match["count"].casefold()
        return float(SMALL[count]) if count in SMALL else float(count)
    return 2.0 if match["twice"] else 0.5


def wrong_ratio(claim: str, passage: str) -> tuple[Span, Span] | None:
    """Where the claim gives a multiple that the passage's one change from so much to so much rules
    out.
    """
    found = list(moves(passage))
    if len(found) != 1 or found[0].before.value <= 0:
        return None
    ratio = found[0].after.value / found[0].before.value
    return _contrary(claim, [Multiple(ratio, found[0].span)])


def wrong_multiple(claim: str, passage: str) -> tuple[Span, Span] | None:
    """Where the claim gives a multiple, and where the passage gives another of the same subject."""
    told = list(multiples(passage))
    found = _contrary(claim, told)
    if found is None:
        return None
    own = _subject(claim, found[0].start)
    subjects = ((other.span, _subject(passage, other.span.start)) for other in told)
    rival = next((span for span, words in subjects if not own or words & own), None)
    return None if rival is None else (found[0], rival)


def wrong_percent(claim: str, passage: str) -> tuple[Span, Span] | None:
    """Where the claim gives a multiple, and where the passage gives only its one change in percent.

    What rose by a fifth last year may have doubled in ten.
    """
    shares = [each for each in quantities(passage) if "percent" in each.units]
    if len(shares) != 1 or shares[0].precision != "exact" or any(multiples(passage)):
        return None
    share, span = shares[0].value / 100, measured_span(passage, shares[0].span)
    before = passage[max(0, span.start - _LOOK_BACK_TO_VERB) : span.start]
    if _UP.search(before):
        return _contrary(claim, [Multiple(1 + share, span)])
    return _contrary(claim, [Multiple(1 - share, span)]) if _DOWN.search(before) else None


def _contrary(claim: str, told: Sequence[Multiple]) -> tuple[Span, Span] | None:
    """The claim's multiple and the first of these, if none of them bears it out."""
    for wanted in multiples(claim):
        if told and not any(wanted.is_borne_out_by(other.value) for other in told):
            return wanted.span, told[0].span
    return None


def _subject(text: str, end: int) -> frozenset[str]:
    """The words of a clause before that."""
    return content_words(_CLAUSES.split(text[max(0, end - _LOOK_BACK_TO_SUBJECT) : end])[-1])
