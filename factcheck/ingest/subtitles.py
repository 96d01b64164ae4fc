"""Subtitles and transcripts with times (SRT, WebVTT): the words, and when they are said."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pysubs2
from pysubs2.formats.subrip import SubripFormat
from pysubs2.formats.webvtt import WebVTTFormat

from factcheck.errors import InvalidSource
from factcheck.ingest.fields import Values
from factcheck.ingest.plain import read_text
from factcheck.language import lexicons as lex
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
# Somebody else speaks from here on: "TADESSE: No.", "[RUTH AMADI] No.", "- No.", ">> No."
_TURN = re.compile(
    rf"(?:(?P<label>{LABEL})[ \t]*:(?:[ \t]+|\Z)|[(\[](?P<name>{LABEL})[)\]]:?[ \t]+|"
    r"[-\u2013—][ \t]*|>>+[ \t]*)(?=[^\Wa-z]|[\"“‘'(\[¿]|\Z)"
)
# What else stands in brackets: what is heard, how and where somebody speaks.
_NO_NAMES = lex.words(
    """music applause clapping laughter laughs laughing chuckles sighs gasps coughs cheers cheering
    silence pause inaudible indistinct unintelligible crosstalk noise singing song whispers
    whispering shouting shouts crying screams sobs beep bell phone door in on over off via speaking
    through translated translation interpreter sic"""
)
# As much of a text as its last sentence mark may stand in.
_CLOSING = 8
_TURN_ENDS = re.compile(r"(?:[.!?…\u2013—\])♪]|--?)[\"'”’)]*$")
_CHEVRONS = re.compile(rf"^>>+[ \t]*(?={LABEL}[ \t]*:)")
# "<v Ruth Amadi>", and the name between marks that the parser leaves in.
_VOICE_TAG = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^<>]+)>")
_VOICE = re.compile("\u2063([^\u2063]+)\u2063")
_SURNAME_FIRST = re.compile(r"(?P<last>[^,(]+), (?P<first>[^,(]+?)(?P<of> \(.*)?\Z")


class _Subrip(SubripFormat):
    # The parser takes two digits for hours, and the last two of three.
    TIMESTAMP = re.compile(r"(\d+):(\d{1,2}):(\d{1,2})[.,](\d{1,3})")


_FORMATS = {"srt": _Subrip, "vtt": WebVTTFormat}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a subtitle. `speaker` is the one whom it names itself, empty for none."""

    start: int
    end: int
    speaker: str
    words: str
    is_turn: bool


def read_subtitles(path: Path) -> Values:
    """The fields of a document, with a mark where the words of each subtitle begin.

    :raises InvalidSource: if it is in an encoding that is not known, or holds no subtitle.
    """
    format_ = path.suffix.lower()[1:]
    # Two times of words in one line would be taken for those of a subtitle.
    content = _TIME_OF_WORD.sub("", read_text(path))
    if format_ == "vtt":
        content = _VOICE_TAG.sub("\n\u2063\\1\u2063", _NO_WORDS.sub("", content))
    cues = pysubs2.SSAFile()
    try:
        _FORMATS[format_].from_file(cues, io.StringIO(content), format_)
    except (pysubs2.Pysubs2Error, ValueError) as error:
        raise InvalidSource(path, None, f"cannot be read as subtitles ({error})") from error
    in_order = sorted(cues, key=lambda cue: cue.start)
    text, begun, last_end = "", 0, 0
    marks: list[Mark] = []
    for line in _turns(_said(in_order)):
        is_full = len(text) - begun > _LETTERS and _SENTENCE_ENDS.search(text, len(text) - _CLOSING)
        is_apart = bool(text) and (bool(is_full) or line.start - last_end > _PAUSE_MS)
        if text:
            text += "\n\n" if is_apart else "\n" if line.is_turn else " "
        if is_apart:
            begun = len(text)
        mark = Mark(len(text), time=max(0, line.start) / 1000)
        if line.is_turn or not marks or marks[-1].time != mark.time:
            marks.append(mark)
        is_named = line.speaker and (line.is_turn or is_apart)
        text += f"{line.speaker}: {line.words}".rstrip() if is_named else line.words
        last_end = line.end
    if not text:
        raise InvalidSource(path, None, "holds no subtitles with a time and words")
    return {"text": text, "marks": tuple(marks)}


def _turns(said: Iterable[tuple[int, int, list[str]]]) -> Iterator[_Line]:
    """The lines, each with whether a turn begins with it.

    A name that returns in each subtitle of a turn, as meetings record it, begins none.
    """
    voice, before = "", ""
    for start, end, lines in said:
        for line in lines:
            speaker, words = _named(line, before, voice)
            is_turn = speaker != voice if speaker else _begins_turn(before, line)
            voice = speaker if is_turn else voice
            before = line
            yield _Line(start, end, speaker, words, is_turn)


def _named(line: str, before: str, voice: str) -> tuple[str, str]:
    """Whom a line names as its speaker, if anybody, and its words."""
    if tagged := _VOICE.match(line):
        return _SURNAME_FIRST.sub(r"\g<first> \g<last>\g<of>", tagged[1]), line[
            tagged.end() :
        ].strip()
    if voice and line.startswith(f"{voice}: "):
        return voice, line.removeprefix(f"{voice}: ")
    turn = _TURN.match(line)
    if turn is None or not _begins_turn(before, line):
        return "", line
    name = turn["label"] or turn["name"]
    return (name, line[turn.end() :]) if name else ("", line)


def _begins_turn(before: str, line: str) -> bool:
    """Whether a line has the mark of a turn, and none that may stand within a sentence."""
    found = _TURN.match(line)
    if found is None or (found["name"] and found["name"].split()[0].lower() in _NO_NAMES):
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
