"""Which came first: "A before B" is "B after A", and the stance model takes it for the contrary.

A claim is put in the order in which a passage tells of the two; which of them came first stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.language.grammar import first_finite, tokenise
from factcheck.language.negation import is_negated
from factcheck.language.relevance import content_words
from factcheck.language.text import sentences
from factcheck.types import Span

# "Named after Ito", "year after year", "day before yesterday", "as before" tell of no order.
_WORD = (
    r"(?<!named )(?<!looks )(?<!looked )(?<!look )(?<!looking )(?<!called )\b(?P<word>after|before)"
)
_NOT_BEHIND = (
    r"(?!\s+(?:all|that|this|long|yesterday|and|the\s+(?:court|judges?|committee|parliament))\b)"
)
_BETWEEN = re.compile(rf"(?P<one>[^,;]+?),?\s+{_WORD}{_NOT_BEHIND}\s+(?P<two>[^;]+)", re.IGNORECASE)
_FRONT = re.compile(rf"\s*{_WORD}{_NOT_BEHIND}\s+(?P<two>[^,;]+),\s+(?P<one>[^;]+)", re.IGNORECASE)
_ORDER = re.compile(r"\b(?:after|before)\b", re.IGNORECASE)
# "Two days after": how long lies between is told beside the order.
_TIME = (
    r"(?:just\s+|only\s+)?(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|some|several)"
    r"\s+(?:minute|hour|day|week|month|year)s?"
)
_LAPSE = re.compile(rf",?\s+(?:shortly|soon|immediately|long|{_TIME})?\Z", re.IGNORECASE)
_TOLD_LAPSE = re.compile(rf"{_TIME}\s+(?=(?:after|before)\s)", re.IGNORECASE)
_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Order:
    """Two events as told: `one` is "after" or "before" `two`."""

    one: str
    two: str
    word: str


def in_order_of(claim: str, passage: str) -> str:
    """The claim with that of its two events first that the passage tells first."""
    own = None if is_negated(claim) else _order(claim)
    if own is None or first_finite(tokenise(own.two, 0, len(own.two)), strict=False) is None:
        return claim
    for given in _orders(passage):
        if _are_of(own.one, own.two, given):
            return claim
        if _are_of(own.two, own.one, given):
            two = own.two.rstrip(" .!")
            word = "before" if own.word == "after" else "after"
            return f"{two[:1].upper()}{two[1:]} {word} {_lowered(own.one)}."
    return claim


def without_lapse(claim: str, passage: str) -> Iterator[tuple[Span, str]]:
    """Where a passage tells how long lay between, of which the claim tells the order alone."""
    own = _order(claim)
    if own is None or _TOLD_LAPSE.search(claim):
        return
    for span in sentences(passage):
        given = _order(passage[span.start : span.end])
        if given is not None and _are_of(own.one, own.two, given):
            for lapse in _TOLD_LAPSE.finditer(passage, span.start, span.end):
                yield Span(*lapse.span()), ""


def _orders(passage: str) -> Iterator[_Order]:
    for span in sentences(passage):
        found = _order(passage[span.start : span.end])
        if found is not None:
            yield found


def _order(sentence: str) -> _Order | None:
    """What a sentence with one such word tells."""
    if len(_ORDER.findall(sentence)) != 1:
        return None
    match = _FRONT.fullmatch(sentence) or _BETWEEN.fullmatch(sentence)
    if match is None:
        return None
    return _Order(_LAPSE.sub("", match["one"]), match["two"], match["word"].lower())


def _are_of(one: str, two: str, given: _Order) -> bool:
    """Whether two events are those of a telling, in its order."""
    return _is_of(one, given.one, given.two) and _is_of(two, given.two, given.one)


def _is_of(event: str, told: str, other: str) -> bool:
    words = content_words(event)
    shared = len(words & content_words(told))
    is_told = bool(words) and shared >= _SHARE * len(words)
    return is_told and shared > len(words & content_words(other))


def _lowered(event: str) -> str:
    """An event in the middle of a sentence: "The report" is "the report", and "Ito" stays."""
    first = event.split()[0]
    is_common = first.lower() in {"the", "a", "an", "his", "her", "its", "their", "it", "he", "she"}
    return event[:1].lower() + event[1:] if is_common else event
