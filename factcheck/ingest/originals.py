"""What documents were read from, known by its SHA-256."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import TypeAlias

from factcheck.errors import InvalidSource

# By its SHA-256, a file, or a page of the web, compressed.
Originals: TypeAlias = dict[str, Path | bytes]


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file.

    :raises InvalidSource: if it cannot be read.
    """
    with _opened(path) as file:
        return _sha256(file)


def opened_unchanged(path: Path, digest: str) -> io.BufferedReader:
    """A file of that SHA-256, opened.

    :raises InvalidSource: if it has changed, or cannot be read any more.
    """
    file = _opened(path)
    if _sha256(file) != digest:
        file.close()
        raise InvalidSource(path, None, "has changed since the build began; run it again")
    file.seek(0)
    return file


def _opened(path: Path) -> io.BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read: {error.strerror}") from error


def _sha256(file: io.BufferedReader) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()
