"""Made pairs in which one sentence stands on both sides of a line, so that neither text alone
tells the stance.

symmetric  one fact changed in the claim, in the passage, or in both: refuted, refuted, supported
           (the idea of FEVER-symmetric, Schuster et al. 2019)
swapped    who did it and to whom it was done exchanged: refuted
missing    the passage without the words, or the sentence, that one fact of the claim rests on:
           neutral (omissions: Atanasova et al. 2022, "Fact checking with insufficient evidence")
joined     two claims in one: supported only if both are, refuted if either is
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

from factcheck.language import text
from factcheck.language.lexicons import words
from factcheck.language.relevance import content_words
from factcheck.train import flips
from factcheck.train.examples import NEUTRAL, REFUTES, SUPPORTS, Example, Target

# What of a sentence is changed.
WAYS = ("number", "name", "kind", "contrary")
# What one text then is to the other. Another name may tell of another event rather than deny this
# one, and one noun does not always exclude another.
CHANGED: Mapping[str, Target] = {
    "number": REFUTES,
    "name": (0.0, 0.7, 0.3),
    "kind": (0.0, 0.85, 0.15),
    "contrary": REFUTES,
}
_SWAPPED: Target = (0.0, 0.65, 0.35)

_NAME = r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)*"
_TWO_NAMES = re.compile(rf"^({_NAME})( (?:[a-z][\w'-]* ){{1,6}})({_NAME})(?=[ ,.])")
# Between two names: what holds both ways, or says nothing of who did what.
_MUTUAL = words(
    """and or with is are was were met meets meet married marry marries between alongside versus
    against near like borders bordered plays played faced cousin brother sister friend partner
    starred both born"""
)
_ARTICLE = re.compile(r"^an? ")
_NO_ACTOR = words("The A An In On At He She It They There This That These Those His Her Its We I")
# A phrase that gives a place, a time, a quantity or a name, up to where it ends.
_PHRASE = re.compile(
    r",? \b(?:in|on|at|by|from|for|of|with|since|until|during|to|as|about|over|under|near)"
    r"(?: (?!(?:and|or|but|which|who|that)\b)[\w'’.$%-]*[\w%’]){1,5}"
    r"(?=[,.;:)]| and\b| but\b|$)"
)
_LONGEST = 90
_LOWERED = words("the a an there it he she they in this some most all we no many")


def change(
    sentence: str,
    way: str,
    names: Sequence[str],
    kinds: Sequence[str],
    chance: random.Random,
) -> str | None:
    """The sentence with one fact changed in one of the `WAYS`; None where it has none."""
    if way == "number":
        return flips.change_number(sentence, chance)
    if way == "name":
        return flips.change_name(sentence, names, chance)
    if way == "kind":
        return flips.change_kind(sentence, kinds, chance)
    return flips.negate(sentence, chance)


def symmetric(
    row: Example, names: Sequence[str], kinds: Sequence[str], chance: random.Random
) -> tuple[str, str, Target] | None:
    """(passage, claim, target) out of a supported row; None where no fact stands in both texts."""
    way = chance.choice(WAYS)
    changed = change(row.claim, way, names, kinds, chance)
    old, new = flips.difference(row.claim, changed) if changed else ("", "")
    if way == "kind":
        old, new = (_ARTICLE.sub("", words) for words in (old, new))
    if not old or not new or not changed:
        return None
    passage = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, row.evidence)
    if passage == row.evidence or (way == "name" and set(old.split()) & set(passage.split())):
        return None
    if chance.random() < 0.5:
        return passage, changed, SUPPORTS
    target = CHANGED[way]
    if chance.random() < 0.5:
        return passage, row.claim, target
    return row.evidence, changed, target


def swapped(row: Example) -> tuple[str, str, Target] | None:
    """A supported row whose claim exchanges the two names that it begins with."""
    found = _TWO_NAMES.match(row.claim)
    if not found:
        return None
    first, between, second = found.groups()
    if first.split()[0] in _NO_ACTOR or _MUTUAL & set(between.split()):
        return None
    if first not in row.evidence or second not in row.evidence:
        return None
    return row.evidence, f"{second}{between}{first}{row.claim[found.end() :]}", _SWAPPED


def missing(row: Example, chance: random.Random) -> tuple[str, str, Target] | None:
    """A supported row whose passage no longer holds all that its claim needs."""
    wanted = content_words(row.claim)
    less = [
        *_without_a_sentence(row.evidence),
        *(
            row.evidence[: m.start()] + row.evidence[m.end() :]
            for m in _PHRASE.finditer(row.evidence)
        ),
    ]
    whole = content_words(row.evidence)
    lacking = [
        passage
        for passage in less
        if _tells(row.claim, (wanted & whole) - content_words(passage)) and len(passage) > 20
    ]
    return (chance.choice(lacking), row.claim, NEUTRAL) if lacking else None


def joined(
    one: Example, other: Example, stranger: Example, chance: random.Random
) -> tuple[str, str, Target] | None:
    """A supported row and another one as one claim, with or without the other's passage."""
    if one.claim == other.claim or not (_plain(one.claim) and _plain(other.claim)):
        return None
    passages = [one.evidence, other.evidence]
    target = other.target or NEUTRAL
    if other.target == SUPPORTS and chance.random() < 0.5:
        # What the second half rests on is left out, or replaced by something else.
        passages = [one.evidence, *([stranger.evidence] if chance.random() < 0.7 else [])]
        target = NEUTRAL
    if sum(len(passage.split()) for passage in passages) > _LONGEST:
        return None
    chance.shuffle(passages)
    halves = [one.claim.rstrip(". "), other.claim.rstrip(". ")]
    chance.shuffle(halves)
    claim = (
        f"{halves[0]}, and {lowered(halves[1])}."
        if chance.random() < 0.6
        else f"{halves[0]}. {halves[1]}."
    )
    return " ".join(passages), claim, target


def lowered(sentence: str) -> str:
    """A sentence as it reads within another one: names keep their capitals."""
    first = sentence.split(maxsplit=1)[0] if sentence.strip() else ""
    return sentence[0].lower() + sentence[1:] if first.lower() in _LOWERED else sentence


def _plain(claim: str) -> bool:
    return 4 <= len(claim.split()) <= 16 and "?" not in claim and "\n" not in claim


def _without_a_sentence(passage: str) -> list[str]:
    spans = text.sentences(passage)
    if len(spans) < 2:
        return []
    return [
        " ".join(passage[s.start : s.end] for s in spans if s is not left_out) for left_out in spans
    ]


def _tells(claim: str, lost: frozenset[str]) -> bool:
    """Whether what was lost held a number, a name, or several words of the claim."""
    if len(lost) >= 3:
        return True
    marked = {
        stem
        for word in claim.split()[1:]
        if word[:1].isupper() or word[:1].isdigit()
        for stem in content_words(word)
    }
    return bool(lost & marked)
