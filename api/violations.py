"""What a schema found wrong, as a flat list: one entry per fault, each with its place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

MOST = 20
_SHOWN = 80
_LONGEST_NAME = 200
# Beyond it not every program that reads JSON has the number exactly.
_LARGEST_NUMBER = 2**53


def violations(messages: Any, data: Any) -> list[dict[str, Any]]:
    """The first :data:`MOST` faults in `data`.

    :param messages: what marshmallow says: nested by field name, lists at the leaves.
    :param data: the refused value, for showing the offending part of it.
    """
    found = []
    for fault in _faults(messages, data, ""):
        found.append(fault)
        if len(found) == MOST:
            break
    return found


def excerpt(value: Any) -> str:
    """A value for showing, so short that a megabyte of input never comes back."""
    if isinstance(value, Mapping):
        return f"an object with {len(value)} fields"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)} items"
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def given(value: Any) -> str | float:
    """A refused value for showing: a number as it is, anything else as an excerpt."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and abs(value) < _LARGEST_NUMBER else excerpt(value)


def _faults(messages: Any, data: Any, pointer: str) -> Iterator[dict[str, Any]]:
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            # A name too long to repeat is left out: the fault is then that of its object.
            if name == "_schema" or len(str(name)) > _LONGEST_NAME:
                yield from _faults(inner, data, pointer)
            else:
                yield from _faults(inner, _part(data, name), f"{pointer}/{_escaped(name)}")
        return
    for message in messages:
        fault = dict(message) if isinstance(message, Mapping) else {"detail": message}
        fault["pointer"] = pointer
        if data is not None:
            fault["value"] = given(data)
        yield fault


def _part(data: Any, name: str | int) -> Any:
    if isinstance(data, Mapping):
        return data.get(name)
    if isinstance(data, Sequence) and isinstance(name, int) and not isinstance(data, str):
        return data[name]
    return None


def _escaped(name: str | int) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")
