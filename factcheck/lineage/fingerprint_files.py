"""Fingerprints in a file: derived data, so that whatever is wrong with one, it is made anew.

The file is a SHA-256 and what it is of: arrays in NumPy's `.npz`, of which nothing is unpickled.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from factcheck.lineage.fingerprints import Fingerprint
from factcheck.lineage.rarity import Hashes

# To be raised whenever a document's fingerprint comes out otherwise.
_FORMAT = 3
_DIGEST = hashlib.sha256().digest_size
_ARRAYS = ("runs", "stems")
_SETS = ("links", "headline", "agencies", "facts")
_PLAIN = tuple(field.name for field in fields(Fingerprint) if field.name not in _ARRAYS)


def read(path: Path) -> tuple[str, dict[str, Fingerprint]] | None:
    """The id of a snapshot and the fingerprint of each of its documents.

    None if there is no such file, or it is not whole, or of another version.
    """
    try:
        with path.open("rb") as file:
            if file.read(_DIGEST) != hashlib.file_digest(file, "sha256").digest():
                return None
            file.seek(_DIGEST)
            with np.load(file, allow_pickle=False) as found:
                return _read(found)
    except OSError:
        return None


def _read(found: Mapping[str, Any]) -> tuple[str, dict[str, Fingerprint]] | None:
    about = json.loads(found["about"].tobytes())
    if about["format"] != _FORMAT:
        return None
    columns = {name: _parted(found[name], found[f"{name}_ends"]) for name in _ARRAYS}
    rows = zip(about["documents"], columns["runs"], columns["stems"], strict=True)
    items = [Fingerprint(**_values(row), runs=runs, stems=stems) for row, runs, stems in rows]
    return about["snapshot"], {item.id: item for item in items}


def write(path: Path, snapshot: str, found: Mapping[str, Fingerprint]) -> None:
    """Write a file that :func:`read` reads, whole or not at all.

    :raises OSError: if it cannot be written.
    """
    items = list(found.values())
    about = {"format": _FORMAT, "snapshot": snapshot, "documents": [_row(item) for item in items]}
    arrays: dict[str, Any] = {"about": np.frombuffer(json.dumps(about).encode(), np.uint8)}
    for name in _ARRAYS:
        parts = [getattr(item, name) for item in items]
        arrays[name] = np.concatenate([*parts, np.empty(0, np.uint64)])
        arrays[f"{name}_ends"] = np.cumsum([len(part) for part in parts], dtype=np.int64)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.tmp")
    try:
        with os.fdopen(descriptor, "w+b") as file:
            file.seek(_DIGEST)
            np.savez(file, **arrays)
            file.seek(_DIGEST)
            digest = hashlib.file_digest(file, "sha256").digest()
            file.seek(0)
            file.write(digest)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _row(item: Fingerprint) -> list[Any]:
    values = ((name, getattr(item, name)) for name in _PLAIN)
    return [sorted(value) if name in _SETS else value for name, value in values]


def _values(row: list[Any]) -> Mapping[str, Any]:
    values = dict(zip(_PLAIN, row, strict=True))
    return {**values, **{name: frozenset(values[name]) for name in _SETS}}


def _parted(every: Hashes, ends: Any) -> list[Hashes]:
    return np.split(every, ends[:-1]) if len(ends) else []
