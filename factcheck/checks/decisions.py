"""Judgments and decisions: what the court itself says in them is what the court found.

The judge writes "I am satisfied that P" and "it follows that P", never "the court found that P".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.language.lexicons import words
from factcheck.types import Attribution, DocumentRef, Span

# "We do not accept the landlord's evidence", before "that P", as a pattern.
NOT_ACCEPTED = (
    r"\b(?:I|we)\s+(?:(?:\w+ly\s+)?(?:reject|dismiss)|(?:do\s+not|don['\u2019]t|cannot|can['\u2019]t)\s+"
    r"accept(?=\s+(?:that|the|any)\b))(?:\s+(?:the|any)\s+(?:[\w'\u2019-]+\s+){0,3}?"
    r"(?:submission|argument|contention|suggestion|case|evidence|claim)s?)?(?=\s+that\b)"
)

_DECIDERS = words(
    """court courts tribunal judge judges justice justices magistrate magistrates panel ombudsman
    arbitrator arbitrators adjudicator adjudicators coroner"""
)
_OFFICES = re.compile(rf"\b(?:{'|'.join(sorted(_DECIDERS))}|judiciary)\b", re.IGNORECASE)
# "[2023] EWHC 2207 (Comm)", "Kerr v Lowland Rail Ltd", "Employment Tribunal judgment: Okoro"
_CITATION = re.compile(r"[\[(](?:18|19|20)\d\d[\])] (?:\d+ )?(?P<series>[A-Z]{2,}[A-Za-z]*)\b")
_PARTIES = re.compile(r"[^:?!\n]*\w [Vv]\.? [A-Z][^:?!\n]*")
_NAMED = re.compile(
    r"\W*(?:\w+ ){0,3}?(?:judge?ment|ruling|decision|determination|award)\b"
    r"(?: (?:of|on|in|no)\b|:|\Z)",
    re.IGNORECASE,
)
_OF_SERIES = {
    "EWHC": words("high"),
    "EWCA": words("appeal"),
    "UKSC": words("supreme"),
    "UKEAT": words("employment appeal"),
}
_REFUSED = re.compile(NOT_ACCEPTED, re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
_LINKS = words("the a of in for and s mr mrs ms his her its this that trial presiding")


def told_as_denial(claim: str, passage: str) -> Iterator[tuple[Span, str]]:
    """Where a passage does not accept that P: as the stance model reads it, it is not so."""
    if _REFUSED.search(claim) is None:
        yield from (
            (Span(*match.span()), "it is not the case") for match in _REFUSED.finditer(passage)
        )


def is_of_decider(said: Attribution) -> bool:
    """Whether it is the word of a court, or of who decides like one."""
    return not _name(said).isdisjoint(_DECIDERS)


def is_deciders(said: Attribution, document: DocumentRef) -> bool:
    """Whether it is the word of who decides in a judgment or decision.

    A court that is named, "the High Court", must be named by the document, too.
    """
    if not is_of_decider(said) or not is_decision(document):
        return False
    told = f"{document.title or ''} {document.publisher or ''}"
    court = _CITATION.search(told)
    known = set(_WORD.findall(told.casefold()))
    known |= _OF_SERIES.get(court["series"], frozenset()) if court else frozenset()
    return _name(said) - _DECIDERS <= known


def _name(said: Attribution) -> frozenset[str]:
    return frozenset(_WORD.findall((said.speaker or "").casefold())) - _LINKS


def is_decision(document: DocumentRef) -> bool:
    """Whether a document is a judgment or decision, as its title and publisher tell."""
    title, publisher = document.title or "", document.publisher
    if publisher is not None:
        return _OFFICES.search(publisher) is not None
    return any((_CITATION.search(title), _PARTIES.fullmatch(title), _NAMED.match(title)))
