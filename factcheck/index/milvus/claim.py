"""One writer at a time, without a lock on the server: a claim that its holder keeps renewing."""

from __future__ import annotations

import json
import logging
import math
import os
import secrets
import socket
import threading
import time

from factcheck.errors import IndexFailure, IndexLocked
from factcheck.index.milvus.engine import Engine, Row
from factcheck.index.milvus.tables import LOG, NO_VECTOR
from factcheck.index.milvus.values import listed

_LOG = logging.getLogger(__name__)
RENEW_SECONDS = 3.0
# A claim that was not renewed for so long, by the clock of the one who waits, is nobody's.
PATIENCE_SECONDS = 15.0


class Claim:
    """The right to change an index, held from the start until :meth:`release`.

    Whoever wants it writes down a claim first and looks for others then: of two who come at once
    at least one sees the other and gives way. A row of the log with a negative number is a claim.

    :raises IndexLocked: if another handle holds it, in this process or in another.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine, self._number, self._renewals = engine, -secrets.randbits(62) - 1, 0
        self._renewed, self._is_held = -math.inf, False
        self._released = threading.Event()
        self._write()
        try:
            self._await_others()
        except BaseException:
            self._withdraw()
            raise
        self._is_held = True
        self._write()
        self._thread = threading.Thread(target=self._renew, name="milvus-claim", daemon=True)
        self._thread.start()

    def check(self) -> None:
        """Make sure that nobody took over while this process stood still.

        :raises IndexFailure: if somebody did.
        """
        # Others wait until a claim has not changed for long: nobody needs to be asked before.
        if time.monotonic() - self._renewed < PATIENCE_SECONDS / 2:
            return
        if not self._is_ours():
            reason = "this process stood still for too long, and lost the right to change it"
            raise IndexFailure(self._engine.address.shown, f"{reason}; open it again")

    def release(self) -> None:
        """Let others write. Harmless if done already."""
        if not self._released.is_set():
            self._released.set()
            self._thread.join()
            try:
                self._withdraw()
            except IndexFailure as error:
                _LOG.warning("%s; others can write in %.0f seconds", error, PATIENCE_SECONDS)

    def _await_others(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        first = others = self._others()
        while others and time.monotonic() < deadline:
            time.sleep(RENEW_SECONDS / 3)
            others = self._others()
            for number, state in others.items():
                if first.get(number) != state:
                    self._give_way(state)
        if others:
            self._engine.delete(LOG, f"number in {listed(others)}")
            for state in self._others().values():
                self._give_way(state)
        if self._number not in self._claims():
            raise IndexLocked(self._engine.address.shown, None)

    def _give_way(self, state: str) -> None:
        holder = json.loads(state)
        pid = holder["pid"] if holder["host"] == socket.gethostname() else None
        raise IndexLocked(self._engine.address.shown, pid, None if pid else holder["host"])

    def _others(self) -> dict[int, str]:
        claims = self._claims()
        claims.pop(self._number, None)
        return claims

    def _claims(self) -> dict[int, str]:
        rows = self._engine.query(LOG, "number < 0", ["number", "state"], commit=None)
        return {int(row["number"]): row["state"] for row in rows}

    def _is_ours(self) -> bool:
        claims = self._claims()
        is_there = claims.pop(self._number, None) is not None
        return is_there and not any(json.loads(state)["held"] for state in claims.values())

    def _write(self) -> None:
        state = {
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "held": self._is_held,
            "renewals": self._renewals,
        }
        row: Row = {"number": self._number, "snapshot": "", "at": "", "state": json.dumps(state)}
        self._engine.upsert(LOG, [{**row, "vector": NO_VECTOR}])

    def _renew(self) -> None:
        while not self._released.wait(RENEW_SECONDS):
            self._renewals += 1
            started = time.monotonic()
            try:
                # An upsert would bring back a claim that somebody else has ended.
                if not self._is_ours():
                    return
                self._write()
                self._renewed = started
            except IndexFailure as error:
                _LOG.warning("%s; trying again", error)

    def _withdraw(self) -> None:
        self._engine.delete(LOG, f"number in [{self._number}]")
