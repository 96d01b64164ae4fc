"""A file that somebody sent, read in a process of its own, which ends with what that does to it.

What reads PDF, Word and the rest was not made for files that mean harm: a small one may ask for
hours or for all memory. And while a long one is read, this process answers others.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import resource
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, BinaryIO, Final

from factcheck.config import Limits
from factcheck.document_limits import valid_string
from factcheck.errors import InvalidInput, InvalidSource
from factcheck.ingest.fields import Columns
from factcheck.ingest.jsonl import describe_ignored
from factcheck.ingest.sources import survey_file
from factcheck.types import Document

_SECONDS: Final = 120
_MEMORY_BYTES: Final = 2 * 1024**3
_NO_MEMORY = {"fault": "cannot be read within two gigabytes of memory", "line": None}
# What a file may be called on most file systems.
_NAME_BYTES = 255
_NO_NAME = ("/", "\\", "\0")


@dataclass(frozen=True, slots=True)
class Upload:
    """The documents of a file that was sent.

    :param skipped: what of it was passed over, each with its place and the reason.
    :param notes: what was read otherwise than it says, or not at all.
    :param content: the file.
    """

    documents: tuple[Document, ...]
    skipped: tuple[str, ...]
    notes: tuple[str, ...]
    content: bytes

    def original(self, digest: str) -> BinaryIO:
        """The file, opened, for :meth:`factcheck.FactChecker.add`.

        :raises InvalidSource: if a document was read from something else.
        """
        if hashlib.sha256(self.content).hexdigest() != digest:
            raise InvalidSource("", None, "is not what its documents were read from")
        return io.BytesIO(self.content)


def read_upload(
    content: bytes, name: str, *, columns: Columns = MappingProxyType({}), **defaults: str | None
) -> Upload:
    """The documents of a file of any kind that an index is built from.

    :param name: what the file is called: its ending tells the kind, and of one that is a single
        document it is the id, and what the text does not state: the title, and the day if it
        begins with one.
    :param columns: of a table, which column each field is taken from, where names differ.
    :param defaults: `publisher`, `published` or `language` of documents that do not state theirs.
    :raises InvalidInput: if the name is none of a file, the table lacks one of the columns, or a
        default is refused.
    :raises InvalidSource: if the file cannot be read, or not within two minutes and two gigabytes
        of memory, or holds more documents than `Limits.documents_per_file`.
    """
    name = unicodedata.normalize("NFC", valid_string(name, "name", Limits.id_chars))
    if not name.strip() or name.startswith(".") or any(mark in name for mark in _NO_NAME):
        expected = "must be the name of a file, which does not begin with a dot and names no folder"
        raise InvalidInput("name", name, expected)
    with TemporaryDirectory(prefix="factcheck-") as folder:
        path = Path(folder, _short(name))
        path.write_bytes(content)
        given = {key: value for key, value in defaults.items() if value}
        request = {"path": str(path), "id": name, "columns": dict(columns), "defaults": given}
        answer = _read_apart(path, {**request, "bytes": _MEMORY_BYTES})
    if "fault" in answer:
        raise InvalidSource(name, answer["line"], answer["fault"])
    if "refused" in answer:
        raise InvalidInput(*answer["refused"], limit=answer["limit"])
    return Upload(**answer, content=content)


def _short(name: str) -> str:
    """The name with as much of its beginning and all of its ending as a file may be called."""
    stem, dot, ending = name.rpartition(".")
    room = _NAME_BYTES - len((dot + ending).encode())
    if not stem or room < 1:
        return name.encode()[:_NAME_BYTES].decode(errors="ignore")
    return stem.encode()[:room].decode(errors="ignore") + dot + ending


def _read_apart(path: Path, request: Mapping[str, Any]) -> dict[str, Any]:
    # Without -P a module in the present folder could stand in for one of the library.
    command = [sys.executable, "-P", "-m", __name__]
    try:
        done = subprocess.run(
            command, input=json.dumps(request).encode(), capture_output=True, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        reason = f"cannot be read within {_SECONDS} seconds"
        raise InvalidSource(path.name, None, reason) from error
    if done.returncode < 0:
        reason = f"cannot be read: its reader was ended by signal {-done.returncode}"
        raise InvalidSource(path.name, None, reason)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    answer: dict[str, Any] = pickle.loads(done.stdout)
    return answer


def _read(request: Mapping[str, Any]) -> dict[str, Any]:
    path = Path(request["path"])
    try:
        found = survey_file(path, request["id"], request["columns"], request["defaults"])
        if found.total > (most := Limits.documents_per_file):
            reason = f"holds {found.total} documents; at most {most} may be sent as one file"
            raise InvalidSource(path, None, reason)
        notes = [f"ignored {describe_ignored(found.ignored)}"] if found.ignored else []
        if found.of_windows:
            notes.append("was read as windows-1252, since it is not UTF-8")
        return {
            "documents": tuple(found.documents()),
            "skipped": tuple(item.reason for item in found.skipped),
            "notes": tuple(notes),
        }
    except InvalidSource as error:
        if isinstance(error.__cause__, MemoryError):
            return _NO_MEMORY
        return {"fault": error.reason, "line": error.line}
    except InvalidInput as error:
        return {"refused": (error.field, error.value, error.expected), "limit": error.limit}
    except MemoryError:
        return _NO_MEMORY


def _main() -> None:
    """Read what standard input asks for; the answer goes to standard output, and nothing else."""
    request = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (request["bytes"], request["bytes"]))
    # Also when nobody is left to wait for it.
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    with os.fdopen(os.dup(1), "wb") as answer:
        os.dup2(2, 1)
        pickle.dump(_read(request), answer)


if __name__ == "__main__":
    _main()
