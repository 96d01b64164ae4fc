"""Whether the service can answer yet: models loaded, one query through the whole pipeline."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from enum import StrEnum

_log = logging.getLogger(__name__)


class State(StrEnum):
    """How far the start has come."""

    STARTING = "starting"
    READY = "ready"
    FAILED = "failed"
    ENDING = "ending"


class Readiness:
    """Runs each step of the start once, in a thread of its own, and remembers how it went."""

    def __init__(self, *steps: Callable[[], None]) -> None:
        self._steps = steps
        self._state, self._is_ending = State.STARTING, False
        self._thread = threading.Thread(target=self._run, name="warm-up", daemon=True)
        self._thread.start()

    @property
    def state(self) -> State:
        """How far the start has come."""
        return State.ENDING if self._is_ending else self._state

    def end(self) -> None:
        """Say from now on that no request should come here any more."""
        self._is_ending = True

    def wait(self, timeout: float | None = None) -> State:
        """How far it came once the warm-up has ended, or after `timeout` seconds."""
        self._thread.join(timeout)
        return self._state

    def _run(self) -> None:
        # Whatever went wrong, the answer is the same: this process must get no traffic.
        try:
            for step in self._steps:
                step()
        except Exception:
            _log.exception("warm-up failed")
            self._state = State.FAILED
        else:
            self._state = State.READY
