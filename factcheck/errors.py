"""Every error that factcheck raises on purpose.

FactcheckError
├── InvalidInput             a value that the caller gave is refused: field, value, limit
│   ├── HostNotAllowed       an address leads into the own network, which is not allowed
│   └── InvalidSource        a line or file of a source cannot be read: path and line
├── NotFound
│   ├── IndexNotFound        no index at that path or under that name
│   ├── SnapshotNotFound     the index was never in that state, or was compacted since
│   ├── DocumentNotFound     no document with that id
│   ├── OriginalNotFound     the bytes that a document was read from are not kept
│   └── WatchNotFound        no watch with that id, or it is somebody else's
├── IndexFailure
│   ├── IndexDamaged         a file of the index is missing, cut short or altered
│   ├── IndexIncompatible    another format version, or another embedder's vectors
│   ├── IndexLocked          another process is writing
│   └── IndexReadOnly        opened without `writable=True`
├── ModelFailure
│   ├── ModelNotFound        weights are not there: says what to install
│   └── ModelInvalid         weights are there but cannot be used: says why
├── WatchFailure             the file of watches cannot be used: says why
└── FetchFailure             a URL could not be read: says why

Each leaf has a stable `code` and carries what it speaks of as attributes, so that a
caller (the HTTP layer, a script) never parses a message.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

_SHOWN = 80


def shown(value: object) -> str:
    """`repr(value)`, shortened so that a megabyte of input never lands in a message.

    Of a long text both ends are kept: a path's last part is the one that tells.
    """
    if isinstance(value, str) and len(value) > _SHOWN:
        half = _SHOWN // 2
        value = f"{value[: half - 1]}…{value[-half:]}"
    text = repr(value[: 2 * _SHOWN]) if isinstance(value, str | bytes) else repr(value)
    return text if len(text) <= 2 * _SHOWN else text[: 2 * _SHOWN - 1] + "…"


class FactcheckError(Exception):
    """Base of every error raised on purpose by factcheck."""

    code: ClassVar[str] = "error"

    def __reduce__(self) -> tuple[Any, ...]:
        # Python would call the class with the message alone, and so break a pool of processes.
        return Exception.__new__, (type(self), *self.args), vars(self)


class InvalidInput(FactcheckError):
    """A value given by the caller is refused.

    :param field: the name of the argument or JSON field, as the caller knows it.
    :param value: the refused value (shortened in the message).
    :param expected: what would have been accepted, with the limit where there is one.
    :param limit: that limit as a number, for who tells it to programs.
    """

    code = "invalid_input"
    limit: int | None = None

    def __init__(
        self, field: str, value: object, expected: str, *, limit: int | None = None
    ) -> None:
        self.field, self.value, self.expected, self.limit = field, value, expected, limit
        super().__init__(f"{field}: {expected}; got {shown(value)}")


class HostNotAllowed(InvalidInput):
    """An address leads to a host beyond the public internet that the settings do not name."""

    code = "host_not_allowed"


class InvalidSource(InvalidInput):
    """A source file, or one line of it, cannot be read as documents.

    :param path: the file.
    :param line: the 1-based line number, or None where the whole file is meant.
    :param reason: what is wrong with it.
    """

    code = "invalid_source"

    def __init__(self, path: Path | str, line: int | None, reason: str) -> None:
        self.path, self.line, self.reason = Path(path), line, reason
        self.field, self.value, self.expected = "source", str(path), reason
        where = f"{path}, line {line}" if line is not None else f"{path}"
        FactcheckError.__init__(self, f"{where}: {reason}")


class NotFound(FactcheckError):
    """Something named by the caller does not exist."""

    code = "not_found"


class IndexNotFound(NotFound):
    """There is no index at that path, or none of that name is being served."""

    code = "index_not_found"

    def __init__(self, name: Path | str) -> None:
        self.name = str(name)
        super().__init__(
            f"no index at {self.name}; build one with: factcheck index build {self.name} SOURCE"
        )


class SnapshotNotFound(NotFound):
    """The index has never been in that state, or has been compacted since."""

    code = "snapshot_not_found"

    def __init__(self, path: Path | str, snapshot: str) -> None:
        self.path, self.snapshot = str(path), snapshot
        super().__init__(
            f"index {path} has no snapshot {shown(snapshot)}, or it was compacted since; "
            f"those that can be opened: factcheck index snapshots {path}"
        )


class DocumentNotFound(NotFound):
    """There is no document with that id in the index."""

    code = "document_not_found"

    def __init__(self, document_id: str) -> None:
        self.document_id = document_id
        super().__init__(f"no document with id {shown(document_id)} in this index")


class OriginalNotFound(NotFound):
    """The bytes that a document was read from are not kept."""

    code = "original_not_found"

    def __init__(self, document_id: str) -> None:
        self.document_id = document_id
        super().__init__(
            f"no original is kept of document {shown(document_id)}: it came as JSON, or was added "
            "without"
        )


class WatchNotFound(NotFound):
    """There is no watch with that id, or it belongs to somebody else."""

    code = "watch_not_found"

    def __init__(self, watch_id: str) -> None:
        self.watch_id = watch_id
        super().__init__(f"no watch with id {shown(watch_id)}")


class IndexFailure(FactcheckError):
    """The index at `path` cannot be used as asked.

    :param path: the index directory, or its address.
    :param reason: what is wrong, and where there is one, the way out.
    """

    code = "index_failure"

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"index {path}: {reason}")


class IndexDamaged(IndexFailure):
    """A file of the index is missing, cut short, altered, or not an index file at all."""

    code = "index_damaged"


class IndexIncompatible(IndexFailure):
    """The index was written in another format version or with another embedder."""

    code = "index_incompatible"


class IndexLocked(IndexFailure):
    """Another process holds the index for writing.

    :param pid: the process of this machine that holds it, None if it left no trace.
    :param host: the machine of that process, if it is another one.
    """

    code = "index_locked"

    def __init__(self, path: Path | str, pid: int | None, host: str | None = None) -> None:
        self.pid, self.host = pid, host
        holder = f"process {pid}" if pid is not None else "another process"
        holder = f"a process of {host}" if host is not None else holder
        super().__init__(path, f"{holder} is writing to it; wait for it, or open it to read only")


class IndexReadOnly(IndexFailure):
    """A change was asked of an index that was opened to read only."""

    code = "index_read_only"

    def __init__(self, path: Path | str) -> None:
        super().__init__(path, "opened to read only; open it with writable=True to change it")


class ModelFailure(FactcheckError):
    """A model cannot be used.

    :param model: the folder, package or hub name that was asked for.
    :param reason: what is wrong, and what to install or to set.
    """

    code = "model_failure"

    def __init__(self, model: str, reason: str) -> None:
        self.model, self.reason = model, reason
        super().__init__(f"model {model}: {reason}")


class ModelNotFound(ModelFailure):
    """The weights are not on this machine."""

    code = "model_not_found"


class ModelInvalid(ModelFailure):
    """The weights are there but cannot serve: wrong kind, unknown labels, damaged file."""

    code = "model_invalid"


class WatchFailure(FactcheckError):
    """The file of watches cannot be used.

    :param path: the file.
    :param reason: what is wrong with it.
    """

    code = "watch_failure"

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path, self.reason = Path(path), reason
        super().__init__(f"watches {path}: {reason}")


class FetchFailure(FactcheckError):
    """A URL could not be read.

    :param url: the address.
    :param reason: what went wrong.
    :param limit: what was passed, in the unit that the reason names, if it was a limit.
    """

    code = "fetch_failure"

    def __init__(self, url: str, reason: str, *, limit: int | None = None) -> None:
        self.url, self.reason, self.limit = url, reason, limit
        super().__init__(f"{url}: {reason}")
