"""Text as it stands in a file."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from pathlib import Path

from factcheck.errors import InvalidSource

# Such a mark says beyond doubt what follows; nothing else is guessed at.
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, or in UTF-16 with a byte order mark.

    The mark is dropped, and line ends become `\\n`.

    :raises InvalidSource: if it cannot be read, is in another encoding, or no text.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read: {error.strerror}") from error
    text = decoded(content, path)
    if "\0" in text:
        reason = "holds null characters: it is binary, or UTF-16 without a byte order mark"
        raise InvalidSource(path, None, reason)
    return io.IncrementalNewlineDecoder(None, translate=True).decode(text, final=True)


def lines_of(path: Path) -> Iterator[str]:
    """The lines of such a file with their ends, one at a time, however many there are.

    :raises InvalidSource: as :func:`read_text`, at the line where it is met.
    """
    try:
        with path.open("rb") as file:
            encoding = _encoding_of(file.peek(len(codecs.BOM_UTF8)))
            text = io.TextIOWrapper(file, encoding=encoding)
            try:
                yield from text
            except UnicodeDecodeError as error:
                # What was refused ends where the file was read to.
                byte = file.tell() - len(error.object) + error.start
                raise _undecodable(path, encoding, byte) from error
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read: {error.strerror}") from error


def decoded(content: bytes, name: Path | str) -> str:
    """The text that the bytes of a file are, without a byte order mark.

    :param name: the file that is meant, for an error.
    :raises InvalidSource: if they are text in another encoding, or none.
    """
    encoding = _encoding_of(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(name, encoding, error.start) from error


def _encoding_of(content: bytes) -> str:
    return "utf-16" if content.startswith(_WIDE) else "utf-8-sig"


def _undecodable(name: Path | str, encoding: str, byte: int) -> InvalidSource:
    reason = not_utf_8(byte) if encoding == "utf-8-sig" else f"is not UTF-16 (byte {byte + 1})"
    return InvalidSource(name, None, reason)


def not_utf_8(byte: int) -> str:
    """Why a text is refused, and what to do about it; most of them come from Windows."""
    return f"is not UTF-8 (byte {byte + 1}); convert it: iconv -f WINDOWS-1252 -t UTF-8"
