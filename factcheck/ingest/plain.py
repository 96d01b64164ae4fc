"""Text as it stands in a file."""

from __future__ import annotations

import codecs
import io
from pathlib import Path

from factcheck.errors import InvalidSource

# Such a mark says beyond doubt what follows; nothing else is guessed at.
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, or in UTF-16 with a byte order mark.

    The mark is dropped, and line ends become `\\n`.

    :raises InvalidSource: if it cannot be read, or is in another encoding.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read: {error.strerror}") from error
    text = decoded(content, path)
    return io.IncrementalNewlineDecoder(None, translate=True).decode(text, final=True)


def decoded(content: bytes, name: Path | str) -> str:
    """The text that the bytes of a file are, without a byte order mark.

    :param name: the file that is meant, for an error.
    :raises InvalidSource: if they are text in another encoding, or none.
    """
    encoding = "UTF-16" if content.startswith(_WIDE) else "UTF-8"
    try:
        return content.decode("utf-16" if encoding == "UTF-16" else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidSource(name, None, f"is not {encoding} (byte {error.start + 1})") from error
