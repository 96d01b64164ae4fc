"""Arguments that several commands share, and what they open."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from factcheck.cli.console import note
from factcheck.config import Settings
from factcheck.errors import DocumentNotFound, IndexNotFound, InvalidInput, InvalidSource
from factcheck.ingest.plain import WINDOWS, encoding_of
from factcheck.request import Selection
from factcheck.review_types import is_web_address
from factcheck.types import iso_date

if TYPE_CHECKING:
    from factcheck.checker import FactChecker

Commands: TypeAlias = "argparse._SubParsersAction[Any]"
STDIN = "-"
_ONLY = {
    "publisher": "publisher",
    "language": "language code",
    "tier": "tier of the policy",
    "document": "document, by its id",
}
INDEX = "a directory, or milvus://HOST:PORT/NAME"


def add_json(command: argparse.ArgumentParser) -> None:
    """`--json`."""
    command.add_argument("--json", action="store_true", help="print one JSON document")


def add_index(command: argparse.ArgumentParser) -> None:
    """`--index INDEX`."""
    command.add_argument(
        "--index", required=True, metavar="INDEX", help=f"the index to check against: {INDEX}"
    )
    add_snapshot(command)


def add_snapshot(command: argparse.ArgumentParser) -> None:
    """`--snapshot ID`."""
    command.add_argument(
        "--snapshot", metavar="ID", help="the index as it was then; see factcheck index snapshots"
    )


def add_search_filters(
    command: argparse.ArgumentParser, only: Iterable[str] = tuple(_ONLY)
) -> None:
    """`--as-of`, `-k`, and what alone may be found: `--publisher`, `--language` and the others."""
    command.add_argument(
        "--as-of", type=date_of("--as-of"), metavar="DATE", help="only what was published by then"
    )
    command.add_argument("-k", type=int, metavar="N", help="passages to look at")
    for name in only:
        command.add_argument(
            f"--{name}",
            action="append",
            dest=f"{name}s",
            metavar="ID" if name == "document" else "NAME",
            help=f"only this {_ONLY[name]}; may be given several times",
        )


def search_filters(arguments: argparse.Namespace) -> Selection:
    """What may be found, as :func:`add_search_filters` was given it."""
    return Selection(
        as_of=arguments.as_of,
        publishers=arguments.publishers,
        languages=arguments.languages,
        tiers=arguments.tiers,
        documents=arguments.documents,
    )


def note_unknown_filters(checker: FactChecker, arguments: argparse.Namespace) -> None:
    """Name each publisher, language, tier and id asked for that nothing in the index has."""
    for option, what in (
        ("publishers", "is from the publisher"),
        ("languages", "is in the language"),
        ("tiers", "is of the tier"),
    ):
        for name in getattr(arguments, option) or ():
            if not checker.search("anything", k=1, **cast(Selection, {option: [name]})):
                note(f"no document of the index {what} {name!r}")
    for document_id in arguments.documents or ():
        try:
            checker.get(document_id)
        except DocumentNotFound:
            note(f"no document of the index has the id {document_id!r}")


def add_verdict_options(command: argparse.ArgumentParser) -> None:
    """`--published` and `--max-error`."""
    command.add_argument(
        "--published",
        type=date_of("--published"),
        metavar="DATE",
        help="when the claim was made; its relative dates are read from there",
    )
    command.add_argument(
        "--max-error",
        type=float,
        metavar="E",
        help="abstain where verdicts this sure were wrong more often, on held-out claims (0 to 1)",
    )


def add_policy(command: argparse.ArgumentParser) -> None:
    """`--policy FILE`."""
    command.add_argument(
        "--policy", metavar="FILE", help="the editorial rules, in TOML; see factcheck policy"
    )


def settings() -> Settings:
    """Settings from the environment of this process."""
    return Settings.from_environment(os.environ)


def open_checker(
    path: str | Path,
    *,
    writable: bool = False,
    snapshot: str | None = None,
    policy: str | None = None,
) -> FactChecker:
    """The checker over an existing index.

    :param policy: a policy file; by default the one that the environment names.
    :raises IndexNotFound: if there is none at `path`.
    """
    from factcheck.checker import FactChecker

    given = settings()
    given = replace(given, policy=policy) if policy is not None else given
    return FactChecker.open(path, writable=writable, snapshot=snapshot, settings=given)


def open_or_create(path: str) -> FactChecker:
    """The checker over an index, open for writing; an empty one is made where there is none."""
    from factcheck.checker import FactChecker

    try:
        return open_checker(path, writable=True)
    except IndexNotFound:
        try:
            return FactChecker.create(path, settings=settings())
        except InvalidInput:
            # Where another build has made it meanwhile, that is what to wait for.
            with suppress(IndexNotFound):
                return open_checker(path, writable=True)
            raise


def read_input(name: str, limit: int) -> str:
    """The text of a file, or of stdin for `-`.

    :param limit: the most characters that are taken.
    :raises InvalidInput: if it is missing, longer than the limit, or in an encoding that is not
        known.
    """
    raw = read_bytes(name, limit)
    encoding = encoding_of(io.BytesIO(raw), name)
    if encoding == WINDOWS:
        note(f"read {'standard input' if name == STDIN else name} as windows-1252: it is not UTF-8")
    text = raw.decode(encoding)
    if len(text) > limit:
        raise _too_long(name, limit)
    return text


def read_bytes(name: str, limit: int) -> bytes:
    """The bytes of a file, or of stdin for `-`, that holds a text.

    :param limit: the most characters that it may hold.
    :raises InvalidInput: if it is missing, or longer than the limit in any encoding.
    """
    try:
        if name == STDIN:
            raw = sys.stdin.buffer.read(4 * limit + 1)
        else:
            with open(name, "rb") as file:
                raw = file.read(4 * limit + 1)
    except OSError as error:
        raise InvalidSource(name, None, f"cannot be read: {error.strerror}") from error
    if len(raw) > 4 * limit:
        raise _too_long(name, limit)
    return raw


def _too_long(name: str, limit: int) -> InvalidInput:
    expected = f"must be at most {limit} characters long, the input is longer"
    return InvalidInput("text", name, expected)


def date_of(option: str) -> Any:
    """What reads the day that an option names, or refuses it before anything is done."""

    def parse(value: str) -> str | None:
        return iso_date(value, option)

    return parse


def web_address_of(option: str) -> Any:
    """What reads the address that an option names, or refuses it before anything is done."""

    def parse(value: str) -> str:
        if not is_web_address(value):
            raise InvalidInput(option, value, "must be an http or https address")
        return value

    return parse
