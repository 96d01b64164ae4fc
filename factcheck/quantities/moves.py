"""From so much to so much: what a text tells of a change without telling how large it is.

"The number rose from 210 to 280" bears out "rose by a third" and "rose by 70".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from factcheck.language import lexicons as lex
from factcheck.language.grammar import forms
from factcheck.quantities.extraction import Quantity, quantities
from factcheck.quantities.measures import PERCENT, measured_span
from factcheck.quantities.numerals import MONEY
from factcheck.types import Span

_FROM = re.compile(r"\bfrom\s+\Z", re.IGNORECASE)
# Between the two numbers, whichever comes first: "people in May" may stand after the first.
_THEN_TO = re.compile(rf"(?:\s+\w+){{0,4}},?\s+to\s+{MONEY}?", re.IGNORECASE)
_THEN_FROM = re.compile(
    rf"(?:\s+\w+){{0,4}}?,?\s+(?:up |down )?(?=from\s+{MONEY}?\Z)", re.IGNORECASE
)
# A "from 9" that goes on with "to 5" ends no change that began before it.
_GOES_ON = re.compile(rf"(?:\s+\w+){{0,4}},?\s+to\s+{MONEY}?\d", re.IGNORECASE)
_ABOUT_SO_MUCH = (
    r"(?:(?:about|around|some|nearly|almost|roughly|over|under|up to|at (?:least|most)|"
    r"(?:more|less|fewer) than)\s+)?"
)
_BY = re.compile(rf"\bby\s+{_ABOUT_SO_MUCH}\Z", re.IGNORECASE)
RISING = rf"(?:{'|'.join(sorted(forms(lex.RISE)))})"
FALLING = rf"(?:{'|'.join(sorted(forms(lex.FALL)))})"
_MOVED = "|".join(sorted(forms(lex.words("raise lift cut lower reduce widen narrow slow ease"))))
_TO = re.compile(
    rf"\b(?:{RISING}|{FALLING}|{_MOVED})\b[^.;:]{{0,60}}?\bto\s+{_ABOUT_SO_MUCH}{MONEY}?\Z",
    re.IGNORECASE,
)
_LOOK_BACK = 24
_LOOK_BACK_TO_VERB = 100


@dataclass(frozen=True, slots=True)
class Move:
    """A change from one number to another of the same.

    `span` covers both, and `origin` is where the "from" stands.
    """

    before: Quantity
    after: Quantity
    span: Span
    origin: int

    @property
    def sizes(self) -> list[Quantity]:
        """How large the change is: as a number of what is counted, and in percent of the first."""
        distance = abs(self.after.value - self.before.value)
        exact = replace(self.after, value=distance, precision="exact", span=self.span, step=0.0)
        if self.before.value <= 0:
            return [exact]
        percent = 100.0 * distance / self.before.value
        units = frozenset({"percent"})
        return [exact, replace(exact, value=percent, units=units, measure=PERCENT)]


def moves(text: str) -> Iterator[Move]:
    """The changes of a text from one number to another, in order."""
    for first, second in pairwise(quantities(text)):
        if not (first.precision == "exact" == second.precision and _is_alike(first, second)):
            continue
        one, other = measured_span(text, first.span), measured_span(text, second.span)
        come_from = _FROM.search(text, max(0, one.start - _LOOK_BACK), one.start)
        if come_from and _THEN_TO.fullmatch(text, one.end, second.span.start):
            start = come_from.start()
            yield Move(first, second, Span(start, other.end), start)
            continue
        then = _THEN_FROM.match(text, one.end, second.span.start)
        if then and not _GOES_ON.match(text, other.end):
            yield Move(second, first, Span(one.start, other.end), then.end())


def change_before(text: str, quantity: Quantity) -> int | None:
    """Where it begins to tell how much something changed: at the "by" of "by about 70"."""
    start = measured_span(text, quantity.span).start
    match = _BY.search(text, max(0, start - _LOOK_BACK), start)
    return match.start() if match else None


def is_reached(text: str, quantity: Quantity) -> bool:
    """Whether something changed to that number: "rose to about 70"."""
    start = measured_span(text, quantity.span).start
    return bool(_TO.search(text, max(0, start - _LOOK_BACK_TO_VERB), start))


def sizes(text: str) -> list[Quantity]:
    """How large the changes of a text are, from one number to another."""
    return [size for move in moves(text) for size in move.sizes]


def _is_alike(first: Quantity, second: Quantity) -> bool:
    """Whether both may be numbers of one thing: the unit stands after one of them, or both."""
    one, other = first.measure, second.measure
    return (one == other or one is None or other is None) and (
        bool(first.units & second.units)
        or not first.units
        or not second.units
        or (one is not None and one == other)
    )
