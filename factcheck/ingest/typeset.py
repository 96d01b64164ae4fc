"""Lines of a printed page by where their pieces stand: tables are rows, gaps part paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from factcheck.ingest.rows import guessed_headers, told

# Of its size a piece stands so far from another line at least, and so far below one as a rule.
_OFF, _LEADING = 0.3, 1.25
# Of the usual distance between two lines so much parts paragraphs.
_WIDE = 1.3
_FEWEST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a page, as they were drawn at once: `height` is above its foot."""

    text: str
    left: float
    height: float
    size: float


Line = list[Piece]


def laid_out(pieces: Sequence[Piece]) -> Iterator[str]:
    """The lines of a page, with an empty one wherever a paragraph or a row of a table ends."""
    lines = [*_in_rows(_lines(pieces))]
    usual = _usual_steps(lines)
    before: Line = []
    for columns, group in groupby(lines, key=len):
        found = [*group]
        rows = [[piece.text.strip() for piece in line] for line in found]
        headers, body = guessed_headers(rows) if columns >= _FEWEST_COLUMNS else ([], rows)
        if headers:
            yield ""
            for row in told(headers, body):
                yield from (row, "")
        else:
            for last, line in pairwise([before, *found]):
                if _is_apart(last, line, usual):
                    yield ""
                yield " ".join("".join(piece.text for piece in line).split())
        before = found[-1]


def _lines(pieces: Sequence[Piece]) -> Iterator[Line]:
    """The pieces of each line, without those that show nothing."""
    line: Line = []
    for piece in pieces:
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                yield line
                line = []
            if part.strip():
                line.append(replace(piece, text=part))
            elif part and line:
                line[-1] = replace(line[-1], text=line[-1].text + part)
    yield line


def _in_rows(lines: Iterator[Line]) -> Iterator[Line]:
    """Lines of which those that go on at the same height to the right are one."""
    row: Line = []
    for line in filter(None, lines):
        is_same = row and abs(row[-1].height - line[0].height) < _OFF * line[0].size
        if is_same and line[0].left > row[-1].left:
            row += [replace(line[0], text=f" {line[0].text}"), *line[1:]]
        else:
            if row:
                yield row
            row = line
    if row:
        yield row


def _usual_steps(lines: Sequence[Line]) -> dict[int, float]:
    """How far below the one before it a line of each size stands most often."""
    steps: dict[int, Counter[float]] = {}
    for last, line in pairwise(lines):
        size, step = round(line[0].size), round(last[0].height - line[0].height, 1)
        if round(last[0].size) == size and step > 0:
            steps.setdefault(size, Counter())[step] += 1
    return {size: counted.most_common(1)[0][0] for size, counted in steps.items()}


def _is_apart(last: Line, line: Line, usual: dict[int, float]) -> bool:
    """Whether a line stands further below the last one than one of its paragraph would."""
    if not last:
        return False
    first = line[0]
    step = usual.get(round(first.size), _LEADING * first.size)
    return last[0].height - first.height > _WIDE * step
