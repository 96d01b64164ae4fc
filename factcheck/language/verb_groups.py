"""Verb groups: where one begins, which verb it is of, in which voice, and who its subject is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.language import lexicons as lex
from factcheck.language.grammar import Token, first_finite, subject_before

_BASES = {past: base for base, past in lex.IRREGULAR.items()}
# Verbs whose past looks like the present.
_UNMARKED = lex.words("beat beats beaten bit bites bitten outbid hurt hurts upset upsets")
_ENDING = re.compile(r"(?:ing|ed|es|en|e|s)\Z")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1\Z")
_GROUP = lex.AUXILIARIES | lex.words("be been being not never")


def base(token: Token) -> str:
    """What the forms of one verb have in common: "stab" of "stabbed", "su" of "suing"."""
    word = _BASES.get(token.lower, token.lower)
    return undoubled(_ENDING.sub("", word))


def undoubled(word: str) -> str:
    """Without a consonant that an ending has doubled: "stab" of "stabb"."""
    return _DOUBLED.sub(r"\1", word)


def finite_verb(tokens: Sequence[Token]) -> int | None:
    """The first finite verb, or the first word of which only the place tells that it is one."""
    unmarked = (at for at in range(1, len(tokens)) if _may_be_verb(tokens, at))
    found = first_finite(tokens, strict=False)
    return next(unmarked, None) if found is None else found


def _may_be_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is a verb like "beat", or one in "-s" behind a singular: "China owes"."""
    word, before = tokens[at].lower, tokens[at - 1]
    if word in _UNMARKED:
        return True
    is_singular = before.is_word and (before.is_name or not before.lower.endswith("s"))
    is_subject = is_singular and before.lower not in lex.DETERMINERS | lex.PREPOSITIONS
    return is_subject and not tokens[at].is_name and word.endswith("s") and not word.endswith("ss")


def main_verb(tokens: Sequence[Token], at: int) -> int | None:
    """The last verb of the group that begins there: "arrested" of "has not been arrested"."""
    while at < len(tokens) and (tokens[at].lower in _GROUP or tokens[at].is_adverb):
        at += 1
    return at if at < len(tokens) and tokens[at].text[0].isalpha() else None


def group_start(tokens: Sequence[Token], verb: int) -> int:
    """Where the group of a main verb begins."""
    first = verb
    while first and (tokens[first - 1].lower in _GROUP or tokens[first - 1].is_adverb):
        first -= 1
    return first


def has_be(tokens: Sequence[Token], first: int, verb: int) -> bool:
    """Whether a form of "be" is in the group: "was arrested", "is ill", "is being built"."""
    return any(token.lower in lex.BE for token in tokens[first:verb])


def head_before(tokens: Sequence[Token], at: int) -> Token | None:
    """The noun that a verb group is about: the last one before a preposition in its phrase."""
    phrase = subject_before(tokens, at)
    return head(tokens, *phrase) if phrase else None


def head(tokens: Sequence[Token], first: int, last: int) -> Token | None:
    """The noun of a phrase: not its date or number, and no pronoun."""
    places = range(first, last + 1)
    end = next((at for at in places if tokens[at].lower in lex.PREPOSITIONS), last + 1)
    while end > first and (tokens[end - 1].lower in lex.CALENDAR or is_number(tokens[end - 1])):
        end -= 1
    found = tokens[end - 1] if end > first else None
    return None if found is None or found.lower in lex.PRONOUNS | lex.DETERMINERS else found


def is_number(token: Token) -> bool:
    """Whether it is written in digits."""
    return token.text[0].isdigit()
