"""A claim in a passage's words, where both say the same and the stance model sees another thing.

Beside synonyms these are who is counted, and compounds: of forty news items beside themselves it
took 25 for refuted with "people" for civilians (`benchmarks/reworded.py`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest

from factcheck.checks.idioms import idiomatic
from factcheck.checks.sequences import in_order_of
from factcheck.checks.synonyms import renamed, replaced
from factcheck.checks.voices import claim_report
from factcheck.language import lexicons as lex
from factcheck.language.relevance import content_words
from factcheck.language.speakers import is_person
from factcheck.quantities.extraction import quantities
from factcheck.quantities.sums import sums
from factcheck.types import Span

_PEOPLE = re.compile(r"[\s-]+(?:(?:other|more)\s+)?(?P<people>people|persons|ppl)\b")
# "44 Palestinians", "three young Israelis"
_WHO = re.compile(
    r"[\s-]+(?:(?:other|more)\s+)?(?P<first>[A-Za-z]{3,})\b(?:\s(?P<second>[a-z]{3,})\b)?"
)
# "44 men and women", "20 soldiers and police officers"
_FURTHER = re.compile(r"(?:,|\s(?:and|or))\s+([A-Za-z]+)(?:\s([a-z]+))?")
_NATION = re.compile(r"[A-Z][a-z]+(?:ans|is|ese|ish|ers|ards)")
_SOME_PEOPLE = re.compile(r"\b(?:people|persons|ppl)\b")
_WORD = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]{3,})*")
# Shorter ones may be two words: "some one", "may be".
_SHORTEST = 7
# As many as a batch of claims finds passages.
_KEPT = 2_048


# A passage is first read and then weighed, each with the claim in its words.
@lru_cache(maxsize=_KEPT)
def worded(claim: str, passage: str) -> str:
    """The claim with the passage's words for what both say."""
    told = renamed(idiomatic(_by_name(claim, passage), passage), passage)
    return in_order_of(_joined(_counted(told, passage), passage), passage)


def _by_name(claim: str, passage: str) -> str:
    """What a claim says that "the mayor, Ann Ito, said" as what Ann Ito said.

    Only if the passage has none of the words that explain her: who a speaker is says nothing of
    what was said.
    """
    report = claim_report(claim)
    said = report.attribution if report else None
    if said is None or said.speaker is None or not is_person(said.speaker):
        return claim
    explained, comma, rest = claim.partition(f", {said.cue} ")
    besides = content_words(explained.replace(said.speaker, " "))
    is_named = comma and said.speaker in explained and "," in explained
    if not is_named or not besides.isdisjoint(content_words(passage)):
        return claim
    return f"{said.speaker} {said.cue} {rest}"


def _counted(claim: str, passage: str) -> str:
    """The claim with whom the passage counts for as many "people"."""
    own = [
        (quantity, match)
        for quantity in (quantities(claim) if _SOME_PEOPLE.search(claim) else ())
        if (match := _PEOPLE.match(claim, quantity.span.end))
    ]
    given = _persons(passage) if own else {}
    for quantity, match in reversed(own):
        kinds = given.get(quantity.value, set())
        if len(kinds) == 1 and (who := next(iter(kinds))) is not None:
            claim = claim[: match.start("people")] + who + claim[match.end() :]
    return claim


def _persons(passage: str) -> dict[float, set[str | None]]:
    """Who is counted in a passage, by number; None are people, of several kinds, or not all."""
    found: defaultdict[float, set[str | None]] = defaultdict(set)
    in_parts = [each.span for each in sums(passage) if each.is_of_people]
    for quantity in quantities(passage):
        is_part = any(span.start <= quantity.span.start < span.end for span in in_parts)
        if is_part or _PEOPLE.match(passage, quantity.span.end):
            found[quantity.value].add(None)
        elif match := _WHO.match(passage, quantity.span.end):
            group = next((name for name in ("first", "second") if _are_persons(match[name])), None)
            if group is not None:
                further = _FURTHER.match(passage, match.end(group))
                are_mixed = further is not None and any(map(_are_persons, further.groups()))
                who = passage[match.start("first") : match.end(group)]
                found[quantity.value].add(None if are_mixed else who)
    return found


def _are_persons(noun: str | None) -> bool:
    if noun is None:
        return False
    return noun.lower() in lex.PERSONS or _NATION.fullmatch(noun) is not None


def _joined(claim: str, passage: str) -> str:
    """The claim with compounds joined as in the passage: "air strikes" and "airstrikes"."""
    plain = passage.casefold()
    own = [
        span for span in _compounds(claim) if claim[span.start : span.end].casefold() not in plain
    ]
    given = {_squeezed(passage, span): span for span in _compounds(passage)} if own else {}
    end = len(claim)
    for span in reversed(own):
        other = given.get(_squeezed(claim, span))
        if other is not None and span.end <= end:
            claim = replaced(claim, span.start, span.end, passage[other.start : other.end])
            end = span.start
    return claim


def _compounds(text: str) -> Iterator[Span]:
    """The longer words, and each two that stand side by side, by where they begin.

    Not "the rapist", which is no therapist, nor "all ready".
    """
    words = list(_WORD.finditer(text))
    for word, following in zip_longest(words, words[1:]):
        if word.end() - word.start() >= _SHORTEST:
            yield Span(*word.span())
        is_open = following is not None and word[0].lower() not in lex.FUNCTION_WORDS
        if following is not None and is_open and text[word.end() : following.start()] == " ":
            yield Span(word.start(), following.end())


def _squeezed(text: str, span: Span) -> str:
    return re.sub("[ -]", "", text[span.start : span.end]).casefold()
