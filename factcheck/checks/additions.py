"""What a claim adds to a sentence that the passage has: "P without a warrant" beside "P".

What a passage merely does not say is often taken for contradicted, and some asides and adverbs for
said: of forty claims that begin with "To everyone's surprise" the stance model supports all
(`benchmarks/embellished.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.language import lexicons as lex
from factcheck.language.relevance import content_words, stem
from factcheck.types import Span

_WORD = re.compile(r"[^\W_]+(?:[.,:'\u2019-][^\W_]+)*")
# That many words have to be the sentence's own.
_LEAST_SAME = 5
_LONGEST_OPENING = 8
# Of tense and voice, which a claim may have otherwise.
_LIGHT = lex.words("a an the") | (lex.AUXILIARIES - lex.MODALS - lex.NEGATIONS)
_OPENS = lex.PREPOSITIONS | lex.SUBORDINATORS | lex.COORDINATORS | lex.words("to using")
_BEFORE_DAYS = lex.words("on in by at since of")
# Of where: "in southern Ostrava", "in Berlin, the capital".
_PLACES = lex.words(
    """area capital central city coast country county district east eastern island north northern
    province region south southern state town village west western"""
)
# These turn what they stand beside.
_TURNING = lex.words("barely hardly infrequently rarely scarcely seldom")
_NOTHING_NEW = content_words(" ".join(lex.CALENDAR | lex.ASIDES | _PLACES | {"statement"}))


@dataclass(frozen=True, slots=True)
class Addition:
    """The words that a claim adds, and whether they are its end."""

    words: str
    is_end: bool


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    lower: str

    @property
    def is_adverb(self) -> bool:
        return self.lower.endswith("ly") and self.lower not in lex.NOT_ADVERBS | _TURNING


def added(claim: str, sentence: str, passage: str) -> Addition | None:
    """What a claim says beside a sentence that it otherwise repeats, and the passage does not.

    Names and kinds of places are none of it, since a passage often leaves out where and who, nor
    are days and figures, which are compared elsewhere.
    """
    given, words = _meant(_words(sentence)), _words(claim)
    if len(given) < _LEAST_SAME or not set(given) <= {stem(word.lower) for word in words}:
        return None
    for start, end in _parts(claim, words):
        if _meant([*words[:start], *words[end:]]) == given:
            part = claim[words[start].span.start : words[end - 1].span.end]
            new = _new(part)
            if new and not new & content_words(passage):
                return Addition(part, is_end=start > 0 and end == len(words))
    return None


def _new(part: str) -> set[str]:
    plain = " ".join(word for word in part.split() if word.islower())
    return {
        word for word in content_words(plain) if len(word) > 1 and word.isalpha()
    } - _NOTHING_NEW


def _parts(claim: str, words: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    """What may be left out so that a sentence is left: an end, an opening, an adverb."""
    for at in reversed(range(1, len(words))):
        comma = "," in claim[words[at - 1].span.end : words[at].span.start]
        if comma or words[at].lower in _OPENS:
            yield at, len(words)
        if comma and at <= _LONGEST_OPENING:
            yield 0, at
    yield from ((at, at + 1) for at, word in enumerate(words) if word.is_adverb)


def _words(text: str) -> list[_Word]:
    return [_Word(Span(*word.span()), word[0].lower()) for word in _WORD.finditer(text)]


def _meant(words: Sequence[_Word]) -> list[str]:
    """The stems, but for days and figures, which a claim may write otherwise."""
    meant: list[str] = []
    for word in words:
        if word.lower in lex.CALENDAR or word.lower[0].isdigit():
            if meant and meant[-1] in _BEFORE_DAYS:
                meant.pop()
        elif word.lower not in _LIGHT:
            meant.append(stem(word.lower))
    return meant
