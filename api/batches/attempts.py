"""Which claims of a batch are tried again, and how often, before a failure is their answer."""

from __future__ import annotations

import logging
from collections import Counter

from factcheck import IndexFailure, IndexLocked, Verdict
from factcheck.api.refusals import Refusal

_log = logging.getLogger(__name__)
# The queue takes a batch of which nothing was answered up again after five seconds.
TRIES = 60


class Attempts:
    """What was tried by this process."""

    def __init__(self) -> None:
        self._tried: Counter[tuple[str, int]] = Counter()

    def is_answer(self, batch_id: str, number: int, outcome: Verdict | Exception) -> bool:
        """Whether a claim is answered with an outcome; else it is to be tried again."""
        if isinstance(outcome, Refusal) and outcome.code == "overloaded":
            return False  # the server is going down
        item = batch_id, number
        if _may_pass(outcome):
            self._tried[item] += 1
            if self._tried[item] == 1:
                _log.warning("batch %s, claim %d is tried again: %s", *item, outcome)
            if self._tried[item] < TRIES:
                return False
        self._tried.pop(item, None)
        return True


def _may_pass(outcome: Verdict | Exception) -> bool:
    """Whether it is a fault of the moment: an index out of reach or locked, too little memory.

    Other kinds of :class:`IndexFailure` stay until somebody does something about them.
    """
    return type(outcome) is IndexFailure or isinstance(outcome, IndexLocked | MemoryError)
