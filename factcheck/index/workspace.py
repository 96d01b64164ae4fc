"""Folders for what is being made: a process that is killed leaves one, the next takes it away."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def workspace(parent: Path, prefix: str) -> Iterator[Path]:
    """An empty folder, which is deleted in the end.

    Those of its kind whose process has died are deleted before. A process holds a lock on its
    folder as long as it lives; where the file system has no locks, none is taken for dead.

    :param prefix: with what the names of folders of the kind begin, and of nothing else.
    :raises OSError: if it cannot be made.
    """
    for path in parent.glob(f"{prefix}*"):
        with contextlib.suppress(OSError), _locked(path, fcntl.LOCK_EX | fcntl.LOCK_NB):
            shutil.rmtree(path, ignore_errors=True)
    with contextlib.ExitStack() as stack:
        yield _made(parent, prefix, stack)


def _made(parent: Path, prefix: str, stack: contextlib.ExitStack) -> Path:
    while True:
        path = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        stack.callback(shutil.rmtree, path, ignore_errors=True)
        with contextlib.suppress(OSError):
            stack.enter_context(_locked(path, fcntl.LOCK_EX))
        # Before it was locked another process may have taken it for one of the dead.
        if path.exists():
            return path


@contextlib.contextmanager
def _locked(folder: Path, how: int) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, how)
        yield
    finally:
        os.close(descriptor)
