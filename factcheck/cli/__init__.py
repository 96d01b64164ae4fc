"""The terminal: `factcheck COMMAND`. Exit code 0 is done, 1 a failure, 2 bad usage or input."""

from __future__ import annotations

import sys
from collections.abc import Sequence

_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    :param argv: the arguments, without the program's name; `sys.argv` by default.
    """
    try:
        # Half of the first second goes into this, in which Ctrl-C must be quiet, too.
        from factcheck.cli.program import main as run

        return run(argv)
    except KeyboardInterrupt:
        sys.stderr.write("factcheck: interrupted\n")
        return _INTERRUPTED
