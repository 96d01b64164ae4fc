"""Text laid out for a terminal of any width, without spaces at the ends of lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions
from rich.text import Text


@dataclass(frozen=True, slots=True)
class Indented:
    """A text that is wrapped behind an indent.

    :param hanging: by how many spaces more every line but the first is indented.
    """

    text: Text
    indent: int = 2
    hanging: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        width = options.max_width - self.indent - self.hanging
        for number, line in enumerate(self.text.wrap(console, max(width, 1))):
            line.rstrip()
            spaces = self.indent + (self.hanging if number else 0)
            yield Text(" " * spaces if line else "").append_text(line)


@dataclass(frozen=True, slots=True)
class Beside:
    """Two texts on one line, or on two where the width does not hold both."""

    left: Text
    right: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        both = Text("   ").join((self.left, self.right))
        if both.cell_len <= options.max_width:
            yield both
        else:
            yield from (self.left, self.right)
