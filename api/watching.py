"""Watched claims checked beside the requests, and after them: whoever asks goes first."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from flask import Flask

from factcheck import FactcheckError
from factcheck.api import access
from factcheck.api.service import Service

_log = logging.getLogger(__name__)
# How often it is looked whether documents have changed or a message is due, and how long it is
# left alone after a failure.
_PAUSE, _AFTER_FAILURE = 2.0, 60.0
# After so long no more messages are sent before documents have been looked at again.
_SENDING = 30.0
_IDLE = 0.05


class _Ending(Exception):
    """The server ends; the run goes on with the next one."""


@contextmanager
def watching(app: Flask) -> Iterator[None]:
    """Check the watches of an application while it is served; ends the work at hand on leaving.

    Where keys are asked for, the watches of a key that has ended rest.

    :param app: made with `watches`.
    """
    ending = threading.Event()
    thread = threading.Thread(target=_work, args=(app, ending), name="watches", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join()


def _work(app: Flask, ending: threading.Event) -> None:
    # The models may be other ones than when the server was last started.
    is_first, pause = True, 0.0
    while not ending.wait(pause):
        try:
            _look(app, ending, is_first=is_first)
            is_first, pause = False, _PAUSE
        except _Ending:
            return
        except FactcheckError as error:
            _log.error("watches: %s", error)
            pause = _AFTER_FAILURE
        except Exception:
            _log.exception("watches")
            pause = _AFTER_FAILURE


def _look(app: Flask, ending: threading.Event, *, is_first: bool) -> None:
    service: Service = app.extensions["factcheck"]
    checker = service.checker
    assert service.watches is not None
    watches = service.watches.only(access.owners(app))

    def yield_to_requests() -> None:
        while service.is_busy and not ending.is_set():
            ending.wait(_IDLE)
        if ending.is_set():
            raise _Ending

    if is_first or watches.is_behind(service.path, checker.snapshot):
        yield_to_requests()
        found = checker.recheck(watches, pause=yield_to_requests)
        _log.info("watches: %d affected, %d changed", len(found.affected), len(found.changes))
    until = time.monotonic() + _SENDING
    # A key may have ended while claims were checked.
    sent = service.watches.only(access.owners(app)).deliver(
        checker.settings.allowed_hosts,
        stop=lambda: ending.is_set() or time.monotonic() > until,
    )
    for url, reason in sent.failures:
        # The rest of an address is often what lets one in there.
        _log.warning("webhook at %s: %s", urlsplit(url).netloc, reason)
