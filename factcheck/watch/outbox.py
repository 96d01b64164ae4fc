"""Messages that are to be sent: kept until the receiver has taken them, or too much time is over.

A message is put down in the transaction of the change that it tells, and says when to try next
before each attempt. A crash therefore loses none and forgets none; one that comes between the
answer and the note of it sends a message twice, which receivers know by its id.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict, deque
from collections.abc import Callable, Set
from dataclasses import dataclass
from urllib.parse import urlsplit

from factcheck.index.changes import timestamp
from factcheck.watch import rows
from factcheck.watch.database import Database
from factcheck.watch.records import change_from
from factcheck.watch.shapes import change_record
from factcheck.watch.webhooks import Sender

# Seconds from each attempt to the next, as Standard Webhooks advises; after the last one a
# message is given up, 32 hours after it was due.
PAUSES = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400)
_TYPE = "verdict.changed"


@dataclass(frozen=True, slots=True)
class Deliveries:
    """What became of the messages that were due.

    :param delivered: how many arrived.
    :param failures: those that did not: where to, and why not.
    :param waiting: how many will be tried again.
    """

    delivered: int
    failures: tuple[tuple[str, str], ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class _Due:
    change: int
    owner: str
    url: str

    @property
    def host(self) -> str:
        """Host and port."""
        return urlsplit(self.url).netloc.casefold()


@dataclass(frozen=True, slots=True)
class _Message:
    id: str
    secret: str
    record: str


def deliver(
    database: Database,
    allowed: Set[str],
    clock: Callable[[], float] = time.time,
    stop: Callable[[], bool] = lambda: False,
    owners: Set[str] | None = None,
) -> Deliveries:
    """Send what is due. Owners take turns, so that slow receivers hold up only their owner's.

    In one call a receiver that refuses is not told a second time, nor is anything sent to a host
    that was not reached or did not answer.

    :param allowed: hosts that may be told although they are not on the public internet.
    :param stop: asked before each message whether to leave the rest to the next call.
    :param owners: those whose messages are sent; None for all.
    """
    delivered = 0
    failures: dict[str, str] = {}
    silent = set[str]()
    line = _Line(_due(database, clock(), owners))
    with Sender(allowed) as sender:
        while line and not stop():
            due = line.next()
            if due.url in failures or due.host in silent:
                continue
            message = _take(database, due.change, clock())
            if message is None:
                continue  # another process has sent it, or its watch was removed
            started = time.monotonic()
            sent_at, body = int(clock()), _body(message.record)
            error = sender.send(due.url, message.secret, message.id, sent_at, body)
            line.note(due.owner, time.monotonic() - started)
            _note(database, due.change, error.reason if error is not None else None)
            if error is None:
                delivered += 1
                continue
            failures[due.url] = error.reason
            if not error.is_answer:
                silent.add(due.host)
    with database.transaction() as connection:
        query = f"""SELECT count(*) FROM outbox o JOIN endpoints e ON e.number = o.endpoint
            WHERE o.due IS NOT NULL AND {rows.is_of_owners("e.owner")}"""
        (waiting,) = connection.execute(query, rows.of_owners(owners)).fetchone()
    return Deliveries(delivered, tuple(failures.items()), waiting)


class _Line:
    """What is due: next is the oldest of the owner on whom least time was spent."""

    def __init__(self, due: list[_Due]) -> None:
        self._spent: defaultdict[str, float] = defaultdict(float)
        self._waiting: dict[str, deque[_Due]] = {}
        for one in due:
            self._waiting.setdefault(one.owner, deque()).append(one)

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def next(self) -> _Due:
        owner = min(self._waiting, key=self._spent.__getitem__)
        found = self._waiting[owner].popleft()
        if not self._waiting[owner]:
            del self._waiting[owner]
        return found

    def note(self, owner: str, seconds: float) -> None:
        self._spent[owner] += seconds


def _due(database: Database, now: float, owners: Set[str] | None) -> list[_Due]:
    """What has waited longest comes first."""
    query = f"""SELECT o.change, e.owner, e.url FROM outbox o JOIN endpoints e
        ON e.number = o.endpoint WHERE o.due <= :now AND {rows.is_of_owners("e.owner")}
        ORDER BY o.due, o.change"""
    with database.transaction() as connection:
        found = connection.execute(query, {"now": now, **rows.of_owners(owners)})
        return [_Due(*row) for row in found]


def _take(database: Database, change: int, now: float) -> _Message | None:
    """A message that is still due; when to try it next is put down before it is sent."""
    query = """SELECT o.attempts, c.id, c.record, e.secret FROM outbox o
        JOIN changes c ON c.number = o.change JOIN endpoints e ON e.number = o.endpoint
        WHERE o.change = ? AND o.due <= ?"""
    with database.transaction(write=True) as connection:
        row = connection.execute(query, (change, now)).fetchone()
        if row is None:
            return None
        pause = PAUSES[row["attempts"]] if row["attempts"] < len(PAUSES) else None
        connection.execute(
            "UPDATE outbox SET attempts = attempts + 1, due = ? WHERE change = ?",
            (None if pause is None else now + pause, change),
        )
        return _Message(row["id"], row["secret"], row["record"])


def _note(database: Database, change: int, error: str | None) -> None:
    with database.transaction(write=True) as connection:
        if error is None:
            connection.execute(
                "UPDATE outbox SET due = NULL, delivered = ?, error = NULL WHERE change = ?",
                (timestamp(), change),
            )
        else:
            connection.execute("UPDATE outbox SET error = ? WHERE change = ?", (error, change))


def _body(record: str) -> str:
    change = change_from(json.loads(record))
    message = {"type": _TYPE, "timestamp": change.at, "data": change_record(change)}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))
