"""The rows of watches: written and read within a transaction."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
import time
from collections.abc import Iterable, Mapping, Set
from dataclasses import asdict
from typing import Any, cast

import numpy as np

from factcheck.config import Limits, Settings
from factcheck.errors import InvalidInput, WatchNotFound
from factcheck.index.changes import timestamp
from factcheck.policy.files import named_policy
from factcheck.request import Options, make_request
from factcheck.types import iso_date
from factcheck.watch.footprint import Footprint, asked_from
from factcheck.watch.records import Change, Watch, outcome_from
from factcheck.watch.webhooks import new_secret

_ID_BYTES = 12
_LISTS = {"publishers", "languages"}
# What is asked of the documents or the policy of today says nothing of those to come.
_PASSING = {"documents", "tiers"}
_DATES = {"as_of", "published"}
COLUMNS = """w.number, w.id, w.owner, w.place, w.claim, w.options, e.url AS webhook, w.created,
    w.checked, w.snapshot, w.standing"""
FROM = "FROM watches w LEFT JOIN endpoints e ON e.number = w.endpoint"


def new_change_id() -> str:
    """The id of a change, and of the message that tells it."""
    return f"chg_{secrets.token_hex(_ID_BYTES)}"


def is_of_owners(column: str) -> str:
    """The condition that a row belongs to one of those whom `of_owners` names."""
    return f"(:owners IS NULL OR {column} IN (SELECT value FROM json_each(:owners)))"


def of_owners(owners: Set[str] | None) -> dict[str, str | None]:
    """The values for `is_of_owners`; None for the rows of all."""
    return {"owners": None if owners is None else json.dumps(sorted(owners))}


def plain(options: Options, settings: Settings) -> dict[str, Any]:
    """Options as they are kept: only those given, checked."""
    given: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
    for name in _LISTS & given.keys():
        if isinstance(given[name], Iterable) and not isinstance(given[name], str):
            given[name] = list(given[name])
    for name in _PASSING & given.keys():
        raise InvalidInput(name, given[name], "cannot be kept with a watch, which outlives it")
    policy = named_policy(settings.policy)
    make_request(cast(Options, given), settings, policy, (), Limits.judged)
    for name in _LISTS & given.keys():
        given[name].sort()
    for name in _DATES & given.keys():
        given[name] = iso_date(given[name], name)
    return dict(sorted(given.items()))


def id_of(
    owner: str, place: str, claim: str, options: Mapping[str, Any], webhook: str | None
) -> str:
    """The same for the same watch, so that adding it again adds nothing."""
    told = json.dumps([owner, place, claim, options, webhook], sort_keys=True)
    return f"wat_{hashlib.sha256(told.encode()).hexdigest()[: 2 * _ID_BYTES]}"


def endpoint(
    connection: sqlite3.Connection, owner: str, url: str | None
) -> tuple[int | None, str | None]:
    """The number of a webhook, and its secret if it is new."""
    if url is None:
        return None, None
    query = "SELECT number FROM endpoints WHERE owner = ? AND url = ?"
    row = connection.execute(query, (owner, url)).fetchone()
    if row is not None:
        return int(row["number"]), None
    secret = new_secret()
    values = (owner, url, secret)
    made = connection.execute("INSERT INTO endpoints (owner, url, secret) VALUES (?, ?, ?)", values)
    return made.lastrowid, secret


def insert(
    connection: sqlite3.Connection,
    owner: str,
    place: str,
    claim: str,
    options: Mapping[str, Any],
    webhook: tuple[str | None, int | None],
) -> str:
    """Add a watch, unless it is there already; its id.

    :param webhook: its address and the number of its endpoint.
    """
    url, number = webhook
    row = {
        "id": id_of(owner, place, claim, options, url),
        "owner": owner,
        "place": place,
        "claim": claim,
        "options": json.dumps(options, ensure_ascii=False),
        "endpoint": number,
        "created": timestamp(),
    }
    connection.execute(
        f"""INSERT INTO watches ({", ".join(row)}) VALUES ({", ".join("?" * len(row))})
            ON CONFLICT (id) DO NOTHING""",
        list(row.values()),
    )
    return str(row["id"])


def one(connection: sqlite3.Connection, watch_id: str, owner: str | None) -> Watch:
    """The watch of that id, of that owner if one is named."""
    query = f"SELECT {COLUMNS} {FROM} WHERE w.id = ?1 AND (?2 IS NULL OR w.owner = ?2)"
    row = connection.execute(query, (watch_id, owner)).fetchone()
    if row is None:
        raise WatchNotFound(watch_id)
    return watch(row)


def number(connection: sqlite3.Connection, watch_id: str, owner: str | None) -> int:
    """The number of a watch, of that owner if one is named."""
    query = "SELECT number FROM watches WHERE id = ?1 AND (?2 IS NULL OR owner = ?2)"
    row = connection.execute(query, (watch_id, owner)).fetchone()
    if row is None:
        raise WatchNotFound(watch_id)
    return int(row["number"])


def watch(row: sqlite3.Row) -> Watch:
    """A watch from its row."""
    return Watch(
        number=row["number"],
        id=row["id"],
        owner=row["owner"],
        index=row["place"],
        claim=row["claim"],
        options=json.loads(row["options"]),
        webhook=row["webhook"],
        created=row["created"],
        checked=row["checked"],
        snapshot=row["snapshot"],
        standing=None if row["standing"] is None else outcome_from(json.loads(row["standing"])),
    )


def footprint(row: sqlite3.Row) -> Footprint | None:
    """What its verdict rested on; None before the first one."""
    if row["asked"] is None:
        return None
    asked = asked_from(row["asked"])
    vectors = np.frombuffer(row["vectors"], dtype="<f4").reshape(len(asked), -1)
    return Footprint(row["models"], row["rules"], asked, vectors.astype(np.float32))


def put_down(connection: sqlite3.Connection, number: int, change: Change) -> None:
    """Keep a change of the watch of that number, and the message that tells it, if any is to."""
    made = connection.execute(
        "INSERT INTO changes (id, watch, record) VALUES (?, ?, ?)",
        (change.id, number, json.dumps(asdict(change), ensure_ascii=False)),
    )
    connection.execute(
        """INSERT INTO outbox (change, endpoint, due) SELECT ?, endpoint, ? FROM watches
            WHERE number = ? AND endpoint IS NOT NULL""",
        (made.lastrowid, time.time(), number),
    )
