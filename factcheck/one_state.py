"""Reading an index that others write to, so that all that is read is of one state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from factcheck.errors import IndexDamaged, InvalidInput

T = TypeVar("T")

# A writer commits every few seconds, and what is read here takes less than one.
_ATTEMPTS = 5


class Changing(Protocol):
    """Something whose state has an id."""

    @property
    def snapshot(self) -> str:
        """The id of the present state."""


class Named(Protocol):
    """Something that has a name."""

    @property
    def name(self) -> str:
        """What it is called."""


def of_one_state(index: Changing, read: Callable[[], T]) -> tuple[T, str]:
    """What is read of an index, and the id of the state that all of it is of.

    It is read again while the state changes meanwhile; of an index that never rests for so long
    the last reading is given, with the state before it.

    :param index: an index, or a :class:`FactChecker`.
    :param read: e.g. a search.
    """
    for _ in range(_ATTEMPTS):
        before = index.snapshot
        found = read()
        if index.snapshot == before:
            break
    return found, before


def of_its_passages(index: Named, search: Callable[[], T]) -> T:
    """What a search gives that looks passages up by the keys that it found just before.

    Where these were replaced and given up in between it searches again, in the newer state.

    :param search: raises :class:`InvalidInput` for `keys` that the index does not have.
    :raises IndexDamaged: if it finds such keys again and again.
    """
    for _ in range(_ATTEMPTS):
        try:
            return search()
        except InvalidInput as error:
            if error.field != "keys":
                raise
            unknown = error
    reason = f"a search finds passage {unknown.value!r}, which it does not have; verify it"
    raise IndexDamaged(index.name, reason) from unknown
