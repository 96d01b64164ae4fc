"""One writer at a time: a file lock that says who holds it, and that dies with its process."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from factcheck.errors import IndexFailure, IndexLocked
from factcheck.index.database import failures

LOCK_FILE = "write.lock"
HOLDER_FILE = "write.pid"


class WriteLock:
    """The right to change the index in `folder`, held from the start until :meth:`release`.

    :raises IndexLocked: if another handle holds it, in this process or in another.
    :raises IndexFailure: if the folder cannot be written to.
    """

    def __init__(self, folder: Path) -> None:
        self._holder = folder / HOLDER_FILE
        # A handle may be closed by another thread than the one that opened it.
        self._lock = FileLock(folder / LOCK_FILE, timeout=0, thread_local=False)
        with failures(folder):
            self._acquire(folder)
            try:
                self._holder.write_text(f"{os.getpid()}\n", encoding="ascii")
            except BaseException:
                self._lock.release()
                raise

    def release(self) -> None:
        """Let others write. Harmless if done already."""
        if self._lock.is_locked:
            # Another folder may lie there by now, in which somebody else writes.
            if _pid(self._holder) == os.getpid():
                with contextlib.suppress(OSError):
                    self._holder.unlink()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def _acquire(self, folder: Path) -> None:
        try:
            self._lock.acquire()
        except Timeout as error:
            raise IndexLocked(folder, _pid(self._holder)) from error
        except NotImplementedError as error:
            raise IndexFailure(folder, "its file system has no file locks") from error


def _pid(holder: Path) -> int | None:
    try:
        text = holder.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return int(text) if text.isdigit() else None
