"""The latest reports, so that another form of one is not a second check of the same text.

Kept in memory only, for the key that asked, and only while the index stays as it is.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from flask import g

from factcheck import Report

# A verdict with its evidence takes about 50 kB.
VERDICTS = 500


class Recent:
    """Up to :data:`VERDICTS` verdicts of whole reports; those not asked for longest go first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, Report] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, terms: dict[str, Any], snapshot: str, make: Callable[[], Report]) -> Report:
        """The report asked for in these terms.

        :param terms: all that was asked, as JSON values.
        :param snapshot: the state of the index.
        :param make: draws up the report, where none is kept.
        """
        key = _key(terms, snapshot)
        with self._lock:
            found = self._kept.get(key)
        report = found or make()
        with self._lock:
            self._keep(key, report)
        return report

    def _keep(self, key: bytes, report: Report) -> None:
        self._kept[key] = report
        self._kept.move_to_end(key)
        while sum(len(kept.verdicts) + 1 for kept in self._kept.values()) > VERDICTS:
            self._kept.popitem(last=False)


def _key(terms: dict[str, Any], snapshot: str) -> bytes:
    asked = json.dumps([g.get("key_id"), snapshot, terms], sort_keys=True)
    return hashlib.sha256(asked.encode()).digest()
