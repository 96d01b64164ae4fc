"""How many of how many: of "12 of the 40 passengers died" 40 did not die, nor were there 12."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from factcheck.checks.misalignments import Misalignment
from factcheck.language import lexicons as lex
from factcheck.language.grammar import Token, may_be_past, tokenise
from factcheck.language.text import sentences
from factcheck.language.verb_groups import base, finite_verb, group_start, has_be, main_verb
from factcheck.quantities.extraction import Quantity, quantities, units_after
from factcheck.quantities.majorities import majorities
from factcheck.quantities.parts import Part, parts
from factcheck.types import Span

# "Of the first three games", "one of the four": a whole in the claim, too.
_OF = re.compile(r"\bof\s+(?:all\s+)?(?:the\s+|its\s+|their\s+)?(?:\w+\s+)?\Z", re.IGNORECASE)
_THERE = re.compile(r"\s*there\s", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|no|nor|none)\b|n['\u2019]t\b", re.IGNORECASE)
_HAVE = lex.words("has have had")
_PARTICIPLES = ("en", "wn", "ing")
_LOOK_BACK = 24
# Of a table with more, the first.
_MOST = 20


@dataclass(frozen=True, slots=True)
class _Verb:
    """What a claim tells of a number; no `base` where only that so many are there."""

    base: str | None
    has_be: bool


def part_for_whole(claim: str, passage: str) -> Misalignment | None:
    """The whole of a passage that a claim tells for the part, or the reverse.

    What the passage tells of some, by the claim's verb, is not told of all, nor of most if they are
    fewer; and those that are some of all are not all there are.
    """
    counted = list(islice(parts(passage), _MOST))
    verb = _verb(claim) if counted else None
    if verb is None or _NOT.search(claim):
        return None
    for wanted in quantities(claim):
        before = claim[max(0, wanted.span.start - _LOOK_BACK) : wanted.span.start]
        if wanted.measure is not None or _OF.search(before):
            continue
        uses = [each for each in quantities(passage) if each.value == wanted.value]
        found = [_misread(claim, wanted, verb, passage, counted, each) for each in uses]
        if found and None not in found:
            return _told(claim, wanted.span, passage, found[0])
    for majority in majorities(claim):
        for part in counted:
            is_of_these = part.noun == majority.noun and _is_done(verb, passage, part)
            if is_of_these and majority.holds(part.share) is False:
                return _told(claim, majority.span, passage, part)
    return None


def _told(claim: str, own: Span, passage: str, part: Part | None) -> Misalignment | None:
    if part is None:
        return None
    shown = claim[own.start : own.end].strip()
    told = passage[part.span.start : part.span.end].strip()
    return Misalignment(f"the claim says {shown}, the passage {told}", part.span)


def _misread(
    claim: str,
    wanted: Quantity,
    verb: _Verb,
    passage: str,
    counted: list[Part],
    use: Quantity,
) -> Part | None:
    """The part of which that number of the passage is the other end than in the claim."""
    part = next((one for one in counted if use in (one.some, one.whole)), None)
    if part is None:
        return None
    is_whole = use == part.whole
    if verb.base is None:
        is_same = part.noun in units_after(claim, wanted.span.end)
        return part if is_same and not is_whole else None
    return part if is_whole and _is_done(verb, passage, part) else None


def _is_done(verb: _Verb, passage: str, part: Part) -> bool:
    """Whether the sentence tells that verb of the part: in the same voice, or before it."""
    span = next(each for each in sentences(passage) if part.span.start < each.end)
    tokens = tokenise(passage, span.start, span.end)
    return any(
        base(token) == verb.base
        and _is_form(token)
        and (
            token.end <= part.span.start
            or has_be(tokens, group_start(tokens, at), at) == verb.has_be
        )
        for at, token in enumerate(tokens)
    )


def _is_form(token: Token) -> bool:
    """Whether it may be a form of a verb, and no plural: "judges"."""
    return _is_participle(token) or not token.lower.endswith("s")


def _is_participle(token: Token) -> bool:
    ends = token.lower.endswith(_PARTICIPLES) and token.lower not in lex.COUNTS
    return may_be_past(token) or ends


def _verb(claim: str) -> _Verb | None:
    tokens = tokenise(claim, 0, len(claim))
    finite = finite_verb(tokens)
    verb = None if finite is None else main_verb(tokens, finite)
    if finite is None:
        return None
    if verb is not None and (verb == finite or _is_participle(tokens[verb])):
        is_going_on = tokens[verb].lower.endswith("ing")
        return _Verb(base(tokens[verb]), has_be(tokens, finite, verb) and not is_going_on)
    is_of_all = tokens[finite].lower in _HAVE or _THERE.match(claim)
    return _Verb(None, False) if is_of_all else None
