"""The queue of batches: huey, on a file of SQLite or on Redis, worked through by this process."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from huey import RedisHuey, SqliteHuey
from huey.consumer import Consumer

from factcheck import InvalidInput

_log = logging.getLogger(__name__)
# How soon a batch is looked at again that failed, or whose last items another process works on.
_AGAIN_SECONDS = 5
# How often it is told that the queue cannot be reached.
_TOLD_SECONDS = 60.0


class Queue:
    """Batches, each worked on for one step at a time, so that a short one passes a long one.

    :param where: a file, or `redis://…` where the servers of several machines take turns.
    :param name: who shares the queue; servers with other batches may be on the same Redis.
    :param step: takes a batch one step on; whether there is more to do, and whether at once.
    :raises InvalidInput: if the address is none.
    """

    def __init__(
        self, where: Path | str, name: str, step: Callable[[str], tuple[bool, bool]]
    ) -> None:
        self._huey = _opened(where, f"factcheck-{name}")

        def advance(batch_id: str) -> None:
            has_more, at_once = True, False
            try:
                has_more, at_once = step(batch_id)
            except Exception:
                _log.exception("batch %s is taken up again in %d s", batch_id, _AGAIN_SECONDS)
            if has_more:
                self.put(batch_id, 0 if at_once else _AGAIN_SECONDS)

        self._advance = self._huey.task(name="advance")(advance)
        self._consumer = _InProcess(
            self._huey, workers=1, periodic=False, max_delay=1.0, check_worker_health=False
        )

    def put(self, batch_id: str, delay: int = 0) -> None:
        """Have a batch worked on, after so many seconds, unless its turn is to come already.

        Whoever starts or looks for lost ones may put it here a second time: with two turns it would
        have twice the share of others, and with each restart one more.
        """
        if batch_id not in self.waiting():
            self._advance.schedule((batch_id,), delay=delay)

    def waiting(self) -> set[str]:
        """The batches whose turn is to come; that of one that is worked on may not be set yet."""
        turns = [*self._huey.pending(), *self._huey.scheduled()]
        return {turn.args[0] for turn in turns}

    def start(self) -> None:
        """Begin to work, in threads of this process."""
        self._consumer.start()

    def stop(self) -> None:
        """Return once the step that is being taken is done."""
        self._consumer.stop(graceful=True)


class _InProcess(Consumer):  # type: ignore[misc]
    """A consumer that leaves the signals of the process to the server."""

    def _set_signal_handlers(self) -> None:
        """None."""


class _NowAndThen(logging.Filter):
    """Tells the same error once a minute, as one line: the threads try again every second."""

    def __init__(self) -> None:
        super().__init__()
        self._told, self._at = "", 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written; its traceback becomes the error's own words."""
        if not record.exc_info:
            return True
        text, now = f"{record.getMessage().rstrip('.')}: {record.exc_info[1]}", time.monotonic()
        if text == self._told and now - self._at < _TOLD_SECONDS:
            return False
        self._told, self._at = text, now
        record.msg, record.args, record.exc_info = text, (), None
        return True


def _opened(where: Path | str, name: str) -> Any:
    logging.getLogger("huey").setLevel(logging.WARNING)
    for thread in ("Worker", "Scheduler"):
        logging.getLogger(f"huey.consumer.{thread}").filters = [_NowAndThen()]
    if isinstance(where, Path):
        return SqliteHuey(name, filename=str(where), results=False)
    if not where.startswith(("redis://", "rediss://", "unix://")):
        raise InvalidInput(
            "jobs", where, "must be the address of a Redis, as in redis://host:6379/0"
        )
    try:
        return RedisHuey(name, url=where, results=False)
    except ImportError as error:
        needed = "needs the Redis client: pip install 'factcheck-engine[redis]'"
        raise InvalidInput("jobs", where, needed) from error
