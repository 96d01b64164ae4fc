"""How many of how many: of "12 of the 40 passengers died" 40 did not die, nor were there 12."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from factcheck.checks.misalignments import Misalignment
from factcheck.language import lexicons as lex
from factcheck.language.grammar import Token, is_finite, may_be_past, tokenise
from factcheck.language.negation import is_negated
from factcheck.language.relevance import content_words
from factcheck.language.text import sentences
from factcheck.language.verb_groups import base, finite_verb, group_start, has_be, main_verb
from factcheck.quantities.extraction import Quantity, quantities
from factcheck.quantities.majorities import majorities
from factcheck.quantities.parts import Part, parts
from factcheck.types import Span

# "Of the first three games", "one of the four": a whole in the claim, too.
_OF = re.compile(r"\bof\s+(?:all\s+)?(?:the\s+|its\s+|their\s+)?(?:\w+\s+)?\Z", re.IGNORECASE)
# What the rest did may be the same.
_REST = re.compile(r"\b(?:others?|rest|remaining|remainder|another)\b", re.IGNORECASE)
_HAS = re.compile(
    r"\s*(?:the\s+)?(?P<owner>[\w-]+)\s+(?:has|have|had)\s+\S+\s+\w+\W*", re.IGNORECASE
)
_THERE = re.compile(r"\s*there\s+(?:are|were|is|was)\s+\S+\s+\w+\W*", re.IGNORECASE)
_RELATIVES = lex.words("who that which whom they it he she")
_PARTICIPLES = ("en", "wn", "ing")
_LOOK_BACK = 24
# Of a table with more, the first.
_MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class _Verb:
    """What a claim tells of a number; `base` of the verb, and in which voice."""

    base: str
    has_be: bool


def part_for_whole(claim: str, passage: str) -> Misalignment | None:
    """The whole of a passage that a claim tells for the part, or the reverse.

    What the passage tells of some, by all of the claim's words, is not told of all, nor of most if
    they are fewer; and those that are some of all are not all there are.
    """
    counted = list(islice(parts(passage), _MOST_PARTS))
    if not counted or is_negated(claim):
        return None
    given = quantities(passage)
    done = _done(claim, passage, counted, given)
    for wanted in quantities(claim):
        before = claim[max(0, wanted.span.start - _LOOK_BACK) : wanted.span.start]
        if wanted.measure is not None or _OF.search(before):
            continue
        uses = [each for each in given if each.value == wanted.value]
        found = [_misread(claim, passage, done, each) for each in uses]
        if found and None not in found:
            return _told(claim, wanted.span, passage, found[0])
    for majority in majorities(claim):
        for part in counted:
            if part.noun == majority.noun and done[part] and majority.holds(part.share) is False:
                return _told(claim, majority.span, passage, part)
    return None


def _told(claim: str, own: Span, passage: str, part: Part | None) -> Misalignment | None:
    if part is None:
        return None
    shown = claim[own.start : own.end].strip()
    told = passage[part.span.start : part.span.end].strip()
    return Misalignment(f"the claim says {shown}, the passage {told}", part.span)


def _misread(claim: str, passage: str, done: dict[Part, bool], use: Quantity) -> Part | None:
    """The part of which that number of the passage is the other end than in the claim."""
    part = next((one for one in done if use in (one.some, one.whole)), None)
    if part is None:
        return None
    if use == part.whole:
        return part if done[part] else None
    owner = _HAS.fullmatch(claim)
    told = passage[part.span.start : part.span.end].casefold().replace("\u2019", "'")
    is_owned = owner is not None and f"{owner['owner'].casefold()}'s " in told
    return (
        part
        if (is_owned or _THERE.fullmatch(claim)) and part.noun in content_words(claim)
        else None
    )


def _done(
    claim: str, passage: str, counted: Sequence[Part], given: Sequence[Quantity]
) -> dict[Part, bool]:
    """Of which parts a sentence tells the claim's verb and all else of it, and no more."""
    verb = _verb(claim)
    if verb is None:
        return dict.fromkeys(counted, False)
    wanted = content_words(claim) - _numbers(claim) - {verb.base} - _ALL
    spans = list(sentences(passage))
    done: dict[Part, bool] = {}
    for part in counted:
        span = next(each for each in spans if part.span.start < each.end)
        has_rest = _REST.search(passage, part.span.end, span.end) is not None
        is_last = not any(part.span.end <= each.span.start < span.end for each in given)
        done[part] = (
            not has_rest
            and is_last
            and wanted <= content_words(passage[span.start : span.end])
            and _tells(tokenise(passage, span.start, span.end), verb, part)
        )
    return done


def _tells(tokens: Sequence[Token], verb: _Verb, part: Part) -> bool:
    return any(
        base(token) == verb.base and _is_participle(token) and _is_of(tokens, at, verb, part)
        for at, token in enumerate(tokens)
    )


def _is_of(tokens: Sequence[Token], at: int, verb: _Verb, part: Part) -> bool:
    """Whether that verb is told of the part: before it, or behind it and in no relative clause."""
    if tokens[at].end <= part.span.start:
        return True
    first = group_start(tokens, at)
    later = any(is_finite(tokens, place, strict=False) for place in range(at + 1, len(tokens)))
    is_relative = any(token.lower in _RELATIVES for token in tokens[max(0, first - 1) : first])
    return not later and not is_relative and has_be(tokens, first, at) == verb.has_be


def _numbers(claim: str) -> frozenset[str]:
    spans = (each.span for each in quantities(claim))
    told = " ".join(claim[span.start : span.end] for span in spans)
    return content_words(told) | content_words(
        " ".join(claim[m.span.start : m.span.end] for m in majorities(claim))
    )


def _is_participle(token: Token) -> bool:
    ends = token.lower.endswith(_PARTICIPLES) and token.lower not in lex.COUNTS
    return may_be_past(token) or ends or not token.lower.endswith("s")


def _verb(claim: str) -> _Verb | None:
    tokens = tokenise(claim, 0, len(claim))
    finite = finite_verb(tokens)
    at = None if finite is None else main_verb(tokens, finite)
    if finite is None or at is None or not (at == finite or _is_participle(tokens[at])):
        return None
    is_going_on = tokens[at].lower.endswith("ing")
    return _Verb(base(tokens[at]), has_be(tokens, finite, at) and not is_going_on)


_ALL = content_words("all each every whole")
