"""Where a store lies: whether it is still the one that was opened, and how it can be read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from factcheck.errors import IndexFailure

# What SQLite makes a file of locks with.
_SHARED_BYTES = 32_768


@dataclass(frozen=True, slots=True)
class Access:
    """How SQLite opens a store.

    :param uri: its address, with the mode.
    :param stamp: what the file is like, if it is to be opened as one that nobody changes.
    """

    uri: str
    stamp: tuple[int, ...] | None = None


class Place:
    """The store of one index.

    Every method raises :class:`OSError` if the folder cannot be looked into.

    :param store: its file.
    """

    def __init__(self, store: Path) -> None:
        self._store, self._uri = store, store.absolute().as_uri()
        self._log, self._shared = (Path(f"{store}{end}") for end in ("-wal", "-shm"))
        self._identity = _identity(store)

    def check_is_same(self) -> None:
        """Refuse another store that lies here now: files beside it are none of this one.

        :raises IndexFailure: if it, or its folder, was moved away, deleted or replaced.
        """
        try:
            is_same = _identity(self._store) == self._identity
        except OSError:
            is_same = False
        if not is_same:
            reason = "its folder was moved or replaced while it was open; open it anew"
            raise IndexFailure(self._store.parent, reason)

    def writing(self) -> Access:
        """How it is written to."""
        return Access(f"{self._uri}?mode=rw")

    def reading(self) -> Access:
        """How it is read at present.

        Readers share a file of locks with writers. Who cannot make one can use that of a writer,
        and else has to take the store as one that nobody changes, until somebody does.

        :raises IndexFailure: if a killed writer left a log, which takes such a file.
        """
        may_write = os.access(self._store.parent, os.W_OK)
        is_lonely = not _bytes(self._shared) and not (may_write and self._has_room())
        if is_lonely and not _bytes(self._log):
            return Access(f"{self._uri}?mode=ro&immutable=1", self._stamp())
        if is_lonely and not may_write:
            reason = (
                f"{self._log.name} holds what a killed writer left there, and is read only where "
                "its directory can be written to; open it there once, or copy it there"
            )
            raise IndexFailure(self._store.parent, reason)
        return Access(f"{self._uri}?mode=ro")

    def check_unchanged(self, access: Access) -> None:
        """Refuse what was read of a store that somebody did change.

        :raises IndexFailure: if the file is not what it was.
        """
        if access.stamp is not None and access.stamp != self._stamp():
            reason = "somebody has begun to write to it; ask again"
            raise IndexFailure(self._store.parent, reason)

    def _has_room(self) -> bool:
        """Whether there is room for a file of locks."""
        disk = os.statvfs(self._store.parent)
        return disk.f_bavail * disk.f_frsize >= _SHARED_BYTES

    def _stamp(self) -> tuple[int, ...]:
        found = self._store.stat()
        return (found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size)


def _bytes(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def _identity(file: Path) -> tuple[int, int]:
    found = file.stat()
    return (found.st_dev, found.st_ino)
