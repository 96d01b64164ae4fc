"""Who, where, when, how many, and whether or not: what two claims give for each, compared.

Only what the earlier claim gives is asked for: a new claim may say more, as posts do, and still
be the same claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.claims.framing import without_framing
from factcheck.claims.standalone import entities
from factcheck.known_claims.match_types import Difference, Slot
from factcheck.language.lexicons import (
    AUXILIARIES,
    DETERMINERS,
    NEGATIONS,
    PERSONS,
    PREPOSITIONS,
    PRONOUNS,
    STARTERS,
)
from factcheck.language.relevance import content_words, coverage, stem
from factcheck.language.speakers import TITLES
from factcheck.quantities.dates import written_dates
from factcheck.quantities.extraction import quantities

# How an embedded post ends: who posted it and when, which is no part of what it says.
_SIGNATURE = re.compile(
    r"\s[\u2014\u2013-]\s[^\u2014\u2013()\n]{1,80}\(@\w+\)(?:\s+\w+\s+\d{1,2},\s+\d{4}|\s*$)"
)
_DIGITS = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\"\u201c\n])\s*$")
_WHERE = PREPOSITIONS & {"in", "at", "near", "from", "to", "across", "outside", "into", "within"}
# Claims that share this much of their words say the same thing or its contrary.
_NEARLY_ALIKE = 0.6
_SHORTEST = 3
# "Ukrain-ian", "Ital-ian", "Japan-ese" and what may stand in place of that: "Ukrain-e", "Russ-ia".
_PEOPLE, _ENDING = re.compile(r"(?:ians?|ans?|ns?|ish|ese)$"), 2
# Who is counted, and the stems of words for anybody.
_ANYBODY = ("people", "persons", "individuals", "others")
_COUNTED = re.compile(rf"\s+(?:[\w-]+\s+)?(?P<noun>{'|'.join({*PERSONS, *_ANYBODY})})\b")
_PERSONS = frozenset(map(stem, _ANYBODY))
# "by 5%" and "to about 5%" are how much something changed and what it came to.
_WAY = re.compile(
    r"\b(?P<way>by|to)\s+(?:(?:about|around|almost|nearly|over|under|(?:more|less) than)\s+)?\W?\Z",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\ASays\s+(?:that\s+)?")
_ARTICLES = frozenset({"The", "A", "An"})


def differences(claim: str, reviewed: str) -> list[Difference]:
    """The slots of an earlier claim in which a new one differs from it, each told once."""
    found = [
        *_figures(claim, reviewed),
        *_moved(claim, reviewed),
        *_counted(claim, reviewed),
        *_names(claim, reviewed),
        *_polarity(claim, reviewed),
    ]
    return list(dict.fromkeys(found))


def without_says(reviewed: str) -> str:
    """An earlier claim without the "Says" that some reviewers begin with, for their claimant."""
    return _SAYS.sub("", reviewed)


def without_signature(claim: str) -> str:
    """A post without what stands around its claim, and who posted it and when."""
    return _SIGNATURE.sub(" ", without_framing(claim)).strip() or claim


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number, or a part of a date, as it is compared and as it is written."""

    slot: Slot
    kind: str
    value: float
    shown: str


def _figures(claim: str, reviewed: str) -> Iterator[Difference]:
    wanted, said = _given(reviewed), _given(without_signature(claim))
    there = {(figure.kind, figure.value) for figure in _given(claim)}
    digits = {float(found.replace(",", "")) for found in _DIGITS.findall(claim)}
    known = {(figure.kind, figure.value) for figure in wanted}
    for figure in wanted:
        is_there = (figure.kind, figure.value) in there
        if is_there or (figure.kind != "month" and figure.value in digits):
            continue
        others = [x for x in said if x.kind == figure.kind and (x.kind, x.value) not in known]
        instead = others[0].shown if others else None
        yield Difference(figure.slot, instead, figure.shown, decides=bool(others))


def _moved(claim: str, reviewed: str) -> Iterator[Difference]:
    """A figure that one claim gives as the change ("by 5%"), the other as what came of it."""
    own = {figure.value: _way(claim, figure.span.start) for figure in quantities(claim)}
    for figure in quantities(reviewed):
        way, other = _way(reviewed, figure.span.start), own.get(figure.value)
        if way and other and way != other:
            shown = reviewed[figure.span.start : figure.span.end]
            yield Difference(Slot.HOW_MANY, f"{other} {shown}", f"{way} {shown}", decides=True)


def _way(text: str, start: int) -> str | None:
    found = _WAY.search(text, 0, start)
    return found["way"].lower() if found else None


def _counted(claim: str, reviewed: str) -> Iterator[Difference]:
    """Whom an earlier claim counts ("two firefighters") where the new one only counts people."""
    own = quantities(claim)
    for wanted in quantities(reviewed):
        alike = [figure for figure in own if figure.value == wanted.value]
        people = next((figure for figure in alike if figure.units & _PERSONS), None)
        noun = _COUNTED.match(reviewed, wanted.span.end)
        if people is None or noun is None or wanted.units & _PERSONS:
            continue
        if stem(noun["noun"]) not in content_words(claim):
            said = _COUNTED.match(claim, people.span.end)
            instead = claim[people.span.start : said.end() if said else people.span.end]
            shown = reviewed[wanted.span.start : noun.end()]
            yield Difference(Slot.HOW_MANY, instead, shown, decides=True)


def _given(text: str) -> list[_Figure]:
    found = [
        _Figure(Slot.HOW_MANY, "number", figure.value, text[figure.span.start : figure.span.end])
        for figure in quantities(text)
    ]
    for written in written_dates(text):
        shown = text[written.span.start : written.span.end]
        for kind in ("year", "month", "day"):
            value = getattr(written, kind)
            if value is not None:
                found.append(_Figure(Slot.WHEN, kind, value, shown))
    return found


def _names(claim: str, reviewed: str) -> Iterator[Difference]:
    own = without_signature(claim)
    rivals = [
        name
        for name in entities(own)
        if not _is_opener(own, name) and not _mentions(reviewed, name)
    ]
    is_alike = coverage(reviewed, claim) >= _NEARLY_ALIKE
    for name in entities(reviewed):
        if not _mentions(claim, name):
            slot = _slot_of(name, reviewed)
            alike = [other for other in rivals if _slot_of(other, own) is slot]
            instead = next(iter(alike or rivals), None)
            yield Difference(slot, instead, name, decides=is_alike and instead is not None)


def _mentions(text: str, name: str) -> bool:
    """Whether a text has any telling word of a name, within handles and hashtags too, or another
    form of it ("Italian"), or its initials.
    """
    words = _WORD.findall(re.sub(r"['\u2019]s\b", "", name))
    initials = "".join(word[0] for word in words if word[0].isupper() and word not in _ARTICLES)
    parts = [_plain(word) for word in words if len(word) >= _SHORTEST]
    parts = [part for part in parts if part not in TITLES]
    plain, tokens = _plain(text), {_plain(token) for token in re.split(r"[^\w.]+", text)}
    has_initials = len(initials) > 1 and initials.lower() in tokens
    return (
        not parts
        or has_initials
        or any(part in plain for part in parts)
        or any(_are_forms(part, token) for part in parts for token in tokens)
    )


def _are_forms(one: str, other: str) -> bool:
    """Whether one is what the people or things of the other are called: "Italy", "Italian"."""
    for people, country in ((one, other), (other, one)):
        stem = _PEOPLE.sub("", people)
        is_stem = _SHORTEST < len(stem) < len(people)
        if is_stem and country.startswith(stem) and len(country) - len(stem) <= _ENDING:
            return True
    return False


def _slot_of(name: str, text: str) -> Slot:
    before = _WORD.findall(text[: text.find(name)].lower())
    last = next((word for word in reversed(before) if word != "the"), "")
    return Slot.WHERE if last in _WHERE else Slot.WHO


def _is_opener(text: str, name: str) -> bool:
    """Whether a word is large only because a sentence begins with it, as far as can be seen."""
    at = text.find(name)
    if " " in name or not _SENTENCE_START.search(text[:at]):
        return False
    following = re.match(r"(['\u2019]s\b)|\s+(\w+)", text[at + len(name) :])
    is_subject = following and (following[1] or following[2].lower() in AUXILIARIES)
    return not is_subject or name.lower() in STARTERS | PRONOUNS | DETERMINERS


def _plain(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _polarity(claim: str, reviewed: str) -> Iterator[Difference]:
    one, other = _negations(without_signature(claim)), _negations(reviewed)
    if one % 2 != other % 2 and coverage(reviewed, claim) >= _NEARLY_ALIKE:
        said = ("not negated", "negated")
        yield Difference(Slot.POLARITY, said[one % 2], said[other % 2], decides=True)


def _negations(text: str) -> int:
    words = [word.lower() for word in _WORD.findall(text.replace("\u2019", "'"))]
    return sum(word in NEGATIONS for word in words)
