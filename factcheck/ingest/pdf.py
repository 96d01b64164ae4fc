"""PDF: the text layer, page by page, with a mark where each page begins."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path

from pypdf import PageObject, PdfReader

from factcheck.errors import InvalidSource
from factcheck.ingest.fields import Values
from factcheck.language.lexicons import DANGLING, NEVER_LAST
from factcheck.marks import Mark

# What is wrong with a file is told once, by the error.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

# Between paragraphs, and between pages.
_BREAK = "\n\n"
_MOST_PAGES = 5_000
# Readers look for the mark so far into a file.
_BEGINS, _HEAD_BYTES = b"%PDF-", 1024
# A line this much shorter than most, with an end of a sentence, ends its paragraph.
_SHORT = 0.7
_ENDS = re.compile(r"[.!?:][\"'”’)]*$")
# On so many pages and on half of them the first or last line returns, if it is no line of the text.
_FEWEST_PAGES = 3
_NUMBER, _WORD = re.compile(r"\d+"), re.compile(r"[^\W\d_]{3}")
_LONGEST_HEAD = 200
_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad]$")


def read_pdf(path: Path) -> Values:
    """The fields of a document.

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
        pages = [*map(_flowing, _without_running_heads([_lines(page) for page in reader.pages]))]
        title = reader.metadata.title if reader.metadata else None
    except InvalidSource:
        raise
    # What a damaged file does inside the parser is nothing that it promises.
    except Exception as error:
        reason = f"cannot be read as PDF ({type(error).__name__}: {str(error)[:100]})"
        raise InvalidSource(path, None, reason) from error
    if not any(map(str.strip, pages)):
        reason = "has no text layer: it is a scan, and must be put through text recognition first"
        raise InvalidSource(path, None, reason)
    starts = accumulate((len(page) + len(_BREAK) for page in pages[:-1]), initial=0)
    return {
        "title": str(title).strip() if title else None,
        "text": _BREAK.join(pages),
        "marks": tuple(Mark(start, page=number) for number, start in enumerate(starts, start=1)),
    }


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD_BYTES)


def _lines(page: PageObject) -> list[str]:
    return [line.strip() for line in page.extract_text().replace("\0", "").splitlines()]


def _without_running_heads(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    """The lines of pages without the first and last ones that return on most of them."""
    edges = [
        {row: _heads(lines[row], page) for row in _outer(lines)} for page, lines in enumerate(pages)
    ]
    counts = Counter(head for edge in edges for heads in edge.values() for head in heads)
    most = max(_FEWEST_PAGES, len(pages) / 2)
    for lines, edge in zip(pages, edges, strict=True):
        returning = {row for row in edge if any(counts[head] >= most for head in edge[row])}
        yield [line for row, line in enumerate(lines) if row not in returning]


def _outer(lines: Sequence[str]) -> set[int]:
    """The places of the first and the last line that hold something."""
    written = [row for row, line in enumerate(lines) if line]
    return {*written[:1], *written[-1:]}


def _heads(line: str, page: int) -> set[str]:
    """What tells that a line returns on another page: all of it, or all but the page's number."""
    if len(line) > _LONGEST_HEAD or not _WORD.search(line):
        return set()
    numbered = {
        f"{line[: number.start()]}{int(number[0]) - page:+}{line[number.end() :]}"
        for number in _NUMBER.finditer(line)
    }
    return {line, *numbered}


def _flowing(lines: list[str]) -> str:
    """Lines joined to paragraphs, hyphenated words made whole."""
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[3 * len(lengths) // 4] if lengths else 0
    parts: list[str] = []
    for line, following in pairwise([*lines, ""]):
        is_short = len(line) < _SHORT * usual
        opens = not parts or parts[-1] == _BREAK
        if not line:
            parts.append(_BREAK)
        elif is_short and (_ENDS.search(line) or (opens and _is_heading(line, following))):
            parts += (line, _BREAK)
        elif _HYPHEN.search(line):
            parts.append(line[:-1])
        else:
            parts += (line, " ")
    paragraphs = "".join(parts).split(_BREAK)
    return _BREAK.join(filter(None, map(str.strip, paragraphs)))


def _is_heading(line: str, following: str) -> bool:
    """Whether a short line that opens a paragraph is one by itself, and does not run on."""
    last = line.split()[-1].lower()
    is_open = (
        last.endswith((",", "-", "\u00ad")) or last in DANGLING or last.rstrip(".") in NEVER_LAST
    )
    return not is_open and not following[:1].islower()
