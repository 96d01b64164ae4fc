"""How many times as much: what doubled did not triple, and did not rise by a fifth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.language.relevance import content_words
from factcheck.quantities.extraction import Quantity, quantities
from factcheck.quantities.measures import measured_span
from factcheck.types import Span

_VERBS = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "halv": 0.5}
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TIMES = {"twice": 2.0, "half": 0.5} | {
    f"{word} times": float(value) for value, word in enumerate(_NUMBERS, start=2)
}
# Not "more than doubled", nor what may or would have done.
_OPEN = (
    r"(?<!more than )(?<!less than )(?<!at least )(?<!at most )(?<!over )(?<!almost )(?<!nearly )"
    r"(?<!not )(?<!n't )(?<!could have )(?<!would have )(?<!may have )(?<!might have )"
)
_TOLD = re.compile(
    rf"{_OPEN}\b(?:(?P<verb>{'|'.join(_VERBS)})(?:ed|es|ing)"
    rf"|(?P<times>{'|'.join(_TIMES)}|(?P<digits>\d+(?:\.\d+)?) times)(?=\s+(?:as|the)\b))\b",
    re.IGNORECASE,
)
_BY = r"[a-z]*(?:\s+\w+){0,3}?(?:\s+by)?(?:\s+(?:about|around|some|nearly|almost|roughly))?\s+\Z"
_UP = re.compile(rf"\b(?:rose|risen|grew|grown|increas|climb|jump|soar|surg){_BY}", re.IGNORECASE)
_DOWN = re.compile(rf"\b(?:fell|fallen|dropp|declin|decreas|shr[au]nk|slump){_BY}", re.IGNORECASE)
_LOOK_BACK = 60
_CLAUSES = re.compile(r"[.,;:!?]\s|\s(?:and|but|while|as)\s")
# "Doubled" may be told of what rose by 90 percent, not of what rose by 60.
_NEAR = 1.2


@dataclass(frozen=True, slots=True)
class Multiple:
    """How many times as much something is, or became; `subject` are the words of its clause before
    it.
    """

    value: float
    span: Span
    subject: frozenset[str]

    def is_near(self, other: Multiple) -> bool:
        """Whether either may be told for the other."""
        return max(self.value, other.value) <= _NEAR * min(self.value, other.value)

    def is_of(self, other: Multiple) -> bool:
        """Whether both may be of the same."""
        return not other.subject or bool(self.subject & other.subject)


def multiples(text: str) -> Iterator[Multiple]:
    """The multiples that a text gives in words: "doubled", "three times as"."""
    for match in _TOLD.finditer(text):
        if match["verb"]:
            value = _VERBS[match["verb"].casefold()]
        elif match["digits"]:
            value = float(match["digits"])
        else:
            value = _TIMES[" ".join(match["times"].casefold().split())]
        yield Multiple(value, Span(*match.span()), _subject(text, match.start()))


def wrong_multiple(claim: str, passage: str) -> tuple[Span, Span] | None:
    """Where the claim gives a multiple, and where the passage gives only another."""
    told = list(multiples(passage))
    return _none_near(claim, told)


def wrong_percent(claim: str, passage: str) -> tuple[Span, Span] | None:
    """Where the claim gives a multiple, and where the passage gives only its one change in percent.

    What rose by a fifth last year may have doubled in ten.
    """
    if any(multiples(passage)):
        return None
    shares = [each for each in quantities(passage) if "percent" in each.units]
    told = [*_by_percent(passage, shares[0])] if len(shares) == 1 else []
    return _none_near(claim, told)


def _by_percent(text: str, share: Quantity) -> Iterator[Multiple]:
    span = measured_span(text, share.span)
    before = text[max(0, span.start - _LOOK_BACK) : span.start]
    if share.precision == "exact" and _UP.search(before):
        yield Multiple(1 + share.value / 100, span, _subject(text, span.start))
    elif share.precision == "exact" and _DOWN.search(before) and share.value < 100:
        yield Multiple(1 - share.value / 100, span, _subject(text, span.start))


def _none_near(claim: str, told: Sequence[Multiple]) -> tuple[Span, Span] | None:
    for wanted in multiples(claim):
        of_this = [other for other in told if other.is_of(wanted)]
        if of_this and not any(wanted.is_near(other) for other in told):
            return wanted.span, of_this[0].span
    return None


def _subject(text: str, end: int) -> frozenset[str]:
    return frozenset(content_words(_CLAUSES.split(text[:end])[-1]))
