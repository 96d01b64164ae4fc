"""Values set apart by tabs: some programs quote them, others know of no quoting."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck.ingest.tables import read_table
from factcheck.ingest.tabs import with_literal_quotes


def rows(text: str) -> list[list[str]]:
    lines = iter(text.splitlines(keepends=True))
    return list(csv.reader(with_literal_quotes(lines), delimiter="\t", strict=True))


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ('"Yes," she said, "we will."', '"Yes," she said, "we will."'),
        ('"It opened', '"It opened'),
        ('""Yes"" is a word', '""Yes"" is a word'),
        ('" alone', '" alone'),
        ('"A ""word""."', 'A "word".'),
        ('"It opened.\n\nIt ""closed"".\tThen"', 'It opened.\n\nIt "closed".\tThen'),
        ('""', ""),
        ('5" long', '5" long'),
    ],
)
def test_a_mark_encloses_a_value_only_if_it_is_closed_before_a_tab(value: str, read: str) -> None:
    plain = ["Bo", "2025"]
    assert rows(f"Bo\t2025\n{value}\tend\n") == [plain, [read, "end"]]
    assert rows(f"Bo\t{value}\nBo\t2025\n") == [["Bo", read], plain]
    assert rows(f"Bo\t{value}\n{value}\tBo") == [["Bo", read], [read, "Bo"]]


def test_lines_are_told_as_they_stand_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.tsv"
    path.write_text('text\n"Yes," she said\n"One\ntwo"\n"No\nThree\n')
    found = [(row.place, row.values["text"]) for row in read_table(path, {})]
    assert found == [(2, '"Yes," she said'), (4, "One\ntwo"), (5, '"No'), (6, "Three")]


@pytest.mark.parametrize("unit", ['a\t"b\t', '"a\n""b\n', '"'])
def test_it_takes_linear_time(is_linear: Callable[..., bool], unit: str) -> None:
    def consume(text: str) -> int:
        lines: Iterator[str] = iter(text.splitlines(keepends=True))
        return sum(1 for _ in with_literal_quotes(lines))

    assert is_linear(consume, unit, 150_000, 3)
