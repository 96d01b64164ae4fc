"""Tables of web pages: what their headers say is put into the cells below them."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.ingest.markup import Element, words_of
from factcheck.ingest.rows import keyed

_MOST_COLUMNS = 100


def tell_headers(tree: Element) -> None:
    """Put into each cell of a table with headers what it is; the extractor forgets which are."""
    for table in tree.iter("table"):
        rows = [row for row in table.iter("tr") if _owner(row) is table]
        heads = _heads(rows)
        headers = _headers(heads)
        for row in rows[len(heads) :] if headers else ():
            cells = _cells(row)
            if len(cells) == len(headers) and all(_span(cell, "colspan") == 1 for cell in cells):
                for header, cell in list(zip(headers, cells, strict=True))[1:]:
                    words = words_of(cell)
                    if keyed(header, words) != words:
                        cell.text = f"{header}: {(cell.text or '').lstrip()}"


def _owner(row: Element) -> Element | None:
    return next((parent for parent in row.iterancestors() if parent.tag == "table"), None)


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in {"td", "th"}]


def _heads(rows: Sequence[Element]) -> list[Element]:
    """The first rows that hold nothing but headers."""
    found: list[Element] = []
    for row in rows:
        cells = _cells(row)
        is_marked = row.getparent().tag == "thead" or all(cell.tag == "th" for cell in cells)
        if not cells or not is_marked:
            break
        found.append(row)
    return found if len(found) < len(rows) else []


def _headers(heads: Sequence[Element]) -> list[str]:
    """What stands above each column, from top to bottom."""
    columns: dict[int, list[str]] = {}
    taken: dict[int, int] = {}
    for number, row in enumerate(heads):
        at = 0
        for cell in _cells(row):
            while taken.get(at, 0) > number:
                at += 1
            for column in range(at, min(at + _span(cell, "colspan"), _MOST_COLUMNS)):
                columns.setdefault(column, []).append(words_of(cell))
                taken[column] = number + _span(cell, "rowspan")
            at += _span(cell, "colspan")
    return [" ".join(filter(None, columns[column])) for column in sorted(columns)]


def _span(cell: Element, name: str) -> int:
    value = cell.get(name) or "1"
    return int(value) if value.isdecimal() and 0 < int(value) <= _MOST_COLUMNS else 1
