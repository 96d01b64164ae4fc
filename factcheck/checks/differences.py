"""By how much two figures differ: 50 minutes, where it was 70, are 20 minutes less.

The stance model does not work it out, and the figure itself stands nowhere in the passage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from factcheck.checks.table_rows import has_rows
from factcheck.language import lexicons as lex
from factcheck.language.grammar import first_finite, forms, tokenise
from factcheck.language.relevance import content_words
from factcheck.quantities.extraction import Quantity
from factcheck.quantities.measures import as_told, measured_span
from factcheck.quantities.moves import change_before, moves
from factcheck.types import Span

_MORE = lex.words(
    """more higher longer older taller larger bigger heavier deeper wider dearer stronger warmer
    hotter ahead above over"""
)
_LESS = lex.words(
    """less fewer lower shorter younger smaller lighter narrower cheaper weaker colder cooler behind
    below under short"""
)
# Of a time that it takes, the fewer minutes the faster; of a speed the more.
_FASTER, _SLOWER = lex.words("faster quicker sooner"), lex.words("slower")
_ANY = "|".join(sorted(_MORE | _LESS | _FASTER | _SLOWER))
# "20 minutes faster", "30,000 fewer people", "four points ahead of the Greens".
_COMPARED = re.compile(
    rf"(?:\s+[a-z]+)??\s+(?P<word>{_ANY})\b(?P<more>[^.;]*?)(?:\s(?:than|of|the)\s+(?P<other>[^.;]*)|[.;]|\Z)",
    re.IGNORECASE,
)
_UP, _DOWN = forms(lex.RISE) | {"up"}, forms(lex.FALL) | {"down"}
# "Three hours longer by train": of what it is told.
_WHERE = re.compile(r"\b(?:by|in|at|on|with|for|from)\s.*", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_BREAK = re.compile(r"[.,;:!?]\s|\s(?:and|but|while|whereas|compared)\s", re.IGNORECASE)
_THEN = re.compile(
    r"\b(?:earlier|before|previous\w*|ago|compared|after|last|instead|old|had\s+been|until|was|were|"
    r"against|planned|budget\w*|estimate\w*|voted)\b",
    re.IGNORECASE,
)
_MOST_COMPARED = 40
_BETWEEN = re.compile(r"[^.;:!?\d]{0,40}")
_THAN = re.compile(
    rf"(?:\s+[a-z]+)??\s+(?P<word>{_ANY})\s+than\b(?P<other>[^.,;:!?]*)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A claim's figure by which two of the passage differ.

    `agrees` says whether it goes the way that the claim says; None where that was not read, or the
    claim says none ("won by two"). `span` is where the passage gives the first of the two.
    """

    agrees: bool | None
    reason: str
    span: Span


def difference(
    claim: str, wanted: Quantity, passage: str, told: Sequence[Quantity]
) -> Difference | None:
    """How two figures of a passage stand that are as far apart as the claim says; None if none are.

    :param told: the figures of the passage, in order.
    """
    compared = _COMPARED.match(claim, measured_span(claim, wanted.span).end)
    by = change_before(claim, wanted)
    # Of a table each figure is that of a row: see `table_rows`.
    if (compared is None and by is None) or has_rows(passage):
        return None
    pairs = [
        (one, other)
        for one, other in combinations(told[:_MOST_COMPARED], 2)
        if abs(one.value - other.value) == wanted.value and _are_alike(one, other)
    ]
    if not pairs:
        return None
    one, other = min(pairs, key=lambda pair: pair[1].span.start - pair[0].span.start)
    shown = f"{as_told(passage, one.span)} and {as_told(passage, other.span)}"
    reason = f"the passage gives {shown}, which differ by {as_told(claim, wanted.span)}"
    first, second = _around(passage, one, told), _around(passage, other, told)
    is_more: bool | None
    moved = _moved(passage, one, other)
    then = int(bool(_THEN.search(second))) - int(bool(_THEN.search(first)))
    if compared is not None:
        is_more, lead = _is_more(compared["word"].lower(), one), 0
        if not _THEN.search(compared["other"] or ""):
            lead = _lead_of(claim, wanted, compared, first, second)
    else:
        is_more, lead = _is_rise(claim[:by]), 0
    lead = moved or lead or then
    if is_more is None or lead == 0:
        return Difference(None, reason, one.span)
    agrees = ((one.value > other.value) == (lead > 0)) == is_more
    return Difference(agrees, reason if agrees else f"{reason} the other way", one.span)


def _lead_of(claim: str, wanted: Quantity, compared: re.Match[str], first: str, second: str) -> int:
    """By how many words of what the claim is on one of two figures alone is told; see `_lead`."""
    where = _WHERE.search(compared["more"])
    lead = _lead(content_words(where[0] if where else ""), first, second)
    if lead:
        return lead
    other = _lead(content_words(compared["other"] or ""), first, second)
    return _lead(_subject(claim, wanted.span.start), first, second) - other


def is_compared(claim: str, wanted: Quantity, passage: str, told: Sequence[Quantity]) -> bool:
    """Whether it is what a figure is told to be so much more or less than, if the claim is on that.

    "212 houses, seven fewer than first counted": 219 were counted at first, and did not burn.

    :param told: the figures of the passage.
    """
    ordered = sorted(told, key=lambda each: each.span.start)[:_MOST_COMPARED]
    for one, by in pairwise(ordered):
        than = _THAN.match(passage, measured_span(passage, by.span).end)
        is_near = _BETWEEN.fullmatch(passage, one.span.end, by.span.start)
        if than is None or is_near is None or not _are_alike(one, by):
            continue
        if content_words(than["other"]).isdisjoint(content_words(claim)):
            continue
        step = by.told_as(one).value
        other = one.value - step if _is_more(than["word"].lower(), one) else one.value + step
        if _are_alike(one, wanted) and other == wanted.told_as(one).value:
            return True
    return False


def _moved(passage: str, one: Quantity, other: Quantity) -> int:
    """1 if something changed to the first of two figures, -1 if to the second, 0 if to neither."""
    for move in moves(passage):
        if {move.before.span, move.after.span} == {one.span, other.span}:
            return 1 if move.after.span == one.span else -1
    return 0


def _is_more(word: str, figure: Quantity) -> bool:
    return word in _MORE or word in (_SLOWER if figure.is_time else _FASTER)


def _is_rise(before: str) -> bool | None:
    """Which way the last word of change goes; None if there is none."""
    ways = [word in _UP for word in _WORD.findall(before.lower()) if word in _UP | _DOWN]
    return ways[-1] if ways else None


def _subject(claim: str, end: int) -> set[str] | frozenset[str]:
    """The content words before the verb; before the figure, if there is no verb."""
    tokens = tokenise(claim, 0, end)
    verb = first_finite(tokens, strict=False)
    return content_words(claim[: tokens[verb].start] if verb is not None else claim[:end])


def _lead(words: frozenset[str] | set[str], first: str, second: str) -> int:
    """By how many of these words one figure alone is told, the first by more than none.

    Words of both, or of either, tell nothing: "the second" may leave out what it is of.
    """
    one, other = content_words(first), content_words(second)
    alone = len(words & (one - other)), len(words & (other - one))
    return 0 if all(alone) else alone[0] - alone[1]


def _around(passage: str, figure: Quantity, told: Sequence[Quantity]) -> str:
    """The words of the clause that tells of a figure, up to those of its neighbours."""
    start = max((each.span.end for each in told if each.span.end <= figure.span.start), default=0)
    end = min(
        (each.span.start for each in told if each.span.start >= figure.span.end),
        default=len(passage),
    )
    between = [Span(*match.span()) for match in _BREAK.finditer(passage, start, figure.span.start)]
    behind = _BREAK.search(passage, figure.span.end, end)
    begin = between[-1].start if between and start else start
    return passage[begin : behind.start() if behind else end]


def _are_alike(one: Quantity, other: Quantity) -> bool:
    return one.measure == other.measure or one.measure is None or other.measure is None
