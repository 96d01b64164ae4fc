"""A claim's words for what a passage has another word for, from a list of those that are the same.

Of forty news items beside themselves the stance model took 36 for refuted with "wounded" for
"injured", 37 with "no fewer than" for "at least", and all but one with "Türkiye" for "Turkey". Most
synonyms it knows; these are the common ones that it does not (`benchmarks/reworded.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from factcheck.language import lexicons as lex
from factcheck.language.relevance import stem
from factcheck.language.speakers import TITLES
from factcheck.quantities.extraction import quantities

# Each line is one thing, in its forms; beside a bar stands what else says it, in the same forms.
_SAME = """
kill kills killed killing|slay slays slain slaying
airstrike airstrikes|bombing bombings|air_raid air_raids
ceasefire ceasefires|truce truces
soldiers|troops
die dies died dying|pass_away passes_away passed_away passing_away
resign resigns resigned resigning|step_down steps_down stepped_down stepping_down
years|yrs
government governments|govt govts
president|pres.
including|incl.
"""
_HARM = "injure injures injured injuring|wound wounds wounded wounding"
_PLACES = """
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
_BEFORE_WORDS = """
several|some|a_number_of|multiple
two|a_couple_of|a_pair_of
"""
_BEFORE_NUMBERS = """
at_least|no_fewer_than|no_less_than|not_less_than|a_minimum_of|at_minimum|at_a_minimum
more_than|over|in_excess_of|upwards_of
at_most|no_more_than|not_more_than|a_maximum_of
"""
# Told at length only: alone "5m" may be of metres.
_BEHIND_DIGITS = """
million|m|M|mn|mln
billion|b|B|bn
trillion|tn
thousand|k
"""
_NEXT = re.compile(r"\s*(\w+)")
_DIGITS = re.compile(r"(?P<money>[$€£¥])?[\d.,]*\d\s?\Z")
_BEFORE = re.compile(r"(?<![\w.-])(?P<word>(?=[^\W\d_a-z])[\w.&'\u2019-]+) (?:of (?:the )?)?\Z")
_AFTER = re.compile(r"[ -](?P<word>[A-Z]\w*)")
_LOOK_BACK = 40
_NO_NAMES = lex.FUNCTION_WORDS | lex.STARTERS | lex.TIME_OPENERS | TITLES
_OBJECTS = lex.DETERMINERS | lex.words("him her them us you")
# What follows a length, "300 m", as well as a number.
_UNCOUNTED = frozenset(map(stem, lex.FUNCTION_WORDS)) | {""}


@dataclass(frozen=True, slots=True)
class _Wording:
    """A word or more, of which line and which of its wordings it is, and in which form.

    `place` tells where it says so of a text: None where it says something else, and otherwise
    beside what, which has to be the same in both texts.
    """

    line: str
    wording: int
    form: int
    place: Callable[[str, re.Match[str]], str | None]

    @property
    def is_short(self) -> bool:
        """Whether it is a letter or two for what the first of its line tells at length."""
        return self.place is _behind_digits and self.wording > 0


def _anywhere(text: str, match: re.Match[str]) -> str | None:
    return ""


def _as_verb(text: str, match: re.Match[str]) -> str | None:
    """Not "the second wound", nor "wound up"."""
    if match[0].lower() not in {"wound", "wounds"}:
        return ""
    following = _NEXT.match(text, match.end())
    is_object = following is not None and following[1].lower() in _OBJECTS
    return "" if is_object or _is_number(text, match.end()) else None


def _as_place(text: str, match: re.Match[str]) -> str | None:
    """Not in a longer name: "South America", "Bank of America", "Tom Holland", "Turkey Creek"."""
    before = _BEFORE.search(text, max(0, match.start() - _LOOK_BACK), match.start())
    is_led = before is not None and before["word"].lower() not in _NO_NAMES
    # "The US Senate" and "the United Nations Security Council" are of the place.
    is_short = match[0].isalpha() and not match[0].isupper()
    after = _AFTER.match(text, match.end()) if is_short else None
    goes_on = after is not None and after["word"].lower() not in TITLES
    return None if is_led or goes_on else ""


def _before_word(text: str, match: re.Match[str]) -> str | None:
    following = _NEXT.match(text, match.end())
    return stem(following[1].casefold()) if following else ""


def _before_number(text: str, match: re.Match[str]) -> str | None:
    """Not "over the river", nor "more than ever"."""
    return _before_word(text, match) if _is_number(text, match.end()) else None


def _is_number(text: str, at: int) -> bool:
    start = next((place for place in range(at, len(text)) if text[place] not in " $€£¥"), at)
    return start in _numbers(text)


# The claim and the passage.
@lru_cache(maxsize=2)
def _numbers(text: str) -> frozenset[int]:
    """Where the numbers of a text begin."""
    return frozenset(quantity.span.start for quantity in quantities(text))


def _behind_digits(text: str, match: re.Match[str]) -> str | None:
    """Not "300 m high" nor "Plan B": a sum of money, or so many of something."""
    before = _DIGITS.search(text, max(0, match.start() - _LOOK_BACK), match.start())
    counted = _before_word(text, match)
    is_scale = before is not None and (before["money"] or counted not in _UNCOUNTED)
    return counted if is_scale else None


def _wordings(
    lines: str, place: Callable[[str, re.Match[str]], str | None]
) -> Iterator[tuple[str, _Wording]]:
    for line in lines.strip().split("\n"):
        for wording, forms in enumerate(line.split("|")):
            for form, phrase in enumerate(forms.split()):
                words = phrase.replace("_", " ")
                found = _Wording(line, wording, form, place)
                yield words, found
                yield words[0].upper() + words[1:], found


_WORDINGS = {
    **dict(_wordings(_SAME, _anywhere)),
    **dict(_wordings(_HARM, _as_verb)),
    **dict(_wordings(_PLACES, _as_place)),
    **dict(_wordings(_BEFORE_WORDS, _before_word)),
    **dict(_wordings(_BEFORE_NUMBERS, _before_number)),
    **dict(_wordings(_BEHIND_DIGITS, _behind_digits)),
}
_PHRASE = re.compile(
    rf"(?<![^\W\d])(?:{'|'.join(map(re.escape, sorted(_WORDINGS, key=len, reverse=True)))})"
    r"(?!\w|['\u2019](?!s\b)\w)"
)


def renamed(claim: str, passage: str) -> str:
    """The claim with each phrase for which the passage has another of its line."""
    own = _found(claim)
    given = _found(passage) if own else []
    told, said = _said(given), _said(own)
    others = [
        (wording, place)
        for _, wording, place in given
        if _key(wording) not in said and not wording.is_short
    ]
    for match, ours, place in reversed(own):
        if _key(ours) in told:
            continue
        theirs = next((w for w, at in others if (w.line, at) == (ours.line, place)), None)
        if theirs is not None:
            forms = theirs.line.split("|")[theirs.wording].split()
            words = forms[min(ours.form, len(forms) - 1)].replace("_", " ")
            claim = replaced(claim, match.start(), match.end(), words)
    return claim


def _found(text: str) -> list[tuple[re.Match[str], _Wording, str]]:
    """Each phrase of the lines in a text, with what it stands beside."""
    found = ((match, _WORDINGS[match[0]]) for match in _PHRASE.finditer(text))
    placed = ((match, wording, wording.place(text, match)) for match, wording in found)
    return [(match, wording, place) for match, wording, place in placed if place is not None]


def _said(found: Iterable[tuple[re.Match[str], _Wording, str]]) -> set[tuple[str, int]]:
    return {_key(wording) for _, wording, _ in found}


def _key(wording: _Wording) -> tuple[str, int]:
    return wording.line, wording.wording


def replaced(claim: str, start: int, end: int, words: str) -> str:
    """The claim with other words from `start` to `end`, with a capital where it has one."""
    before = claim[max(0, start - 2) : start]
    is_capital = claim[start].isupper() and not before.rstrip()[-1:].isdigit()
    words = words[0].upper() + words[1:] if is_capital else words
    gap = " " if before[-1:].isdigit() and words[0].isalpha() else ""
    return f"{claim[:start]}{gap}{words}{claim[end:]}"
