"""The lineage of an index, brought up to date by what has changed since it was last asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from factcheck.errors import DocumentNotFound, SnapshotNotFound
from factcheck.index import Backend
from factcheck.lineage import fingerprint_files
from factcheck.lineage.fingerprints import Fingerprint, fingerprint
from factcheck.lineage.tracing import Lineage, trace_fingerprints
from factcheck.types import Document

FILE = "lineage.npz"
# Documents read at a time: so many, or those after which their texts have so many characters.
_PAGE, _PAGE_CHARS = 1000, 10_000_000

Progress = Callable[[int], None]


class KeptLineage:
    """Fingerprints of an index's documents, in memory and, where it is a directory, in a file.

    The file is derived: without it, or where it cannot be written, every document is read again.
    Safe to share between threads.
    """

    def __init__(self, index: Backend) -> None:
        self._index = index
        self._lock = threading.Lock()
        self._known: tuple[str, dict[str, Fingerprint]] | None = None
        self._lineage: tuple[str, Lineage] | None = None

    def newest(self, progress: Progress | None = None) -> Lineage:
        """Which documents go back to one report. Earlier fact-checks are left out.

        Only documents that are new or changed are read, and the groups are those that all of
        them at once would give.

        :param progress: called with the number of documents read since its last call.
        """
        with self._lock:
            snapshot = self._index.snapshot
            if self._lineage is None or self._lineage[0] != snapshot:
                items = self._up_to_date(snapshot, progress or (lambda _: None))
                self._lineage = snapshot, trace_fingerprints(items.values())
            return self._lineage[1]

    def _up_to_date(self, snapshot: str, tell: Progress) -> dict[str, Fingerprint]:
        folder = Path(self._index.info().path)
        path = folder / FILE if folder.is_dir() else None
        if self._known is None and path is not None:
            self._known = fingerprint_files.read(path)
        count = self._changed(*self._known, tell) if self._known is not None else None
        if self._known is None or count is None:
            self._known = snapshot, {item.id: item for item in self._all(tell)}
        else:
            self._known = snapshot, self._known[1]
        if path is not None and count != 0:
            # A directory that may only be read serves as well, and slower.
            with suppress(OSError):
                fingerprint_files.write(path, *self._known)
        return self._known[1]

    def _changed(self, since: str, known: dict[str, Fingerprint], tell: Progress) -> int | None:
        """Bring fingerprints up to date; how many changed, None if that is not known."""
        try:
            changes = self._index.changes_since(since)
        except SnapshotNotFound:
            return None
        for change in changes:
            known.pop(change.id, None)
            if change.after is not None:
                # What was removed meanwhile is among the changes next time.
                with suppress(DocumentNotFound):
                    known |= {item.id: item for item in _evidence([self._index.get(change.id)])}
                tell(1)
        return len(changes)

    def _all(self, tell: Progress) -> Iterator[Fingerprint]:
        page = self._index.documents(limit=_PAGE, chars=_PAGE_CHARS)
        while page:
            yield from _evidence(page)
            tell(len(page))
            page = self._index.documents(after=page[-1].id, limit=_PAGE, chars=_PAGE_CHARS)


def _evidence(documents: list[Document]) -> Iterator[Fingerprint]:
    return (fingerprint(item) for item in documents if item.review is None)
