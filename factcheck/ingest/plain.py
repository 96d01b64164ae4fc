"""Text as it stands in a file."""

from __future__ import annotations

from pathlib import Path

from factcheck.errors import InvalidSource


def read_text(path: Path) -> str:
    """The text of a UTF-8 file; a byte order mark is dropped, line ends become `\\n`.

    :raises InvalidSource: if it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidSource(path, None, f"is not UTF-8 (byte {error.start + 1})") from error
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read: {error.strerror}") from error
