"""Word: paragraphs, tables, boxes and notes of a .docx file, with tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from docx import Document as open_docx
from docx.document import Document as Opened
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.simpletypes import ST_Merge
from docx.oxml.text.paragraph import CT_P
from docx.text.font import Font
from docx.text.paragraph import Paragraph

from factcheck.errors import InvalidSource
from factcheck.ingest.damage import refusing_office
from factcheck.ingest.fields import Values
from factcheck.ingest.raised import lowered
from factcheck.ingest.rows import guessed_headers, told
from factcheck.ingest.titles import is_made_up

_CONTROL, _PARAGRAPH, _TABLE, _ROW, _CELL = map(qn, ("w:sdt", "w:p", "w:tbl", "w:tr", "w:tc"))
# What stands around other elements without being seen.
_AROUND = frozenset(map(qn, ("w:sdtContent", "w:customXml", "w:ins", "w:moveTo")))
_GONE = frozenset(map(qn, ("w:del", "w:moveFrom")))
_BOX = qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = ("/footnotes.xml", "/endnotes.xml")
_PROMPTS = qn("w:showingPlcHdr")
# A title stands among so many paragraphs.
_TOP = 20
# A table of contents, which repeats headings, is a control of this kind.
_CONTENTS = "Table of Contents"


def read_docx(path: Path) -> Values:
    """The fields of a document.

    :raises InvalidSource: if it is encrypted, damaged, no Word file, empty, or too large.
    """
    with refusing_office(path, "Word", ".doc"):
        opened = open_docx(str(path))
        blocks = chain(_blocks(opened.element.body), _notes(opened))
        text = "\n\n".join(filter(None, map(str.strip, blocks)))
        title = _title(opened)
    if not text:
        raise InvalidSource(path, None, "holds no text")
    return {"title": title, "text": text}


def _title(opened: Opened) -> str | None:
    """The title that the file states, else the paragraph that is set as one."""
    return _stated_title(opened) or next(
        (item.text.strip() for item in opened.paragraphs[:_TOP] if _is_title(item)), None
    )


def _is_title(paragraph: Paragraph) -> bool:
    style = paragraph.style
    return style is not None and style.name == "Title" and bool(paragraph.text.strip())


def _stated_title(opened: Opened) -> str | None:
    # Of a file without properties the library makes some up.
    parts = {part.reltype for part in opened.part.package.rels.values()}
    if RELATIONSHIP_TYPE.CORE_PROPERTIES not in parts:
        return None
    title = opened.core_properties.title.strip()
    return None if is_made_up(title) else title or None


def _blocks(parent: Any) -> Iterator[str]:
    """The texts of paragraphs and rows; a paragraph whose end was deleted goes on in the next."""
    begun = ""
    for block in _within(parent, _PARAGRAPH, _TABLE):
        if block.tag == _TABLE:
            yield begun
            begun = ""
            yield from _rows(block)
        else:
            begun += _words(block)
            boxes = block.iter(_BOX)
            beside = [part for box in boxes if not _is_again(box) for part in _blocks(box)]
            yield from beside
            if not block.xpath("./w:pPr/w:rPr/w:del | ./w:pPr/w:rPr/w:moveFrom"):
                yield begun
                begun = ""
    yield begun


def _notes(opened: Opened) -> Iterator[str]:
    """The footnotes and endnotes, which stand in files of their own."""
    for part in opened.part.package.iter_parts():
        if part.partname.endswith(_NOTES):
            for note in parse_xml(part.blob):
                # Those with a type are the lines above them.
                if note.get(qn("w:type")) is None:
                    yield " ".join(filter(None, map(str.strip, _blocks(note))))


def _is_again(box: Any) -> bool:
    """Whether a text box is there once more, for older programs."""
    return any(around.tag == _FALLBACK for around in box.iterancestors())


def _rows(table: Any) -> Iterator[str]:
    """The rows of a table; cells that were merged are one, where the first of them is."""
    rows = []
    for row in _within(table, _ROW):
        cells = [cell for cell in _within(row, _CELL) if cell.vMerge != ST_Merge.CONTINUE]
        texts = ["\n".join(filter(None, _blocks(cell))).strip() for cell in cells]
        if any(texts):
            rows.append(texts)
    return told(*guessed_headers(rows))


def _words(paragraph: CT_P) -> str:
    words = ""
    runs = [run for run in paragraph.iter(qn("w:r")) if _is_read(run, paragraph)]
    for run, following in zip_longest(runs, runs[1:]):
        after = following.text if following is not None else ""
        words += lowered(words, run.text, after) if Font(run).superscript else run.text
    return words


def _is_read(run: Any, paragraph: CT_P) -> bool:
    """Whether a run is a part of that paragraph, not of a text box in it, and still stands.

    Text that is struck through or hidden does not.
    """
    font = Font(run)
    if font.strike or font.double_strike or font.hidden:
        return False
    for around in run.iterancestors():
        if around is paragraph:
            return True
        if around.tag in _GONE or around.tag == _PARAGRAPH or _is_left_out(around):
            return False
    return False


def _within(parent: Any, *tags: str) -> Iterator[Any]:
    """The elements of some kinds right below one, whatever unseen stands around them."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _AROUND or (child.tag == _CONTROL and not _is_left_out(child)):
            yield from _within(child, *tags)


def _is_left_out(element: Any) -> bool:
    """Whether it is a content control that nobody has filled in, or a table of contents."""
    return element.tag == _CONTROL and any(
        part.tag == _PROMPTS or part.get(qn("w:val")) == _CONTENTS
        for properties in element.iterchildren(qn("w:sdtPr"))
        for part in properties.iter()
    )
