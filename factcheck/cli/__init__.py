"""The terminal: `factcheck COMMAND`. Exit code 0 is done, 1 a failure, 2 bad usage or input."""

from factcheck.cli.program import main

__all__ = ["main"]
