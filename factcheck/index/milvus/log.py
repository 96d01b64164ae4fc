"""The commits of an index on Milvus, and who may add to them.

Milvus has no transactions over several rows. Rows therefore carry the number of the commit that
added them and of the one that removed them, and count from the moment that the commit's own row,
written last, is there.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from factcheck.errors import IndexDamaged, IndexNotFound
from factcheck.index.milvus.engine import Engine, Row
from factcheck.index.milvus.tables import LOG, NO_VECTOR
from factcheck.index.milvus.values import listed
from factcheck.index.records import Snapshot
from factcheck.model_files import ModelInfo

FORMAT = 2
# How long a reader goes by the commit that it knows before it asks for a newer one.
_FRESH_SECONDS = 1.0
_COMMITS_PER_QUERY = 1_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What never changes in an index."""

    format: int
    created: str
    embedder: ModelInfo
    has_words: bool


@dataclass(frozen=True, slots=True)
class Commit:
    """A state of the index: its place in the row of states, its id, and what it holds.

    `last_key` and `last_number` are the greatest ever given to a passage and to a document.
    """

    number: int
    snapshot: str
    at: str
    documents: int = 0
    passages: int = 0
    origins: int = 0
    last_key: int = 0
    last_number: int = 0

    def told(self) -> Snapshot:
        """What callers learn of it."""
        return Snapshot(self.snapshot, self.at, self.documents, self.passages)

    def row(self, facts: Facts | None = None) -> Row:
        """As the log keeps it, the first one with the facts."""
        state = asdict(self)
        row = {name: state.pop(name) for name in ("number", "snapshot", "at")}
        if facts is not None:
            state["facts"] = asdict(facts)
        return {**row, "state": json.dumps(state), "vector": NO_VECTOR}


class Log:
    """The row of commits. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._newest: Commit | None = None
        self._asked = 0.0
        self._asking = threading.Lock()

    def begin(self, first: Commit, facts: Facts) -> None:
        """Write the first commit, from which on there is an index."""
        self._engine.insert(LOG, [first.row(facts)])

    def facts(self) -> Facts:
        """What was written with the first commit.

        :raises IndexNotFound: if there is none.
        """
        shown = self._engine.address.shown
        rows = self._engine.query(LOG, "number == 0", ["state"], commit=None)
        if not rows:
            raise IndexNotFound(shown)
        try:
            facts = json.loads(rows[0]["state"])["facts"]
            return Facts(**{**facts, "embedder": ModelInfo(**facts["embedder"])})
        except (ValueError, KeyError, TypeError) as error:
            raise IndexDamaged(shown, f"its first commit is unreadable ({error})") from error

    def newest(self, *, at_once: bool = False) -> Commit:
        """The newest commit: that of this handle, or that of another, a second later at most.

        :param at_once: see those of others without that second, too.
        """
        with self._asking:
            is_stale = time.monotonic() - self._asked > _FRESH_SECONDS
            if self._newest is None or is_stale or at_once:
                asked = time.monotonic()
                self._newest = self._found(self._newest)
                self._asked = asked
            return self._newest

    def all(self) -> list[Commit]:
        """All commits, the oldest first."""
        newest = self.newest().number
        found: list[Commit] = []
        for start in range(0, newest + 1, _COMMITS_PER_QUERY):
            some = range(start, min(start + _COMMITS_PER_QUERY, newest + 1))
            found += sorted(self._rows(some, newest), key=lambda commit: commit.number)
        return found

    def append(self, commit: Commit) -> None:
        """Make everything that was written for a commit count."""
        with self._asking:
            self._engine.insert(LOG, [commit.row()])
            self._newest, self._asked = commit, time.monotonic()

    def _found(self, known: Commit | None) -> Commit:
        """Commits are numbered without a gap, so that the newest is found by bisection."""
        low, best, commit = (known.number if known else -1), known, None
        points: Iterable[int] = [*range(low + 1, low + 17), *(low + 2**i for i in range(5, 40))]
        while points := list(points):
            rows = self._rows(points, commit)
            present = {row.number: row for row in rows}
            if present:
                low = max(present)
                best = present[low]
            high = min((point for point in points if point > low), default=low + 1)
            points = _between(low, high) if present or commit is not None else []
            commit = 0
        if best is None:
            raise IndexNotFound(self._engine.address.shown)
        return best

    def _rows(self, numbers: Iterable[int], commit: int | None) -> Iterator[Commit]:
        condition = f"number in {listed(numbers)}"
        for row in self._engine.query(
            LOG, condition, ["number", "snapshot", "at", "state"], commit=commit
        ):
            state = json.loads(row["state"])
            state.pop("facts", None)
            yield Commit(int(row["number"]), row["snapshot"], row["at"], **state)


def _between(low: int, high: int) -> range:
    """Up to 63 numbers that part those between two into equal runs."""
    return range(low + max(1, (high - low) // 64), high, max(1, (high - low) // 64))
