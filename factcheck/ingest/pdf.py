"""PDF: the text layer, page by page, with a mark where each page begins."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader

from factcheck.errors import InvalidSource
from factcheck.ingest.fields import Read, Row, Values
from factcheck.ingest.pages import flowing, without_running_heads
from factcheck.ingest.raised import lowered
from factcheck.ingest.titles import headline_of, is_made_up
from factcheck.ingest.typeset import Piece, laid_out
from factcheck.marks import Mark

# What is wrong with a file is told once, by the error.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_MOST_PAGES = 5_000
_SCAN = "has no text layer: it is a scan, and must be put through text recognition first"
# Readers look for the mark so far into a file.
_BEGINS, _HEAD_BYTES = b"%PDF-", 1024
# Of its line a raised mark has so much of the size at most, or stands so much of it higher.
_SMALLER, _SMALL, _HIGHER = 0.95, 0.8, 0.15
# "CO2": what is smaller behind a capital may stand lower.
_BEFORE_NOTE = re.compile(r"[a-z0-9.,;:!?)\"'\u201d\u2019%]\Z")
_BULLETS = str.maketrans({0x7F: "•", 0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0: None})


def read_pdf(path: Path) -> Read:
    """A document, and the pages of it that are scans.

    :raises InvalidSource: if it is encrypted, damaged, has no text layer, or too many pages.
    """
    try:
        if _BEGINS not in _head(path):
            raise InvalidSource(path, None, "cannot be read as PDF: it does not begin as one does")
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InvalidSource(path, None, "is encrypted; save it without a password first")
        if len(reader.pages) > _MOST_PAGES:
            raise InvalidSource(path, None, f"has more than {_MOST_PAGES} pages")
        pages = [*without_running_heads([_lines(page) for page in reader.pages])]
        scans = [
            number
            for number, (page, lines) in enumerate(zip(reader.pages, pages, strict=True), start=1)
            if not any(lines) and _has_picture(page)
        ]
        title = reader.metadata.title if reader.metadata else None
    except InvalidSource:
        raise
    # What a damaged file does inside the parser is nothing that it promises.
    except Exception as error:
        reason = f"cannot be read as PDF ({type(error).__name__}: {str(error)[:100]})"
        raise InvalidSource(path, None, reason) from error
    text, starts = flowing(pages)
    if not text:
        raise InvalidSource(path, None, _SCAN)
    stated = str(title).strip() if title else ""
    values: Values = {
        "title": stated if stated and not is_made_up(stated) else headline_of(text),
        "text": text,
        "marks": tuple(Mark(start, page=number) for number, start in enumerate(starts, start=1)),
    }
    yield Row(None, values)
    yield from (Row(page, {}, fault=_SCAN) for page in scans)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD_BYTES)


def _has_picture(page: PageObject) -> bool:
    """Whether its resources hold a picture, which may be damaged: it is not decoded."""
    found: Any = page
    for name in ("/Resources", "/XObject"):
        found = found.get(name)
        found = {} if found is None else found.get_object()
    drawn = (each.get_object() for each in found.values())
    return any(isinstance(each, dict) and each.get("/Subtype") == "/Image" for each in drawn)


def _lines(page: PageObject) -> list[str]:
    """The lines of a page, with the marks of notes left out."""
    pieces: list[Piece] = []
    size, height = 0.0, 0.0

    def take(text: str, cm: list[float], tm: list[float], _font: object, font_size: float) -> None:
        nonlocal size, height
        own = font_size * abs(tm[3] or tm[1]) * abs(cm[3] or cm[1])
        place, left = tm[5] * cm[3] + cm[5], tm[4] * cm[0] + cm[4]
        before = pieces[-1].text if pieces else ""
        is_higher = own < _SMALLER * size and place - height > _HIGHER * size
        is_small = own < _SMALL * size and place >= height
        if (is_higher or is_small) and text.strip() and _BEFORE_NOTE.search(before):
            mark = text.strip()
            # What is raised belongs to the words before it.
            raised = before + text.replace(mark, lowered(before, mark), 1)
            pieces[-1] = replace(pieces[-1], text=raised)
        elif text:
            pieces.append(Piece(text.translate(_BULLETS), left, place, own))
            size, height = own, place

    page.extract_text(visitor_text=take)
    return [*laid_out(pieces)]
