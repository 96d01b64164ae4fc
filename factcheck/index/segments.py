"""Files of vectors: read with suspicion, written so that a crash leaves the old ones."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from factcheck.index.database import FILE as STORE, failures
from factcheck.index.files import put_in_place
from factcheck.index.place import Place
from factcheck.index.read_through import ReadThrough
from factcheck.index.rows import Keys, Rows, Unreadable, Vectors
from factcheck.index.snapshot import (
    Manifest,
    Segment,
    read_manifest,
    remove_leftovers,
    write_manifest,
)
from factcheck.index.store import Reader

_LOG = logging.getLogger(__name__)
# Passages outside of any file are read from SQLite at every opening: this bounds their number.
TAIL = 8_192
# An index of up to so many passages is searched exactly; comparing one by one takes about 12 ms
# then. In a larger one only small files are.
EXACT, _SMALL = 100_000, 25_000
# Hashing more than this would be felt whenever an index is opened.
_HASHED_BYTES = 64 * 1024 * 1024


def read_segment(folder: Path, segment: Segment, dimension: int, *, thorough: bool) -> Rows:
    """The vectors of a file.

    :param thorough: compare the hash of a big file at once; else that is done in the background.
    :raises Unreadable: if it is missing, damaged, or not the file that the manifest names.
    """
    path = folder / segment.file
    try:
        size = path.stat().st_size
        is_same, is_checked = size == segment.bytes, thorough or size <= _HASHED_BYTES
        if is_same and is_checked:
            is_same = _sha256(path) == segment.sha256
    except OSError as error:
        raise Unreadable(f"{segment.file} cannot be read") from error
    if not is_same:
        raise Unreadable(f"{segment.file} has been altered")
    part = Rows.read(path, dimension)
    bounds = part.keys[[0, -1]] if len(part.keys) else [segment.first_key, segment.last_key]
    if len(part.keys) != segment.count or not (
        segment.first_key <= bounds[0] and bounds[1] <= segment.last_key
    ):
        raise Unreadable(f"{segment.file} holds other passages")
    if not is_checked:
        part.checked_by = ReadThrough(path, segment.sha256)
    return part


def merge(folder: Path, manifest: Manifest, reader: Reader, *, afresh: bool = False) -> Manifest:
    """Write the passages that no file speaks of to a new one, and name it in the manifest.

    The new file takes in the files before it that are not larger, so that there are never
    more than a few, and all of them once most of their passages are gone.

    :param afresh: write everything to one new file.
    :raises IndexFailure: if another index lies in the folder before it is done.
    """
    place = _place(folder)
    counts, last = reader.counts(), reader.last_key()
    kept = [] if afresh else list(manifest.segments)
    fresh = last - manifest.covered
    if sum(segment.count for segment in kept) + fresh > 2 * counts.passages:
        kept = []
    while kept and kept[-1].count <= max(fresh, TAIL):
        fresh += kept.pop().count
    first = kept[-1].last_key + 1 if kept else 1
    if first <= last:
        dimension = manifest.embedder.dimension
        part = _rows(reader, first, last, dimension, counts.passages)
        kept.append(_write_segment(folder, part, first, last))
    merged = replace(
        manifest,
        snapshot=reader.commit().snapshot,
        documents=counts.documents,
        passages=counts.passages,
        segments=tuple(kept),
    )
    place.check_is_same()
    write_manifest(folder, merged)
    remove_leftovers(folder, merged)
    return merged


def damage(folder: Path, manifest: Manifest, reader: Reader) -> str | None:
    """What is wrong with the files of vectors, None if nothing is."""
    try:
        for segment in manifest.segments:
            read_segment(folder, segment, manifest.embedder.dimension, thorough=True)
    except Unreadable as error:
        return str(error)
    is_ahead = manifest.covered > reader.last_key()
    return "its files of vectors are of another store" if is_ahead else None


def made_sound(folder: Path, manifest: Manifest, reader: Reader) -> Manifest:
    """Write files of vectors that are missing or damaged anew, and delete what is left over.

    :raises IndexFailure: if another index lies in the folder before it is done.
    """
    place = _place(folder)
    found = damage(folder, manifest, reader)
    place.check_is_same()
    if found is not None:
        _LOG.warning("index %s: %s; writing the files of vectors anew", folder, found)
        return merge(folder, manifest, reader, afresh=True)
    if read_manifest(folder) is None:
        write_manifest(folder, manifest)
    remove_leftovers(folder, manifest)
    return manifest


def size(folder: Path) -> int:
    """Bytes of all files of an index."""
    total = 0
    with failures(folder):
        for parent, _, names in os.walk(folder):
            for name in names:
                # A writer may have put it in its place meanwhile.
                with contextlib.suppress(FileNotFoundError):
                    total += os.stat(os.path.join(parent, name)).st_size
    return total


def _place(folder: Path) -> Place:
    with failures(folder):
        return Place(folder / STORE)


def _rows(reader: Reader, first: int, last: int, dimension: int, passages: int) -> Rows:
    def chunks() -> Iterator[tuple[Keys, Vectors]]:
        return reader.living(first, last, dimension)

    count = reader.living_count(first, last)
    if passages > EXACT and count > _SMALL:
        return Rows.in_lists(chunks, count, dimension)
    return Rows.of(chunks, dimension)


def _write_segment(folder: Path, part: Rows, first: int, last: int) -> Segment:
    temporary = folder / "vectors-new.tmp"
    with failures(folder):
        part.write(temporary)
        sha256, size = _sha256(temporary), temporary.stat().st_size
        file = f"vectors-{sha256[:16]}.faiss"
        put_in_place(temporary, folder / file)
    return Segment(file, sha256, size, first, last, len(part.keys))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
