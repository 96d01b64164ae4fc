"""Attributions that people marked in texts: brat standoff files, as PolNeAR comes in.

A folder holds `attributions/*.ann` and `text/*.txt`, or both kinds side by side. The name of an
annotation file is that of its text, or that and `_` and who annotated it.
Format: https://brat.nlplab.org/standoff.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from factcheck.errors import InvalidSource
from factcheck.ingest.plain import not_utf_8
from factcheck.types import Span

_SPAN_LINE = re.compile(r"(?P<id>T\d+)\t(?P<kind>[\w-]+) (?P<spans>\d+ \d+(?:;\d+ \d+)*)\t")
_ROLE = re.compile(r"(?P<role>Source|Cue|Content)\d*:(?P<id>T\d+)(?=\s|\Z)")
# Other events of these files are remarks of the annotators.
_ATTRIBUTION = re.compile(r"E\d+\tAttribution")


@dataclass(frozen=True, slots=True)
class MarkedAttribution:
    """The spans of each part; a part may be in several pieces, and all but the cue be absent."""

    sources: tuple[Span, ...]
    cues: tuple[Span, ...]
    contents: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with the attributions that one annotator marked in it."""

    name: str
    text: str
    attributions: tuple[MarkedAttribution, ...]


def read_folder(folder: Path) -> list[MarkedText]:
    """Every annotated text of a folder, once per annotator, in the order of the file names.

    :raises InvalidSource: for a folder without annotations, an annotation without its text, a
        line that is not brat's, or a span outside of the text.
    """
    home = folder / "attributions" if (folder / "attributions").is_dir() else folder
    paths = sorted(home.glob("*.ann"))
    if not paths:
        raise InvalidSource(folder, None, "holds no .ann files")
    return [_read(folder, path) for path in paths]


def _read(folder: Path, path: Path) -> MarkedText:
    text_path = _text_of(folder, path)
    text = _decoded(text_path)
    return MarkedText(text_path.stem, text, tuple(_attributions(path, text)))


def _text_of(folder: Path, path: Path) -> Path:
    for stem in (path.stem, path.stem.rpartition("_")[0]):
        for home in (folder / "text", folder):
            if stem and (home / f"{stem}.txt").is_file():
                return home / f"{stem}.txt"
    raise InvalidSource(path, None, "there is no text of that name")


def _decoded(path: Path) -> str:
    try:
        # Bytes, because line ends must stay as they were counted.
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidSource(path, None, not_utf_8(error.start)) from error
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read: {error.strerror}") from error


def _attributions(path: Path, text: str) -> list[MarkedAttribution]:
    lines = list(enumerate(_decoded(path).split("\n"), start=1))
    spans: dict[str, tuple[Span, ...]] = {}
    for number, line in lines:
        if line.startswith("T"):
            name, found = _spans(path, number, line, len(text))
            spans[name] = found
    marked = []
    for number, line in lines:
        if _ATTRIBUTION.match(line):
            parts: dict[str, list[Span]] = {"Source": [], "Cue": [], "Content": []}
            for match in _ROLE.finditer(line):
                if match["id"] not in spans:
                    raise InvalidSource(path, number, f"names {match['id']}, which is not there")
                parts[match["role"]] += spans[match["id"]]
            if parts["Cue"]:
                marked.append(
                    MarkedAttribution(*(tuple(sorted(p, key=_start)) for p in parts.values()))
                )
    return marked


def _start(span: Span) -> int:
    return span.start


def _spans(path: Path, number: int, line: str, length: int) -> tuple[str, tuple[Span, ...]]:
    match = _SPAN_LINE.match(line)
    if match is None:
        raise InvalidSource(path, number, "is not `ID<TAB>KIND START END[;START END]<TAB>TEXT`")
    found = []
    for pair in match["spans"].split(";"):
        start, end = map(int, pair.split())
        if not start < end <= length:
            raise InvalidSource(path, number, f"{start} {end} lies outside of the text")
        found.append(Span(start, end))
    return match["id"], tuple(found)
