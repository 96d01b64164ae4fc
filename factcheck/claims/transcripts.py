"""Transcripts: who speaks is told by a label in front of the turn."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.claims.statements import Statement, statement_of
from factcheck.language import lexicons as lex
from factcheck.language.speakers import LABEL
from factcheck.types import Span

_LABEL = re.compile(rf"^[ \t]*(?P<label>{LABEL})[ \t]*(?P<mark>:)(?=[ \t]+\S)", re.MULTILINE)
_NO_SPEAKER = lex.words(
    """note notes photo photos image video picture source sources update correction editor's
    credit credits caption read related topic subject re date time location tags category"""
)
# A turn of nobody in particular.
_UNNAMED = lex.words("q a question answer")
_FEWEST_TURNS, _LEAST_SHARE = 2, 0.25
# "Speech by Premier Olivia Marchetti at the forum": one speaks to the end.
_SPOKEN_BY = re.compile(
    r"\b(?:[Ss]peech|[Aa]ddress|[Rr]emarks|[Ss]tatement|[Kk]eynote|[Tt]estimony|[Ll]ecture|[Ss]ermon|[Cc]olumn|[Oo]p-ed|"
    r"[Oo]pen letter|[Dd]iary)\s+(?:by|of|from)\s+(?:(?:the|our)\s+)?"
    r"(?P<name>(?:[a-z-]+\s+){0,3}[A-Z][\w.'\u2019-]*(?:\s+[A-Z][\w.'\u2019-]*){0,3})"
)
_HEADING = 300


@dataclass(frozen=True, slots=True)
class Turn:
    """From where on somebody speaks in a transcript, and the spans of the label and its colon."""

    start: int
    label: Span
    mark: Span


def turns(text: str) -> list[Turn]:
    """The turns of a transcript, in order; none if the text is no transcript."""
    found = [
        Turn(match.end(), Span(*match.span("label")), Span(*match.span("mark")))
        for match in _LABEL.finditer(text)
        if not _is_no_speaker(match)
    ]
    lines = sum(1 for line in text.splitlines() if line.strip())
    return found if len(found) >= max(_FEWEST_TURNS, _LEAST_SHARE * lines) else []


def _is_no_speaker(match: re.Match[str]) -> bool:
    return match["label"].split()[0].lower() in _NO_SPEAKER


def speaker_at(text: str, offset: int) -> str | None:
    """Who speaks at that place of a transcript, by the labels before it or its heading.

    The heading is its first line, "Speech by Olivia Marchetti at …".
    """
    before = [turn for turn in turns(text) if turn.label.start <= offset]
    if before:
        label = before[-1].label
        return named(text[label.start : label.end])
    heading = _SPOKEN_BY.search(text.lstrip()[:_HEADING].partition("\n")[0])
    return heading["name"] if heading else None


def labels(text: str) -> list[tuple[int, str]]:
    """Where in a passage of a transcript another one begins to speak, and who."""
    found = [match for match in _LABEL.finditer(text) if not _is_no_speaker(match)]
    return [(match.start(), named(match["label"])) for match in found]


def named(label: str) -> str:
    """A speaker as a sentence would write it: "PREMIER MARCHETTI (LIB)" is "Premier Marchetti"."""
    words = re.sub(r"\s*[(\[].*", "", label).split()
    return " ".join(word.capitalize() if word.isupper() else word for word in words)


def without_labels(text: str, spoken: Sequence[Turn]) -> str:
    """The text with blanks for the labels, every character in its place."""
    pieces, at = list[str](), 0
    for turn in spoken:
        pieces += (text[at : turn.label.start], " " * (turn.start - turn.label.start))
        at = turn.start
    return "".join([*pieces, text[at:]])


def speaking(text: str, spoken: Sequence[Turn], clause: Span) -> Statement | None:
    """The clause as the words of whose turn it is; None before the first turn, and behind "A:"."""
    place = bisect_right(spoken, clause.start, key=lambda turn: turn.start) - 1
    if place < 0:
        return None
    turn = spoken[place]
    if text[turn.label.start : turn.label.end].lower() in _UNNAMED:
        return None
    return statement_of(text, turn.label, turn.mark, clause)
