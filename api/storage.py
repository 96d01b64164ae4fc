"""A full disk: how it is told from other failures, and a little room that is kept back for it."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_RESERVE_BYTES = 1024 * 1024


def is_full(error: BaseException | None) -> bool:
    """Whether an error, or what it came from, is that there is no room left."""
    if error is None:
        return False
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0)
        is_this = code & 0xFF == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_SHMSIZE
    else:
        is_this = isinstance(error, OSError) and error.errno in _NO_ROOM
    return is_this or is_full(error.__cause__)


class Reserve:
    """A file that is there to be given up: what makes room needs some itself.

    :param path: where it lies.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def hold(self) -> None:
        """Have it there, unless there is no room for it."""
        if self._path.exists():
            return
        try:
            with self._path.open("wb", buffering=0) as file:
                # What no file system makes smaller.
                file.write(os.urandom(_RESERVE_BYTES))
        except OSError:
            self.give_up()

    def give_up(self) -> None:
        """Make room."""
        self._path.unlink(missing_ok=True)
