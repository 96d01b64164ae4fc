"""Subtitles and transcripts with times (SRT, WebVTT), as paragraphs that begin with their time."""

from __future__ import annotations

import re
from pathlib import Path

import pysubs2

from factcheck.errors import InvalidSource
from factcheck.ingest.fields import Values
from factcheck.ingest.plain import read_text

# A pause this long, or so many letters, and the next sentence begins a paragraph.
_PAUSE_MS, _LETTERS = 2_000, 400
_SENTENCE_ENDS = re.compile(r"[.!?][\"'”’)]*$")


def read_subtitles(path: Path) -> Values:
    """The fields of a document. Each paragraph begins with its time, as `[00:12:03]`.

    :raises InvalidSource: if it is not UTF-8, or holds no subtitle.
    """
    try:
        cues = pysubs2.SSAFile.from_string(read_text(path), format_=path.suffix.lower()[1:])
    except (pysubs2.Pysubs2Error, ValueError) as error:
        raise InvalidSource(path, None, f"cannot be read as subtitles ({error})") from error
    paragraphs: list[list[str]] = []
    last_end = 0
    for cue in cues:
        words = " ".join(cue.plaintext.split())
        if not words or cue.is_comment:
            continue
        said = " ".join(paragraphs[-1]) if paragraphs else ""
        is_full = len(said) > _LETTERS and _SENTENCE_ENDS.search(said)
        if not paragraphs or is_full or cue.start - last_end > _PAUSE_MS:
            paragraphs.append([_time(cue.start)])
        paragraphs[-1].append(words)
        last_end = cue.end
    if not paragraphs:
        raise InvalidSource(path, None, "holds no subtitles with a time and words")
    return {"text": "\n\n".join(map(" ".join, paragraphs))}


def _time(milliseconds: int) -> str:
    seconds = milliseconds // 1000
    return f"[{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}]"
