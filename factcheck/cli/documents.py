"""`factcheck index list`, `index show` and `index remove`: the documents of an index."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.cli.arguments import INDEX, Commands, add_json, open_checker
from factcheck.cli.console import print_json, show
from factcheck.records import document_record, entry_record
from factcheck.wording import visible

if TYPE_CHECKING:
    from factcheck.checker import FactChecker
    from factcheck.types import DocumentEntry

_PAGE = 100


def register(actions: Commands) -> None:
    """Add the commands to those of `factcheck index`."""
    listing = actions.add_parser("list", help="the documents of an index, in order of id")
    listing.add_argument("directory", metavar="INDEX", help=INDEX)
    listing.set_defaults(run=_list)
    shown = actions.add_parser("show", help="a document: what is known of it, and its text")
    shown.add_argument("directory", metavar="INDEX", help=INDEX)
    shown.add_argument("document", metavar="ID", help="its id, as listed")
    shown.set_defaults(run=_show)
    remove = actions.add_parser(
        "remove",
        help="take documents out of an index",
        description="All of them or, if there is none of an id, none. Verdicts drawn before can "
        "still be looked up; to give up the space, too: factcheck index compact.",
    )
    remove.add_argument("directory", metavar="INDEX", help=INDEX)
    remove.add_argument("ids", metavar="ID", nargs="+", help="their ids, as listed")
    remove.set_defaults(run=_remove)
    for command in (listing, shown, remove):
        add_json(command)


def _list(arguments: argparse.Namespace) -> None:
    with open_checker(arguments.directory) as checker:
        if arguments.json:
            print_json({"documents": list(map(entry_record, _all(checker)))})
            return
        for document in _all(checker):
            publisher = document.publisher or "publisher unknown"
            facts = (document.id, document.published or "no date", publisher, document.title)
            # A line for each document, whatever is in its title.
            show(visible(" ".join("  ".join(filter(None, facts)).splitlines())))


def _show(arguments: argparse.Namespace) -> None:
    with open_checker(arguments.directory) as checker:
        document = checker.get(arguments.document)
    if arguments.json:
        print_json(document_record(document))
        return
    facts = {
        "title": document.title,
        "publisher": document.publisher,
        "date": document.published,
        "address": document.url,
        "version": document.version,
    }
    width = max(map(len, facts))
    for name, value in facts.items():
        show(visible(f"{name:<{width}}  {value or 'unknown'}"))
    show(visible(f"\n{document.text}"))


def _remove(arguments: argparse.Namespace) -> None:
    with open_checker(arguments.directory, writable=True) as checker:
        removed = checker.remove(arguments.ids)
        snapshot = checker.snapshot
    if arguments.json:
        print_json({"removed": removed, "snapshot": snapshot})
        return
    show(visible(f"{arguments.directory}: {removed} removed. Snapshot {snapshot}."))


def _all(checker: FactChecker) -> Iterator[DocumentEntry]:
    page = checker.entries(limit=_PAGE)
    while page:
        yield from page
        page = checker.entries(after=page[-1].id, limit=_PAGE)
