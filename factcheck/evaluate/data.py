"""Labelled files: JSON lines, checked to the last line before any of them is used."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from factcheck.errors import InvalidInput, InvalidSource
from factcheck.ingest.plain import not_utf_8
from factcheck.types import Label, Stance, iso_date

STANCES = {"SUPPORTS": Stance.SUPPORTS, "REFUTES": Stance.REFUTES, "NEI": Stance.NEUTRAL}
VERDICTS = {label.name: label for label in Label}

Row = dict[str, Any]

_KINDS = {str: "a text", list: "a list", bool: "true or false"}


def read_rows(
    path: Path,
    fields: Mapping[str, type],
    choices: Mapping[str, Mapping[str, Any]] | None = None,
    days: Sequence[str] = (),
    fault: Callable[[Row], str | None] | None = None,
) -> list[Row]:
    """The rows of a JSON lines file, each with at least `fields` of those types.

    :param choices: for a field that holds a label, its known values and what they become.
    :param days: fields that hold a calendar date where a row has them.
    :param fault: what else is wrong with a row, in words; None if nothing is.
    :raises InvalidSource: for the first bad line, with its number, or an unreadable file.
    """
    rows = []
    for number, line in _lines(path):
        row = _row(path, number, line, fields, choices or {})
        _check_days(path, number, row, days)
        if fault is not None and (reason := fault(row)) is not None:
            raise InvalidSource(path, number, reason)
        rows.append(row)
    if not rows:
        raise InvalidSource(path, None, "holds no rows")
    return rows


def _check_days(path: Path, number: int, row: Row, days: Sequence[str]) -> None:
    for name in days:
        try:
            iso_date(row.get(name), name)
        except InvalidInput as error:
            raise InvalidSource(path, number, str(error)) from error


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidSource(path, None, not_utf_8(error.start)) from error
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read: {error.strerror}") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _row(
    path: Path,
    number: int,
    line: str,
    fields: Mapping[str, type],
    choices: Mapping[str, Mapping[str, Any]],
) -> Row:
    try:
        row = json.loads(line)
        # An escaped half of a character, as \ud800, is JSON and no text.
        json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise InvalidSource(path, number, "must be valid Unicode") from error
    except ValueError as error:
        raise InvalidSource(path, number, f"is not JSON ({error})") from error
    except RecursionError as error:
        raise InvalidSource(path, number, "is JSON that nests too deep") from error
    if not isinstance(row, dict):
        raise InvalidSource(path, number, "is not a JSON object")
    for name, kind in fields.items():
        value = row.get(name)
        if not isinstance(value, kind) or (isinstance(value, str) and not value.strip()):
            raise InvalidSource(path, number, f"needs {_KINDS[kind]} in field {name!r}")
        if isinstance(value, list) and not all(isinstance(item, str) for item in value):
            raise InvalidSource(path, number, f"needs only texts in the list {name!r}")
    for name, known in choices.items():
        # As in what is printed, too: "refuted" is "REFUTED".
        label = next((one for one in known if one.upper() == row[name].upper()), None)
        if label is None:
            raise InvalidSource(
                path, number, f"unknown {name} {row[name]!r}; known: {'|'.join(known)}"
            )
        row[name] = known[label]
    return row
