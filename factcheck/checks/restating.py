"""A passage with its figures and dates as a claim writes them, where they are the same.

The stance model compares words: "1,187,000 residents" refutes "1.2 million residents" to it, and
"on Monday" a claim that names the day. What the numbers and the calendar tell is put into the
words of the claim before it reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import TypeAlias

from factcheck.checks.contests import retold
from factcheck.checks.contrasts import without_contrast
from factcheck.checks.converses import retold_conversely
from factcheck.checks.date_alignment import yearless
from factcheck.checks.decisions import told_as_denial
from factcheck.checks.figure_directions import told_as_change
from factcheck.checks.goals import goals_retold
from factcheck.checks.sequences import without_lapse
from factcheck.checks.staying import kept_up
from factcheck.checks.successions import succession_retold
from factcheck.checks.then_and_now import told_of_one_time
from factcheck.checks.unchanged import left_as_it_was
from factcheck.language.grammar import may_be_past, tokenise
from factcheck.language.relevance import content_words, stem
from factcheck.language.text import sentences
from factcheck.quantities.dates import WrittenDate, written_dates
from factcheck.quantities.extraction import Quantity, quantities
from factcheck.quantities.magnitudes import magnitudes
from factcheck.quantities.majorities import majorities, shares_of
from factcheck.quantities.measures import PERCENT, measured_span
from factcheck.quantities.moves import FALLING, RISING, change_before, moves
from factcheck.quantities.parts import Part, parts
from factcheck.quantities.periods import periods, years
from factcheck.quantities.relative_dates import resolve
from factcheck.quantities.single_units import single_units
from factcheck.quantities.tolls import beside
from factcheck.types import Span

Change: TypeAlias = tuple[Span, str]

# Of a sentence that shares fewer of the claim's words, to name its day would say no more of the
# claim, and seem to.
_SAME_EVENT = 0.6
# By so much may a number be rounded that is told in the claim's words.
_ROUNDED = 0.05
# Smaller ones with a letter behind them are not thousands or millions.
_SCALED = 1_000
_GLUED = re.compile(r"\d\s?[a-z]+\Z", re.IGNORECASE)
_RANGE_BEFORE = re.compile(
    r"(?:\b(?:between|from)\s+|\d\s?(?:%|per\s?cent)?\s?(?:-|\u2013|to\s|and\s)\s?)[$€£¥]?\Z",
    re.IGNORECASE,
)
_RANGE_AFTER = re.compile(r"\s?(?:%|per\s?cent)?\s?(?:[-\u2013]\s?|to\s+)[$€£¥]?\d", re.IGNORECASE)
_OF_WHAT = re.compile(
    r"\s+(?:of\s+)?(?:(?:all|the|its|their|his|her|our)\s+){0,2}(?P<noun>[a-z]{3,})", re.IGNORECASE
)
_LOOK_BACK, _NEXT = 24, 24
_FROM_OR_BY = re.compile(r"\b(?:from|by)\s+\Z", re.IGNORECASE)
_TO = re.compile(r"\bto\s+\Z", re.IGNORECASE)
_LINK = re.compile(r"\s+(?:[\w'\u2019]+\s+){0,4}", re.IGNORECASE)
_MOVED = re.compile(rf"\b(?:{RISING}|{FALLING})\s+\Z", re.IGNORECASE)
_CHANGED = re.compile(
    rf"\b(?:{RISING}|{FALLING}|slowed|eased|up|down|more|less|fewer)\b", re.IGNORECASE
)
_COPULA = re.compile(r"\b(?:was|were|stood at|amounted to)\s+\Z", re.IGNORECASE)
_BOUND = re.compile(
    r"(?<!\bnot )\b(?:over|above|under|below|up to|at (?:least|most)|in excess of|upwards of|"
    r"as (?:many|much) as|(?:(?:no|not) )?(?:more|greater|higher|fewer|less|lower) than)\s+\Z",
    re.IGNORECASE,
)
# "Before 1984" is not before the 1980s, and "the 1984 hit" not "the the 1980s hit".
_IN_YEAR = re.compile(r"\b(?:in|since|by|until|during|around|about|of)\s+\Z", re.IGNORECASE)
_TO_YEAR = re.compile(r"\s?[-/\u2013]\s?\d")


def restated(claim: str, passage: str, published: str | None) -> str:
    """The passage with those figures and dates in the claim's words that are the claim's.

    :param published: the day of the passage (ISO), for dates that only it tells.
    """
    if published is not None and _dates_the_same(claim, passage, published):
        passage = resolve(passage, published)[0]
    if published is not None:
        passage = _with_years(claim, passage, date.fromisoformat(published))
    told_alike = (
        *(_figures, _dates, _periods, _sizes, _moves, _reached, _majorities, _shares),
        *(retold, retold_conversely, kept_up, left_as_it_was, told_as_change, beside),
        *(told_of_one_time, without_contrast, without_lapse),
        *(succession_retold, goals_retold, told_as_denial),
    )
    changes = chain.from_iterable(change(claim, passage) for change in told_alike)
    end = len(passage)
    for span, wording in sorted(changes, key=lambda change: change[0].start, reverse=True):
        if span.end <= end and not _is_told(claim, passage[span.start : span.end], wording):
            passage = passage[: span.start] + wording + passage[span.end :]
            end = span.start
    return passage


def _is_told(claim: str, words: str, wording: str) -> bool:
    """Whether the claim has these words itself, beside that wording of the same."""
    told = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
    is_beside = bool(words) and len(told.findall(claim)) > len(told.findall(wording))
    return is_beside or words.casefold() == wording.casefold()


def _dates_the_same(claim: str, passage: str, published: str) -> bool:
    """Whether a passage on what the claim tells gives its day, but only by its own."""
    wanted = written_dates(claim)
    if not wanted or _is_any(wanted, written_dates(passage)):
        return False
    words = content_words(_without(claim, written_dates(claim)))
    if not words or len(words & content_words(passage)) < _SAME_EVENT * len(words):
        return False
    return _is_any(wanted, written_dates(resolve(passage, published)[0]))


def _with_years(claim: str, passage: str, day: date) -> str:
    """The passage with the year behind a month of the claim, where only its day tells which.

    In sentences alone that tell of the same: "the vote is in July" does not tell how it ended.
    """
    wanted = [own for own in written_dates(claim) if own.month is not None]
    told = [*yearless(passage, day)] if wanted else []
    words = content_words(_without(claim, written_dates(claim))) if told else frozenset()
    for span in reversed([*sentences(passage)] if told else []):
        shared = words & content_words(passage[span.start : span.end])
        for given in reversed(told if len(shared) >= _SAME_EVENT * len(words) else []):
            is_same = any((own.year, own.month) == (given.year, given.month) for own in wanted)
            if is_same and span.start <= given.span.start < span.end:
                passage = f"{passage[: given.span.end]} {given.year}{passage[given.span.end :]}"
    return passage


def _is_any(wanted: list[WrittenDate], given: list[WrittenDate]) -> bool:
    """Whether any two are the same, both with a month or both years alone."""
    return any(
        one.agrees(other) and (one.month is None) == (other.month is None)
        for one in wanted
        for other in given
    )


def _without(text: str, dates: list[WrittenDate]) -> str:
    for written in reversed(dates):
        text = text[: written.span.start] + text[written.span.end :]
    return text


def _dates(claim: str, passage: str) -> Iterator[Change]:
    """Where the passage writes a date of the claim otherwise."""
    dates = written_dates(claim)
    wanted = {(own.month, own.day, own.last): own for own in dates}
    years = {own.year for own in dates if own.month is None}
    for given in written_dates(passage) if wanted else ():
        own = wanted.get((given.month, given.day, given.last))
        # "The 2025 results on 21 August": with a shorter date the year would be lost.
        if own is not None and own.year is None and given.year in years:
            continue
        # Either may leave out the year; whether it is the same one is told by the calendar.
        is_same_year = own is not None and (
            own.year == given.year or None in (own.year, given.year)
        )
        if own is not None and own.month is not None and is_same_year:
            yield given.span, claim[own.span.start : own.span.end]


def _periods(claim: str, passage: str) -> Iterator[Change]:
    """Where the passage gives a year of the claim's decade or century."""
    wanted = list(periods(claim))
    for year, span in years(passage) if wanted else ():
        own = next((own for own in wanted if own.holds(year)), None)
        is_alone = _IN_YEAR.search(passage, max(0, span.start - _LOOK_BACK), span.start)
        if own is not None and is_alone and not _TO_YEAR.match(passage, span.end):
            yield span, f"the {claim[own.span.start : own.span.end]}"


def _figures(claim: str, passage: str) -> Iterator[Change]:
    """Where the passage has a figure of the claim in other words."""
    wanted = [own for own in _counted(claim) if not _is_of_range(claim, own)]
    told = list(_counted(passage)) if wanted else []
    for given in told:
        own = next((own for own in wanted if _is_same(own, given)), None)
        if own is None or _is_of_range(passage, given):
            continue
        # "8.4 metres (28 ft)" has the claim's 8.4 metres already.
        if not (own.is_converted(given) and any(_is_alike(own, other) for other in told)):
            change = _change(claim, own, passage, given)
            if change is not None:
                yield change


def _counted(text: str) -> Iterator[Quantity]:
    for quantity in (*quantities(text), *single_units(text)):
        # "50m" may be metres, and "5 pm" no number of anything.
        shown = text[quantity.span.start : quantity.span.end]
        if quantity.measure or not (_GLUED.search(shown) and quantity.value < _SCALED):
            yield quantity


def _is_of_range(text: str, quantity: Quantity) -> bool:
    """Whether it is an end of "between 10 and 15 percent", and by itself no figure."""
    span = measured_span(text, quantity.span)
    begins = _RANGE_BEFORE.search(text, max(0, span.start - _LOOK_BACK), span.start)
    return bool(begins or _RANGE_AFTER.match(text, span.end))


def _sizes(claim: str, passage: str) -> Iterator[Change]:
    """Where the passage has a number for what the claim tells by its size, "dozens of"."""
    sizes = list(magnitudes(claim))
    for given in quantities(passage) if sizes else ():
        own = next((own for own in sizes if own.units & given.units and own.holds(given)), None)
        if own is not None:
            follows = tokenise(passage, given.span.end, min(len(passage), given.span.end + _NEXT))
            is_noun = bool(follows) and follows[0].is_word and not may_be_past(follows[0])
            words = claim[own.span.start : own.span.end]
            yield given.span, f"{words} of" if is_noun else words


def _moves(claim: str, passage: str) -> Iterator[Change]:
    """Where the passage tells by two numbers how much something changed, "from 210 to 280"."""
    for own in quantities(claim):
        begin = change_before(claim, own)
        if begin is None or _is_given(own, passage):
            continue
        for move in moves(passage):
            if any(own.follows_from(size) for size in move.sizes):
                words = claim[begin : measured_span(claim, own.span).end]
                yield Span(move.origin, move.origin), f"{words} "


def _reached(claim: str, passage: str) -> Iterator[Change]:
    """Where the passage tells of a change to a figure, of which the claim tells the figure alone.

    "Fell from 62 to 51 million" is told as "fell to 51 million", and as "was 51 million" or "stood
    at 51 million" where the claim says that it was so much.
    """
    own = [one for one in quantities(claim) if not _before(_FROM_OR_BY, claim, one)]
    if not own or len(own) < len(quantities(claim)):
        return
    given = quantities(passage)
    for before, reached in zip([None, *given], given, strict=False):
        same = next((one for one in own if _is_figure(one, reached)), None)
        to = _before(_TO, passage, reached)
        if same is None or to is None:
            continue
        start = to.start()
        if before is not None and not any(_is_figure(one, before) for one in own):
            lead = _before(_FROM_OR_BY, passage, before)
            end = measured_span(passage, before.span).end
            start = lead.start() if lead and _LINK.fullmatch(passage, end, start) else start
        verb = _MOVED.search(passage, max(0, start - _LOOK_BACK), start)
        copula = _before(_COPULA, claim, same)
        if verb and (copula or not (_CHANGED.search(claim) or _before(_TO, claim, same))):
            yield Span(verb.start(), to.end()), copula[0] if copula else "stood at "
        elif start < to.start():
            yield Span(start, to.start()), ""


def _is_figure(own: Quantity, given: Quantity) -> bool:
    return own.value == given.value or _is_same(own, given)


def _before(pattern: re.Pattern[str], text: str, quantity: Quantity) -> re.Match[str] | None:
    """What stands right before a quantity and its sign."""
    start = measured_span(text, quantity.span).start
    return pattern.search(text, max(0, start - _LOOK_BACK), start)


def _is_given(own: Quantity, passage: str) -> bool:
    """Whether the passage has the number by itself."""
    return any(
        own.follows_from(given) and (own.units & given.units or own.value == given.value)
        for given in quantities(passage)
    )


def _majorities(claim: str, passage: str) -> Iterator[Change]:
    """Where the passage gives a share of that of which the claim says "most"."""
    for own in majorities(claim):
        for share, span in shares_of(own, passage):
            if own.holds(share):
                yield span, f"{own.words} "
        for part in _number_first(passage):
            if part.noun == own.noun and own.holds(part.share):
                yield part.span, own.words


def _shares(claim: str, passage: str) -> Iterator[Change]:
    """Where the passage counts so many of so many, of which the claim tells the share."""
    counted = list(_number_first(passage))
    for own in quantities(claim) if counted else ():
        told = measured_span(claim, own.span)
        of_what = _OF_WHAT.match(claim, told.end) if own.measure == PERCENT else None
        noun = stem(of_what["noun"].casefold()) if of_what else ""
        for part in counted if noun else ():
            if part.noun == noun and own.follows_from(part.share):
                yield part.span, f"{claim[told.start : told.end].strip()} of the"


def _number_first(passage: str) -> Iterator[Part]:
    """The parts behind which their noun stands, as it would behind "most": "88 of 132 schools"."""
    return (part for part in parts(passage) if part.some.span.start < part.whole.span.start)


def _is_same(own: Quantity, given: Quantity) -> bool:
    """Whether both count the same, and as many, as far as the claim tells numbers apart."""
    counts_alike = own.units & given.units or own.is_of_one_measure(given)
    if not counts_alike or not own.follows_from(given):
        return False
    distance = abs(given.told_as(own).value - own.value)
    if distance == 0:
        return True
    if own.is_bound:
        return given.precision == "exact"
    if given.is_bound:
        return False
    is_estimate = "about" in {own.precision, given.precision}
    is_near = distance <= _ROUNDED * abs(own.value)
    return own.is_converted(given) or (is_near and (is_estimate or distance < own.step / 2))


def _is_alike(own: Quantity, given: Quantity) -> bool:
    return own.measure == given.measure and own.value == given.value


def _change(claim: str, own: Quantity, passage: str, given: Quantity) -> Change | None:
    """The passage's number in the claim's words, with its unit unless both are told alike.

    What the claim gives as a bound is told with its "more than"; None if that is a verb.
    """
    ours, theirs = own.span, given.span
    is_told_alike = own.measure == given.measure and (
        claim[ours.start : ours.end] == passage[theirs.start : theirs.end]
    )
    is_money = own.measure is not None and own.measure.is_money
    if own.is_of_one_measure(given) and (is_money or not is_told_alike):
        ours, theirs = measured_span(claim, ours), measured_span(passage, theirs)
    if own.is_bound and own.precision != given.precision:
        bound = _BOUND.search(claim, max(0, ours.start - _LOOK_BACK), ours.start)
        if bound is None:
            return None
        ours = Span(bound.start(), ours.end)
    return theirs, claim[ours.start : ours.end]
