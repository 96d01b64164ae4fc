"""Making and opening index directories: what is there is looked at before it is touched."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from factcheck.encoders import Encoder
from factcheck.errors import (
    IndexDamaged,
    IndexIncompatible,
    IndexNotFound,
    InvalidInput,
)
from factcheck.index import database, snapshot
from factcheck.index.addresses import is_address
from factcheck.index.changes import timestamp
from factcheck.index.lock import HOLDER_FILE, LOCK_FILE
from factcheck.index.snapshot import Manifest, first_snapshot, read_manifest, read_newest
from factcheck.index.store import Reader
from factcheck.model_files import ModelInfo

_BEGINNINGS = (database.FILE, LOCK_FILE, HOLDER_FILE, f"{snapshot.FILE}.tmp")


def folder_of(path: str | Path) -> Path:
    """The directory that a caller names.

    :raises InvalidInput: if it cannot be a path.
    """
    if is_address(path):
        raise InvalidInput("path", path, "must be a directory here, and is the address of a server")
    try:
        is_path = isinstance(path, str | Path) and bool(str(path).strip())
        # FAISS opens no file by a name that is not UTF-8.
        if is_path and b"\0" not in str(path).encode():
            return Path(path)
    except UnicodeEncodeError:
        pass
    raise InvalidInput("path", path, "must be the path of a directory, in UTF-8")


def index_folder(path: str | Path) -> Path:
    """The directory of the index that a caller names, whether there is one or not.

    A folder of sources whose index lies in its subfolder `index`, as in `indexes/demo`, stands
    for that.

    :raises InvalidInput: if it cannot be a path.
    """
    folder = folder_of(path)
    with database.failures(folder):
        beside = folder / "index"
        is_beside = not (folder / database.FILE).is_file() and (beside / database.FILE).is_file()
    return beside if is_beside else folder


def without_links(folder: Path) -> Path:
    """Where a directory is now, so that a link that is changed later leads nobody elsewhere.

    One to which no link leads stays as the caller wrote it.
    """
    with database.failures(folder):
        resolved = folder.resolve()
    return folder if resolved == folder.absolute() else resolved


def existing(path: str | Path) -> Path:
    """The directory of the index that a caller names, as :func:`index_folder` finds it.

    :raises InvalidInput: if it cannot be a path.
    :raises IndexNotFound: if there is nothing, or only the beginning of an index.
    :raises IndexDamaged: if there is something else.
    """
    folder = index_folder(path)
    _check_is_index(folder)
    return folder


def _check_is_index(folder: Path) -> None:
    """Refuse a directory that is no index.

    :raises IndexNotFound: if there is nothing, or only the beginning of an index.
    :raises IndexDamaged: if there is something else.
    """
    with database.failures(folder):
        if not folder.exists():
            raise IndexNotFound(folder)
        if not folder.is_dir():
            raise IndexDamaged(folder, "is a file; an index is a directory")
        has_manifest = (folder / snapshot.FILE).is_file()
        has_store = (folder / database.FILE).is_file()
        foreign = _foreign(folder)
    if has_manifest and not has_store:
        raise IndexDamaged(folder, f"{database.FILE} is missing; restore it from a copy")
    if has_store:
        return
    if foreign:
        raise IndexDamaged(folder, f"is not a factcheck index: it holds {foreign}")
    raise IndexNotFound(folder)


def make_folder(folder: Path) -> None:
    """Make an empty directory, or accept one in which an index was only begun.

    :raises InvalidInput: if it holds something.
    """
    with database.failures(folder):
        if folder.exists() and not folder.is_dir():
            raise InvalidInput("path", str(folder), "must be a directory, and is a file")
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / snapshot.FILE).exists():
            raise InvalidInput("path", str(folder), "holds an index already; open it instead")
        foreign = _foreign(folder)
    if foreign:
        expected = f"must be an empty directory, and holds {foreign}"
        raise InvalidInput("path", str(folder), expected)


def begin_store(folder: Path, encoder: Encoder) -> None:
    """Make the empty store, unless an earlier attempt got that far.

    :raises InvalidInput: if there is a store with documents in it.
    """
    if (folder / database.FILE).exists():
        store = database.Database(folder, writable=False)
        with closing(store), store.reading() as connection:
            is_empty = Reader(folder, connection).commit().number == 0
        if not is_empty:
            raise InvalidInput("path", str(folder), "holds an index already; open it instead")
        return
    info = encoder.info
    facts = {
        "created": timestamp(),
        "embedder_id": info.id,
        "embedder_sha256": info.sha256,
        "dimension": str(info.dimension),
    }
    database.create_store(folder, facts, first_snapshot(info))


def present_manifest(folder: Path, reader: Reader) -> Manifest:
    """The manifest of the directory, or where it has none, one made from the store.

    :raises IndexDamaged: if manifest and store do not belong together, or commits are lost.
    :raises IndexIncompatible: if a newer version of the software wrote it.
    """
    written = read_manifest(folder)
    if written is None:
        return derived_manifest(folder, reader)
    _check_is_newest(folder, reader)
    if (written.created, written.embedder) != _facts(folder, reader):
        raise IndexDamaged(folder, f"{snapshot.FILE} and {database.FILE} are of different indexes")
    if reader.number_of(written.snapshot) is None:
        raise IndexDamaged(
            folder,
            f"{database.FILE} is older than {snapshot.FILE}, which names the snapshot "
            f"{written.snapshot}; restore both from the same copy",
        )
    return written


def derived_manifest(folder: Path, reader: Reader) -> Manifest:
    """A manifest made from the store, which names no files.

    :raises IndexDamaged: if the store lacks what it says of the index as a whole, or commits.
    """
    _check_is_newest(folder, reader)
    (created, embedder), counts = _facts(folder, reader), reader.counts()
    return Manifest(
        format=snapshot.FORMAT,
        created=created,
        embedder=embedder,
        snapshot=reader.commit().snapshot,
        documents=counts.documents,
        passages=counts.passages,
    )


def _check_is_newest(folder: Path, reader: Reader) -> None:
    """Refuse a store that lacks a state which was committed to it.

    It is asked after the note is read: then it cannot be of a moment before.
    """
    newest = read_newest(folder)
    if newest is not None and reader.number_of(newest) is None:
        raise IndexDamaged(
            folder,
            f"{database.FILE} lacks its newest state, {newest}: its log, {database.FILE}-wal, was "
            "damaged or deleted; restore both from a copy, or delete "
            f"{snapshot.NEWEST} and {snapshot.FILE}, verify the index and build it again, which "
            "adds what is missing",
        )


def check_embedder(folder: Path | str, written: ModelInfo, given: ModelInfo) -> None:
    """Refuse an embedder whose vectors cannot be compared with those of the index.

    :raises IndexIncompatible: if it is another one.
    """
    if written != given:
        raise IndexIncompatible(
            folder,
            f"was built with the embedder {_named(written)}, and opened with {_named(given)}; "
            "name the first, or build the index again",
        )


def _facts(folder: Path, reader: Reader) -> tuple[str, ModelInfo]:
    facts = reader.facts()
    try:
        dimension = int(facts["dimension"])
        embedder = ModelInfo(facts["embedder_id"], facts["embedder_sha256"], dimension)
        return facts["created"], embedder
    except (KeyError, ValueError) as error:
        raise IndexDamaged(folder, f"{database.FILE}: lacks a fact ({error})") from error


def _foreign(folder: Path) -> str:
    names = sorted(path.name for path in folder.iterdir())
    others = [name for name in names if not name.startswith(_BEGINNINGS)]
    return ", ".join(others[:3]) + (", …" if len(others) > 3 else "")


def _named(info: ModelInfo) -> str:
    return f"{info.id} (sha256 {info.sha256[:12]}…, {info.dimension} dimensions)"
