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
        if match["label"].split()[0].lower() not in _NO_SPEAKER
    ]
    lines = sum(1 for line in text.splitlines() if line.strip())
    return found if len(found) >= max(_FEWEST_TURNS, _LEAST_SHARE * lines) else []


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
