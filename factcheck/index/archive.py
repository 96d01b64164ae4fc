"""An index as one file that verifies itself: to hand it over, to keep it, to replay a verdict.

The file is an ordinary tar archive. Its first member, `index.json`, names every other one with
its size and SHA-256.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import stat
import tarfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from factcheck.errors import IndexDamaged, IndexIncompatible, InvalidInput
from factcheck.index import database, opening, originals, snapshot
from factcheck.index.database import Database, failures
from factcheck.index.files import put_in_place
from factcheck.index.history import PastState, copy_store
from factcheck.index.lock import LOCK_FILE
from factcheck.index.snapshot import read_manifest
from factcheck.index.store import Reader
from factcheck.index.verification import Verification, verify
from factcheck.index.workspace import workspace
from factcheck.version import __version__

_HEADER, _FORMAT, _HEADER_BYTES = "index.json", 1, 64 * 1024 * 1024
_NAMES = re.compile(
    r"store\.sqlite|manifest\.json|vectors-[0-9a-f]{16}\.faiss|originals/[0-9a-f]{2}/[0-9a-f]{64}"
)
_CHUNK = 1024 * 1024
# A writer may replace files of vectors between reading their names and opening them.
_ATTEMPTS = 5
Progress = Callable[[int], None]
# Originals are opened only when it is their turn: there may be many, and none ever changes.
Opened = io.BufferedReader | io.BytesIO | Path


@dataclass(frozen=True, slots=True)
class Exported:
    """The archive that was written."""

    path: str
    snapshot: str
    bytes: int


def export_index(
    path: str | Path,
    archive: str | Path,
    *,
    at: str | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Write an index to one archive, while others read it and write to it.

    :param at: the id of an earlier state; the newest one by default.
    :param progress: called with the number of bytes written since its last call.
    :raises InvalidInput: if something stands at `archive` already, or its directory does not.
    :raises IndexNotFound: if there is no index.
    :raises SnapshotNotFound: if it has no such state, or it was compacted since.
    """
    folder, archive = opening.existing(path), Path(archive)
    original = folder
    if archive.exists():
        raise InvalidInput("archive", str(archive), "must be the name of a new file")
    if not archive.parent.is_dir():
        raise InvalidInput("archive", str(archive), "must be in a directory that exists")
    with contextlib.ExitStack() as stack:
        if at is not None:
            folder = stack.enter_context(PastState(folder, at)).folder
        with failures(archive):
            stage = stack.enter_context(workspace(archive.parent, ".exporting-"))
        # The derived files before the store: nothing in them is then newer than the store.
        files = _derived(folder, stack)
        copy_store(folder, stage)
        with failures(archive):
            files[database.FILE] = stack.enter_context((stage / database.FILE).open("rb"))
            state, kept = _snapshot_of(stage)
            files |= {name: original / name for name in map(originals.name_of, sorted(kept))}
            finished = stage / "archive.tar"
            _write(finished, files, state, progress or (lambda _: None))
            put_in_place(finished, archive)
            return Exported(str(archive), state, archive.stat().st_size)


def import_index(
    archive: str | Path, path: str | Path, *, progress: Progress | None = None
) -> Verification:
    """Unpack an archive to a new or empty directory, and check all of it.

    The directory appears once everything in it has been checked, hash by hash, or not at all.

    :param progress: called with the number of bytes unpacked since its last call.
    :raises InvalidInput: if the directory holds something, or there is no such archive.
    :raises IndexDamaged: if the archive is damaged, cut short, or not one of an index.
    """
    archive, folder = Path(archive), opening.without_links(opening.folder_of(path))
    if not archive.is_file():
        raise InvalidInput("archive", str(archive), "must be a file")
    with failures(folder):
        is_new = not folder.exists()
    opening.make_folder(folder)
    with failures(folder):
        is_free = not any(folder.iterdir()) and not folder.is_mount()
    if not is_free:
        expected = "must be a new or an empty directory, on which nothing is mounted"
        raise InvalidInput("path", str(folder), expected)
    try:
        return _imported(archive, folder, progress or (lambda _: None))
    except BaseException:
        if is_new:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _imported(archive: Path, folder: Path, progress: Progress) -> Verification:
    """Unpack to a folder beside the empty one, check, and put it in its place."""
    with contextlib.ExitStack() as stack:
        with failures(folder):
            parent = folder.absolute().parent
            stage = stack.enter_context(workspace(parent, ".importing-")) / folder.name
            stage.mkdir()
        _unpack(archive, stage, folder, progress)
        found = verify(stage)
        with failures(folder):
            (stage / LOCK_FILE).unlink(missing_ok=True)
            stage.chmod(stat.S_IMODE(folder.stat().st_mode))
            put_in_place(stage, folder)
    return found


def _derived(folder: Path, stack: contextlib.ExitStack) -> dict[str, Opened]:
    """The manifest and the files of vectors that it names, opened; a writer may replace them."""
    for _ in range(_ATTEMPTS):
        manifest = read_manifest(folder)
        if manifest is None:
            return {}
        text = json.dumps(asdict(manifest), indent=2).encode()
        with contextlib.suppress(FileNotFoundError), contextlib.ExitStack() as attempt:
            files: dict[str, Opened] = {snapshot.FILE: io.BytesIO(text)}
            for segment in manifest.segments:
                files[segment.file] = attempt.enter_context((folder / segment.file).open("rb"))
            stack.push(attempt.pop_all())
            return files
    return {}


def _snapshot_of(folder: Path) -> tuple[str, set[str]]:
    """The id of its state, and the originals that its documents name."""
    store = Database(folder, writable=False)
    with contextlib.closing(store), store.reading() as connection:
        reader = Reader(folder, connection)
        return reader.commit().snapshot, reader.originals()


def _write(path: Path, files: dict[str, Opened], state: str, progress: Progress) -> None:
    listed: dict[str, dict[str, Any]] = {}
    for name, file in files.items():
        with _open(file) as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
            listed[name] = {"bytes": content.seek(0, io.SEEK_END), "sha256": digest}
    header = {"format": _FORMAT, "software": __version__, "snapshot": state, "files": listed}
    text = json.dumps(header, indent=2).encode()
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as tar:
        tar.addfile(_member(_HEADER, len(text)), io.BytesIO(text))
        for name, file in files.items():
            with _open(file) as content:
                content.seek(0)
                tar.addfile(_member(name, listed[name]["bytes"]), content)
            progress(listed[name]["bytes"])


def _open(file: Opened) -> contextlib.AbstractContextManager[io.BufferedReader | io.BytesIO]:
    return file.open("rb") if isinstance(file, Path) else contextlib.nullcontext(file)


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o644
    return member


def _unpack(archive: Path, stage: Path, folder: Path, progress: Progress) -> None:
    """Copy the members that the header names, each compared with its size and hash.

    :param folder: for which they are, and which is told if they cannot be written.
    """
    try:
        with failures(archive), tarfile.open(archive, "r:") as tar:
            listed = _header(archive, tar)
            while (member := tar.next()) is not None:
                expected = listed.pop(member.name, None)
                file = tar.extractfile(member) if _is_whole(member) else None
                if expected is None or file is None:
                    raise IndexDamaged(archive, f"holds {member.name!r}, which it does not list")
                with failures(folder):
                    _copy(archive, file, stage / member.name, expected)
                progress(member.size)
    except (tarfile.TarError, ValueError) as error:  # of headers that are no numbers
        raise IndexDamaged(
            archive, f"is not an exported index, or is cut short: {error}"
        ) from error
    if listed:
        raise IndexDamaged(archive, f"is cut short: {min(listed)} is missing")


def _header(archive: Path, tar: tarfile.TarFile) -> dict[str, dict[str, Any]]:
    first = tar.next()
    file = tar.extractfile(first) if first is not None and _is_whole(first) else None
    if (
        first is None
        or file is None
        or (first.name, first.size > _HEADER_BYTES) != (_HEADER, False)
    ):
        raise IndexDamaged(archive, f"is not an exported index: it does not begin with {_HEADER}")
    try:
        header = json.loads(file.read())
        listed: dict[str, dict[str, Any]] = dict(header["files"])
        if header["format"] != _FORMAT:
            reason = f"has format {header['format']}, this software reads format {_FORMAT}"
            raise IndexIncompatible(archive, reason)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise IndexDamaged(archive, f"{_HEADER} is damaged: {error}") from error
    if database.FILE not in listed or not all(_NAMES.fullmatch(str(name)) for name in listed):
        raise IndexDamaged(archive, f"{_HEADER} does not list the files of an index")
    return listed


def _is_whole(member: tarfile.TarInfo) -> bool:
    """Whether it is a file with all of its bytes, and none that would grow when it is unpacked."""
    return member.isfile() and not member.issparse()


def _copy(archive: Path, file: IO[bytes], target: Path, expected: dict[str, Any]) -> None:
    digest = hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
        found = {"bytes": out.tell(), "sha256": digest.hexdigest()}
    if found != expected:
        raise IndexDamaged(archive, f"{target.name} in it is not what was written")
