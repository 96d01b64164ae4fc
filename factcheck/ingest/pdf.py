"""PDF: the text layer, page by page, with a mark where each page begins."""

from __future__ import annotations

import logging
import re
from itertools import accumulate
from pathlib import Path

from pypdf import PdfReader

from factcheck.errors import InvalidSource
from factcheck.ingest.fields import Values
from factcheck.marks import Mark

# What is wrong with a file is told once, by the error.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_PAGE_BREAK = "\n\n"
_MOST_PAGES = 5_000
# A line this much shorter than most, with an end of a sentence, ends its paragraph.
_SHORT = 0.7
_ENDS = re.compile(r"[.!?:][\"'”’)]*$")
_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad]$")


def read_pdf(path: Path) -> Values:
    """The fields of a document.

    :raises InvalidSource: if it is encrypted, damaged, has no text layer, or too many pages.
    """
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InvalidSource(path, None, "is encrypted; save it without a password first")
        if len(reader.pages) > _MOST_PAGES:
            raise InvalidSource(path, None, f"has more than {_MOST_PAGES} pages")
        pages = [_flowing(page.extract_text()) for page in reader.pages]
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
    starts = accumulate((len(page) + len(_PAGE_BREAK) for page in pages[:-1]), initial=0)
    return {
        "title": str(title).strip() if title else None,
        "text": _PAGE_BREAK.join(pages),
        "marks": tuple(Mark(start, page=number) for number, start in enumerate(starts, start=1)),
    }


def _flowing(text: str) -> str:
    """Lines joined to paragraphs, hyphenated words made whole."""
    lines = [line.strip() for line in text.replace("\0", "").splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[3 * len(lengths) // 4] if lengths else 0
    parts: list[str] = []
    for line in lines:
        if not line:
            parts.append("\n\n")
        elif _ENDS.search(line) and len(line) < _SHORT * usual:
            parts += (line, "\n\n")
        elif _HYPHEN.search(line):
            parts.append(line[:-1])
        else:
            parts += (line, " ")
    return re.sub(r"\s*\n\n\s*", "\n\n", "".join(parts)).strip()
