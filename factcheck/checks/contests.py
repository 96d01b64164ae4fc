"""Who won against whom: "A lost to B" is "B beat A", and "A beat B" is neither.

The stance model takes either verb for the other's opposite, or both for the same, whoever stands
before it. Of parties with names, told in one clause and as a fact, the rule is sure.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from factcheck.language import lexicons as lex
from factcheck.language.grammar import Token, subject_before, tokenise
from factcheck.language.text import sentences
from factcheck.types import Span

_WON = lex.words("beat beats defeated defeats overcame overcomes thrashed thrashes")
_BEATEN = lex.words("beaten defeated overcome thrashed")
_LOST = lex.words("lost loses")
_WAS = lex.words("was were")
_HOW = lex.words("narrowly easily comfortably convincingly heavily also then again")
_TO = lex.words("to against")
# What is lost to a party that wins it: "the final", but not "customers".
_CONTEST = lex.words(
    """final finals semi-final semi-finals quarter-final quarter-finals match game race fight bout
    election runoff run-off vote seat title cup series set play-off replay derby test"""
)
# "She beat the incumbent, Ann Ito": some one of the passage, who is not that other one.
_SOMEBODY = lex.words("he she they")
_LEADS_ON = lex.words("by in on at")
_OF_SCORES = "-\u2013"
_FARTHEST = 8


@dataclass(frozen=True, slots=True)
class _Contest:
    """One telling of it; `rest` is what stands within the verb: "3-1" of "lost 3-1 to"."""

    winner: Span
    loser: Span
    span: Span
    verb: str
    rest: str

    def parties(self, text: str) -> tuple[str, str]:
        """Winner and loser, by their keys."""
        return _key(text, self.winner), _key(text, self.loser)


def retold(claim: str, passage: str) -> Iterator[tuple[Span, str]]:
    """Where a passage tells of a claim's contest by the other verb, and how the claim would."""
    own = next(_contests(claim), None)
    for given in _contests(passage) if own else ():
        is_same = own and set(own.parties(claim)) == set(given.parties(passage))
        if own and is_same and own.verb != given.verb:
            parties = [passage[span.start : span.end] for span in (given.winner, given.loser)]
            first, second = parties if own.winner.start < own.loser.start else parties[::-1]
            within = f" in {given.rest}" if given.rest[:1].isalpha() else f" {given.rest}"
            yield given.span, f"{first} {own.verb} {second}{within if given.rest else ''}"


def other_winner(claim: str, passage: str) -> tuple[str, str] | None:
    """Winner and loser of a claim, if a passage has them the other way round, and only so."""
    own = next(_contests(claim), None)
    if own is None:
        return None
    winner, loser = own.parties(claim)
    told = {given.parties(passage) for given in _contests(passage)}
    # Who is "she" if not the other one is told by the names around.
    turned = {(loser, winner)} | {(one, winner) for one in _SOMEBODY if _is_named(loser, passage)}
    if (winner, loser) in told or not turned & told:
        return None
    return claim[own.winner.start : own.winner.end], claim[own.loser.start : own.loser.end]


def _contests(text: str) -> Iterator[_Contest]:
    """The contests that a text tells of, in order; not those that may be, were not, or will be."""
    for sentence in sentences(text):
        yield from _told(text, tokenise(text, sentence.start, sentence.end))


def _told(text: str, tokens: Sequence[Token]) -> Iterator[_Contest]:
    for at, token in enumerate(tokens):
        word, start = token.lower, at
        if word in _BEATEN and at and tokens[at - 1].lower in _WAS:
            start, to = at - 1, _next(tokens, at, {"by"})
        elif word in _LOST:
            to = _next(tokens, at, _TO)
        else:
            to = at if word in _WON else None
        if to is None or not _is_of_contest(tokens[at + 1 : to]):
            continue
        is_told_how = start > 0 and tokens[start - 1].lower in _HOW
        one, two = _party_before(tokens, start - is_told_how), _party_after(tokens, to + 1)
        if one is not None and two is not None:
            verb = " ".join(tokens[place].text for place in sorted({start, at, to}))
            rest = text[token.end : tokens[to].start].strip() if to > at else ""
            winner, loser = (one, two) if to == at else (two, one)
            yield _Contest(winner, loser, Span(one.start, two.end), verb, rest)


def _next(tokens: Sequence[Token], at: int, wanted: Container[str]) -> int | None:
    """The place of the first of these words soon after, before any mark but of a score."""
    for place in range(at + 1, min(at + 1 + _FARTHEST, len(tokens))):
        if tokens[place].lower in wanted:
            return place
        if not tokens[place].is_word and tokens[place].text not in _OF_SCORES:
            return None
    return None


def _is_of_contest(between: Sequence[Token]) -> bool:
    """Whether what stands between "lost" and "to" is a score, a way or a contest, if anything."""
    if not between:
        return True
    first = between[0]
    is_way = first.text[0].isdigit() or first.is_adverb or first.lower in _LEADS_ON
    return is_way or any(token.lower in _CONTEST for token in between)


def _party_before(tokens: Sequence[Token], verb: int) -> Span | None:
    """The subject of a verb, if it is a name and nothing else."""
    near = tokens[max(0, verb - _FARTHEST) : verb]
    phrase = subject_before(near, len(near))
    if phrase is None or phrase[1] != len(near) - 1 or (phrase[0] == 0 and len(near) < verb):
        return None
    first = near[phrase[0]]
    if first.lower in _SOMEBODY:
        return Span(first.start, first.end)
    party = _party_at(near, phrase[0])
    return party if party is not None and party.end == near[-1].end else None


def _party_after(tokens: Sequence[Token], start: int) -> Span | None:
    """The name that begins there, or the one that explains who "the incumbent" is."""
    named = _party_at(tokens, start)
    if named is not None or start >= len(tokens) or tokens[start].lower not in lex.DETERMINERS:
        return named
    comma = _next(tokens, start, {","})
    return None if comma is None else _party_at(tokens, comma + 1)


def _party_at(tokens: Sequence[Token], start: int) -> Span | None:
    """The name that begins there, with the article before it."""
    begin = start + (start < len(tokens) and tokens[start].lower == "the")
    end = begin
    while end < len(tokens) and tokens[end].is_word and tokens[end].is_name:
        end += 1
    return Span(tokens[start].start, tokens[end - 1].end) if end > begin else None


def _is_named(key: str, text: str) -> bool:
    return any(token.lower == key for token in tokenise(text, 0, len(text)))


def _key(text: str, party: Span) -> str:
    """The last word of a name, by which people and clubs are called."""
    return text[party.start : party.end].split()[-1].casefold()
