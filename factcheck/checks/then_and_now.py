"""One sentence, two times: "4.1 percent in July, after 4.4 in June" tells of both.

The stance model takes either figure for the other, refutes the earlier one where a claim tells of
it alone, and does not work out which way the two go. So the passage is told of the one time that
the claim tells of, or which way it went.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factcheck.checks.figure_directions import clauses_on
from factcheck.language import lexicons as lex
from factcheck.language.grammar import inflections
from factcheck.language.lexicons import WEEKDAYS, words
from factcheck.language.text import sentences
from factcheck.quantities.dates import MONTH_WORD
from factcheck.quantities.extraction import Quantity, quantities
from factcheck.quantities.measures import measured_span
from factcheck.quantities.moves import FALLING, RISING, moves
from factcheck.quantities.numerals import MONEY
from factcheck.types import Span

_DAY = rf"{MONTH_WORD}|{'|'.join(WEEKDAYS)}"
# What names a time, and what may stand beside it.
_TIME = (
    rf"(?:years?|months?|quarters?|weeks?|days?|decades?|half|seasons?|period|ago|before|earlier|"
    rf"previously|today|yesterday|spring|summer|autumn|winter|first|second|third|fourth|{_DAY}|"
    r"(?:19|20)\d\d(?:[/-]\d\d)?)"
)
_BESIDE = (
    r"(?:in|on|at|during|for|over|an?|the|of|same|previous|prior|preceding|last|this|that|next|"
    r"final|full|whole|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2}(?:st|nd|rd|th)?|"
    r"year's|year\u2019s)"
)
_WHEN = rf"(?:\s+{_BESIDE}\b){{0,6}}\s+{_TIME}\b(?:\s+(?:{_BESIDE}|{_TIME})\b){{0,8}}"
_NOUN = rf"(?:\s+(?!(?:{_TIME}|in|on|at|during|last|this|after)\b)[a-z]+){{0,4}}?"
_LINK = (
    r"(?:,?\s+(?:(?P<way>up|down)\s+(?:slightly\s+|sharply\s+)?from|(?P<from>from)|after|against|"
    r"(?:as\s+)?compared\s+(?:with|to)))\s+"
)
_BETWEEN = re.compile(
    rf"(?P<noun>{_NOUN})(?P<when>(?:{_WHEN})?)(?P<link>{_LINK})(?:just\s+|only\s+)?(?={MONEY}?\Z)",
    re.IGNORECASE,
)
_THEN = re.compile(rf"(?P<noun>(?:\s+[a-z]+){{0,2}}?)(?P<when>{_WHEN})", re.IGNORECASE)
# "In July, it was": when the later one was, told before it.
_OPENING = re.compile(rf"\s*(?:in|on|at|last|this)\b(?:{_WHEN}),?\s+", re.IGNORECASE)
# "Fell to 4.1 percent": what it was before, it did not fall to.
_MOVED_TO = re.compile(rf"\b(?:{RISING}|{FALLING}|slowed|eased)\s+to\s+\Z", re.IGNORECASE)
_LOOK_BACK = 24
# So much of what a claim says besides must stand in the clause with the figures.
_SAME = 0.6
# "31 of 70 wells, compared with 44": that many are compared of which it tells first.
_OF = re.compile(r"\b(?:out\s+)?of\s+(?:the\s+|all\s+)?\Z", re.IGNORECASE)
_WORD = re.compile(r"\w+")
# By these a time is told from others; all of the first are one.
_BEFORE = words("ago before earlier previous previously prior preceding")
_NAMED = re.compile(
    rf"{_DAY}|yesterday|last|first|second|third|fourth|"
    r"spring|summer|autumn|winter|(?:19|20)\d\d",
    re.IGNORECASE,
)
# "A loss, after a profit the year before": of a claim on now only the first is told.
_CONTRARY = re.compile(
    r",?\s+(?:after|against|compared\s+(?:with|to))\s+an?\s+(?:\w+\s+)?(?:profit|loss|surplus|deficit|gain|"
    r"rise|fall|drop|decline|increase|decrease|growth)\b[^.;,]{0,60}?"
    r"(?:\ba\s+(?:year|month|quarter|week)\s+(?:earlier|before|ago)|"
    r"\bthe\s+(?:year|month|quarter|week)\s+before|"
    r"\bthe\s+(?:previous|preceding|prior)\s+(?:year|month|quarter|week)|\blast\s+(?:year|month|week))\b",
    re.IGNORECASE,
)
_WAY = re.compile(
    rf"\b(?:{RISING}|{FALLING}|profits?|loss|losses|surplus|deficit|gains?|growth)\b", re.IGNORECASE
)
# A claim on the time before, or on the turn from one to the other.
_OF_BOTH = re.compile(
    r"\b(?:last|past|previous\w*|earlier|before|prior|ago|former\w*|recover\w*|return\w*|back|swung|swing\w*|"
    r"revers\w*|turn\w*|after|from|despite|again|first)\b|\bprofit.*\bloss|\bloss.*\bprofit",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
# A claim on what was, and a change that is only to come.
_OF_THEN = re.compile(
    r"\b(?:was|were|had|been|used\s+to|once|(?:original|initial|previous|former)(?:ly)?|at\s+first|"
    r"before|until|from|than|first|plann\w+|budget\w*|[a-z]+ed)\b",
    re.IGNORECASE,
)
_CHANGING = lex.RISE | lex.FALL | lex.words("raise lift lower reduce cut hike")
_PAST = {inflections(verb)["past"] for verb in _CHANGING} | {
    lex.PARTICIPLES[verb] for verb in _CHANGING if verb in lex.PARTICIPLES
}
# A change that has come about, right before its "from": "has gone up from", "cut their bid from".
_CHANGED = re.compile(
    rf"(?<!\bis\s)(?<!\bare\s)(?<!\bbe\s)(?<!\bbeing\s)\b(?:{'|'.join(sorted(_PAST))}|gone|went)\b"
    r"(?:\s+(?!to\b|by\b)[\w'\u2019-]+){0,4}?\s+\Z",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:will|would|may|might|could|should|if|not|never|against|plan\w*|propos\w*|want\w*|demand\w*)\b"
    r"[^.;]{0,60}\Z",
    re.IGNORECASE,
)
_NEAR = 90
_USED_TO = re.compile(r"\bused\s+to\b", re.IGNORECASE)
# "Slowed from 4.4 percent": the claim tells of both times itself.
_FROM = re.compile(r"\bfrom\s+(?:about\s+|over\s+)?[$€£¥]?\d", re.IGNORECASE)
_EXPECTED = words("forecast forecasts expected planned budgeted projected")
_SPEED = re.compile(r"\b(?:faster|quicker|slower|speed\w*|sooner)\b", re.IGNORECASE)
_NOW = re.compile(r"\b(?:now|today|currently)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The later figure and the earlier; where the first, the words between and all of it end.

    `told` are the figure, the noun and the time of the earlier, `when` that time alone.
    """

    now: Quantity
    then: Quantity
    start: int
    link: Span
    end: int
    told: str
    when: str
    has_way: bool


def told_of_one_time(claim: str, passage: str) -> Iterator[tuple[Span, str]]:
    """Where a passage compares two times, and how it would tell of the claim's alone.

    A claim without figures is told which way they go, where they are of what it tells, and not
    that it was otherwise before.
    """
    own = quantities(claim)
    if not own and _WAY.search(claim) and not _OF_BOTH.search(claim):
        yield from ((Span(*match.span()), "") for match in _CONTRARY.finditer(passage))
    clauses = [*clauses_on(claim, passage, _SAME)] if not own else []
    for start, given in _all_comparisons(passage):
        has_now, has_then = _figures_of(own, given)
        if has_then and not has_now and _is_of(claim, given):
            yield from _without_now(passage, start, given)
            yield Span(given.start, given.end), given.told
        elif has_now and not has_then:
            yield Span(given.link.start, given.end), ""
        elif _is_in(clauses, given.start) and (link := _link(claim, given)) is not None:
            yield given.link, link


def _is_in(clauses: Sequence[Span], offset: int) -> bool:
    return any(clause.start <= offset < clause.end for clause in clauses)


def other_time(claim: str, passage: str) -> str | None:
    """The comparison by which a claim's figure is that of before, and not the one of which it
    tells, or the reverse: "used to take 50 minutes" of "50 minutes, down from 70".

    None for a claim that names a time of its own.
    """
    own = quantities(claim)
    if not own or _FROM.search(claim):
        return None
    is_of_then = _USED_TO.search(claim) is not None
    for _, given in _all_comparisons(passage):
        has_now, has_then = _figures_of(own, given)
        is_other = has_now if is_of_then else has_then and not _time_words(claim)
        if has_now != has_then and is_other and not _is_elsewhere(own, given, passage):
            return passage[given.start : given.end]
    is_of_now = not (is_of_then or _time_words(claim) or _OF_THEN.search(claim))
    return _moved_on(own, passage) if is_of_now and _FIGURE.search(claim) else None


def _moved_on(own: Sequence[Quantity], passage: str) -> str | None:
    """The change that left a claim's figure behind: "gone up from 6.2 million to 7.1"."""
    told = quantities(passage)
    for move in moves(passage):
        has_now = any(one.follows_from(move.after) for one in own)
        has_then = any(one.follows_from(move.before) for one in own)
        is_again = any(
            one.follows_from(other) and not move.span.start <= other.span.start < move.span.end
            for one in own
            for other in told
        )
        near = max(0, move.origin - _NEAR), move.origin
        is_done = _CHANGED.search(passage, *near) and not _NOT_YET.search(passage, *near)
        if has_then and is_done and not (has_now or is_again):
            return passage[move.span.start : move.span.end]
    return None


def _figures_of(own: Sequence[Quantity], given: _Comparison) -> tuple[bool, bool]:
    """Whether the claim has the later figure, and the earlier."""
    return (
        any(one.follows_from(given.now) for one in own),
        any(one.follows_from(given.then) for one in own),
    )


def _is_elsewhere(own: Sequence[Quantity], given: _Comparison, passage: str) -> bool:
    """Whether the passage has the claim's figure in another place, too."""
    return any(
        one.follows_from(other) and not given.start <= other.span.start < given.end
        for one in own
        for other in quantities(passage)
    )


def _is_of(claim: str, given: _Comparison) -> bool:
    """Whether a claim names the earlier time."""
    return not _time_words(claim).isdisjoint(_time_words(given.when))


def _time_words(text: str) -> set[str]:
    words = {word.lower() for word in _WORD.findall(text)}
    return (words & _BEFORE and {"before"}) | {word for word in words if _NAMED.fullmatch(word)}


def _link(claim: str, given: _Comparison) -> str | None:
    """How the two figures are joined by which way they go, if not so already."""
    is_up = given.now.value > given.then.value
    if given.now.is_time and _SPEED.search(claim):
        return ", slower than " if is_up else ", faster than "
    return None if given.has_way else f", {'up' if is_up else 'down'} from "


def _without_now(passage: str, start: int, given: _Comparison) -> Iterator[tuple[Span, str]]:
    """Where the sentence says before its figures when the later one was."""
    opening = _OPENING.match(passage, start, given.start)
    if opening is not None:
        yield Span(*opening.span()), " " if start else ""
    for now in _NOW.finditer(passage, opening.end() if opening else start, given.start):
        yield Span(*now.span()), ""


def _all_comparisons(passage: str) -> Iterator[tuple[int, _Comparison]]:
    """Each comparison of a passage, with where its sentence begins."""
    told = quantities(passage)
    for sentence in sentences(passage):
        of_sentence = [each for each in told if sentence.start <= each.span.start < sentence.end]
        for given in _comparisons(passage, sentence, of_sentence):
            yield sentence.start, given


def _comparisons(passage: str, sentence: Span, told: Sequence[Quantity]) -> Iterator[_Comparison]:
    for now, then in pairwise(told):
        one, other = measured_span(passage, now.span), measured_span(passage, then.span)
        between = _BETWEEN.fullmatch(passage, one.end, other.start)
        dated = _THEN.match(passage, other.end, sentence.end)
        if between is None or not _are_alike(now, then) or not (dated or between["way"]):
            continue
        if _OF.search(passage, max(0, one.start - _LOOK_BACK), one.start) or (
            now.is_time and then.measure is None and not between["way"]
        ):
            continue
        moved = _MOVED_TO.search(passage, max(0, one.start - _LOOK_BACK), one.start)
        if between["from"] and not moved:
            continue
        unit = "" if then.measure or not now.measure else passage[now.span.end : one.end]
        noun = (dated["noun"] if dated else "") or between["noun"]
        if not _EXPECTED.isdisjoint(noun.lower().split()):
            continue
        figure = f"{'came to ' if moved else ''}{passage[other.start : other.end]}"
        yield _Comparison(
            *(now, then, moved.start() if moved else one.start, Span(*between.span("link"))),
            end=dated.end() if dated else other.end,
            told=f"{figure}{unit}{noun}{dated['when'] if dated else ''}",
            when=dated["when"] if dated else "",
            has_way=bool(between["way"] or moved),
        )


def _are_alike(now: Quantity, then: Quantity) -> bool:
    is_unit = then.measure in (None, now.measure)
    return is_unit and now.value != then.value and min(now.value, then.value) >= 0
