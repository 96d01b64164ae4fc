"""Text as it stands in a file."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from factcheck.errors import InvalidSource

WINDOWS = "windows-1252"
# Such a mark says beyond doubt what follows.
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHUNK = 2**16
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# "wi¹zka", "ZÃ¼rich", "paŸdziernik": letters of other encodings come out as signs or capitals
# within words.
_BROKEN_WORD = re.compile(
    r"[^\W\d_][€†‡ˆ‰™˜¡-©¬®-´¶¸¹¼-¿×÷][^\W\d_]|[a-zß-öø-ÿ][À-ÖØ-ÞŠŒŽŸ][a-zß-öø-ÿ]"
)
_LETTERS = re.compile(r"[^\W\d_]")
_FOREIGN = re.compile(r"[^\W\d_\x00-\x7f]")
_OF_NONE = (
    "is not UTF-8 (byte {}), nor text in windows-1252; convert it: iconv -f ENCODING -t UTF-8"
)


def read_text(path: Path) -> str:
    """The text of a file in an encoding that :func:`encoding_of` knows.

    A byte order mark is dropped, and line ends become `\\n`.

    :raises InvalidSource: if it cannot be read, is in another encoding, or no text.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read: {error.strerror}") from error
    text = _decoded(content, encoding_of(io.BytesIO(content), path), path)
    if "\0" in text:
        reason = "holds null characters: it is binary, or UTF-16 without a byte order mark"
        raise InvalidSource(path, None, reason)
    return io.IncrementalNewlineDecoder(None, translate=True).decode(text, final=True)


def lines_of(path: Path) -> Iterator[str]:
    """The lines of such a file with their ends, one at a time, however many there are.

    :raises InvalidSource: as :func:`read_text`; of UTF-16 at the line where it is met.
    """
    try:
        with path.open("rb") as file:
            encoding = encoding_of(file, path)
            text = io.TextIOWrapper(file, encoding=encoding)
            try:
                yield from text
            except UnicodeDecodeError as error:
                # What was refused ends where the file was read to.
                byte = file.tell() - len(error.object) + error.start
                raise _undecodable(path, encoding, byte) from error
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read: {error.strerror}") from error


def encoding_of(file: BinaryIO, name: Path | str) -> str:
    """What a file is written in: UTF-16 by its mark, UTF-8, else windows-1252 if it reads so.

    The file is read through, and left at its beginning.

    :param name: the file that is meant, for an error.
    :raises InvalidSource: if it is in none of these.
    """
    mark = file.read(3)
    file.seek(0)
    if mark.startswith(_WIDE):
        return "utf-16"
    bad = _first_not_utf_8(file)
    file.seek(0)
    if bad is None:
        return "utf-8-sig"
    if mark == codecs.BOM_UTF8 or not _reads_as_windows(file):
        raise InvalidSource(name, None, _OF_NONE.format(bad + 1))
    file.seek(0)
    return WINDOWS


def decoded(content: bytes, name: Path | str) -> str:
    """The text that bytes in UTF-8, or in UTF-16 with its mark, are.

    :param name: the file that is meant, for an error.
    :raises InvalidSource: if they are text in another encoding, or none.
    """
    return _decoded(content, "utf-16" if content.startswith(_WIDE) else "utf-8-sig", name)


def _decoded(content: bytes, encoding: str, name: Path | str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(name, encoding, error.start) from error


def _first_not_utf_8(file: BinaryIO) -> int | None:
    """The place of the first byte that is not UTF-8, if there is one."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    while True:
        chunk = file.read(_CHUNK)
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            # What was refused, with what was left of the chunk before, ends where the file is.
            return file.tell() - len(error.object) + error.start
        if not chunk:
            return None


def _reads_as_windows(file: BinaryIO) -> bool:
    """Whether it is text in windows-1252: words in Latin letters, most of them of English."""
    letters = foreign = 0
    while chunk := file.read(_CHUNK):
        try:
            text = chunk.decode(WINDOWS)
        except UnicodeDecodeError:
            return False
        if _CONTROLS.search(text) or _BROKEN_WORD.search(text):
            return False
        letters += len(_LETTERS.findall(text))
        foreign += len(_FOREIGN.findall(text))
    return 2 * foreign <= letters


def _undecodable(name: Path | str, encoding: str, byte: int) -> InvalidSource:
    reason = not_utf_8(byte) if encoding == "utf-8-sig" else f"is not UTF-16 (byte {byte + 1})"
    return InvalidSource(name, None, reason)


def not_utf_8(byte: int) -> str:
    """Why a text is refused, and what to do about it; most of them come from Windows."""
    return f"is not UTF-8 (byte {byte + 1}); convert it: iconv -f WINDOWS-1252 -t UTF-8"
