"""`factcheck keys`: who may use the HTTP API."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from factcheck.cli.arguments import Commands, add_json
from factcheck.cli.console import note, print_json, show
from factcheck.wording import visible


def register(commands: Commands) -> None:
    """Add the commands to the parser."""
    group = commands.add_parser("keys", help="keys for the HTTP API")
    actions = group.add_subparsers(metavar="ACTION", required=True)
    create = actions.add_parser(
        "create",
        help="make a key and print it, this once",
        description="Scopes: verify (verdicts, checks, claims, watches), search (search and read "
        "documents), write (add and remove documents), admin (everything).",
    )
    create.add_argument("--name", required=True, help="whose key it is")
    create.add_argument(
        "--scope",
        action="append",
        required=True,
        dest="scopes",
        metavar="SCOPE",
        help="what it allows; may be given several times",
    )
    create.add_argument("--expires", metavar="DATE", help="its last day")
    create.set_defaults(run=_create)
    listing = actions.add_parser("list", help="all keys, without what would open anything")
    listing.set_defaults(run=_list)
    revoke = actions.add_parser("revoke", help="end a key at once")
    revoke.add_argument("id", help="its id, as listed")
    revoke.set_defaults(run=_revoke)
    for command in (create, listing, revoke):
        command.add_argument(
            "--file", required=True, type=Path, help="where keys are kept, as hashes"
        )
        add_json(command)


def _create(arguments: argparse.Namespace) -> None:
    from factcheck.api.keys import KeyFile

    made = KeyFile(arguments.file).create(arguments.name, arguments.scopes, arguments.expires)
    if arguments.json:
        print_json({"key": made})
    else:
        show(made)
        note("keep it now: only its hash is stored, and it cannot be shown again")


def _list(arguments: argparse.Namespace) -> None:
    from factcheck.api.keys import KeyFile

    keys = KeyFile(arguments.file).keys()
    if arguments.json:
        rows = [asdict(key) for key in keys]
        print_json([{name: row[name] for name in row if name != "sha256"} for row in rows])
        return
    if not keys:
        is_there = arguments.file.exists()
        note(f"{arguments.file}: {'no keys' if is_there else 'no such file, so no keys'}")
    for key in keys:
        end = f"revoked {key.revoked}" if key.revoked else f"until {key.expires or 'revoked'}"
        show(visible(f"{key.id}  {key.name}  {', '.join(key.scopes)}  since {key.created}, {end}"))


def _revoke(arguments: argparse.Namespace) -> None:
    from factcheck.api.keys import KeyFile

    key = KeyFile(arguments.file).revoke(arguments.id)
    if arguments.json:
        print_json({"id": key.id, "revoked": key.revoked})
    else:
        show(visible(f"{key.id} ({key.name}) is revoked"))
