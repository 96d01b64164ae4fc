"""Transcripts: who speaks is told by a label in front of the turn."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.claims.statements import Statement, statement_of
from factcheck.language import lexicons as lex
from factcheck.language.grammar import first_finite, tokenise
from factcheck.language.speakers import LABEL
from factcheck.types import Span

# "Ann Ito: It held", or "Ann Ito  0:09" and her words below it; with the rest of their line, and
# the lines below that go on in small letters. "[00:41:12]" or "[inaudible]" may stand before it.
_TIME = r"(?:\t|[ \t]{2,}|[ \t]*(?=[(\[]))(?P<time>[(\[]?(?:\d+:)?\d?\d:\d\d[)\]]?:?)[ \t]*\n[ \t]*"
_LABEL = re.compile(
    rf"^[ \t]*(?:\[[^\[\]\n]{{1,20}}\][ \t]*)?(?P<label>{LABEL})(?:[ \t]*(?P<mark>:)[ \t]+|{_TIME})"
    r"(?P<words>\S.*(?:\n[ \t]*[a-z].*)*)",
    re.MULTILINE,
)
_NO_SPEAKER = lex.words(
    """note notes photo photos image video picture source sources update updates updated correction
    corrections editor's credit credits caption read related topic topics subject re date time
    location venue tags category breaking live goals scorers result results present absent
    attendance attendees participants apologies agenda minutes decision decisions resolved vote
    votes resolution motion action actions background summary conclusion conclusions finding
    findings context analysis watch listen embargo embargoed contact contacts facts box points
    claim claims verdict rating published posted from to cc sent tel phone email website deadline"""
)
# Names and numbers alone: "Ann Ito (chair), Bo Lund, 555 0101." One word may be an answer.
_NAME = r"(?:[A-Z\d][\w.,:'\u2019-]*+|of|and|de|van|von|&)"
_ENTRY = re.compile(rf"(?:\d[\d.,: ]*|{_NAME}(?:[ ,;/\u2013-]++(?:{_NAME}|\([^()]*+\)))++)[.,]?")
_ENDS = re.compile(r"[.!?\u2026][\"'\u201d\u2019»)\]]*\Z")
# A turn of nobody in particular.
_UNNAMED = lex.words("q a question answer")
_FEWEST_TURNS, _LEAST_SHARE = 2, 0.25
# "Speech by Premier Olivia Marchetti at the forum": one speaks to the end.
_SPOKEN_BY = re.compile(
    r"\W*(?:(?:(?:opening|closing|keynote|inaugural|full|text|transcript|of|the|a|press)\s+){0,4})"
    r"(?:speech|address|remarks|statement|keynote|testimony|lecture|sermon|open\s+letter)\s+(?:by|of)\s+"
    r"(?P<name>(?:(?:the|our|deputy|vice|prime|foreign|finance|interior|chief|"
    r"executive|director|president|premier|minister|chancellor|secretary|senator|governor|mayor|"
    r"professor|chairman|chairwoman|leader|king|queen|pope|mr|mrs|ms|dr)\.?\s+){0,4}"
    r"(?-i:[A-Z][\w.'\u2019-]*+(?:\s+[A-Z][\w.'\u2019-]*+){0,3}+))(?!['\u2019]s)(?!\s+of\b)",
    re.IGNORECASE,
)
_HEADING = 300


@dataclass(frozen=True, slots=True)
class Turn:
    """From where on somebody speaks in a transcript, and the spans of the label and its mark.

    That is a colon, or the time that stands beside the name.
    """

    start: int
    label: Span
    mark: Span


def turns(text: str) -> list[Turn]:
    """The turns of a transcript, in order; none if the text is no transcript."""
    found = [
        Turn(
            match.start("words"),
            Span(*match.span("label")),
            Span(*match.span("mark" if match["mark"] else "time")),
        )
        for match in _turns_in(text)
    ]
    lines = sum(1 for line in text.splitlines() if line.strip())
    return found if len(found) >= max(_FEWEST_TURNS, _LEAST_SHARE * lines) else []


def _turns_in(text: str) -> list[re.Match[str]]:
    """The labels of those who say a sentence somewhere; "Architect: Bo Lund" tells of no turn."""
    found = list(_LABEL.finditer(text))
    speakers = set[str]()
    for match in found:
        if match["label"] not in speakers and _is_spoken(match):
            speakers.add(match["label"])
    return [match for match in found if match["label"] in speakers]


def _is_spoken(match: re.Match[str]) -> bool:
    """Whether somebody says what stands behind a label, and it is no entry of a form."""
    label, words = named(match["label"]).lower().split(), match["words"].rstrip()
    if {label[0], label[-1]} & _NO_SPEAKER or _ENTRY.fullmatch(words):
        return False
    return (
        _ENDS.search(words) is not None
        or first_finite(tokenise(words, 0, len(words)), strict=False) is not None
    )


def speakers_at(text: str, offsets: Sequence[int]) -> list[str | None]:
    """Who speaks at these places of a transcript, by the labels before them or its heading.

    The heading is its first line, "Speech by Olivia Marchetti at …".
    """
    told = turns(text)
    heading = _SPOKEN_BY.match(text.lstrip()[:_HEADING].partition("\n")[0])
    one = heading["name"] if heading is not None else None
    if one is not None and one.endswith(("'s", "\u2019s")):
        one = None
    found: list[str | None] = []
    for offset in offsets:
        place = bisect_right(told, offset, key=lambda turn: turn.label.start) - 1
        label = told[place].label if place >= 0 else None
        found.append(one if label is None else named(text[label.start : label.end]))
    return found


def labels(text: str) -> list[tuple[int, str]]:
    """Where in a passage of a transcript another one begins to speak, and who."""
    return [(match.start(), named(match["label"])) for match in _turns_in(text)]


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
