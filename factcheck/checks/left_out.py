"""What a sentence leaves to its context: it need not name the storm that flooded 430 homes.

The stance model takes what a claim names besides, the place, the day or who did it, for
contradicted: "Storm Berit flooded about 430 homes in Wexmoor" was refuted by "About 430 homes were
flooded".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.language import lexicons as lex
from factcheck.language.grammar import Token, tokenise
from factcheck.language.negation import is_negated
from factcheck.language.relevance import content_words

# Fewer words are no statement.
_FEWEST = 3
_BY = re.compile(r"\bby\b", re.IGNORECASE)
_WORD = re.compile(r"[\w'\u2019-]+")
_TIMES = content_words(
    " ".join(lex.CALENDAR | lex.words("spring summer autumn winter year month week early late mid"))
)


def left_out(claim: str, sentence: str) -> frozenset[str] | None:
    """The stems of the names and times that a claim has beside a sentence's words.

    None if it has other words besides, or fewer, or the names of both in another order.
    """
    told, wanted = content_words(sentence), content_words(claim)
    if len(told) < _FEWEST or not told < wanted or is_negated(claim) != is_negated(sentence):
        return None
    own, given = _names(claim), _names(sentence)
    if [name for name in own if name in given] != given or sentence.rstrip().endswith("?"):
        return None
    is_passive = [not lex.BE.isdisjoint(text.lower().split()) for text in (claim, sentence)]
    if is_passive[0] == is_passive[1]:
        if _order(claim, told) != _order(sentence, told):
            return None
    elif _BY.search(claim) or _BY.search(sentence):
        return None
    more = wanted - told
    named = content_words(" ".join(own)) | _TIMES
    return more if all(word in named or _is_year(word) for word in more) else None


def _order(text: str, told: frozenset[str]) -> list[str]:
    """The words that both have, as they follow each other: who did what to whom."""
    words = (stem for word in _WORD.findall(text) for stem in content_words(word))
    return [word for word in words if word in told]


def _names(text: str) -> list[str]:
    """The names of a text, in small letters: its first word only if a name goes on."""
    tokens = tokenise(text, 0, len(text))
    return [token.lower for at, token in enumerate(tokens) if _is_name(tokens, at)]


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    if not tokens[at].is_name or tokens[at].lower in lex.FUNCTION_WORDS:
        return False
    return at > 0 or (len(tokens) > 1 and tokens[1].is_name)


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal()
