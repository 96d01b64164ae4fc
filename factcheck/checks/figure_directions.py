"""Which way two figures go: "14 weeks, up from 9" bears out no shorter wait.

The stance model reads that something changed, and seldom works out which way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from factcheck.language import lexicons as lex
from factcheck.language.grammar import forms
from factcheck.language.negation import is_negated
from factcheck.language.relevance import content_words
from factcheck.language.text import sentences
from factcheck.quantities.dates import MONTH_WORD, written_dates
from factcheck.quantities.extraction import Quantity, quantities
from factcheck.quantities.measures import PERCENT, measured_span
from factcheck.quantities.moves import moves
from factcheck.quantities.numerals import MONEY
from factcheck.types import Span


def _forms(verbs: str, others: str) -> frozenset[str]:
    return forms(verbs.split()) | lex.words(others)


_UP = forms(lex.RISE) | _forms("raise lift hike", "higher larger bigger longer costlier dearer")
_DOWN = forms(lex.FALL) | _forms("lower reduce cut", "smaller shorter cheaper")
# Of rates that are told in percent: inflation that slows is lower.
_UP_AS_RATE = _forms("accelerate quicken", "faster")
_DOWN_AS_RATE = _forms("slow ease cool moderate", "slower") - lex.words("slow ease cool moderate")
# With "became" and the like, what is left of "became more expensive".
_LIGHT = _forms("become get go", "gone expensive")
_TOLD = _UP | _DOWN | _LIGHT | _UP_AS_RATE | _DOWN_AS_RATE
# Of a percentage beside these it is the change that is told: "up 3 percent, after 4 percent".
_GROWTH = (
    _UP
    | _DOWN
    | _forms("gain advance widen expand slow ease narrow", "up down growth inflation reduction")
)
# Where more is less: 98 roubles per dollar, the third in a ranking, every 8 hours.
_INVERSE = re.compile(
    r"\b(?:per|every|each|rank\w*|standings?|place|table|bought|buys?|hours? to|days? to)\b",
    re.IGNORECASE,
)
_MORE = re.compile(r"\bmore expensive\b", re.IGNORECASE)
_LESS = re.compile(r"\bless expensive\b", re.IGNORECASE)
_RATE = re.compile(r"\b(?:growth|inflation|rates?)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
# What is said of more than a change.
_COMPARES = re.compile(r"\b(?:without|than|if)\b", re.IGNORECASE)
# A comparison with a time before tells of a change, too.
_THAN_THEN = re.compile(
    r"\bthan\s+(?:before|previously|(?:it|they)\s+(?:was|were)|last\s+(?:year|month|week)|"
    r"(?:an?|the)\s+(?:year|month|week)\s+(?:ago|earlier|before)|"
    rf"(?:in|on|at)\s+(?:\d|(?:{MONTH_WORD}|{'|'.join(lex.WEEKDAYS)})\b))",
    re.IGNORECASE,
)
# From the later number to the earlier: "5.1 percent in May, after".
_BEFORE = re.compile(
    r"(?:\s+[\w'\u2019-]+){0,4},?\s+"
    rf"(?:(?P<dated>compared\s+(?:with|to)|against)|after|instead\s+of)\s+{MONEY}?"
)
# "300 votes against 200" are no change, as "9 million against 12 the year before" are.
_YEAR = re.compile(
    r"[^.;]{0,30}\b(?:year|month|week|before|earlier|ago|(?:19|20)\d\d)\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"[^;]+")
_COPULA = re.compile(r"\b(?:was|were|is|are|stood at|came in at|amounted to)\s+\Z", re.IGNORECASE)
_LOOK_BACK = 24
# So much of what the claim says besides must stand in the sentence with the figures.
_SAME = 0.75


def wrong_direction(claim: str, passage: str) -> str | None:
    """The figures by which a passage tells that what the claim says to rise fell, or the reverse.

    None where the claim gives figures itself, or the passage tells of any change the claim's way.
    """
    is_up = way(claim)
    if is_up is None or _has_figures(claim) or is_up in ways(passage):
        return None
    for clause in clauses_on(claim, passage):
        sentence = passage[clause.start : clause.end]
        changes = list(_changes(sentence, claim))
        if changes and all(change.is_up != is_up for change in changes):
            return sentence[changes[0].span.start : changes[0].span.end]
    return None


def told_as_change(claim: str, passage: str) -> Iterator[tuple[Span, str]]:
    """Where a passage's figures go the claim's way, "fell to 2 percent, after 3" for "was".

    That something fell is told by a verb only if a passage has none that says so.
    """
    is_up = way(claim)
    if is_up is None or _has_figures(claim) or ways(passage):
        return
    for clause in clauses_on(claim, passage):
        changes = list(_changes(passage[clause.start : clause.end], claim))
        if any(change.is_up != is_up for change in changes):
            continue
        for change in changes:
            start = clause.start + change.span.start
            copula = _COPULA.search(passage, max(0, start - _LOOK_BACK), start)
            if copula is not None:
                yield Span(*copula.span()), "rose to " if is_up else "fell to "


def _has_figures(claim: str) -> bool:
    """Whether it has numbers beside its dates."""
    spans = [written.span for written in written_dates(claim)]
    return any(
        not any(span.start <= digit.start() < span.end for span in spans)
        for digit in _DIGIT.finditer(claim)
    )


def way(claim: str) -> bool | None:
    """Whether a claim tells that something goes up; None for neither, both, or a comparison."""
    own = ways(claim) or _ways_of_rate(claim)
    if len(own) != 1 or is_negated(claim) or _COMPARES.search(_THAN_THEN.sub(" ", claim)):
        return None
    return next(iter(own))


def clauses_on(claim: str, passage: str, share: float = _SAME) -> Iterator[Span]:
    """The clauses of a passage that tell of what the claim says that it goes up or down.

    :param share: how much of what the claim says besides such a clause has.
    """
    wanted = besides_way(claim)
    for span in sentences(passage):
        for clause in _CLAUSE.finditer(passage, span.start, span.end):
            if len(wanted & content_words(clause[0])) >= share * len(wanted):
                yield Span(*clause.span())


def besides_way(claim: str) -> frozenset[str]:
    """The content words of a claim, without those by which something goes up or down."""
    words = (word for word in _WORD.findall(claim) if word.lower() not in _TOLD)
    return frozenset(content_words(" ".join(words)))


def ways(text: str) -> set[bool]:
    """Whether it tells that something goes up, or down, by words."""
    words = {word.lower() for word in _WORD.findall(text)}
    up = {True} if words & _UP or _MORE.search(text) else set()
    return up | ({False} if words & _DOWN or _LESS.search(text) else set())


def _ways_of_rate(text: str) -> set[bool]:
    words = {word.lower() for word in _WORD.findall(text)} if _RATE.search(text) else set[str]()
    return ({True} if words & _UP_AS_RATE else set()) | (
        {False} if words & _DOWN_AS_RATE else set()
    )


@dataclass(frozen=True, slots=True)
class _Change:
    """A change from one number to another, with the words from one to the other."""

    is_up: bool
    span: Span


def _changes(sentence: str, claim: str) -> Iterator[_Change]:
    for move in moves(sentence):
        if _is_change(sentence, claim, move.before, move.after):
            yield _Change(move.after.value > move.before.value, move.span)
    for after, before in pairwise(quantities(sentence)):
        start, end = after.span.start, measured_span(sentence, before.span).end
        link = _BEFORE.fullmatch(
            sentence, measured_span(sentence, after.span).end, before.span.start
        )
        is_dated = _YEAR.match(sentence, end) is not None
        is_told = link and _is_change(sentence, claim, before, after)
        if (
            link
            and is_told
            and _is_alike(after, before, is_dated)
            and (is_dated or not link["dated"])
        ):
            yield _Change(after.value > before.value, Span(start, end))


def _is_alike(after: Quantity, before: Quantity, is_dated: bool) -> bool:
    """Whether both count the same: the second may go without its unit, and a date follow it."""
    is_measure = before.measure in (None, after.measure)
    is_unit = is_dated or not (before.units and after.units) or bool(before.units & after.units)
    return is_measure and is_unit


def _is_change(sentence: str, claim: str, before: Quantity, after: Quantity) -> bool:
    """Whether more stands for more, and a percentage for no growth itself, but of the claim's."""
    is_plain = min(before.value, after.value) >= 0 and not _INVERSE.search(sentence)
    words = {word.lower() for word in _WORD.findall(sentence)}
    words -= {word.lower() for word in _WORD.findall(claim)}
    is_growth = PERCENT in (before.measure, after.measure) and not words.isdisjoint(_GROWTH)
    return before.value != after.value and is_plain and not is_growth
