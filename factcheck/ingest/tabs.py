"""Values set apart by tabs: which quotation marks enclose a value, and which are its text."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator

# The first mark that is not doubled: within a quoted value two stand for one.
_CLOSING = re.compile(r'(?:[^"]|"")*+(?P<mark>")')


def with_literal_quotes(lines: Iterator[str]) -> Iterator[str]:
    """The lines, with each value in quotation marks that only begins with one: `"Yes," she said`.

    A mark encloses a value if the one that closes it stands right before a tab or the end of a
    line, be it a later one; else it is text, as programs write it that know of no quoting.
    """
    ahead = deque[str]()

    def take() -> str:
        return ahead.popleft() if ahead else next(lines, "")

    while line := take():
        written, at = list[str](), 0
        while at < len(line):
            end = at
            if line[at] == '"':
                further = list[str]()
                closing = _closing(line, at, take, further)
                if closing is None:
                    ahead.extendleft(reversed(further))
                    end = _end_of_value(line, at)
                    written.append('"' + line[at:end].replace('"', '""') + '"')
                    at = end
                elif further:
                    yield "".join((*written, line[at:]))
                    yield from further[:-1]
                    written, line, at, end = [], further[-1], 0, closing
                else:
                    end = closing
            after = line.find("\t", end) + 1 or len(line)
            written.append(line[at:after])
            at = after
        yield "".join(written)


def _closing(line: str, at: int, take: Callable[[], str], further: list[str]) -> int | None:
    """Where a value ends whose mark stands there, in the last of the lines; None if it is text.

    :param further: gets the lines that were read on.
    """
    found = _CLOSING.match(line, at + 1)
    while found is None and (line := take()):
        further.append(line)
        found = _CLOSING.match(line)
    is_closed = found is not None and line[found.end() : found.end() + 1] in ("", "\t", "\n")
    return found.end() if found is not None and is_closed else None


def _end_of_value(line: str, at: int) -> int:
    tab = line.find("\t", at)
    return tab if tab >= 0 else len(line.removesuffix("\n"))
