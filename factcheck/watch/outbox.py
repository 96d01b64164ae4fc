"""Messages that are to be sent: kept until the receiver has taken them, or too much time is over.

A message is put down in the transaction of the change that it tells, and says when to try next
before each attempt. A crash therefore loses none and forgets none; one that comes between the
answer and the note of it sends a message twice, which receivers know by its id.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Set
from dataclasses import dataclass

from factcheck.index.changes import timestamp
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
class _Message:
    change: int
    id: str
    url: str
    secret: str
    record: str


def deliver(
    database: Database, allowed: Set[str], clock: Callable[[], float] = time.time
) -> Deliveries:
    """Send what is due. A receiver that fails is not tried a second time in one call.

    :param allowed: hosts that may be told although they are not on the public internet.
    """
    delivered = 0
    failures: dict[str, str] = {}
    with Sender(allowed) as sender:
        while (message := _take(database, [*failures], clock())) is not None:
            sent_at, body = int(clock()), _body(message.record)
            error = sender.send(message.url, message.secret, message.id, sent_at, body)
            _note(database, message.change, error)
            if error is None:
                delivered += 1
            else:
                failures[message.url] = error
    with database.transaction() as connection:
        query = "SELECT count(*) FROM outbox WHERE due IS NOT NULL"
        (waiting,) = connection.execute(query).fetchone()
    return Deliveries(delivered, tuple(failures.items()), waiting)


def _take(database: Database, failing: list[str], now: float) -> _Message | None:
    """The message that has waited longest; when to try it next is put down before it is sent."""
    query = """SELECT o.change, o.attempts, c.id, c.record, e.url, e.secret FROM outbox o
        JOIN changes c ON c.number = o.change JOIN endpoints e ON e.number = o.endpoint
        WHERE o.due <= ? AND e.url NOT IN (SELECT value FROM json_each(?))
        ORDER BY o.due, o.change LIMIT 1"""
    with database.transaction(write=True) as connection:
        row = connection.execute(query, (now, json.dumps(failing))).fetchone()
        if row is None:
            return None
        pause = PAUSES[row["attempts"]] if row["attempts"] < len(PAUSES) else None
        connection.execute(
            "UPDATE outbox SET attempts = attempts + 1, due = ? WHERE change = ?",
            (None if pause is None else now + pause, row["change"]),
        )
        return _Message(row["change"], row["id"], row["url"], row["secret"], row["record"])


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
