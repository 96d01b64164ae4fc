"""The watches of one file: added, listed, removed, and what became of them."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable, Sequence, Set
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Unpack

from factcheck.config import Limits, Settings
from factcheck.errors import InvalidInput
from factcheck.index.addresses import is_address, parse
from factcheck.index.changes import timestamp
from factcheck.index.opening import index_folder
from factcheck.request import Options, valid_claim
from factcheck.watch import rows
from factcheck.watch.database import Database
from factcheck.watch.footprint import Footprint, asked_json
from factcheck.watch.outbox import Deliveries, deliver
from factcheck.watch.records import Change, Outcome, Watch, change_from
from factcheck.watch.webhooks import checked_url


@dataclass(frozen=True, slots=True)
class Added:
    """Watches that were added or there already, in the order of their claims.

    :param secret: what the messages to a new webhook are signed with; shown this once.
    """

    watches: list[Watch]
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """A watch, and what its verdict rested on."""

    watch: Watch
    footprint: Footprint | None


class Watches:
    """Watched claims in one file. Safe to share between threads and processes.

    Any call raises :class:`WatchFailure` if the file is damaged or the disk is full.

    :param path: the file, which should lie outside of any index.
    :param create: make it if it is missing.
    """

    def __init__(self, path: str | Path, *, create: bool = False) -> None:
        self._database = Database(Path(path), create=create)
        self._owners: Set[str] | None = None

    def only(self, owners: Set[str] | None) -> Watches:
        """The same watches, of which those of other owners rest: none is checked, nothing is sent.

        :param owners: None for all.
        """
        found = copy.copy(self)
        found._owners = owners
        return found

    def add(
        self,
        claims: Sequence[str],
        index: str | Path,
        *,
        owner: str = "",
        webhook: str | None = None,
        settings: Settings | None = None,
        **options: Unpack[Options],
    ) -> Added:
        """Watch claims; the first verdicts are drawn by the next run.

        What is watched already with the same options and webhook stays as it is.

        :param index: the directory or address that they are checked against.
        :param owner: whose they are; others do not see them.
        :param webhook: where changes are sent to.
        :param settings: names the policy, and which hosts of the own network may be told.
        :raises InvalidInput: for a claim, option or webhook that cannot be, or too many watches.
        """
        settings = settings or Settings()
        if isinstance(claims, str):
            raise InvalidInput("claims", claims, "must be a list of claims")
        texts = [valid_claim(claim) for claim in claims]
        kept = rows.plain(options, settings)
        place = place_of(index)
        if webhook is not None:
            webhook = checked_url(webhook, settings.allowed_hosts)
        with self._database.transaction(write=True) as connection:
            number, secret = rows.endpoint(connection, owner, webhook)
            told = (webhook, number)
            ids = [rows.insert(connection, owner, place, text, kept, told) for text in texts]
            query = "SELECT count(*) FROM watches WHERE owner = ?"
            (count,) = connection.execute(query, (owner,)).fetchone()
            if count > (most := Limits.watches):
                expected = f"must be at most {most} watches of one owner"
                raise InvalidInput("claims", count, expected, limit=most)
            return Added([rows.one(connection, watch_id, owner) for watch_id in ids], secret)

    def get(self, watch_id: str, *, owner: str | None = None) -> Watch:
        """The watch of that id.

        :param owner: see none but theirs.
        :raises WatchNotFound: if there is none.
        """
        with self._database.transaction() as connection:
            return rows.one(connection, watch_id, owner)

    def page(self, *, after: int = 0, limit: int = 100, owner: str | None = None) -> list[Watch]:
        """Up to `limit` watches, the oldest first, those of a greater number than `after`.

        :param owner: see none but theirs.
        """
        query = f"""SELECT {rows.COLUMNS} {rows.FROM} WHERE w.number > ?1
            AND (?2 IS NULL OR w.owner = ?2) ORDER BY w.number LIMIT ?3"""
        with self._database.transaction() as connection:
            return [rows.watch(row) for row in connection.execute(query, (after, owner, limit))]

    def remove(self, *watch_ids: str, owner: str | None = None) -> None:
        """End watches, all or none, with their history and what is still to be sent of them.

        :raises WatchNotFound: for the first that there is none of; then all stay.
        """
        with self._database.transaction(write=True) as connection:
            numbers = {rows.number(connection, watch_id, owner) for watch_id in watch_ids}
            connection.executemany(
                "DELETE FROM watches WHERE number = ?", [(number,) for number in numbers]
            )
            connection.execute(
                """DELETE FROM endpoints WHERE number NOT IN
                    (SELECT endpoint FROM watches WHERE endpoint IS NOT NULL)"""
            )

    def changes(
        self,
        watch_id: str,
        *,
        before: str | None = None,
        limit: int = 100,
        owner: str | None = None,
    ) -> list[Change]:
        """Up to `limit` changes of a verdict, the newest first, those before the id `before`.

        :raises WatchNotFound: if there is no such watch.
        """
        with self._database.transaction() as connection:
            number = rows.number(connection, watch_id, owner)
            query = """SELECT record FROM changes WHERE watch = ?1 AND (?2 IS NULL OR number <
                (SELECT number FROM changes WHERE id = ?2)) ORDER BY number DESC LIMIT ?3"""
            found = connection.execute(query, (number, before, limit)).fetchall()
        return [change_from(json.loads(row["record"])) for row in found]

    def deliver(
        self,
        allowed_hosts: Set[str] = frozenset(),
        clock: Callable[[], float] = time.time,
        stop: Callable[[], bool] = lambda: False,
    ) -> Deliveries:
        """Send the changes that are due to their webhooks. See :func:`outbox.deliver`."""
        return deliver(self._database, allowed_hosts, clock, stop, self._owners)

    def places(self) -> list[str]:
        """The indexes that are watched."""
        with self._database.transaction() as connection:
            found = connection.execute("SELECT DISTINCT place FROM watches ORDER BY place")
            return [row["place"] for row in found]

    def count(self, place: str) -> int:
        """How many claims are watched in an index."""
        return self._number("", place=place)

    def is_behind(self, index: str | Path, snapshot: str) -> bool:
        """Whether a watch of an index has not been checked against that state of it."""
        behind = "AND snapshot IS NOT :snapshot"
        return self._number(behind, place=place_of(index), snapshot=snapshot) > 0

    def states(self, place: str, after: int, limit: int) -> list[State]:
        """Up to `limit` watches of an index with their footprints, those numbered after `after`."""
        query = f"""SELECT {rows.COLUMNS}, w.models, w.rules, w.asked, w.vectors {rows.FROM}
            WHERE w.place = :place AND w.number > :after AND {rows.is_of_owners("w.owner")}
            ORDER BY w.number LIMIT :limit"""
        values = {"place": place, "after": after, "limit": limit, **rows.of_owners(self._owners)}
        with self._database.transaction() as connection:
            found = connection.execute(query, values).fetchall()
        return [State(rows.watch(row), rows.footprint(row)) for row in found]

    def confirm(self, states: Sequence[State], snapshot: str) -> None:
        """Note that the verdicts hold in a newer state, too."""
        now = timestamp()
        with self._database.transaction(write=True) as connection:
            connection.executemany(
                "UPDATE watches SET snapshot = ?, checked = ? WHERE number = ? AND snapshot IS ?",
                [(snapshot, now, state.watch.number, state.watch.snapshot) for state in states],
            )

    def settle(
        self,
        state: State,
        snapshot: str,
        footprint: Footprint,
        standing: Outcome,
        change: Change | None,
    ) -> bool:
        """Keep a new verdict, and put down the message of its change, all at once.

        :return: False if the watch was removed or settled by somebody else meanwhile; then
            nothing is kept.
        """
        with self._database.transaction(write=True) as connection:
            done = connection.execute(
                """UPDATE watches SET checked = ?, snapshot = ?, standing = ?, models = ?,
                    rules = ?, asked = ?, vectors = ? WHERE number = ? AND snapshot IS ?
                    AND models IS ? AND rules IS ?""",
                (
                    timestamp(),
                    snapshot,
                    json.dumps(asdict(standing), ensure_ascii=False),
                    footprint.models,
                    footprint.rules,
                    asked_json(footprint.asked),
                    footprint.vectors.astype("<f4").tobytes(),
                    state.watch.number,
                    state.watch.snapshot,
                    *_judged_by(state.footprint),
                ),
            )
            if done.rowcount and change is not None:
                rows.put_down(connection, state.watch.number, change)
            return bool(done.rowcount)

    def _number(self, condition: str, **values: str) -> int:
        query = f"""SELECT count(*) FROM watches WHERE place = :place
            AND {rows.is_of_owners("owner")} {condition}"""
        with self._database.transaction() as connection:
            found = connection.execute(query, {**values, **rows.of_owners(self._owners)})
            return int(found.fetchone()[0])


def place_of(index: str | Path) -> str:
    """An index as the file of watches names it: its address, or its directory from the root.

    :raises InvalidInput: if it can be neither.
    """
    if is_address(index):
        return parse(str(index)).shown
    return str(index_folder(index).resolve())


def _judged_by(footprint: Footprint | None) -> tuple[str | None, str | None]:
    return (None, None) if footprint is None else (footprint.models, footprint.rules)
