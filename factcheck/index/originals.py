"""The bytes that documents were read from, beside an index: one file each, named by its SHA-256."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

from factcheck.errors import IndexDamaged, InvalidInput, OriginalNotFound
from factcheck.index.database import failures
from factcheck.index.files import put_in_place, settle
from factcheck.types import Document

FOLDER = "originals"
# Disks are waited for, several times for each file; they take what comes together at once.
_AT_A_TIME = 8
# Opens the bytes of a SHA-256.
Source = Callable[[str], BinaryIO]


def name_of(digest: str) -> str:
    """Where the bytes of that SHA-256 are, below the index directory."""
    return f"{FOLDER}/{digest[:2]}/{digest}"


def keep(folder: Path, digests: Iterable[str], source: Source) -> None:
    """Write the bytes of these SHA-256 that are not there, or not as they were written.

    Each appears whole or not at all.


    :param folder: the index directory, whose lock the caller holds.
    :param source: opens the bytes; they are closed here.
    :raises InvalidInput: if bytes have another SHA-256 than they are asked for by.
    """
    pool = ThreadPoolExecutor(_AT_A_TIME, thread_name_prefix="factcheck-originals")
    waited_for = []
    try:
        for number, digest in enumerate(dict.fromkeys(digests)):
            path = folder / name_of(digest)
            if not _is_kept(folder, digest):
                with source(digest) as content:
                    temporary = _written(folder, digest, content, number)
                waited_for.append(pool.submit(_put, temporary, path))
        with failures(folder):
            for each in waited_for:
                each.result()
    finally:
        pool.shutdown(cancel_futures=True)


def check(folder: Path, digest: str) -> None:
    """Compare the bytes of that SHA-256 with it.

    :raises IndexDamaged: if they are missing, or not what was written.
    """
    with _opened(folder, digest) as content:
        found = hashlib.file_digest(content, "sha256").hexdigest()
    _require(folder, digest, found)


def _is_kept(folder: Path, digest: str) -> bool:
    try:
        check(folder, digest)
    except IndexDamaged:
        return False
    return True


def original_of(folder: Path, document: Document) -> bytes:
    """The bytes that a document was read from.

    :param folder: the index directory.
    :raises OriginalNotFound: if none are kept of it.
    :raises IndexDamaged: if they are missing, or not what was written.
    """
    digest = document.original
    if digest is None:
        raise OriginalNotFound(document.id)
    with _opened(folder, digest) as file:
        content = file.read()
    _require(folder, digest, hashlib.sha256(content).hexdigest())
    return content


def remove_others(folder: Path, digests: Iterable[str]) -> None:
    """Delete all but these: those of versions that were given up, and leftovers of a crash."""
    kept = {folder / name_of(digest) for digest in digests}
    with failures(folder):
        for parent, _, names in os.walk(folder / FOLDER):
            for path in (Path(parent, name) for name in names):
                if path not in kept:
                    path.unlink()


def _written(folder: Path, digest: str, content: BinaryIO, number: int) -> Path:
    """A new file of these bytes; a `number` that was used before is overwritten."""
    with failures(folder):
        if not (folder / FOLDER).exists():
            (folder / FOLDER).mkdir()
            settle(folder)
        temporary = folder / FOLDER / f"new-{number}.tmp"
        with temporary.open("w+b") as file:
            shutil.copyfileobj(content, file)
            file.seek(0)
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found == digest:
            return temporary
        temporary.unlink()
    expected = "must be the SHA-256 of the bytes given with it; have they changed meanwhile?"
    raise InvalidInput("original", digest, expected)


def _put(temporary: Path, path: Path) -> None:
    if not path.parent.exists():
        path.parent.mkdir(exist_ok=True)
        settle(path.parent.parent)
    put_in_place(temporary, path)


def _opened(folder: Path, digest: str) -> io.BufferedReader:
    name = name_of(digest)
    try:
        return (folder / name).open("rb")
    except FileNotFoundError as error:
        raise IndexDamaged(folder, f"{name} is missing; restore it from a copy") from error
    except OSError as error:
        raise IndexDamaged(folder, f"{name} cannot be read: {error.strerror}") from error


def _require(folder: Path, digest: str, found: str) -> None:
    if found != digest:
        reason = f"{name_of(digest)} was altered; restore it from a copy"
        raise IndexDamaged(folder, reason)
