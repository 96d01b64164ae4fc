"""Server-sent events: how they are written, and work that is told of while it goes on."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextvars import copy_context
from queue import Empty, SimpleQueue
from typing import Any, TypeAlias

from flask import Response

from factcheck.api.refusals import answer_to

# Also tells that nobody reads any more, which is seen only when something is sent.
HEARTBEAT, HEARTBEAT_SECONDS = ": still at work\n\n", 5.0

Tell: TypeAlias = Callable[[str, Any], None]


def event(name: str, data: Any, identity: str | None = None) -> str:
    """One event, with its data as JSON."""
    named = "" if identity is None else f"id: {identity}\n"
    return f"event: {name}\n{named}data: {json.dumps(data)}\n\n"


def as_stream(events: Iterator[str]) -> Response:
    """An answer that goes on as long as there are events."""
    # nginx would keep events back until a buffer is full.
    headers = {"X-Accel-Buffering": "no"}
    return Response(events, 200, headers, content_type="text/event-stream")


def told(work: Callable[[Tell], None]) -> Response:
    """The events that `work` tells, at once; what goes wrong after the first is a `problem`.

    What goes wrong before is raised, and so answered with its status. Once nobody reads any more
    the next telling raises, which ends the work.

    :param work: done in a thread of its own, as part of this request.
    """
    telling = _Telling(work)
    threading.Thread(
        target=copy_context().run, args=(telling.run,), name="told", daemon=True
    ).start()
    response = as_stream(telling.events(telling.first()))
    response.call_on_close(telling.leave)
    return response


class _Left(Exception):
    """Nobody reads the events any more."""


class _Telling:
    """Between the thread that works and the one that answers."""

    def __init__(self, work: Callable[[Tell], None]) -> None:
        self._work = work
        self._told: SimpleQueue[str | None] = SimpleQueue()
        self._has_begun, self._is_left = False, threading.Event()
        self._early: Exception | None = None

    def run(self) -> None:
        """Do the work, in the thread for that."""
        try:
            self._work(self._tell)
        except _Left:
            pass
        # Whatever goes wrong is answered, or raised again where it is: nobody looks at this thread.
        except Exception as error:
            if self._has_begun:
                self._told.put(event("problem", answer_to(error).json))
            else:
                self._early = error
        finally:
            self._told.put(None)

    def _tell(self, name: str, data: Any) -> None:
        if self._is_left.is_set():
            raise _Left
        self._has_begun = True
        self._told.put(event(name, data))

    def first(self) -> str | None:
        """The first event, None if there is none; raises what went wrong before."""
        found = self._told.get()
        if self._early is not None:
            raise self._early
        return found

    def events(self, found: str | None) -> Iterator[str]:
        """What is told, from that event on."""
        while found is not None:
            yield found
            try:
                found = self._told.get(timeout=HEARTBEAT_SECONDS)
            except Empty:
                found = HEARTBEAT

    def leave(self) -> None:
        """Nobody reads any more."""
        self._is_left.set()
