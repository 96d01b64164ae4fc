"""`factcheck claimreview export` and `factcheck claimreview read`."""

from __future__ import annotations

import argparse

from factcheck.cli import reviews
from factcheck.cli.arguments import (
    Commands,
    add_index,
    add_json,
    add_policy,
    add_search_filters,
    add_verdict_options,
    date_of,
    note_unknown_filters,
    open_checker,
    read_bytes,
    search_filters,
    web_address_of,
)
from factcheck.cli.console import note, print_json, show
from factcheck.errors import InvalidInput
from factcheck.ingest.reviews import decoded_file, read_reviews
from factcheck.known_claims.claimreview import to_json_ld
from factcheck.records import claim_review_record
from factcheck.wording import rated, visible

_MOST_CHARS = 50_000_000


def register(commands: Commands) -> None:
    """Add the commands to the parser."""
    group = commands.add_parser("claimreview", help="fact-checks as schema.org ClaimReview")
    actions = group.add_subparsers(metavar="ACTION", required=True)
    export = actions.add_parser("export", help="check one claim and print it as ClaimReview")
    export.add_argument("claim", metavar="CLAIM", help="the claim, one statement")
    export.add_argument(
        "--url",
        required=True,
        type=web_address_of("--url"),
        help="where the fact-check will be published",
    )
    export.add_argument(
        "--author", required=True, type=_name, metavar="NAME", help="who answers for it"
    )
    export.add_argument(
        "--issued", type=date_of("--issued"), metavar="DATE", help="the day of its publication"
    )
    add_index(export)
    add_verdict_options(export)
    add_policy(export)
    add_search_filters(export)
    export.set_defaults(run=_export)
    read = actions.add_parser("read", help="list the fact-checks in a page or feed file")
    read.add_argument("source", metavar="FILE|-", help="HTML with JSON-LD, JSON, JSON lines")
    read.set_defaults(run=_read)
    for command in (export, read):
        add_json(command)
    reviews.register(actions)


def _name(value: str) -> str:
    if not value.strip():
        raise InvalidInput("--author", value, "must not be empty")
    return value


def _export(arguments: argparse.Namespace) -> None:
    with open_checker(
        arguments.index, snapshot=arguments.snapshot, policy=arguments.policy
    ) as checker:
        note_unknown_filters(checker, arguments)
        verdict = checker.verify(
            arguments.claim,
            published=arguments.published,
            k=arguments.k,
            max_error=arguments.max_error,
            **search_filters(arguments),
        )
    review = claim_review_record(
        verdict, url=arguments.url, author=arguments.author, published=arguments.issued
    )
    print_json(review)


def _read(arguments: argparse.Namespace) -> None:
    source = arguments.source
    found = read_reviews(decoded_file(read_bytes(source, _MOST_CHARS), source), source)
    for reason in found.skipped:
        note(f"skipped {reason}")
    if arguments.json:
        records = [to_json_ld(review) for review in found.reviews]
        print_json({"reviews": records, "skipped": list(found.skipped)})
        return
    for review in found.reviews:
        author = f"{review.author.name}, " if review.author else ""
        rating = rated(review.rating, review.worst, review.best)
        show(visible(f"{rating}: {review.claim}\n  {author}{review.url}"))
