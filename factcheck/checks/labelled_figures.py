"""What a figure is of: revenue of 18 billion and a profit of 2 are no revenue of 2 billion.

A number is told by the word it hangs on: "a magnitude of 6.4", "inflation at 2 percent", "valued
at 3 million", "30 metres wide", "80 cows". Where a passage has the claim's number at another such
word, and another number at the claim's word, the two are mixed up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from factcheck.checks.misalignments import Misalignment
from factcheck.language import lexicons as lex
from factcheck.language.relevance import stem
from factcheck.quantities.extraction import Quantity, quantities, quantities_of_passage
from factcheck.quantities.measures import measured_span
from factcheck.quantities.numerals import MONEY

_BOUND = (
    r"(?:(?:just|only|about|around|nearly|almost|some|roughly|over|under|at\s+least|up\s+to|"
    r"(?:more|less|fewer)\s+than)\s+){0,2}"
)
_WORDS = re.compile(
    rf"(?P<words>(?:[A-Za-z][\w'\u2019-]*\s+){{1,8}}){_BOUND}(?:an?\s+)?{MONEY}?\Z", re.IGNORECASE
)
# "revenue of", "the inflation rate stood at", "exports were worth": what links it to a number.
_LINKS = lex.words(
    """is are was were be stands stood of at to reached reaches totalled hit rose fell grew worth
    came amounted"""
)
_SCALES = lex.words("rate figure total level that which")
_LONGEST_PHRASE = 3
# In a list just ", exports 7"; no ", dropped 12".
_ELLIPTIC = re.compile(
    rf"(?:,|\band|\bwhile)\s+(?P<label>(?!\w+ed\b)[a-z][\w-]{{2,}})\s+{_BOUND}{MONEY}?\Z"
)
_VALUED = re.compile(
    r"\b(?:(?P<label>estimated|valued|insured|priced|sold|bought|auctioned)\s+(?:at|for)\s+"
    rf"{_BOUND}(?:between\s+)?{MONEY}?|magnitude\s+)\Z",
    re.IGNORECASE,
)
_LOOK_BACK = 80
_EXTENT = re.compile(
    r"[\s-]+(?P<label>long|wide|broad|high|tall|deep|thick|inland|away|offshore|across|apart)\b"
)
_ALIKE = {
    **{"tall": "high", "broad": "wide", "across": "wide"},
    **{"height": "high", "width": "wide", "depth": "deep", "length": "long"},
}
_EXTENTS = frozenset(
    {"long", "wide", "high", "deep", "thick", "inland", "away", "offshore", "apart"}
)
# Another number beside one of these is for comparison, of another time or thing.
_COMPARED = re.compile(
    r"\b(?:after|against|before|compared|than|from|below|above|beating|last|previous|earlier|years?|ago|"
    r"(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_BESIDE = 30
_NOUN = re.compile(r"\s+(?P<noun>(?!\w+ly\b)[a-z]{3,})\b")
_AND = re.compile(r"(?:,|,?\s+(?:and|as\s+well\s+as))\s+")
_BREAK = re.compile(r"[.!?;]\s|\n")
_POSSESSIVE = ("'s", "\u2019s", "s'", "s\u2019")
# Words that name no thing by themselves, and people of any kind.
_NO_LABEL = frozenset(
    map(
        stem,
        lex.FUNCTION_WORDS
        | lex.words(
            """rate figure total level number amount share average worth value sum percent people
            persons others more men women cases times"""
        ),
    )
)


def mislabelled(claim: str, passage: str) -> Misalignment | None:
    """The first number of a claim that a passage gives of something else.

    Wherever the passage has that number it hangs on another word than in the claim, and in the same
    clauses another number of its kind hangs on the claim's word. Elsewhere words are chosen anew.
    """
    own = [
        (wanted, label)
        for wanted in quantities(claim)
        if (label := _label(claim, wanted) or _noun(claim, wanted))
    ]
    told = _told(passage) if own else []
    for wanted, label in own:
        same = {other: name for other, name in told if wanted.follows_from(other)}
        if not all(same.values()) or any(label & name for name in same.values()):
            continue
        if label <= _EXTENTS and not all(name <= _EXTENTS for name in same.values()):
            continue
        rivals = (
            other
            for other, name in told
            if name == label
            and wanted.is_like(other)
            and _are_beside(passage, other, same)
            and not _is_compared(passage, other)
        )
        if (rival := next(rivals, None)) is not None:
            shown, other = _shown(claim, wanted, label), _shown(passage, rival, label)
            return Misalignment(f"the claim says {shown}, the passage {other}", rival.span)
    return None


def _are_beside(passage: str, rival: Quantity, same: Iterable[Quantity]) -> bool:
    """Whether it stands in one sentence with one of the others, and no semicolon between."""
    spans = (sorted((rival.span, other.span), key=lambda span: span.start) for other in same)
    return any(not _BREAK.search(passage, one.end, two.start) for one, two in spans)


def _is_compared(passage: str, rival: Quantity) -> bool:
    """Whether it is given for comparison: "beating last year's sales of 4 million"."""
    span = measured_span(passage, rival.span)
    before = passage[max(0, span.start - _BESIDE) : span.start]
    return bool(
        _COMPARED.search(before) or _COMPARED.search(passage[span.end : span.end + _BESIDE])
    )


def _told(passage: str) -> list[tuple[Quantity, frozenset[str]]]:
    """The numbers of a passage with what they hang on, in lists as well."""
    given = quantities_of_passage(passage)
    counted = _counted(passage, given)
    return [
        (each, _label(passage, each) or counted.get(each) or _elliptic(passage, each))
        for each in given
    ]


def _label(text: str, quantity: Quantity) -> frozenset[str]:
    """The stems of the words that a number hangs on, behind it or before, if any."""
    extent = _EXTENT.match(text, measured_span(text, quantity.span).end)
    if extent:
        return frozenset({_ALIKE.get(extent["label"], extent["label"])})
    start = max(0, quantity.span.start - _LOOK_BACK)
    if (valued := _VALUED.search(text, start, quantity.span.start)) is not None:
        return frozenset({stem((valued["label"] or "magnitude").casefold())})
    before = _WORDS.search(text, start, quantity.span.start)
    return _phrase(before["words"].casefold().split()) if before else frozenset()


def _phrase(words: list[str]) -> frozenset[str]:
    """The stems of the phrase before a link: "youngest member" of "the youngest member is"."""
    if words[-1] not in _LINKS:
        return frozenset()
    while words and words[-1] in _LINKS | _SCALES:
        words.pop()
    found: list[str] = []
    for word in reversed(words[-_LONGEST_PHRASE:]):
        if word in _ALIKE:
            return frozenset({_ALIKE[word]})
        if stem(word) in _NO_LABEL or word in _LINKS or word.endswith(_POSSESSIVE):
            break
        found.append(stem(word))
    return frozenset(found)


def _noun(text: str, quantity: Quantity) -> frozenset[str]:
    """The stem of the word behind a number that counts things."""
    match = _NOUN.match(text, quantity.span.end) if quantity.measure is None else None
    return frozenset({stem(match["noun"])}) - _NO_LABEL if match else frozenset()


def _counted(text: str, given: Sequence[Quantity]) -> dict[Quantity, frozenset[str]]:
    """The nouns of things that are counted side by side: "80 cows and 300 sheep"."""
    found: dict[Quantity, frozenset[str]] = {}
    for one, two in pairwise(given):
        first, second = _noun(text, one), _noun(text, two)
        behind = _NOUN.match(text, one.span.end)
        if first and second and behind and _AND.fullmatch(text, behind.end(), two.span.start):
            found |= {one: first, two: second}
    return found


def _elliptic(text: str, quantity: Quantity) -> frozenset[str]:
    """The stem of what a list gives a number, without a verb: ", exports 7"."""
    start = max(0, quantity.span.start - _LOOK_BACK)
    match = _ELLIPTIC.search(text, start, quantity.span.start)
    return frozenset({stem(match["label"])}) - _NO_LABEL if match else frozenset()


def _shown(text: str, quantity: Quantity, label: frozenset[str]) -> str:
    """A number with its unit, or with what it counts."""
    span = measured_span(text, quantity.span)
    is_behind = _noun(text, quantity) == label
    counted = _NOUN.match(text, quantity.span.end) if is_behind else None
    return text[span.start : counted.end() if counted else span.end].strip()
