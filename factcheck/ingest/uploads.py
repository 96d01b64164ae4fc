"""A file that somebody sent, read in a process of its own, which ends with what that does to it.

What reads PDF, Word and the rest was not made for files that mean harm: a small one may ask for
hours or for all memory. And while a long one is read, this process answers others.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import os
import resource
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryDirectory
from traceback import format_exc
from types import MappingProxyType
from typing import Any, BinaryIO, Final

from factcheck.config import Limits
from factcheck.document_limits import valid_string
from factcheck.errors import InvalidInput, InvalidSource
from factcheck.ingest.fields import Columns
from factcheck.ingest.folders import ending_of
from factcheck.ingest.jsonl import describe_ignored
from factcheck.ingest.sources import Survey, survey_file
from factcheck.marks import from_rows, to_rows
from factcheck.types import Document

_log = logging.getLogger(__name__)

_SECONDS: Final = 120
_MEMORY_BYTES: Final = 2 * 1024**3
_NO_MEMORY = "cannot be read within two gigabytes of memory"
_LOOK_SECONDS = 1.0
# What is told of a file: of so many places, and so much of each.
_TOLD, _LONGEST = 100, 500
# What a file may be called on most file systems.
_NAME_BYTES = 255
_OURS = "FACTCHECK_"
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
    content: bytes,
    name: str,
    *,
    columns: Columns = MappingProxyType({}),
    go_on: Callable[[], None] = lambda: None,
    **defaults: str | None,
) -> Upload:
    """The documents of a file of any kind that an index is built from.

    :param name: what the file is called: its ending tells the kind, and of one that is a single
        document it is the id, and what the text does not state: the title, and the day if it
        begins with one.
    :param columns: of a table, which column each field is taken from, where names differ.
    :param go_on: called every second while the file is read; what it raises ends that.
    :param defaults: `publisher`, `published` or `language` of documents that do not state theirs.
    :raises InvalidInput: if the name is none of a file, the table lacks one of the columns, or a
        default is refused.
    :raises InvalidSource: if the file cannot be read, or not within two minutes and two gigabytes
        of memory, or holds more than `Limits.documents_per_file` documents or
        `Limits.file_chars` characters.
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
        answer = _read_apart({**request, "bytes": _MEMORY_BYTES}, go_on)
    if "fault" in answer:
        raise InvalidSource(name, answer["line"], answer["fault"])
    if "refused" in answer:
        raise InvalidInput(*answer["refused"], limit=answer["limit"])
    documents = tuple(map(_unpacked, answer["documents"]))
    return Upload(documents, tuple(answer["skipped"]), tuple(answer["notes"]), content)


def _packed(document: Document) -> dict[str, Any]:
    """The fields of a document that was read from a file, as JSON has them."""
    found = {each.name: getattr(document, each.name) for each in fields(document)}
    return found | {"marks": to_rows(document.marks)}


def _unpacked(packed: dict[str, Any]) -> Document:
    return Document(**{**packed, "marks": from_rows(packed["marks"])})


def _short(name: str) -> str:
    """The name with as much of its beginning and all of its ending as a file may be called."""
    ending = ending_of(name)
    stem = name.removesuffix(ending).encode()[: _NAME_BYTES - len(ending.encode())]
    return stem.decode(errors="ignore") + ending


def _read_apart(request: Mapping[str, Any], go_on: Callable[[], None]) -> dict[str, Any]:
    # Without -P a module in the present folder could stand in for one of the library.
    command = [sys.executable, "-P", "-m", __name__]
    # What reads a stranger's file need not know the server's secrets.
    known = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    # The buffers of many threads would take the memory that a file may.
    environment = {**known, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment) as child:
        try:
            said = _answer(child, json.dumps(request).encode(), go_on)
        except BaseException:
            child.kill()
            raise
    if said is None:
        return _fault(f"cannot be read within {_SECONDS} seconds")
    if child.returncode < 0:
        return _fault(f"cannot be read: its reader was ended by signal {-child.returncode}")
    if child.returncode:
        raise RuntimeError(said[1].decode(errors="replace"))
    answer: dict[str, Any] = json.loads(said[0])
    if trace := answer.pop("trace", None):
        _log.warning("a reader failed on a file that was sent:\n%s", trace)
    return answer


def _answer(
    child: subprocess.Popen[bytes], request: bytes, go_on: Callable[[], None]
) -> tuple[bytes, bytes] | None:
    """What the reader writes to both streams; None if it takes too long.

    With a look every now and then whether it may go on.
    """
    ends = time.monotonic() + _SECONDS
    sent: bytes | None = request
    while True:
        try:
            return child.communicate(sent, timeout=min(_LOOK_SECONDS, _SECONDS))
        except subprocess.TimeoutExpired:
            sent = None
        go_on()
        if time.monotonic() >= ends:
            child.kill()
            return None


def _fault(reason: str, line: int | None = None) -> dict[str, Any]:
    return {"fault": _cut(reason), "line": line}


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _read(request: Mapping[str, Any]) -> dict[str, Any]:
    path = Path(request["path"])
    try:
        found = survey_file(path, request["id"], request["columns"], request["defaults"])
        if found.total > (most := Limits.documents_per_file):
            reason = f"holds {found.total} documents; at most {most} may be sent as one file"
            return _fault(reason)
        documents = _within_limits(found)
        notes = [f"ignored {describe_ignored(found.ignored)}"] if found.ignored else []
        if found.of_windows:
            notes.append("was read as windows-1252, since it is not UTF-8")
        skipped = [_cut(item.reason) for item in found.skipped[:_TOLD]]
        if (more := len(found.skipped) - len(skipped)) > 0:
            skipped.append(f"and {more} more")
        if not (documents or skipped):
            return _fault("holds no documents")
        return {
            "documents": [*map(_packed, documents)],
            "skipped": skipped,
            "notes": [*map(_cut, notes)],
        }
    except InvalidSource as error:
        is_full = isinstance(error.__cause__, MemoryError)
        return _fault(_NO_MEMORY) if is_full else _fault(error.reason, error.line)
    except InvalidInput as error:
        return {"refused": (error.field, error.value, error.expected), "limit": error.limit}
    except MemoryError:
        return _fault(_NO_MEMORY)
    # What a stranger's file makes a reader raise that nobody has foreseen must not be ours to fail
    # by: it is told of the file, and the log has all of it.
    except Exception as error:
        return _fault(f"cannot be read ({type(error).__name__})") | {"trace": format_exc()}


def _within_limits(found: Survey) -> tuple[Document, ...]:
    documents: list[Document] = []
    chars = 0
    for document in found.documents():
        chars += len(document.text)
        if chars > (most := Limits.file_chars):
            reason = f"holds more than {most} characters, more than may be sent as one file"
            raise InvalidSource("", None, reason)
        documents.append(document)
    return tuple(documents)


def _main() -> None:
    """Read what standard input asks for; the answer goes to standard output, and nothing else."""
    request = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (request["bytes"], request["bytes"]))
    # Also when nobody is left to wait for it; some readers have several threads.
    resource.setrlimit(resource.RLIMIT_CPU, (4 * _SECONDS, 4 * _SECONDS))
    with os.fdopen(os.dup(1), "wb") as answer:
        os.dup2(2, 1)
        answer.write(json.dumps(_read(request), default=str).encode())


if __name__ == "__main__":
    _main()
