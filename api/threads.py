"""The threads of a server: what takes its time leaves some to what is answered at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from factcheck.api.refusals import Refusal

# Requests that are answered at the same time, and threads that are always left.
THREADS, _LEFT = 64, 8
_AGAIN_SECONDS = 2


class Threads:
    """Counts the requests that wait for something or are worked on. Safe to share.

    :param count: how many threads the server has.
    """

    def __init__(self, count: int = THREADS) -> None:
        self.count = count
        self._held, self._lock = 0, threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold a thread for as long as something takes.

        :raises Refusal: at once, if too few threads would be left.
        """
        with self._lock:
            if self._held >= max(1, self.count - _LEFT):
                detail = f"{self._held} requests wait or are worked on"
                facts = {"actual": self._held, "retry_after": _AGAIN_SECONDS}
                raise Refusal("overloaded", detail, **facts)
            self._held += 1
        try:
            yield
        finally:
            with self._lock:
                self._held -= 1
