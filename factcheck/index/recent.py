"""Answers kept for the questions asked of late."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")
# A checked text asks for each of its claims with the same filter.
_KEPT = 32


class Recent(Generic[_Key, _Value]):
    """The last 32 values that were asked for. Safe to share between threads."""

    def __init__(self) -> None:
        self._values: dict[_Key, _Value] = {}
        self._changing = threading.Lock()

    def of(self, key: _Key, make: Callable[[], _Value]) -> _Value:
        """The value of a key, made if it is not kept; others do not wait for that."""
        with self._changing:
            value = self._values.pop(key, None)
            if value is not None:
                self._values[key] = value
                return value
        value = make()
        with self._changing:
            self._values[key] = value
            while len(self._values) > _KEPT:
                del self._values[next(iter(self._values))]
        return value
