"""Who did it to whom: "the actress sues the tabloid" is not "the tabloid sues the actress".

Of one deed, told by the same verb, a passage that exchanges doer and undergoer says something else,
though all words are the same (semantic roles: Gildea & Jurafsky 2002).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factcheck.language import lexicons as lex
from factcheck.language.grammar import (
    REACH,
    Token,
    first_finite,
    inflections,
    is_finite,
    subject_before,
    tokenise,
)
from factcheck.language.relevance import stem

# A doer and an undergoer, by the heads of their phrases, and the preposition between, if any:
# the player fined for insulting the league has not fined it.
_Pair = tuple[Token, Token, str]

_BASES = {past: base for base, past in lex.IRREGULAR.items()}
# Verbs whose past looks like the present.
_UNMARKED = lex.words("beat beats beaten bit bites bitten outbid hurt hurts upset upsets")
_ENDING = re.compile(r"(?:ing|ed|es|en|e|s)\Z")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1\Z")
_GROUP = lex.AUXILIARIES | lex.words("be been being not never")
_BE = lex.words("is are was were be been being")
_STOPS = lex.PREPOSITIONS | lex.COORDINATORS | lex.SUBORDINATORS
# Before somebody to whom, from whom or against whom it is done.
_TOWARDS = lex.words("to from against over on for")


def turned(claim: str, *sentences: str) -> tuple[str, str] | None:
    """Doer and undergoer of the claim, if its deed is told with the two exchanged, and only so."""
    own = tokenise(claim, 0, len(claim))
    finite = _finite(own)
    verb = None if finite is None else _main_verb(own, finite)
    if finite is None or verb is None or _base(own[verb]) in _MUTUAL:
        return None
    others = [
        pair
        for sentence in sentences
        for pair in _pairs_of(tokenise(sentence, 0, len(sentence)), own[verb])
    ]
    told = {(_key(one), _key(two)) for one, two, _ in others}
    turned_round = {(_key(two), _key(one), how) for one, two, how in others}
    for doer, other, by in _pairs(own, finite, verb):
        pair = _key(doer), _key(other)
        if pair[0] != pair[1] and pair not in told and (*pair, by) in turned_round:
            return doer.text, other.text
    return None


def _finite(tokens: Sequence[Token]) -> int | None:
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


def _pairs_of(tokens: Sequence[Token], verb: Token) -> list[_Pair]:
    """By whom and to whom a sentence tells of what that verb names."""
    found: list[_Pair] = []
    for at, token in enumerate(tokens):
        if at and not token.is_name and _base(token) == _base(verb):
            first = at
            while first and (tokens[first - 1].lower in _GROUP or tokens[first - 1].is_adverb):
                first -= 1
            found += _pairs(tokens, first, at)
    return found


def _pairs(tokens: Sequence[Token], first: int, verb: int) -> Iterator[_Pair]:
    """Doer and undergoer of a verb group from `first` to `verb`."""
    before = _head_before(tokens, first)
    follows = tokens[verb + 1].lower if verb + 1 < len(tokens) else ""
    is_passive = any(token.lower in _BE for token in tokens[first:verb])
    if before is None or (is_passive and follows != "by" and not _is_gerund(tokens[verb])):
        return
    if follows == "by":
        # "Fell by 2 million tonnes" tells by how much.
        doer = _head_after(tokens, verb + 2)
        if doer is not None and not _is_number(tokens[verb + 2]):
            yield doer, before, ""
        return
    starts = [verb + 1, *_towards(tokens, verb + 1)]
    for start in starts:
        if (other := _head_after(tokens, start)) is not None:
            between = "" if start == verb + 1 else tokens[start - 1].lower
            # "Lent it to the city" is "lent the city it".
            is_dative = between == "to" and start > verb + 2
            yield before, other, "" if is_dative else between


def _towards(tokens: Sequence[Token], start: int) -> Iterator[int]:
    """Where a phrase behind "to" or "against" begins, before the next verb or mark."""
    for at in range(start, min(len(tokens) - 1, start + REACH)):
        if not tokens[at].is_word or is_finite(tokens, at):
            return
        # Who benefits from another is not its doer.
        if tokens[at].lower in _TOWARDS and (at > start or tokens[at].lower != "from"):
            yield at + 1


def _is_gerund(token: Token) -> bool:
    return token.lower.endswith("ing")


def _main_verb(tokens: Sequence[Token], at: int) -> int | None:
    while at < len(tokens) and (tokens[at].lower in _GROUP or tokens[at].is_adverb):
        at += 1
    return at if at < len(tokens) and tokens[at].text[0].isalpha() else None


def _head_before(tokens: Sequence[Token], at: int) -> Token | None:
    """The noun that a verb group is about: the last one before a preposition in its phrase."""
    phrase = subject_before(tokens, at)
    return _head(tokens, *phrase) if phrase else None


def _head_after(tokens: Sequence[Token], at: int) -> Token | None:
    """The noun of the phrase that begins there."""
    end, farthest = at, min(len(tokens), at + REACH)
    while end < farthest and tokens[end].is_word and tokens[end].lower not in _STOPS:
        is_second = tokens[end].lower in lex.DETERMINERS
        if end > at and (is_finite(tokens, end) or (is_second and _is_noun(tokens[end - 1]))):
            break
        end += 1
    return _head(tokens, at, end - 1) if end > at else None


def _head(tokens: Sequence[Token], first: int, last: int) -> Token | None:
    places = range(first, last + 1)
    end = next((at for at in places if tokens[at].lower in lex.PREPOSITIONS), last + 1)
    while end > first and (tokens[end - 1].lower in lex.CALENDAR or _is_number(tokens[end - 1])):
        end -= 1
    head = tokens[end - 1] if end > first else None
    return None if head is None or head.lower in lex.PRONOUNS | lex.DETERMINERS else head


def _is_noun(token: Token) -> bool:
    return token.lower not in lex.DETERMINERS and not token.is_adverb


def _is_number(token: Token) -> bool:
    return token.text[0].isdigit()


def _key(token: Token) -> str:
    return stem(token.lower)


def _base(token: Token) -> str:
    """What the forms of one verb have in common: "stab" of "stabbed", "su" of "suing"."""
    word = _BASES.get(token.lower, token.lower)
    return _DOUBLED.sub(r"\1", _ENDING.sub("", word))


# What both do to each other.
_MUTUAL_VERBS = lex.words(
    """meet marry divorce play face fight debate border resemble join hug kiss talk speak negotiate
    trade swap exchange draw argue clash"""
)
_MUTUAL = {
    _base(Token(form, 0, 0)) for verb in _MUTUAL_VERBS for form in inflections(verb).values()
}
