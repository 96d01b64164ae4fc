"""What a search looks at: all vectors of one commit, and which of them may be found."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from factcheck.index.database import failures
from factcheck.index.recent import Recent
from factcheck.index.rows import Rows, Scope, Unreadable
from factcheck.index.segments import read_segment
from factcheck.index.selections import Selections
from factcheck.index.snapshot import FILE, Manifest, Segment, read_manifest
from factcheck.index.store import Reader
from factcheck.index.vectors import Allowed
from factcheck.types import Filters

_LOG = logging.getLogger(__name__)
Scoped = Sequence[tuple[Rows, Scope]]


@dataclass(frozen=True)
class View:
    """The vectors of one commit. `stamp` tells which manifest named the files."""

    commit: int
    stamp: tuple[int, ...]
    parts: Sequence[Rows]
    scopes: Recent[Filters, Sequence[Scope]] = field(default_factory=Recent)

    @property
    def is_altered(self) -> bool:
        """Whether a file of it has been found not to be what was written."""
        return any(part.is_altered for part in self.parts)

    def among(self, filters: Filters, allowed: Callable[[], Allowed]) -> Scoped:
        """Each part with the rows that a filter leaves.

        :param allowed: tells which passages these are, by key.
        """
        return list(
            zip(self.parts, self.scopes.of(filters, lambda: self._scopes(allowed())), strict=True)
        )

    def _scopes(self, allowed: Allowed) -> Sequence[Scope]:
        return [part.scope(allowed) for part in self.parts]


class Views:
    """Gives the newest view to any number of threads; a view in use is never changed.

    `selections` tells which passages a filter leaves.

    :param folder: the index directory.
    :param reading: opens a read transaction.
    :param manifest: used as long as the directory has none.
    """

    def __init__(
        self,
        folder: Path,
        reading: Callable[[], AbstractContextManager[Reader]],
        manifest: Manifest,
    ) -> None:
        self._folder, self._reading, self._manifest = folder, reading, manifest
        self.selections = Selections()
        self._dimension = manifest.embedder.dimension
        self._refreshing = threading.Lock()
        self._files: dict[str, Rows] = {}
        self._view: View | None = None

    def newest(self, filters: Filters) -> Scoped:
        """All vectors of the newest commit with the rows that a filter leaves."""
        with contextlib.ExitStack() as stack:
            with self._refreshing:
                # The manifest first: its files then lack nothing that the transaction can see.
                stamp, manifest = self._stamp(), self._manifest
                if self._view is None or self._view.stamp != stamp:
                    manifest = read_manifest(self._folder) or manifest
                # Fails if the store is another one, which the manifest may then be of, too.
                reader = stack.enter_context(self._reading())
                self._manifest = manifest
                commit = reader.commit().number
                view = self._view
                if view is None or (view.commit, view.stamp) != (commit, stamp) or view.is_altered:
                    view = self._view = View(commit, stamp, list(self._parts(reader, stamp)))
            return view.among(filters, lambda: self.selections.allowed(filters, reader))

    def _stamp(self) -> tuple[int, ...]:
        with failures(self._folder):
            path = self._folder / FILE
            if not path.exists():
                return ()
            found = path.stat()
        return (found.st_ino, found.st_mtime_ns, found.st_size)

    def _parts(self, reader: Reader, stamp: tuple[int, ...]) -> Iterator[Rows]:
        segments = self._manifest.segments
        known, self._files = self._files, {}
        for segment in segments:
            part = known.get(segment.file)
            if part is None or part.is_altered:
                part = self._part(segment, reader, stamp, thorough=part is not None)
            self._files[segment.file] = part
            yield part
        yield self._stored(reader, self._manifest.covered + 1, reader.last_key())

    def _part(
        self, segment: Segment, reader: Reader, stamp: tuple[int, ...], *, thorough: bool
    ) -> Rows:
        try:
            if segment.last_key > reader.last_key():
                raise Unreadable(f"{segment.file} is of another store")
            return read_segment(self._folder, segment, self._dimension, thorough=thorough)
        except Unreadable as error:
            # A writer may have put others in its place since the manifest was read.
            if self._stamp() == stamp:
                reading = "reading its vectors from the store"
                _LOG.warning("index %s: %s; %s", self._folder, error, reading)
            return self._stored(reader, segment.first_key, segment.last_key)

    def _stored(self, reader: Reader, first: int, last: int) -> Rows:
        return Rows.of(lambda: reader.living(first, last, self._dimension), self._dimension)
