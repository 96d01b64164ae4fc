"""What goes where: results on stdout, progress and notes on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from factcheck.wording import visible

if TYPE_CHECKING:
    from rich.console import Console


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def results() -> Console:
    """The console for results: stdout, plain when it is not a terminal."""
    from rich.console import Console

    return Console(highlight=False, emoji=False, markup=False)


def note(message: str) -> None:
    """One line on stderr."""
    print(f"factcheck: {visible(message)}", file=sys.stderr)  # noqa: T201  # the terminal's job


@contextmanager
def progress(description: str, total: int | None, unit: str) -> Iterator[Callable[[int], None]]:
    """A bar on stderr with rate and time left; nothing where stderr is not a terminal.

    :param total: how many there are, None if that is not known.
    :returns: a function to be told how many are done, in all.
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
            return Text(f"{task.speed:,.0f} {unit}/s" if task.speed else "")

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
        task = bar.add_task(description, total=total)
        yield lambda done: bar.update(task, completed=done)
