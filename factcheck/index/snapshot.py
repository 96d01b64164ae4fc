"""The manifest: which files make up an index, and how it goes from one state to the next.

SQLite holds the truth. A file of vectors only saves reading them from there: it is written
beside the old ones under a name of its own, and counts from the moment that the manifest,
replaced in one step, names it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from factcheck.errors import IndexDamaged, IndexIncompatible
from factcheck.index.database import failures
from factcheck.index.files import put_in_place
from factcheck.model_files import ModelInfo

FILE = "manifest.json"
FORMAT = 1
_SEGMENT_NAME = re.compile(r"vectors-[0-9a-f]{16}\.faiss")
# Names the newest state. SQLite takes its log to end where it is damaged, and with it the commits.
NEWEST = "newest.txt"
_SNAPSHOT = re.compile(rb"([0-9a-f]{32})\n")
_LEFTOVERS = (
    *("vectors-*.faiss", "vectors-*.tmp", f"{FILE}.tmp", f"{NEWEST}.tmp", "lineage.npz.tmp*"),
    "originals/new-*.tmp",
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One file of vectors: all living passages with keys from `first_key` to `last_key`."""

    file: str
    sha256: str
    bytes: int
    first_key: int
    last_key: int
    count: int

    def __post_init__(self) -> None:
        if not _SEGMENT_NAME.fullmatch(self.file):
            raise ValueError(f"{self.file!r} is not the name of a file of vectors")
        numbers = (self.bytes, self.first_key, self.last_key, self.count)
        if not all(isinstance(number, int) and number >= 0 for number in numbers):
            raise ValueError(f"a size or key of {self.file} is not a number")


@dataclass(frozen=True, slots=True)
class Manifest:
    """An index as its files say it. The counts are those of the snapshot that it names."""

    format: int
    created: str
    embedder: ModelInfo
    snapshot: str
    documents: int
    passages: int
    segments: tuple[Segment, ...] = ()

    def __post_init__(self) -> None:
        expected = 1
        for segment in self.segments:
            if segment.first_key != expected:
                raise ValueError(f"{segment.file} does not follow on the file before it")
            expected = segment.last_key + 1

    @property
    def covered(self) -> int:
        """The last passage key that the files of vectors speak of."""
        return self.segments[-1].last_key if self.segments else 0


def first_snapshot(embedder: ModelInfo) -> str:
    """The id of the empty state."""
    return _digest(f"factcheck index {FORMAT} {embedder.sha256} {embedder.dimension}")


def next_snapshot(previous: str, changes: Sequence[str]) -> str:
    """The id of the state that follows: the same for the same changes to the same state."""
    return _digest("\n".join([previous, *changes]))


def retirement(document_id: str, version: int) -> str:
    """A document taken out, as the next snapshot's id counts it."""
    return json.dumps(["retire", document_id, version])


def addition(document_id: str, version: int, content: str, today: str) -> str:
    """A document put in, as the next snapshot's id counts it."""
    return json.dumps(["add", document_id, version, content, today])


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in `folder`, None if there is none.

    :raises IndexDamaged: if it cannot be understood.
    :raises IndexIncompatible: if a newer version of the software wrote it.
    """
    path = folder / FILE
    with failures(folder):
        if not path.is_file():
            return None
        text = path.read_bytes()
    try:
        return _parsed(folder, json.loads(text))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise IndexDamaged(
            folder,
            f"{FILE} is damaged; make it anew with: factcheck index verify {folder}",
        ) from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Replace the manifest in one step that a crash cannot halve."""
    temporary = folder / f"{FILE}.tmp"
    with failures(folder):
        temporary.write_text(json.dumps(asdict(manifest), indent=2) + "\n", encoding="utf-8")
        put_in_place(temporary, folder / FILE)


def write_newest(folder: Path, snapshot: str) -> None:
    """Note which state was committed last.

    That is waited for by nobody: after a crash an older state may be named, which is there, too.
    """
    # The commit stands without it, also where the disk is full.
    with contextlib.suppress(OSError):
        temporary = folder / f"{NEWEST}.tmp"
        temporary.write_bytes(f"{snapshot}\n".encode())
        temporary.replace(folder / NEWEST)


def read_newest(folder: Path) -> str | None:
    """The state that was noted last, None if there is no such note, or only a part of one."""
    try:
        note = _SNAPSHOT.fullmatch((folder / NEWEST).read_bytes())
    except OSError:
        return None
    return None if note is None else note[1].decode()


def remove_leftovers(folder: Path, manifest: Manifest) -> None:
    """Delete what cut-off writes and replaced manifests left behind."""
    named = {segment.file for segment in manifest.segments}
    with failures(folder):
        for path in (path for pattern in _LEFTOVERS for path in folder.glob(pattern)):
            if path.name not in named:
                path.unlink(missing_ok=True)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


def _parsed(folder: Path, data: dict[str, Any]) -> Manifest:
    version = int(data["format"])
    if version != FORMAT:
        raise IndexIncompatible(
            folder,
            f"{FILE} has format {version}, this software reads format {FORMAT}; "
            "upgrade it, or build the index again",
        )
    return Manifest(
        format=version,
        created=str(data["created"]),
        embedder=ModelInfo(**data["embedder"]),
        snapshot=str(data["snapshot"]),
        documents=int(data["documents"]),
        passages=int(data["passages"]),
        segments=tuple(Segment(**segment) for segment in data["segments"]),
    )
