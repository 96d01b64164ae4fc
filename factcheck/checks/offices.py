"""Who holds an office: "Petra Kral, the mayor of Varna, thanked Jan Novak" makes Novak no mayor.

The stance model sees a name and an office in one sentence, and takes the two for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.language.speakers import RANKS

_PART = r"[A-Z](?:[\w-]|['\u2019](?!s\b)|\.(?= [A-Z]))*"
# Of a single word it may be a place or a party: "the mayor of Varna, Bulgaria".
_PARTICLES = r"(?:(?:al|bin|da|de|del|den|der|di|la|le|van|von) ){0,2}"
_NAME = rf"(?P<name>{_PART}(?: {_PARTICLES}{_PART}){{1,3}})\b(?!['\u2019]s\b| [A-Z])"
_TITLES = (
    "president|chancellor|governor|mayor|leader|head|chief|chief executive|ceo|chair|chairman|"
    "chairwoman|chairperson|captain|coach|manager|director|minister|secretary|speaker|"
    "commissioner|ambassador|editor|rector|principal"
)
_IS = re.compile(
    rf"{_NAME} (?:is|remains) (?:(?:currently|now|still) )?(?:the )?"
    rf"(?P<title>(?:[a-z-]+ ){{0,2}}(?:{_TITLES})) of (?:the )?(?P<of>[\w'\u2019 -]+?)\W*"
)
_LEADS = re.compile(
    rf"{_NAME} (?:now |currently |still )?(?P<verb>leads|heads|chairs) (?:the )?"
    r"(?P<of>[\w'\u2019 -]+?)\W*"
)
_OF_VERB = {
    "leads": "leader|head",
    "heads": "head|leader|chief|director",
    "chairs": "chair|chairman|chairwoman|chairperson|head",
}
_MOST_WORDS = 5
_NOT_NOW = re.compile(rf"\b(?:{'|'.join(sorted(RANKS))})[\s-]+\Z", re.IGNORECASE)
# "Kral of Civic Union, the mayor": the name before the comma is that of the party.
_OF = re.compile(r"\bof (?:the )?\Z")
_LOOK_BACK = 16


def other_holder(claim: str, sentence: str) -> str | None:
    """Whom a sentence calls the holder of the office that the claim gives to somebody else."""
    office = _office(claim)
    if office is None:
        return None
    name, title, of = office
    surname = name.split()[-1]
    holders = list(_holders(sentence, title, of, surname))
    is_told = any(holder.split()[-1] == surname for holder in holders)
    return None if is_told or not holders else holders[0]


def _office(claim: str) -> tuple[str, str, str] | None:
    """Name, title (a pattern) and what the office is of, if the claim only says who holds it."""
    match = _IS.fullmatch(claim.strip()) or _LEADS.fullmatch(claim.strip())
    if match is None or len(match["of"].split()) > _MOST_WORDS:
        return None
    # Many may have been mayors, or be deputies of one.
    if any(word in RANKS for word in (match.groupdict().get("title") or "").split()):
        return None
    verb = match.groupdict().get("verb")
    title = _OF_VERB[verb] if verb else re.escape(match["title"])
    return match["name"], title, re.escape(match["of"])


def _holders(sentence: str, title: str, of: str, surname: str) -> Iterator[str]:
    """The names beside an office, before or after it."""
    office = (
        rf"(?i:(?:{title}) of (?:the )?{of}\b(?!['\u2019]s)|\b{of}(?:['\u2019]s)? (?:{title})\b)"
    )
    after = re.compile(rf"\b{office},? {_NAME}(?!, (?:{_PART} )*{re.escape(surname)}\b)")
    # "Kral, the mayor of Varna from 2010 to 2019" is it no longer.
    before = re.compile(rf"{_NAME}, (?:the )?{office}(?=[,.;:)]|\Z)")
    for match in after.finditer(sentence):
        if not _NOT_NOW.search(sentence, max(0, match.start() - _LOOK_BACK), match.start()):
            yield match["name"]
    for match in before.finditer(sentence):
        if not _OF.search(sentence, max(0, match.start() - _LOOK_BACK), match.start()):
            yield match["name"]
