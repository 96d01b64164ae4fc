"""A file that a command writes: its place is checked before the work, and filled after it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from factcheck.errors import InvalidInput


def check_place(option: str, path: Path) -> None:
    """Refuse a path at which no file can be written.

    :param option: the one that names it.
    :raises InvalidInput: if a folder stands there, or the folder around it is missing or closed.
    """
    folder = path.resolve().parent
    if path.exists() and not path.is_file():
        raise InvalidInput(option, str(path), "must be the name of a file, and is none")
    if not folder.is_dir():
        raise InvalidInput(option, str(path), f"must lie in a folder, and there is no {folder}")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise InvalidInput(option, str(path), f"must lie in a folder to write to, not in {folder}")


def keep_apart(option: str, path: Path, read: Iterable[str | None]) -> None:
    """Refuse to write over what a command reads: a file, or anything in a folder such as an index.

    :param option: the one that names the place of what is written.
    :raises InvalidInput: naming the file or folder that would be written over.
    """
    place = path.resolve()
    for other in filter(None, read):
        if place.is_relative_to(Path(other).resolve()):
            expected = f"must lie apart from what is read, and would be written over {other}"
            raise InvalidInput(option, str(path), expected)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that the old one is there or the new one, whole.

    :raises OSError: naming the file, if the disk is full.
    """
    final = path.resolve()
    new = final.with_name(f".{final.name}.{os.getpid()}.new")
    try:
        new.write_text(text, encoding="utf-8")
        new.replace(final)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        new.unlink(missing_ok=True)
