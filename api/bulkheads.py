"""Work that takes long and has no gate: of each kind few at a time, and few that wait for that.

So no kind takes the threads or processors that the others need (the bulkheads of Nygard, Release
It!, 2007).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from factcheck.api.refusals import Refusal
from factcheck.api.threads import Threads

# What is broken off ends with the claims that it is at.
_LAST_SECONDS = 30.0
_ENDING = "the server is going down"


class Bulkhead:
    """Places for one kind of work. Safe to share between threads.

    :param kind: what is done there, for those who are refused.
    :param at_once: how many places there are.
    :param waiting: how many more may wait for one.
    :param seconds: how long they may, and how long a server that ends waits for those at work.
    :param threads: those of the requests that are inside.
    """

    def __init__(
        self, kind: str, at_once: int, waiting: int, seconds: float, threads: Threads
    ) -> None:
        self._kind, self._at_once, self._most = kind, at_once, at_once + waiting
        self._seconds, self._threads = seconds, threads
        self._changed = threading.Condition()
        self._taken = self._inside = 0
        self._is_closing = self._is_over = False

    @property
    def is_busy(self) -> bool:
        """Whether anybody is at work there."""
        return self._taken > 0

    @contextmanager
    def place(self) -> Iterator[Callable[[], None]]:
        """A place; call what it gives now and then: it raises once the server can wait no longer.

        :raises Refusal: if too many wait already, or the place does not come free in time.
        """
        with self._threads.held(), self._entered():
            yield self._go_on

    @contextmanager
    def _entered(self) -> Iterator[None]:
        with self._changed:
            if self._is_closing:
                raise self._refusal(_ENDING)
            if self._inside >= self._most:
                waiting = self._inside - self._taken
                raise self._refusal(f"{waiting} requests wait", actual=waiting)
            self._inside += 1
            try:
                if not self._changed.wait_for(self._is_free, self._seconds):
                    raise self._refusal("those before took too long")
                self._go_on()
                self._taken += 1
            except BaseException:
                self._inside -= 1
                raise
        try:
            yield
        finally:
            with self._changed:
                self._taken -= 1
                self._inside -= 1
                self._changed.notify_all()

    def close(self) -> None:
        """Take nothing more in; what was is finished, or broken off when its time is up."""
        with self._changed:
            self._is_closing = True
            self._changed.wait_for(lambda: not self._inside, self._seconds)
            self._is_over = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._inside, _LAST_SECONDS)

    def _is_free(self) -> bool:
        return self._taken < self._at_once or self._is_over

    def _go_on(self) -> None:
        if self._is_over:
            raise self._refusal(_ENDING)

    def _refusal(self, reason: str, **facts: int) -> Refusal:
        return Refusal("overloaded", f"{self._kind}: {reason}", **facts, retry_after=5)


@dataclass(frozen=True, slots=True)
class Bulkheads:
    """The kinds of work of a server that do not go through its gate."""

    texts: Bulkhead
    claims: Bulkhead
    searches: Bulkhead
    changes: Bulkhead
    pages: Bulkhead
    files: Bulkhead

    @classmethod
    def lasting(cls, seconds: float, threads: Threads) -> Self:
        """Who has to wait longer than that is refused."""
        return cls(
            texts=Bulkhead("texts to check", 2, 8, seconds, threads),
            claims=Bulkhead("claims to find or match", 2, 8, seconds, threads),
            searches=Bulkhead("searches", 4, 16, seconds, threads),
            changes=Bulkhead("changes to the index", 1, 8, seconds, threads),
            # A slow site holds a thread for as long as a page may take: nobody waits for one.
            pages=Bulkhead("web pages to read", 4, 0, seconds, threads),
            files=Bulkhead("files to read", 2, 8, seconds, threads),
        )

    def each(self) -> tuple[Bulkhead, ...]:
        """All of them."""
        return self.texts, self.claims, self.searches, self.changes, self.pages, self.files
