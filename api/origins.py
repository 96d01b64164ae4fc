"""The lineage of the served index, worked out beside the requests that ask for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, TimeoutError
from typing import Any

from factcheck import Lineage, lineage_record
from factcheck.api.refusals import Refusal
from factcheck.api.threads import Threads

# How long a request waits for it, and how soon one that was refused may ask again.
_PATIENCE, _AGAIN = 10.0, 15.0

Record = dict[str, Any]


class Origins:
    """Worked out once however many ask; who would wait too long is told to come again.

    :param lineage: gives the newest one, quickly where nothing has changed.
    :param threads: those of the requests that wait for it.
    """

    def __init__(
        self, lineage: Callable[[], Lineage], threads: Threads, patience: float = _PATIENCE
    ) -> None:
        self._lineage, self._threads, self._patience = lineage, threads, patience
        self._lock = threading.Lock()
        self._under_way: Future[Record] | None = None
        self._last: tuple[Lineage, Record] | None = None

    def newest(self) -> Record:
        """The record of which documents go back to one report.

        :raises Refusal: if it is not known in time; it is worked out all the same.
        """
        with self._lock:
            if self._under_way is None or self._under_way.done():
                self._under_way = self._begun()
            under_way = self._under_way
        try:
            with self._threads.held():
                return under_way.result(self._patience)
        except TimeoutError as error:
            detail = "the origins of the documents are still being worked out"
            raise Refusal("overloaded", detail, retry_after=round(_AGAIN)) from error

    def _begun(self) -> Future[Record]:
        future: Future[Record] = Future()

        def work() -> None:
            try:
                future.set_result(self._recorded(self._lineage()))
            except Exception as error:  # Handed to the requests that wait, which raise it.
                future.set_exception(error)

        # A daemon, so that a server can end without it: what is done is done again.
        threading.Thread(target=work, name="origins", daemon=True).start()
        return future

    def _recorded(self, lineage: Lineage) -> Record:
        if self._last is None or self._last[0] is not lineage:
            self._last = lineage, lineage_record(lineage)
        return self._last[1]
