"""A claim in a passage's words, where both say the same and the stance model sees another thing.

Of forty news items beside themselves it took 31 for refuted with "wounded" for "injured", 39 with
"no fewer than" for "at least" (:mod:`factcheck.checks.restating` has the bounds), 22 with "people"
for the Palestinians or civilians who are counted, and all with "Türkiye" for "Turkey". Most
synonyms it knows; these are the common ones that it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from factcheck.language.lexicons import words
from factcheck.language.relevance import stem
from factcheck.quantities.extraction import quantities
from factcheck.types import Span

# Each line is one thing, in its forms; beside a bar stands what else says it, in the same forms.
_SAME = """
injure injures injured injuring|wound wounds wounded wounding
kill kills killed killing|slay slays slain slaying
airstrike airstrikes|bombing bombings|air_raid air_raids
ceasefire ceasefires|truce truces
soldiers|troops
die dies died dying|pass_away passes_away passed_away passing_away
resign resigns resigned resigning|step_down steps_down stepped_down stepping_down|quit quits
years|yrs
government governments|govt govts
president|pres.
including|incl.
Turkey|Türkiye
Czech_Republic|Czechia
Myanmar|Burma
Ivory_Coast|Côte_d'Ivoire|Côte_d’Ivoire
Eswatini|Swaziland
East_Timor|Timor-Leste
Cape_Verde|Cabo_Verde
Netherlands|Holland
United_States|U.S.|US|USA|U.S.A.|America
United_Kingdom|U.K.|UK|Britain|Great_Britain
United_Arab_Emirates|U.A.E.|UAE
Democratic_Republic_of_the_Congo|Democratic_Republic_of_Congo|DR_Congo|DRC|Congo-Kinshasa
European_Union|E.U.|EU
United_Nations|U.N.|UN
South_Korea|S._Korea
South_Korean|S._Korean
North_Korea|N._Korea
North_Korean|N._Korean
Kyiv|Kiev
Kharkiv|Kharkov
Odesa|Odessa
Mumbai|Bombay
Kolkata|Calcutta
Yangon|Rangoon
"""
# The same only before the same word: "several officials" and "some officials".
_SAME_BEFORE = """
several|some|a_number_of|multiple
at_least|no_fewer_than|no_less_than|not_less_than|a_minimum_of|at_minimum|at_a_minimum
more_than|over|in_excess_of|upwards_of
at_most|no_more_than|not_more_than|a_maximum_of
two|a_couple_of|a_pair_of
"""
# The same before the same word, too, and told at length: alone "5m" may be of metres.
_SCALES = """
million|m|M|mn|mln
billion|b|B|bn
trillion|tn
thousand|k
"""
_PERSONS = words(
    """activists adults athletes babies boys cadets children citizens civilians clerics combatants
    commuters contractors customers defendants demonstrators deputies detainees diplomats
    doctors drivers elders employees engineers evacuees executives farmers fighters
    firefighters fishermen foreigners girls guards guests holidaymakers homeowners hostages
    immigrants infants inmates insurgents investigators journalists kids laborers labourers
    lawmakers lawyers locals marines medics men migrants militants miners minors motorists
    nationals natives nuns nurses officers officials olympians onlookers operatives paramedics
    parishioners passengers pastors patients pedestrians pilgrims pilots police policemen
    priests prisoners professors protesters protestors pupils rebels recruits refugees
    representatives rescuers researchers residents rioters sailors schoolchildren schoolgirls
    scientists seamen servicemen settlers shoppers skiers soldiers spectators strikers
    students supporters survivors suspects teachers teenagers teens terrorists toddlers
    tourists trainees travelers travellers troops victims villagers visitors volunteers voters
    women workers worshipers worshippers youngsters youths"""
)
_PEOPLE = re.compile(r"[\s-]+(?:(?:other|more)\s+)?(?P<people>people|persons|ppl)\b")
# "44 Palestinians", "three young Israelis"
_WHO = re.compile(
    r"[\s-]+(?:(?:other|more)\s+)?(?P<first>[A-Za-z]{3,})\b(?:\s(?P<second>[a-z]{3,})\b)?"
)
_NATION = re.compile(r"[A-Z][a-z]+(?:ans|is|ese|ish|ers|ards)")
_NEXT = re.compile(r"\s*(\w+)")
_SOME_PEOPLE = re.compile(r"\b(?:people|persons|ppl)\b")
_WORD = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]{3,})*")
# Shorter ones may be two words: "some one", "may be".
_SHORTEST = 7


@dataclass(frozen=True, slots=True)
class _Wording:
    """A word or more, of which line and which of its wordings it is, and in which form.

    `is_bound` says that it is the same only before the same word, `is_short` that no other of its
    line is told by it.
    """

    line: str
    wording: int
    form: int
    is_bound: bool
    is_short: bool


def _wordings(
    lines: str, *, is_bound: bool = False, are_scales: bool = False
) -> Iterator[tuple[str, _Wording]]:
    for line in lines.strip().split("\n"):
        for wording, forms in enumerate(line.split("|")):
            for form, phrase in enumerate(forms.split()):
                words = phrase.replace("_", " ")
                found = _Wording(line, wording, form, is_bound, are_scales and wording > 0)
                yield words, found
                yield words[0].upper() + words[1:], found


_WORDINGS = {
    **dict(_wordings(_SAME)),
    **dict(_wordings(_SAME_BEFORE, is_bound=True)),
    **dict(_wordings(_SCALES, is_bound=True, are_scales=True)),
}
_PHRASE = re.compile(
    rf"(?<![^\W\d])(?:{'|'.join(map(re.escape, sorted(_WORDINGS, key=len, reverse=True)))})"
    r"(?!\w|['\u2019](?!s\b)\w)"
)


def worded(claim: str, passage: str) -> str:
    """The claim with the passage's words for what both say."""
    return _joined(_counted(_as_told(claim, passage), passage), passage)


def _as_told(claim: str, passage: str) -> str:
    """The claim with each phrase for which the passage has another of its line."""
    own = list(_PHRASE.finditer(claim))
    given = list(_PHRASE.finditer(passage)) if own else []
    told, said = _said(given), _said(own)
    others = [match for match in given if _key(match) not in said]
    for match in reversed(own):
        if _key(match) not in told:
            words = next(
                (w for other in others if (w := _in_place(claim, match, passage, other))), None
            )
            if words is not None:
                claim = _replaced(claim, match.start(), match.end(), words)
    return claim


def _said(matches: Iterable[re.Match[str]]) -> set[tuple[str, int]]:
    return {_key(match) for match in matches}


def _key(match: re.Match[str]) -> tuple[str, int]:
    found = _WORDINGS[match[0]]
    return found.line, found.wording


def _in_place(claim: str, own: re.Match[str], passage: str, given: re.Match[str]) -> str | None:
    """What the passage's wording is in the form of the claim's; None if it is of another thing."""
    ours, theirs = _WORDINGS[own[0]], _WORDINGS[given[0]]
    if ours.line != theirs.line or theirs.is_short:
        return None
    if ours.is_bound and _next(claim, own.end()) != _next(passage, given.end()):
        return None
    forms = theirs.line.split("|")[theirs.wording].split()
    return forms[min(ours.form, len(forms) - 1)].replace("_", " ")


def _next(text: str, at: int) -> str:
    following = _NEXT.match(text, at)
    return stem(following[1].casefold()) if following else ""


def _replaced(claim: str, start: int, end: int, words: str) -> str:
    is_capital = claim[start].isupper()
    words = words[0].upper() + words[1:] if is_capital else words
    gap = " " if start and claim[start - 1].isdigit() and words[0].isalpha() else ""
    return f"{claim[:start]}{gap}{words}{claim[end:]}"


def _counted(claim: str, passage: str) -> str:
    """The claim with whom the passage counts for as many "people"."""
    own = [
        (quantity, match)
        for quantity in (quantities(claim) if _SOME_PEOPLE.search(claim) else ())
        if (match := _PEOPLE.match(claim, quantity.span.end))
    ]
    given = list(_persons(passage)) if own else []
    for quantity, match in reversed(own):
        who = next((who for value, who in given if value == quantity.value), None)
        if who is not None:
            claim = claim[: match.start("people")] + who + claim[match.end() :]
    return claim


def _persons(passage: str) -> Iterator[tuple[float, str]]:
    """The numbers of people in a passage, with who they are."""
    for quantity in quantities(passage):
        if match := _WHO.match(passage, quantity.span.end):
            if _are_persons(match["first"]):
                yield quantity.value, match["first"]
            elif match["second"] and _are_persons(match["second"]):
                yield quantity.value, f"{match['first']} {match['second']}"


def _are_persons(noun: str) -> bool:
    return noun.lower() in _PERSONS or _NATION.fullmatch(noun) is not None


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
            claim = _replaced(claim, span.start, span.end, passage[other.start : other.end])
            end = span.start
    return claim


def _compounds(text: str) -> Iterator[Span]:
    """The longer words, and each two that stand side by side, by where they begin."""
    words = list(_WORD.finditer(text))
    for word, following in zip_longest(words, words[1:]):
        if word.end() - word.start() >= _SHORTEST:
            yield Span(*word.span())
        if following is not None and text[word.end() : following.start()] == " ":
            yield Span(word.start(), following.end())


def _squeezed(text: str, span: Span) -> str:
    return re.sub("[ -]", "", text[span.start : span.end]).casefold()
