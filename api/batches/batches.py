"""Batches from their request to their last answer."""

from __future__ import annotations

import logging
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence, Set
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from factcheck import InvalidInput, Verdict, verdict_record
from factcheck.api.batches.attempts import Attempts
from factcheck.api.batches.queue import Queue
from factcheck.api.batches.records import Batch, BatchLimits, Item, ItemStatus, NewBatch
from factcheck.api.batches.store import Store
from factcheck.api.refusals import Refusal, problem_of

Work = Callable[[Sequence[str], dict[str, Any]], list[Verdict | Exception]]
Owners = Callable[[], Set[str] | None]

_log = logging.getLogger(__name__)
# Claims taken at a time: what a crash makes somebody work out a second time, at most.
_STEP = 8
_LOOK_SECONDS = 0.2
_SWEEP_SECONDS = 5.0


class Batches:
    """The batches of a server. Safe to share between threads; several processes may share a folder.

    :param folder: where they are kept; made if it is missing.
    :param work: a verdict, or what went wrong, for each of some claims under the same options.
    :param queue: a Redis that several processes share; without one a file in the folder.
    :param owners: whose batches are worked on at the moment, None for all; those of others rest.
    :raises InvalidInput: if the folder has no room, or its files are none of batches.
    """

    def __init__(
        self,
        folder: Path,
        work: Work,
        limits: BatchLimits,
        *,
        queue: str | None = None,
        owners: Owners = lambda: None,
    ) -> None:
        self._workers = folder / "workers"
        self._workers.mkdir(parents=True, exist_ok=True)
        self._work, self.limits, self._owners = work, limits, owners
        self._me = secrets.token_hex(8)
        # Whichever thread ends the server lets go of it.
        self._mine = FileLock(self._workers / self._me, thread_local=False)
        try:
            self._store = Store(folder / "batches.db")
            self._queue = Queue(queue or folder / "queue.db", self._store.identity(), self._step)
        except sqlite3.Error as error:
            expected = f"must have room for batches, and hold none that are damaged ({error})"
            raise InvalidInput("state", str(folder), expected) from error
        self._attempts = Attempts()
        self._is_stopping = threading.Event()
        self._streams = threading.BoundedSemaphore(limits.streams)
        self._waits = threading.BoundedSemaphore(limits.streams)
        self._sweeper = threading.Thread(target=self._sweep, name="batches", daemon=True)

    def start(self) -> None:
        """Begin to work, first on what an earlier process left."""
        self._mine.acquire()
        self._store.delete_expired()
        self._bury()
        for batch in self._store.unfinished():
            self._put(batch.id)
        self._queue.start()
        self._sweeper.start()

    def wind_down(self) -> None:
        """Begin no other step: the rest waits for the next start."""
        self._is_stopping.set()

    def stop(self) -> None:
        """Return once the step that is being taken is done."""
        self.wind_down()
        if self._sweeper.is_alive():
            self._sweeper.join()
        self._queue.stop()
        self._store.give_back(self._me)
        self._mine.release()
        (self._workers / self._me).unlink(missing_ok=True)

    @property
    def is_stopping(self) -> bool:
        """Whether the server is going down."""
        return self._is_stopping.is_set()

    def rests(self, batch: Batch) -> bool:
        """Whether a batch waits until the key that made it is good again."""
        owners = self._owners()
        return owners is not None and batch.owner not in owners

    def add(self, new: NewBatch) -> tuple[Batch, bool]:
        """A batch for a request, and whether it was made now.

        :raises Refusal: if too much waits already, or the request key stands for another request.
        """
        self._store.delete_expired()
        earlier = self._earlier(new)
        if earlier is not None:
            return earlier, False
        self._refuse_too_many(new.owner)
        batch = self._store.add(new, self.limits.seconds_kept)
        if batch is not None:
            self._put(batch.id)
            return batch, True
        # The same request came in twice at once.
        earlier = self._earlier(new)
        if earlier is None:
            raise Refusal("overloaded", "the batch of this key has just expired", retry_after=1)
        return earlier, False

    def _put(self, batch_id: str) -> None:
        """Have a batch worked on: it is kept, so that a queue out of reach only delays it."""
        try:
            self._queue.put(batch_id)
        # Of whichever library keeps the queue; the sweeper puts it there later.
        except Exception as error:
            _log.warning("batch %s waits for the queue: %s", batch_id, error)

    def _refuse_too_many(self, owner: str) -> None:
        waiting = [batch for batch in self._store.unfinished() if not self.rests(batch)]
        yours = [batch for batch in waiting if batch.owner == owner]
        if len(yours) >= (most := self.limits.unfinished_of_one):
            detail = f"{len(yours)} batches of yours are waiting already; at most {most} may"
            facts = {"limit": most, "actual": len(yours), "retry_after": 60}
            raise Refusal("too_many_batches", detail, **facts)
        if len(waiting) >= (most := self.limits.unfinished):
            detail = f"{len(waiting)} batches are waiting already; at most {most} may"
            facts = {"limit": most, "actual": len(waiting), "retry_after": 60}
            raise Refusal("overloaded", detail, **facts)

    def _earlier(self, new: NewBatch) -> Batch | None:
        """The batch that the same request made before, if it did."""
        if new.request_key is None:
            return None
        earlier = self._store.of_request(new.owner, new.request_key)
        if earlier is not None and earlier.fingerprint != new.fingerprint:
            raise Refusal("idempotency_mismatch", "this Idempotency-Key stood for another request")
        return earlier

    def unfinished(self) -> int:
        """How many wait or are worked on."""
        return len(self._store.unfinished())

    def get(self, batch_id: str, owner: str | None) -> Batch:
        """A batch of an owner's.

        :param owner: None for anybody's.
        :raises Refusal: if there is none, or it is another's.
        """
        batch = self._store.get(batch_id)
        if batch is None or owner not in (None, batch.owner):
            raise Refusal("batch_not_found", "there is no batch of yours at this address")
        return batch

    def of_owner(self, owner: str | None, after: int, limit: int) -> list[Batch]:
        """Up to `limit` batches of an owner's, those after that number, as they came in.

        :param owner: None for anybody's.
        """
        return self._store.of_owner(owner, after, limit)

    def items(self, batch: Batch, after: int, limit: int) -> list[Item]:
        """Up to `limit` items of a batch, those after that number, in order."""
        return self._store.items(batch.id, after, limit)

    def cancel(self, batch: Batch) -> Batch:
        """Leave what is not answered yet, and keep what is; nothing changes after that.

        :raises Refusal: if the batch is gone meanwhile.
        """
        left = Refusal("batch_cancelled", "the batch was cancelled before the claim was checked")
        self._store.cancel(batch.id, problem_of(left))
        return self.get(batch.id, batch.owner)

    def delete(self, batch: Batch) -> None:
        """Stop a batch, and forget it."""
        self._store.delete(batch.id)

    def wait(self, batch: Batch, seconds: float) -> Batch | None:
        """The batch once it is finished, or as it stands after so many seconds.

        None, at once, if so many wait already that others would find no thread to answer them.
        """
        if not self._waits.acquire(blocking=False):
            return None
        try:
            return self._waited(batch, seconds)
        finally:
            self._waits.release()

    def _waited(self, batch: Batch, seconds: float) -> Batch:
        deadline = time.monotonic() + seconds
        while batch.finished is None and time.monotonic() < deadline and not self.is_stopping:
            time.sleep(_LOOK_SECONDS)
            found = self._store.get(batch.id)
            if found is None:
                break
            batch = found
        return batch

    def open_stream(self) -> Callable[[], None]:
        """Leave to hold a thread for a stream; call what is returned when it ends.

        :raises Refusal: if too many are open.
        """
        if not self._streams.acquire(blocking=False):
            most = self.limits.streams
            detail = f"{most} streams are open; ask for the batch"
            raise Refusal("overloaded", detail, limit=most, retry_after=5)
        return self._streams.release

    def _step(self, batch_id: str) -> tuple[bool, bool]:
        """Answer some items; whether any are left, and whether they are to be had at once."""
        # Read before anything is taken: a batch may be deleted at any moment.
        options, batch = self._store.options(batch_id), self._store.get(batch_id)
        if self.is_stopping or options is None or batch is None:
            return False, False
        if self.rests(batch):
            return batch.finished is None, False
        taken = self._store.take(batch_id, self._me, _STEP)
        if not taken:
            # Another process works on the last ones, or did so until it died.
            self._bury()
            batch = self._store.get(batch_id)
            return batch is not None and batch.finished is None, False
        try:
            outcomes = self._work([claim for _, claim in taken], options)
            answers = [
                (number, *_answer(outcome))
                for (number, _), outcome in zip(taken, outcomes, strict=True)
                if self._attempts.is_answer(batch_id, number, outcome)
            ]
            self._store.answer(batch_id, answers)
        finally:
            # What was not answered: it is to be tried again, or the disk is full.
            self._store.give_back(self._me)
        batch = self._store.get(batch_id)
        return batch is not None and batch.finished is None, bool(answers)

    def _sweep(self) -> None:
        """Look now and then for batches whose turn was lost: a process died, Redis was away."""
        before: set[str] = set()
        while not self._is_stopping.wait(_SWEEP_SECONDS):
            try:
                self._bury()
                idle = self._without_turn()
                # Found once it may just have been between two turns.
                for batch_id in idle & before:
                    self._queue.put(batch_id)
                before = idle - before
            # Whatever it is, a full disk or a Redis that starts anew, the next look may succeed.
            except Exception:
                _log.exception("lost batches are looked for again in %d s", _SWEEP_SECONDS)

    def _without_turn(self) -> set[str]:
        """The batches that are neither finished nor worked on nor waiting to be."""
        worked_on = {batch_id for _, batch_id in self._store.taken()}
        waiting = self._queue.waiting()
        return {batch.id for batch in self._store.unfinished()} - worked_on - waiting

    def _bury(self) -> None:
        """Give back what processes had taken that are gone: the lock of each ended with it."""
        for worker in {worker for worker, _ in self._store.taken()}:
            if worker == self._me:
                continue
            lock = FileLock(self._workers / worker)
            try:
                with lock.acquire(timeout=0):
                    _log.info("taking over what process %s had begun", worker)
                    self._store.give_back(worker)
                (self._workers / worker).unlink(missing_ok=True)
            except Timeout:
                continue  # it is alive


def _answer(outcome: Verdict | Exception) -> tuple[ItemStatus, dict[str, Any]]:
    if isinstance(outcome, Exception):
        return ItemStatus.FAILED, problem_of(outcome)
    return ItemStatus.DONE, verdict_record(outcome)
