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


def read_subtitles(path: Path) -> Values:
    """The fields of a document, with a mark where the words of each subtitle begin.

    :raises InvalidSource: if it is not UTF-8, or holds no subtitle.
    """
    format_ = path.suffix.lower()[1:]
    # Two times of words in one line would be taken for those of a subtitle.
    content = _TIME_OF_WORD.sub("", read_text(path))
    if format_ == "vtt":
        content = _NO_WORDS.sub("", content)
    try:
        cues = pysubs2.SSAFile.from_string(content, format_=format_)
    except (pysubs2.Pysubs2Error, ValueError) as error:
        raise InvalidSource(path, None, f"cannot be read as subtitles ({error})") from error
    text, begun, last_end = "", 0, 0
    marks: list[Mark] = []
    for start, end, words in _said(cues):
        is_full = len(text) - begun > _LETTERS and _SENTENCE_ENDS.search(text)
        if text and (is_full or start - last_end > _PAUSE_MS):
            text += "\n\n"
            begun = len(text)
        elif text:
            text += " "
        marks.append(Mark(len(text), time=max(0, start) / 1000))
        text += words
        last_end = end
    if not text:
        raise InvalidSource(path, None, "holds no subtitles with a time and words")
    return {"text": text, "marks": tuple(marks)}


def _said(cues: Iterable[pysubs2.SSAEvent]) -> Iterator[tuple[int, int, str]]:
    """Begin, end and words of the subtitles, without lines that only roll up, as live ones do."""
    shown, shown_until = list[str](), 0
    for cue in cues:
        lines = [] if cue.is_comment else _lines(cue.plaintext)
        if lines:
            is_in_place = cue.start - shown_until <= _TOUCHING_MS
            words = " ".join(lines[_repeated(shown, lines) if is_in_place else 0 :])
            shown, shown_until = lines, cue.end
            if words:
                yield cue.start, cue.end, words


def _lines(shown: str) -> list[str]:
    text = _ENTITY.sub(lambda entity: unescape(entity[0]), shown)
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _repeated(before: list[str], lines: list[str]) -> int:
    """How many lines at the top stood at the bottom before."""
    longest = min(len(before), len(lines))
    return next((n for n in range(longest, 0, -1) if before[-n:] == lines[:n]), 0)
