"""`factcheck claimreview import` and `factcheck claimreview fetch`: fact-checks into an index."""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from typing import Any

from factcheck.cli.arguments import add_json, open_or_create, read_bytes, settings
from factcheck.cli.console import note, print_json, show
from factcheck.errors import FetchFailure
from factcheck.ingest.charsets import decoded
from factcheck.ingest.claim_search import MOST, PER_PAGE, ClaimSearch, reviews_of
from factcheck.ingest.fetch import Web, is_url
from factcheck.ingest.media_types import REVIEWS
from factcheck.ingest.reviews import Reviews, collected, decoded_file, read_reviews
from factcheck.wording import counted, visible

MOST_CHARS = 200_000_000


def register(actions: Any) -> None:
    """Add the commands to those of `factcheck claimreview`."""
    taken = actions.add_parser("import", help="add fact-checks to an index, to be matched")
    taken.add_argument(
        "sources",
        nargs="+",
        metavar="FILE|-|URL",
        help="HTML with JSON-LD, JSON, JSON lines, a feed file, a saved answer of the API below",
    )
    taken.set_defaults(run=_import)
    fetched = actions.add_parser(
        "fetch",
        help="add what the Google Fact Check Tools API finds to an index",
        description="Asks the API with the key in FACTCHECK_GOOGLE_KEY. The query leaves this "
        "machine, nothing else does.",
    )
    fetched.add_argument("query", metavar="QUERY", help="what to look for")
    fetched.add_argument("--language", metavar="CODE", help="only reviews in it, such as en-US")
    fetched.add_argument(
        "--most",
        type=int,
        default=PER_PAGE,
        metavar="N",
        help=f"claims at most (default: {PER_PAGE}, up to {MOST})",
    )
    fetched.set_defaults(run=_fetch)
    for command in (taken, fetched):
        command.add_argument(
            "--index", required=True, metavar="INDEX", help="made if it is missing"
        )
        add_json(command)


def _import(arguments: argparse.Namespace) -> None:
    with Web(settings().allowed_hosts, readable=REVIEWS) as web:
        found = [_named(source, _read(source, web)) for source in arguments.sources]
    _add(found, arguments)


def _named(source: str, found: Reviews) -> Reviews:
    """With the source before each reason, as there may be several."""
    return replace(found, skipped=tuple(f"{source}: {reason}" for reason in found.skipped))


def _read(source: str, web: Web) -> Reviews:
    if not is_url(source):
        return read_reviews(decoded_file(read_bytes(source, MOST_CHARS), source), source)
    page = web.read(source)
    try:
        content = decoded(page.content, page.charset)
    except ValueError as error:
        raise FetchFailure(source, str(error)) from error
    return read_reviews(content, source)


def _fetch(arguments: argparse.Namespace) -> None:
    with ClaimSearch(settings().google_key) as api:
        claims = list(api.claims(arguments.query, language=arguments.language, most=arguments.most))
    named = ((f"review {number}", claim, reviews_of) for number, claim in enumerate(claims, 1))
    _add([collected(named)], arguments)


def _add(found: list[Reviews], arguments: argparse.Namespace) -> None:
    skipped = [reason for each in found for reason in each.skipped]
    for reason in skipped:
        note(visible(f"skipped {reason}"))
    with open_or_create(arguments.index) as checker:
        summary = checker.add_reviews(review for each in found for review in each.reviews)
        snapshot = checker.snapshot
    record = {**asdict(summary), "skipped": skipped, "snapshot": snapshot}
    if arguments.json:
        print_json(record)
        return
    show(
        visible(
            f"{arguments.index}: {counted(record['added'], 'fact-check')} added, "
            f"{record['replaced']} replaced, {record['unchanged']} unchanged, "
            f"{len(skipped)} skipped. Snapshot {snapshot}."
        )
    )
