"""Word: paragraphs and tables of a .docx file, in their order."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from docx import Document as open_docx
from docx.document import Document as Opened
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.table import Table

from factcheck.errors import InvalidSource
from factcheck.ingest.fields import Values

# What the parts of a file may come to once they are unpacked.
_MOST_BYTES = 256 * 2**20


def read_docx(path: Path) -> Values:
    """The fields of a document.

    :raises InvalidSource: if it is encrypted, damaged, no Word file, empty, or too large.
    """
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > _MOST_BYTES:
                raise InvalidSource(path, None, f"unpacks to more than {_MOST_BYTES} bytes")
        opened = open_docx(str(path))
        text = "\n\n".join(filter(None, map(str.strip, _blocks(opened))))
    except zipfile.BadZipFile as error:
        reason = "is no Word file: it is encrypted, damaged, or of the old format .doc"
        raise InvalidSource(path, None, reason) from error
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read: {error.strerror}") from error
    except InvalidSource:
        raise
    # What a damaged file does inside the parsers is nothing that they promise.
    except Exception as error:
        raise InvalidSource(path, None, f"cannot be read ({type(error).__name__})") from error
    if not text:
        raise InvalidSource(path, None, "holds no text")
    return {"title": _title(opened), "text": text}


def _title(opened: Opened) -> str | None:
    # Of a file without properties the library makes some up.
    parts = {part.reltype for part in opened.part.package.rels.values()}
    if RELATIONSHIP_TYPE.CORE_PROPERTIES not in parts:
        return None
    return opened.core_properties.title.strip() or None


def _blocks(opened: Opened) -> Iterator[str]:
    for block in opened.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield block.text


def _rows(table: Table) -> Iterator[str]:
    """The rows of a table; cells that were merged are one, where the first of them is."""
    seen = set[object]()
    for row in table.rows:
        texts: list[str] = []
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                texts.append(cell.text.strip())
        yield " | ".join(texts)
