"""Subtitles and transcripts with times (SRT, WebVTT): the words, and when they are said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

import pysubs2

from factcheck.errors import InvalidSource
from factcheck.ingest.fields import Values
from factcheck.ingest.plain import read_text
from factcheck.language.speakers import LABEL
from factcheck.marks import Mark

# A pause this long, or so many letters, and the next sentence begins a paragraph.
_PAUSE_MS, _LETTERS = 2_000, 400
# One that begins so soon after another is shown in its place.
_TOUCHING_MS = 100
# In WebVTT names of cues and notes stand between them; the parser takes them for words.
_NO_WORDS = re.compile(r"(?<=\n\n)(?:(?:NOTE|STYLE|REGION)\b.*\n(?:.+\n?)*|.+\n(?=.*-->))")
_TIME_OF_WORD = re.compile(r"<(?:\d+:)?\d\d:\d\d\.\d{3}>")
_ENTITY = re.compile(r"&#?\w+;")
_SENTENCE_ENDS = re.compile(r"[.!?][\"'”’)]*$")
# Somebody else speaks from here on: "TADESSE: No.", "- No.", ">> No."
_TURN = re.compile(rf"(?:{LABEL}[ \t]*:[ \t]+|[-\u2013—][ \t]*|>>+[ \t]*)(?=[^\Wa-z]|[\"“‘'(\[¿])")
# As much of a text as its last sentence mark may stand in.
_CLOSING = 8
_TURN_ENDS = re.compile(r"(?:[.!?…\u2013—\])♪]|--?)[\"'”’)]*$")
_CHEVRONS = re.compile(rf"^>>+[ \t]*(?={LABEL}[ \t]*:)")
# "<v Ruth Amadi>", and the name between marks that the parser leaves in.
_VOICE_TAG = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]+)>")
_VOICE = re.compile("\u2063([^\u2063]+)\u2063")


def read_subtitles(path: Path) -> Values:
    """The fields of a document, with a mark where the words of each subtitle begin.

    :raises InvalidSource: if it is in an encoding that is not known, or holds no subtitle.
    """
    format_ = path.suffix.lower()[1:]
    # Two times of words in one line would be taken for those of a subtitle.
    content = _TIME_OF_WORD.sub("", read_text(path))
    if format_ == "vtt":
        content = _VOICE_TAG.sub("\n\u2063\\1\u2063", _NO_WORDS.sub("", content))
    try:
        cues = pysubs2.SSAFile.from_string(content, format_=format_)
    except (pysubs2.Pysubs2Error, ValueError) as error:
        raise InvalidSource(path, None, f"cannot be read as subtitles ({error})") from error
    text, begun, last_end = "", 0, 0
    marks: list[Mark] = []
    for start, end, words, is_turn in _turns(_said(cues)):
        is_full = len(text) - begun > _LETTERS and _SENTENCE_ENDS.search(text, len(text) - _CLOSING)
        if text and (is_full or start - last_end > _PAUSE_MS):
            text += "\n\n"
            begun = len(text)
        elif text:
            text += "\n" if is_turn else " "
        mark = Mark(len(text), time=max(0, start) / 1000)
        if is_turn or not marks or marks[-1].time != mark.time:
            marks.append(mark)
        text += words
        last_end = end
    if not text:
        raise InvalidSource(path, None, "holds no subtitles with a time and words")
    return {"text": text, "marks": tuple(marks)}


def _turns(said: Iterable[tuple[int, int, list[str]]]) -> Iterator[tuple[int, int, str, bool]]:
    """Begin, end and words of each line, and whether a turn begins with it."""
    voice, before = "", ""
    for start, end, lines in said:
        for line in lines:
            is_turn, words = _begins_turn(before, line), line
            if named := _VOICE.match(line):
                is_turn, words = named[1] != voice, line[named.end() :].strip()
                words = f"{named[1]}: {words}" if is_turn else words
                voice = named[1]
            before = line
            yield start, end, words, is_turn


def _begins_turn(before: str, line: str) -> bool:
    """Whether a line has the mark of a turn, and none that may stand within a sentence."""
    found = _TURN.match(line)
    if found is None:
        return False
    is_capitals = found[0].isupper() and not line.isupper()
    return is_capitals or not before or _TURN_ENDS.search(before) is not None


def _said(cues: Iterable[pysubs2.SSAEvent]) -> Iterator[tuple[int, int, list[str]]]:
    """Begin, end and lines of the subtitles, without those that only roll up, as live ones do."""
    shown, shown_until = list[str](), 0
    for cue in cues:
        lines = [] if cue.is_comment else _lines(cue.plaintext)
        if lines:
            is_in_place = cue.start - shown_until <= _TOUCHING_MS
            added = lines[_repeated(shown, lines) if is_in_place else 0 :]
            shown, shown_until = lines, cue.end
            if added:
                yield cue.start, cue.end, added


def _lines(shown: str) -> list[str]:
    text = _ENTITY.sub(lambda entity: unescape(entity[0]), shown)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [_CHEVRONS.sub("", line) for line in lines if line]


def _repeated(before: list[str], lines: list[str]) -> int:
    """How many lines at the top stood at the bottom before."""
    longest = min(len(before), len(lines))
    return next((n for n in range(longest, 0, -1) if before[-n:] == lines[:n]), 0)
