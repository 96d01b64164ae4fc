"""Subtitles and transcripts with times (SRT, WebVTT): the words, and when they are said."""

from __future__ import annotations

import re
from pathlib import Path

import pysubs2

from factcheck.errors import InvalidSource
from factcheck.ingest.fields import Values
from factcheck.ingest.plain import read_text
from factcheck.marks import Mark

# A pause this long, or so many letters, and the next sentence begins a paragraph.
_PAUSE_MS, _LETTERS = 2_000, 400
_SENTENCE_ENDS = re.compile(r"[.!?][\"'”’)]*$")


def read_subtitles(path: Path) -> Values:
    """The fields of a document, with a mark where the words of each subtitle begin.

    :raises InvalidSource: if it is not UTF-8, or holds no subtitle.
    """
    try:
        cues = pysubs2.SSAFile.from_string(read_text(path), format_=path.suffix.lower()[1:])
    except (pysubs2.Pysubs2Error, ValueError) as error:
        raise InvalidSource(path, None, f"cannot be read as subtitles ({error})") from error
    text, begun, last_end = "", 0, 0
    marks: list[Mark] = []
    for cue in cues:
        words = " ".join(cue.plaintext.split())
        if not words or cue.is_comment:
            continue
        is_full = len(text) - begun > _LETTERS and _SENTENCE_ENDS.search(text)
        if text and (is_full or cue.start - last_end > _PAUSE_MS):
            text += "\n\n"
            begun = len(text)
        elif text:
            text += " "
        marks.append(Mark(len(text), time=max(0, cue.start) / 1000))
        text += words
        last_end = cue.end
    if not text:
        raise InvalidSource(path, None, "holds no subtitles with a time and words")
    return {"text": text, "marks": tuple(marks)}
