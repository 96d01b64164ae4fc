"""Who did it to whom: "the actress sues the tabloid" is not "the tabloid sues the actress".

Of one deed, told by the same verb, a passage that exchanges doer and undergoer says something else,
though all words are the same (semantic roles: Gildea & Jurafsky 2002).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factcheck.language import lexicons as lex
from factcheck.language.grammar import REACH, Token, inflections, is_finite, tokenise
from factcheck.language.relevance import stem
from factcheck.language.verb_groups import (
    base,
    finite_verb,
    group_start,
    has_be,
    head,
    head_before,
    is_number,
    main_verb,
)

# A doer and an undergoer, by the heads of their phrases, and the preposition between, if any:
# the player fined for insulting the league has not fined it.
_Pair = tuple[Token, Token, str]

_STOPS = lex.PREPOSITIONS | lex.COORDINATORS | lex.SUBORDINATORS
# Before somebody to whom, from whom or against whom it is done.
_TOWARDS = lex.words("to from against over on for")


def turned(claim: str, *sentences: str) -> tuple[str, str] | None:
    """Doer and undergoer of the claim, if its deed is told with the two exchanged, and only so."""
    own = tokenise(claim, 0, len(claim))
    finite = finite_verb(own)
    verb = None if finite is None else main_verb(own, finite)
    if finite is None or verb is None or base(own[verb]) in MUTUAL:
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


def _pairs_of(tokens: Sequence[Token], verb: Token) -> list[_Pair]:
    """By whom and to whom a sentence tells of what that verb names."""
    found: list[_Pair] = []
    for at, token in enumerate(tokens):
        if at and not token.is_name and base(token) == base(verb):
            found += _pairs(tokens, group_start(tokens, at), at)
    return found


def _pairs(tokens: Sequence[Token], first: int, verb: int) -> Iterator[_Pair]:
    """Doer and undergoer of a verb group from `first` to `verb`."""
    before = head_before(tokens, first)
    follows = tokens[verb + 1].lower if verb + 1 < len(tokens) else ""
    is_passive = has_be(tokens, first, verb)
    if before is None or (is_passive and follows != "by" and not _is_gerund(tokens[verb])):
        return
    if follows == "by":
        # "Fell by 2 million tonnes" tells by how much.
        doer = _head_after(tokens, verb + 2)
        if doer is not None and not is_number(tokens[verb + 2]):
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


def _head_after(tokens: Sequence[Token], at: int) -> Token | None:
    """The noun of the phrase that begins there."""
    end, farthest = at, min(len(tokens), at + REACH)
    while end < farthest and tokens[end].is_word and tokens[end].lower not in _STOPS:
        is_second = tokens[end].lower in lex.DETERMINERS
        if end > at and (is_finite(tokens, end) or (is_second and _is_noun(tokens[end - 1]))):
            break
        end += 1
    return head(tokens, at, end - 1) if end > at else None


def _is_noun(token: Token) -> bool:
    return token.lower not in lex.DETERMINERS and not token.is_adverb


def _key(token: Token) -> str:
    return stem(token.lower)


# What both do to each other.
_MUTUAL_VERBS = lex.words(
    """meet marry divorce play face fight debate border resemble join hug kiss talk speak negotiate
    trade swap exchange draw argue clash"""
)
MUTUAL = {base(Token(form, 0, 0)) for verb in _MUTUAL_VERBS for form in inflections(verb).values()}
