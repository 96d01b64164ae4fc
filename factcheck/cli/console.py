"""What goes where: results on stdout, progress and notes on stderr."""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from factcheck.wording import visible

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.progress import Progress, TaskID


def prepare_streams() -> None:
    """Make streams that a command can neither miss nor fail on.

    One that is closed (`>&-`) holds nothing, or leads nowhere: Python has none for it. What the
    encoding of stdout lacks is written as `?`, as a sign is no reason to lose a result; whoever
    asked Python for another way (`PYTHONIOENCODING=ascii:backslashreplace`) has it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nothing = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115  # open to the end
            setattr(sys, name, nothing)
    out = sys.stdout
    if isinstance(out, io.TextIOWrapper) and out.errors in {"strict", "surrogateescape"}:
        out.reconfigure(errors="replace")


def print_json(value: Any) -> None:
    """One JSON document on stdout, with escapes for what its encoding may lack."""
    unicode = codecs.lookup(sys.stdout.encoding).name == "utf-8"
    for part in json.JSONEncoder(ensure_ascii=not unicode, indent=2).iterencode(value):
        # The name of a file may be no Unicode: its other bytes are written as JSON escapes them.
        sys.stdout.write(part.encode("utf-8", "backslashreplace").decode("utf-8"))
    sys.stdout.write("\n")


def show(result: RenderableType) -> None:
    """A result for people on stdout: without colour where that is not a terminal."""
    from rich.console import Console

    console = Console(highlight=False, emoji=False, markup=False)
    console.print(result, crop=False, soft_wrap=isinstance(result, str))


def note(message: str) -> None:
    """One line on stderr."""
    print(f"factcheck: {visible(message)}", file=sys.stderr)  # noqa: T201  # the terminal's job


class Bar:
    """A progress bar under way."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress, self._task, self._done = progress, task, 0

    def add(self, count: int) -> None:
        """So many more are done."""
        self._done += count
        self.under_way(0)

    def under_way(self, parts: float) -> None:
        """So much is done of those that follow."""
        self._progress.update(self._task, completed=self._done + parts)

    def reach(self, done: int, total: int) -> None:
        """So many are done, of so many in all."""
        self._progress.update(self._task, completed=done, total=total)


@contextmanager
def progress(description: str, unit: str, total: int | None = None) -> Iterator[Bar]:
    """A bar on stderr with rate and time left; nothing where stderr is not a terminal.

    :param total: how many there are, None if that is not known.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(TextColumn):
        """Units per second."""

        def render(self, task: Task) -> Text:
            """Empty until there is a measure."""
            return Text(f"{task.speed:,.0f} {unit}/s" if round(task.speed or 0) else "")

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(""),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        yield Bar(bar, bar.add_task(description, total=total))
