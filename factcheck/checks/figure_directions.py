"""Which way two figures go: "14 weeks, up from 9" bears out no shorter wait.

The stance model reads that something changed, and seldom works out which way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from factcheck.language import lexicons as lex
from factcheck.language.grammar import inflections
from factcheck.language.negation import is_negated
from factcheck.language.relevance import content_words
from factcheck.language.text import sentences
from factcheck.quantities.extraction import Quantity, quantities
from factcheck.quantities.measures import PERCENT, measured_span
from factcheck.quantities.moves import moves
from factcheck.quantities.numerals import MONEY


def _forms(verbs: str, others: str) -> frozenset[str]:
    told = (form for verb in verbs.split() for form in inflections(verb).values())
    return frozenset(told) | lex.words(others)


_UP = _forms(
    "rise grow increase climb jump soar surge raise lift",
    "risen grown higher larger bigger longer costlier dearer",
)
_DOWN = _forms(
    "fall drop decline decrease shrink sink slump plunge tumble lower reduce cut",
    "fallen shrunk sunk lower smaller shorter cheaper",
)
# With "became" and the like, what is left of "became more expensive".
_LIGHT = _forms("become get go", "gone expensive")
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
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
# What is said of more than a change.
_COMPARES = re.compile(r"\b(?:without|than|if)\b", re.IGNORECASE)
# From the later number to the earlier: "5.1 percent in May, after".
_BEFORE = re.compile(
    r"(?:\s+[\w'\u2019-]+){0,4},?\s+"
    rf"(?:(?P<dated>compared\s+(?:with|to)|against)|after|instead\s+of)\s+{MONEY}?"
)
# "300 votes against 200" are no change, as "9 million against 12 the year before" are.
_YEAR = re.compile(
    r"[^.;]{0,30}\b(?:year|month|week|before|earlier|ago|(?:19|20)\d\d)\b", re.IGNORECASE
)
_CLAUSE = re.compile(r";")
# So much of what the claim says besides must stand in the sentence with the figures.
_SAME = 0.75


def wrong_direction(claim: str, passage: str) -> str | None:
    """The figures by which a passage tells that what the claim says to rise fell, or the reverse.

    None where the claim gives figures itself, or the passage tells of any change the claim's way.
    """
    own = _ways(claim)
    if len(own) != 1 or _DIGIT.search(claim) or is_negated(claim) or _COMPARES.search(claim):
        return None
    (is_up,) = own
    if is_up in _ways(passage):
        return None
    words = (word for word in _WORD.findall(claim) if word.lower() not in _UP | _DOWN | _LIGHT)
    wanted = content_words(" ".join(words))
    for sentence in _clauses(passage):
        changes = list(_changes(sentence))
        is_other = bool(changes) and all((after > before) != is_up for before, after, _ in changes)
        if is_other and len(wanted & content_words(sentence)) >= _SAME * len(wanted):
            return changes[0][2]
    return None


def _clauses(passage: str) -> Iterator[str]:
    for span in sentences(passage):
        yield from _CLAUSE.split(passage[span.start : span.end])


def _ways(text: str) -> set[bool]:
    """Whether it tells that something goes up, or down, by words."""
    words = {word.lower() for word in _WORD.findall(text)}
    ways = {True} if words & _UP or _MORE.search(text) else set()
    return ways | ({False} if words & _DOWN or _LESS.search(text) else set())


def _changes(sentence: str) -> Iterator[tuple[float, float, str]]:
    """The numbers before and after each change, and the words from one to the other."""
    for move in moves(sentence):
        words = sentence[move.span.start : move.span.end]
        if _is_change(sentence, move.before, move.after):
            yield move.before.value, move.after.value, words
    for after, before in pairwise(quantities(sentence)):
        start, end = after.span.start, measured_span(sentence, before.span).end
        link = _BEFORE.fullmatch(
            sentence, measured_span(sentence, after.span).end, before.span.start
        )
        is_dated = _YEAR.match(sentence, end) is not None
        is_told = link and _is_change(sentence, before, after)
        if (
            link
            and is_told
            and _is_alike(after, before, is_dated)
            and (is_dated or not link["dated"])
        ):
            yield before.value, after.value, sentence[start:end]


def _is_alike(after: Quantity, before: Quantity, is_dated: bool) -> bool:
    """Whether both count the same: the second may go without its unit, and a date follow it."""
    is_measure = before.measure in (None, after.measure)
    is_unit = is_dated or not (before.units and after.units) or bool(before.units & after.units)
    return is_measure and is_unit


def _is_change(sentence: str, before: Quantity, after: Quantity) -> bool:
    """Whether more stands for more, and a percentage for no growth itself."""
    is_plain = min(before.value, after.value) >= 0 and not _INVERSE.search(sentence)
    words = {word.lower() for word in _WORD.findall(sentence)}
    is_growth = PERCENT in (before.measure, after.measure) and not words.isdisjoint(_GROWTH)
    return before.value != after.value and is_plain and not is_growth
