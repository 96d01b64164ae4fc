"""The numbers and names in a short text, each with the word before it.

Rows of a table, and notices that are written to one pattern, share nearly all of their words and
are no copies of each other: in the places that they have in common stand other facts.
"""

from __future__ import annotations

import re
from collections import defaultdict

_GROUPED = re.compile(r"(?<=\d)[,\u202f\u00a0](?=\d{3}(?!\d))")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")
# A capital letter after one of these, or at the very beginning, may be no name's.
_BEGINS = frozenset('.!?:;\n"\u201c\u201e\u00ab([*#-\u2013\u2014')
_STEM = 6
# A row of a table is shorter. A longer text is a report, of which a rewrite may name another day
# and figure, but hardly a third fact.
_ROW_WORDS, _OF_REPORT = 30, 3


def facts(text: str) -> frozenset[str]:
    """`before value` of each number and each name, where `before` may be empty.

    A name is a word with a capital letter within a sentence; of several, each is one.
    """
    text = _GROUPED.sub("", text)
    found = set[str]()
    before, end = "", 0
    for match in _WORD.finditer(text):
        word, between = match.group(), text[end : match.start()]
        is_name = word[0].isupper() and bool(before) and _BEGINS.isdisjoint(between)
        if word[0].isdigit() or is_name:
            found.add(f"{before} {word.casefold()[:_STEM] if is_name else word}")
        before, end = word.casefold(), match.end()
    return frozenset(found)


def are_contrary(a: frozenset[str], b: frozenset[str], words: int) -> bool:
    """Whether in most of the places that two texts share one has another fact than the other.

    One figure among others that was brought up to date makes no other report. A number and a name
    are never in one place, as "on Tuesday" and "on 3 June" may be one day.

    :param words: of the longer text; of 30 and more, three facts at least must differ.
    """
    one, other = _places(a), _places(b)
    shared = one.keys() & other.keys()
    unlike = sum(one[place].isdisjoint(other[place]) for place in shared)
    return 2 * unlike > len(shared) and unlike >= (1 if words < _ROW_WORDS else _OF_REPORT)


def _places(found: frozenset[str]) -> dict[tuple[str, bool], set[str]]:
    places = defaultdict[tuple[str, bool], set[str]](set)
    for fact in found:
        before, _, value = fact.partition(" ")
        places[before, value[0].isdigit()].add(value)
    return places
