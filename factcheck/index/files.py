"""Putting files in place so that a crash leaves the old one or the new one, whole."""

from __future__ import annotations

import os
from pathlib import Path


def put_in_place(finished: Path, final: Path) -> None:
    """Rename a finished file over `final`, and wait until both have reached the disk."""
    _settle(finished)
    finished.replace(final)
    _settle(final.parent)


def _settle(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
