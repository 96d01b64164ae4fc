"""What is left as it was, in the claim's words: a rate that is kept "at 5 percent" is "on hold".

The stance model has learnt that "unchanged", "steady" and "on hold" are three things: beside "kept
its key rate unchanged" it takes "kept rates on hold" for refuted with 0.97, and beside "kept its
key rate at 5 percent" each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.checks.figure_directions import clauses_on, way, ways
from factcheck.language.negation import is_negated_before
from factcheck.language.relevance import content_words
from factcheck.types import Span

_STATE = r"(?P<state>unchanged|steady|on hold|stable|flat|constant|the same|at the same level)"
_KEEPS = r"left|leaves?|leaving|kept|keeps?|keeping|held|holds?|holding|maintain(?:s|ed|ing)?"
_STAYS = r"stay(?:s|ed|ing)?|remain(?:s|ed|ing)?|held|holds?"
_PAST = frozenset({"left", "kept", "held", "maintained"})
_WORDS = r"(?:(?!at\b)[\w'\u2019-]+ )"
_NOT = r"(?P<not>(?:did|does|do|has|have|will|would)(?: not|n['\u2019]t) (?:change|alter|touch)d?)"
# "At 5 percent", and not "at 5 p.m."
_FIGURE = (
    r"(?=at (?:(?:about|around|just|some|a|the|its|their|record|nearly|almost) ){0,3}[$€£¥]?"
    r"\d(?![\d.:]*\s?(?:[ap]\.?m\b|o['\u2019]clock|h\b))(?!\d?:\d\d))"
)
_END = rf"(?:{_STATE}\b|{_FIGURE})"
_OWN_STATE = re.compile(
    rf"\b(?P<verb>{_KEEPS}|{_STAYS}|is|are|was|were) {_WORDS}{{0,6}}?{_STATE}\b", re.IGNORECASE
)
_OWN_NOT = re.compile(rf"\b{_NOT}\b", re.IGNORECASE)
_KEPT = re.compile(rf"\b(?P<verb>{_KEEPS}) (?P<what>{_WORDS}{{1,6}}?){_END}", re.IGNORECASE)
_STAYED = re.compile(rf"\b(?P<what>{_WORDS}{{1,6}}?)(?:{_STAYS}) {_END}", re.IGNORECASE)
_NOT_CHANGED = re.compile(
    rf"\b{_NOT} (?P<what>{_WORDS}{{0,5}}?[\w'\u2019-]+)"
    r"(?=[,.;]|\Z| (?:at|in|on|for|this|last)\b)",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b(?!(?:The|An?|Its?|In|On|At|He|She|They|But|And)\b)[A-Z][\w'\u2019-]*")
_CLAUSE_END = re.compile(r"[.;:]\s|\b(?:while|whereas|but)\b")
# So much of what the claim says besides its change must stand beside what stays.
_SAME = 0.6


def left_as_it_was(claim: str, passage: str) -> Iterator[tuple[Span, str]]:
    """Where a passage says that something of the claim stays as it is, in the claim's words."""
    own_state, own_not = _OWN_STATE.search(claim), _OWN_NOT.search(claim)
    own = own_state or own_not
    if own is None or is_negated_before(claim, own.start()):
        return
    wanted = content_words(claim)
    for match in _KEPT.finditer(passage):
        if not wanted & content_words(match["what"]) or _is_of_another(claim, passage, match):
            continue
        what = match["what"].rstrip()
        if own_state is None:
            end = "" if match["state"] else ", "
            yield Span(*match.span()), f"{own['not'].lower()} {what}{end}"
        else:
            end = "" if match["state"] else " "
            verb = _as_told(match["verb"], own_state["verb"])
            yield Span(*match.span()), f"{verb} {what} {own_state['state'].lower()}{end}"
    if own_state is not None:
        yield from _stayed(claim, own_state, passage)


def _stayed(claim: str, own: re.Match[str], passage: str) -> Iterator[tuple[Span, str]]:
    wanted, state = content_words(claim), own["state"].lower()
    for match in _STAYED.finditer(passage):
        if wanted & content_words(match["what"]) and not _is_of_another(claim, passage, match):
            if match["state"]:
                yield Span(*match.span("state")), state
            else:
                yield Span(match.end(), match.end()), f"{state} "
    for match in _NOT_CHANGED.finditer(passage):
        if wanted & content_words(match["what"]) and not _is_of_another(claim, passage, match):
            verb = own["verb"].lower() if own["verb"].lower() in _PAST else "left"
            yield Span(*match.span()), f"{verb} {match['what']} {state}"


def _as_told(verb: str, own: str) -> str:
    """The passage's verb, or the claim's for the same at the same time."""
    return own.lower() if {verb.lower(), own.lower()} <= _PAST else verb


def not_moved(claim: str, passage: str) -> str | None:
    """The words by which a passage tells that what the claim says to rise or fall stays.

    None where the passage tells of any change.
    """
    if way(claim) is None or ways(passage):
        return None
    wanted = content_words(claim)
    for span in clauses_on(claim, passage, _SAME):
        clause = passage[span.start : span.end]
        for match in (*_KEPT.finditer(clause), *_STAYED.finditer(clause)):
            if wanted & content_words(match["what"]) and not is_negated_before(
                clause, match.start()
            ):
                return match.group().strip()
    return None


def _is_of_another(claim: str, passage: str, match: re.Match[str]) -> bool:
    """Whether it is negated, or told of somebody else, and of whom the claim names elsewhere."""
    if is_negated_before(passage, match.start()):
        return True
    clause = _CLAUSE_END.split(passage[: match.end()])[-1]
    names, here = set(_NAME.findall(claim)), set(_NAME.findall(clause))
    return bool(here - names) and bool((names & set(_NAME.findall(passage))) - here)
