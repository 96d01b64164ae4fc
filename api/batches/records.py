"""What batches are made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ItemStatus(StrEnum):
    """How far one claim of a batch has come."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """How much is taken in and kept.

    :param unfinished: batches that wait or are worked on, of all owners together.
    :param unfinished_of_one: those of one owner.
    :param seconds_kept: how long a batch stays after it was made.
    :param streams: progress streams that are open at the same time; each holds a thread.
    """

    unfinished: int = 100
    unfinished_of_one: int = 25
    seconds_kept: float = 7 * 24 * 3600.0
    streams: int = 16


@dataclass(frozen=True, slots=True)
class NewBatch:
    """What is asked for.

    :param claims: (the caller's own id or None, claim).
    :param options: as :class:`factcheck.request.Options`, the same for all.
    :param request_key: the Idempotency-Key, if there is one.
    :param fingerprint: of the whole request.
    """

    owner: str
    claims: list[tuple[str | None, str]]
    options: dict[str, Any]
    fingerprint: str
    request_key: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """How a batch stands. Times are UTC; `number` orders batches as they came in.

    One that is `finished` although claims were left has been cancelled.
    """

    id: str
    number: int
    owner: str
    fingerprint: str
    created: str
    expires: str
    finished: str | None
    total: int
    done: int
    failed: int

    @property
    def cancelled(self) -> int:
        """How many claims will not be answered."""
        return 0 if self.finished is None else self.total - self.done - self.failed

    @property
    def state(self) -> str:
        """`queued`, `running`, `finished` or `cancelled`."""
        if self.finished is not None:
            return "cancelled" if self.cancelled else "finished"
        return "running" if self.done or self.failed else "queued"


@dataclass(frozen=True, slots=True)
class Item:
    """One claim of a batch.

    :param number: its place in the request, from 0.
    :param answer: the verdict record if it is done, a problem if it failed or was cancelled.
    """

    number: int
    custom_id: str | None
    claim: str
    status: ItemStatus
    answer: dict[str, Any] | None
