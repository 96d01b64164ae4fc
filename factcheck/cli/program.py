"""The parser, and what becomes of an error."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from factcheck.cli import (
    claimreview,
    evaluate,
    index,
    keys,
    match,
    policy,
    serve,
    train,
    verify,
    watch,
)
from factcheck.cli.console import note, prepare_streams
from factcheck.errors import FactcheckError, InvalidInput
from factcheck.version import __version__

DONE, FAILURE, USAGE = 0, 1, 2

# As argparse says it.
_UNKNOWN = "unrecognized arguments: "
# The model libraries announce progress and advice by default; errors still come through.
_QUIET = {
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        if (unknown := message.removeprefix(_UNKNOWN)) != message and " -" not in f" {unknown}":
            message += "; put words that belong together in quotes"
        note(f"error: {message} (see: {self.prog} --help)")
        raise SystemExit(USAGE)


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    top = _Parser(
        prog="factcheck",
        description="Check claims against your own sources, offline.",
        epilog="Settings are read from FACTCHECK_EMBEDDER, FACTCHECK_STANCE_MODEL, "
        "FACTCHECK_CALIBRATION, FACTCHECK_POLICY, FACTCHECK_K, FACTCHECK_THREADS, "
        "FACTCHECK_BATCH_TOKENS, FACTCHECK_ALLOW_HOSTS, FACTCHECK_PAGE_CACHE, "
        "FACTCHECK_GOOGLE_KEY and FACTCHECK_MILVUS_TOKEN.",
    )
    top.add_argument("--version", action="version", version=f"factcheck {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for module in (
        *(index, verify, match, watch, policy, claimreview),
        *(serve, keys, evaluate, train),
    ):
        module.register(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    :param argv: the arguments, without the program's name; `sys.argv` by default.
    """
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    prepare_streams()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="factcheck: %(message)s")
    # What is tried again needs no word; what fails in the end is told by who asked.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    try:
        arguments = parser().parse_args(argv)
        arguments.run(arguments)
        sys.stdout.flush()
    except InvalidInput as error:
        return _failed(error, USAGE)
    except (FactcheckError, UnicodeEncodeError) as error:
        return _failed(error, FAILURE)
    except BrokenPipeError:
        # The reader has gone (`| head`): give what is still buffered nowhere to fail.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILURE
    except OSError as error:
        return _failed(error, FAILURE)
    return DONE


def _failed(error: Exception, code: int) -> int:
    said = str(error)
    if isinstance(error, OSError) and error.strerror:
        # Without its number, which Python puts first.
        said = ": ".join(str(part) for part in (error.filename, error.strerror) if part is not None)
    note(f"error: {' '.join(said.split())}")
    return code
