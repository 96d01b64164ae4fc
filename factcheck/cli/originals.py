"""`factcheck index original`, and what `index build` keeps for it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from factcheck.cli.arguments import Commands
from factcheck.cli.console import note
from factcheck.cli.output import keep_apart
from factcheck.errors import InvalidInput
from factcheck.index.addresses import keeps_originals
from factcheck.ingest import Survey
from factcheck.wording import counted


def register(actions: Commands) -> None:
    """Add the command to the parser."""
    original = actions.add_parser(
        "original",
        help="the web page or file that a document was read from, as it was",
        description="Writes the bytes to stdout, or to a file.",
    )
    original.add_argument("directory", metavar="INDEX", help="a directory")
    original.add_argument("document", metavar="ID", help="the id of the document")
    original.add_argument("--out", type=Path, metavar="FILE", help="write to this file")
    original.set_defaults(run=_original)


def add_no_originals(build: argparse.ArgumentParser) -> None:
    """`--no-originals`."""
    build.add_argument(
        "--no-originals",
        action="store_true",
        help="do not keep web pages and files as they were beside the index",
    )


def source_of(arguments: argparse.Namespace, found: Survey) -> Callable[[str], BinaryIO] | None:
    """Where a build takes originals from, if it keeps any."""
    if arguments.no_originals:
        return None
    if not keeps_originals(arguments.directory):
        note("web pages and files are kept as they were only beside an index in a directory")
        return None
    return found.original


def _original(arguments: argparse.Namespace) -> None:
    from factcheck.index.history import original

    if arguments.out is None and sys.stdout.isatty():
        raise InvalidInput("--out", None, "must name a file: a terminal would obey the bytes")
    if arguments.out is not None:
        keep_apart("--out", arguments.out, [arguments.directory])
    content = original(arguments.directory, arguments.document)
    if arguments.out is None:
        sys.stdout.buffer.write(content)
    else:
        arguments.out.write_bytes(content)
        note(f"wrote {arguments.out} ({counted(len(content), 'byte')})")
