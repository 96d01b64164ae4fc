"""What is counted in parts: 212 passengers and 18 crew are 230 people, and not 212."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.language import lexicons as lex
from factcheck.language.grammar import is_finite, tokenise
from factcheck.language.relevance import stem
from factcheck.language.text import sentences
from factcheck.quantities.extraction import Quantity, quantities
from factcheck.quantities.numerals import SMALL
from factcheck.types import Span

_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|an?|{'|'.join(SMALL)})"
_ITEM = re.compile(rf"\b(?P<number>{_NUMBER})\s+(?P<noun>[a-z]{{3,}})\b", re.IGNORECASE)
_JOINT = re.compile(r"(?:,|,?\s+and|\s+as\s+well\s+as)\s+")
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_ONE = frozenset({"a", "an"})
# What both parts are of.
_CHILDREN = frozenset(map(stem, lex.words("sons daughters boys girls son daughter boy girl")))
_PEOPLE = (
    frozenset(map(stem, lex.PERSONS | lex.words("man woman child crew others adult"))) | _CHILDREN
)
_WHOLES = {
    stem("children"): _CHILDREN,
    stem("people"): _PEOPLE,
    stem("persons"): _PEOPLE,
}


@dataclass(frozen=True, slots=True)
class Sum:
    """What is counted side by side: how many in all, by which nouns (stems), and where.

    `are_things` says that each is a plural with its number: "26 points, two ahead" is not.
    """

    total: float
    parts: tuple[float, ...]
    nouns: frozenset[str]
    span: Span
    are_things: bool

    @property
    def is_of_people(self) -> bool:
        """Whether all of them are persons, of more than one kind."""
        return len(self.nouns) > 1 and self.nouns <= _PEOPLE


def sums(text: str) -> Iterator[Sum]:
    """What a text counts side by side: "two sons and a daughter"."""
    run: list[re.Match[str]] = []
    for item in (*_ITEM.finditer(text), None):
        if item and run and _JOINT.fullmatch(text, run[-1].end(), item.start()):
            run.append(item)
            continue
        if len(run) > 1:
            yield _sum(run)
        run = [item] if item else []


def _sum(run: list[re.Match[str]]) -> Sum:
    parts = tuple(_value(item["number"].lower()) for item in run)
    words = [item["noun"].lower() for item in run]
    is_counted = all(item["number"].lower() not in _ONE for item in run)
    are_things = is_counted and all(word.endswith("s") for word in words)
    nouns = frozenset(map(stem, words))
    return Sum(sum(parts), parts, nouns, Span(run[0].start(), run[-1].end()), are_things)


def _value(number: str) -> float:
    if number in _ONE:
        return 1.0
    return float(SMALL[number]) if number in SMALL else float(number.replace(",", ""))


def is_sum(wanted: Quantity, passage: str) -> bool:
    """Whether the passage counts as many in parts, and none of them by the claim's noun."""
    return (wanted.measure, wanted.precision) == (None, "exact") and any(
        (each.is_of_people or each.are_things)
        and each.total == wanted.value
        and wanted.units.isdisjoint(each.nouns)
        for each in sums(passage)
    )


def wrong_total(claim: str, passage: str) -> tuple[Span, Span] | None:
    """A number of people (or children) in a claim that is only one part of those in a passage.

    None where the passage has that number of them elsewhere, tells of one part by itself, or goes
    on with a clause about the last: "injured 12 passengers and 30 firefighters fought the flames".
    """
    for wanted in quantities(claim):
        item = _ITEM.match(claim, wanted.span.start)
        kinds = _WHOLES.get(stem(item["noun"].lower())) if item else None
        for each in sums(passage) if item and kinds else ():
            is_part = wanted.value in each.parts and wanted.value != each.total
            is_of_kind = len(each.nouns) > 1 and each.nouns <= (kinds or frozenset())
            if item and is_part and is_of_kind:
                is_alone = _is_alone(passage, each, wanted.value)
                return (Span(item.start(), item.end()), each.span) if is_alone else None
    return None


def _is_alone(passage: str, told: Sum, value: float) -> bool:
    """Whether nothing else in a passage tells of one of the parts, or of that number."""
    is_again = any(
        other.value == value and not told.span.start <= other.span.start < told.span.end
        for other in quantities(passage)
    )
    words = Counter(stem(word.lower()) for word in _WORD.findall(passage))
    if is_again or any(words[noun] > 1 for noun in told.nouns):
        return False
    sentence = next(each for each in sentences(passage) if told.span.start < each.end)
    tokens = tokenise(passage, sentence.start, sentence.end)
    first = next(at for at, token in enumerate(tokens) if token.start >= told.span.start)
    last = next((at for at, token in enumerate(tokens) if token.start >= told.span.end), None)
    goes_on = last is not None and is_finite(tokens, last, strict=False)
    return not (goes_on and any(is_finite(tokens, at, strict=False) for at in range(first)))
