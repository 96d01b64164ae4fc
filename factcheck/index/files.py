"""Putting files in place so that a crash leaves the old one or the new one, whole."""

from __future__ import annotations

import os
from pathlib import Path


def put_in_place(finished: Path, final: Path) -> None:
    """Rename a finished file over `final`, and wait until both have reached the disk."""
    settle(finished)
    finished.replace(final)
    settle(final.parent)


def settle(path: Path) -> None:
    """Wait until a file, or the names in a folder, have reached the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
