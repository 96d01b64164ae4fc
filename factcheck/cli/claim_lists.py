"""Lists of claims as files: one a line, as it is or as JSON, or a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from factcheck.cli.arguments import read_input
from factcheck.errors import InvalidInput, InvalidSource
from factcheck.ingest.tables import opened_table

CLAIM_LIST = (
    'one claim a line, or {"claim": …} a line, or a table (.csv, .tsv) with a column named claim; '
    "- for stdin"
)
_MOST_CHARS = 10_000_000
_TABLES = (".csv", ".tsv")
_COLUMN = "claim"


def read_claims(source: str) -> list[str]:
    """The claims of a file, or of stdin for `-`.

    :raises InvalidSource: for a line or row that holds no claim as it should, by number.
    :raises InvalidInput: if there is no claim in it.
    """
    each = _of_table if source.lower().endswith(_TABLES) else _of_lines
    claims = list(each(source))
    if not claims:
        raise InvalidInput("claims", source, "must hold at least one claim")
    return claims


def _of_lines(source: str) -> Iterator[str]:
    for number, line in enumerate(read_input(source, _MOST_CHARS).split("\n"), start=1):
        if line.lstrip().startswith("{"):
            yield _claim(line, source, number)
        elif line.strip():
            yield line.strip()


def _of_table(source: str) -> Iterator[str]:
    """The cells of the column named claim, or of the only one."""
    with opened_table(Path(source), {"text": _COLUMN}) as rows:
        names: list[str] = next(rows, [])
        places = [at for at, name in enumerate(names) if name.strip().lower() == _COLUMN]
        if len(names) > 1 and len(places) != 1:
            there = ", ".join(map(repr, names))
            raise InvalidSource(source, 1, f"must have one column named claim; it has {there}")
        for row in rows if places else chain([names], rows):
            if row and len(row) != len(names):
                reason = f"has {len(row)} cells, the first line names {len(names)} columns"
                raise InvalidSource(source, rows.line_num, reason)
            cell = row[places[0] if places else 0] if row else ""
            if words := cell.split():
                yield " ".join(words)


def _claim(line: str, source: str, number: int) -> str:
    try:
        claim = json.loads(line).get("claim")
    except (ValueError, RecursionError) as error:
        raise InvalidSource(source, number, f"is not JSON: {error}") from error
    if not isinstance(claim, str):
        raise InvalidSource(source, number, "must have a text in the field claim")
    return claim
