"""A part of what is measured: "youth unemployment" is not unemployment, nor "car exports" exports.

The stance model takes the part for the whole with more than 0.9, since all other words agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from factcheck.checks.figure_directions import ways
from factcheck.language import lexicons as lex
from factcheck.language.grammar import Token, tokenise
from factcheck.language.relevance import content_words
from factcheck.language.text import sentences
from factcheck.quantities.extraction import quantities

# With their plural forms.
_MEASURES = lex.words(
    """admission application arrival booking consumption crime death earning emission employment
    enrolment export flight import inflation investment joblessness output passenger price
    production profit rent revenue salary sale spending subscription tourist traffic turnout
    turnover unemployment visitor wage"""
)
_KINDS = lex.words(
    """advertising agricultural alcohol apartment arms aviation beer bicycle bike boat book
    business car cargo charter child cloud coal coffee college commercial core corn cyber dairy
    defence defense diesel digital domestic drug e-book electric electricity energy export factory
    farm female fish flat food foreign freight fuel gas gasoline goods grain graduate grocery
    gun hate health heating home hospital hotel house housing import in-store industrial infant
    intercity international iphone juvenile knife land leisure like-for-like long-haul long-term
    machinery male manufacturing maternal meat men's mid-range military milk motor natural
    non-food office oil on-board online organic organised organized part-time permanent petrol
    pharmaceutical postal premium primary print private producer property public rail
    rental repeat residential retail rice road rural same-store school seasonal secondary services
    shipping short-haul short-term smartphone software steel store street student subscription
    temporary ticket tobacco traffic transport truck underlying undergraduate university urban
    used vehicle violent weapons wheat wholesale wine women's workplace young youth"""
)
# The same kind by another word.
_ALIKE = (
    lex.words("youth young juvenile under-25s under-25 teenagers"),
    lex.words("female women women's woman"),
    lex.words("male men men's man"),
    lex.words("online internet web digital e-commerce"),
    lex.words("car cars vehicle vehicles auto automobile motor"),
    lex.words("home homes house houses housing property residential"),
    lex.words("store stores shop shops in-store high-street"),
)
_OF = lex.words("of from among")
# Who comes or is sold from a country is told by it; whose exports they are is, too.
_COME_FROM = lex.words("arrival import tourist visitor")
_ANYBODY = lex.words("adults citizens people residents those voters")
_BY_AGE = lex.words("aged between over under younger older")
# "Emissions of carbon dioxide" and "sales of goods" are no narrower than these are.
_WHOLE = content_words("carbon dioxide CO2 greenhouse gases consumers record goods services")
_QUALIFIERS = lex.DETERMINERS | lex.COUNTS | lex.words("more less up down")
_FARTHEST = 3


@dataclass(frozen=True, slots=True)
class _Mention:
    """A measure, the words that name a part of it, and how both are written."""

    measure: str
    kinds: frozenset[str]
    words: str


def part_of_measure(claim: str, sentence: str, passage: str) -> str | None:
    """What a sentence measures, where that is only a part of what the claim does.

    None where it may be the same: the wider text names the part elsewhere, or a sentence has the
    measure as the claim has it, too, with the claim's figures.

    :param passage: where the sentence stands.
    """
    own = next(_mentions(claim), None) if _is_measured(claim) else None
    given = [one for one in _mentions(sentence) if own and one.measure == own.measure]
    if own is None or own.kinds or not given or _is_so_many(claim, own):
        return None
    if any(_is_told(claim, own, passage[each.start : each.end]) for each in sentences(passage)):
        return None
    if all(one.kinds and not _names(claim, one.kinds) for one in given):
        return given[0].words
    return None


def _is_measured(claim: str) -> bool:
    """Whether it tells how much there is, or that it is more or less than before."""
    return bool(ways(claim) or quantities(claim))


def _is_so_many(claim: str, own: _Mention) -> bool:
    """Whether it counts as many as a part already makes: "cancelled 40 flights"."""
    if ways(claim):
        return False
    counted = re.compile(rf"\s*{re.escape(own.words)}\b")
    is_sum = re.search(rf"{re.escape(own.words)} of \W?\d", claim) is not None
    return is_sum or any(counted.match(claim, each.span.end) for each in quantities(claim))


def _is_told(claim: str, own: _Mention, sentence: str) -> bool:
    is_whole = any(
        one.measure == own.measure and bool(one.kinds) == bool(own.kinds)
        for one in _mentions(sentence)
    )
    figures = {each.value for each in quantities(claim)} if is_whole else set[float]()
    return is_whole and figures <= {each.value for each in quantities(sentence)}


def _names(text: str, kinds: frozenset[str]) -> bool:
    alike = kinds.union(*(words for words in _ALIKE if words & kinds))
    return not content_words(text).isdisjoint(content_words(" ".join(alike)))


def _mentions(text: str) -> Iterator[_Mention]:
    tokens = tokenise(text, 0, len(text))
    for at, token in enumerate(tokens):
        measure = token.lower.removesuffix("s")
        if measure in _MEASURES and not _is_verb(tokens, at):
            before, after = _kinds_before(tokens, at), _kind_after(tokens, at, measure)
            start, end = tokens[at - len(before)].start, tokens[at + 2 if after else at].end
            yield _Mention(measure, frozenset(before) | after, text[start:end])


def _is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is a verb, as in "the firm exports steel" or "to import"."""
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    before = tokens[at - 1].lower if at else ""
    is_object = following in _QUALIFIERS or following[:1].isdigit()
    return before in lex.MODALS | {"to", "not"} or (is_object and before not in _KINDS)


def _kinds_before(tokens: Sequence[Token], at: int) -> list[str]:
    near = [token.lower for token in reversed(tokens[max(0, at - _FARTHEST) : at])]
    kinds = list(takewhile(_KINDS.__contains__, near))
    return kinds if near[len(kinds) : len(kinds) + 1] != ["greenhouse"] else []


def _kind_after(tokens: Sequence[Token], at: int, measure: str) -> frozenset[str]:
    """Of what it is told behind the measure, without article or number: "exports of cars"."""
    link, kind, *more = [token.lower for token in tokens[at + 1 : at + 4]] + [""] * 3
    if kind in lex.CALENDAR or not kind[:1].isalpha():
        return frozenset()
    if tokens[at + 2].is_name:
        is_part = link == "to" or (link == "from" and measure in _COME_FROM)
    elif kind in _ANYBODY:
        is_part = link == "among" and more[0] in _BY_AGE
    else:
        is_part = link in _OF and kind not in _QUALIFIERS | lex.FUNCTION_WORDS
    return frozenset({kind}) if is_part and not content_words(kind) & _WHOLE else frozenset()
