"""Of what somebody was found guilty, and of what not: both are told in one sentence of a court's.

"The court acquitted Falk of bribery but convicted him of fraud" has every word of "Falk was
acquitted of fraud", and the stance model takes it for that; of two who stood trial it hardly tells
who was cleared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from factcheck.language import lexicons as lex
from factcheck.language.negation import is_negated
from factcheck.language.relevance import content_words
from factcheck.language.text import sentences

_CHARGE = (
    r"(?P<charge>(?!the\b|an?\b)[a-z][\w-]*"
    r"(?:\s+(?!(?:but|and|or|in|on|for|at)\b)[a-z][\w-]*){0,2})"
)
_WHOM = r"(?:\s+[\w'\u2019.-]+){0,3}?"
_CLEARED = re.compile(
    rf"\b(?:acquitt(?:ed|al|s)|cleared|exonerated|not\s+guilty){_WHOM}\s+of\s+{_CHARGE}",
    re.IGNORECASE,
)
_CONVICTED = re.compile(
    rf"\b(?:convict(?:ed|ion|s)|(?<!not\s)guilty|jailed|imprisoned|sentenced){_WHOM}\s+(?:of|for|on)\s+{_CHARGE}",
    re.IGNORECASE,
)
_FREE = re.compile(r"\b(?:acquit\w*|cleared|exonerated|not\s+guilty)\b", re.IGNORECASE)
_GUILTY = re.compile(
    r"\b(?:convict\w*|(?<!not\s)guilty|jail\w*|prison|imprisoned|sentenced)\b", re.IGNORECASE
)
_COUNTED = re.compile(
    rf"\d|\b(?:{'|'.join(sorted(lex.COUNTS))}|one|counts?|charges?|years?|months?|life)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:all|any|each|every)\s+(?:of\s+the\s+)?(?:[a-z]+\s+)?"
    r"(?:charges?|counts?|wrongdoing|allegations?|accusations?|offen[cs]es?)\b",
    re.IGNORECASE,
)
_WHO = r"(?P<who>(?:[A-Z][\w'\u2019-]+\s+){0,3}[A-Z][\w'\u2019-]+)"
_SUBJECT = re.compile(
    rf"\b{_WHO},?\s+(?:(?:was|were|is|are|has|had|have|been|also|later|then|[a-z]+ly)\s+)+"
    r"(?:found\s+)?\Z"
)
_FOUND = re.compile(rf"\bfound\s+{_WHO}\s+\Z")
_OBJECT = re.compile(rf"\A[\w-]+\s+{_WHO}\s+(?:of|for|on)\b")
_LOOK_BACK = 80
# What did not stay so.
_UNDONE = re.compile(r"\b(?:overturn\w*|quash\w*|if)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Finding:
    """A charge (stems), whether somebody was found guilty of it, and the words and their place.

    `who` is the name of that somebody, empty where there is none. `is_counted` says that no charge
    is told: "guilty on three counts", "jailed for two years"; `is_all` that it is of whatever was
    charged: "cleared of all charges".
    """

    charge: frozenset[str]
    is_guilty: bool
    words: str
    start: int
    end: int
    who: str
    is_counted: bool
    is_all: bool

    def is_of(self, other: _Finding) -> bool:
        """Whether both may be of one charge against one person."""
        is_on_all = self.is_all or other.is_all
        return self.may_be_on(other.who) and (is_on_all or bool(self.charge & other.charge))

    def may_be_on(self, who: str) -> bool:
        """Whether it may be on that person: "Falk" is "Ann Falk", who is not "Tom Falk"."""
        own, other = self.who.split(), who.split()
        return not (own and other) or all(
            one == two for one, two in zip(own[:-3:-1], other[:-3:-1], strict=False)
        )


def other_charge(claim: str, passage: str) -> str | None:
    """The words by which a passage finds otherwise on the claim's charge, and nowhere so."""
    own = next(_findings(claim), None)
    if own is None or is_negated(claim) or _UNDONE.search(claim):
        return None
    told = list(_findings(passage))
    if _says_so_otherwise(passage, own, told):
        return None
    same = [one for one in told if own.is_of(one)]
    agreeing = [one for one in same if one.is_guilty == own.is_guilty]
    if own.is_all:
        # Cleared of one charge and convicted on another: not cleared of all.
        is_other = bool(agreeing) and not any(one.is_all for one in agreeing)
    else:
        is_other = not agreeing
    against = (one.words for one in same if one.is_guilty != own.is_guilty)
    return next(against, None) if is_other else None


def _says_so_otherwise(passage: str, own: _Finding, told: list[_Finding]) -> bool:
    """Whether the passage has the claim's outcome without saying of which charge it is."""
    form = _GUILTY if own.is_guilty else _FREE
    charged = [one for one in told if one.is_all or not one.is_counted]
    return any(
        not any(one.start <= match.start() < one.end for one in charged)
        for match in form.finditer(passage)
    )


def _findings(text: str) -> Iterator[_Finding]:
    """The findings of a text in order; one that names nobody is on whom the sentence named last."""
    for span in sentences(text):
        found = sorted(
            (
                _finding(text, match, is_guilty=is_guilty)
                for form, is_guilty in ((_CLEARED, False), (_CONVICTED, True))
                for match in form.finditer(text, span.start, span.end)
            ),
            key=lambda one: one.start,
        )
        who = ""
        for one in found:
            who = one.who or who
            yield replace(one, who=who)


def _finding(text: str, match: re.Match[str], *, is_guilty: bool) -> _Finding:
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    named = _OBJECT.match(match.group()) or _SUBJECT.search(before) or _FOUND.search(before)
    return _Finding(
        charge=content_words(match["charge"]),
        is_guilty=is_guilty,
        words=match.group(),
        start=match.start(),
        end=match.end(),
        who=named["who"] if named else "",
        is_counted=_COUNTED.search(match["charge"]) is not None,
        is_all=not is_guilty and _ALL.match(match["charge"]) is not None,
    )
