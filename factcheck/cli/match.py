"""`factcheck match`."""

from __future__ import annotations

import argparse
from functools import partial

from factcheck.cli.arguments import (
    Commands,
    add_index,
    add_json,
    add_policy,
    add_search_filters,
    open_checker,
    search_filters,
)
from factcheck.cli.console import print_json, show
from factcheck.one_state import of_one_state
from factcheck.records import Record, matches_record
from factcheck.wording import counted, rated, visible

_MATCHES = 5


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    match = commands.add_parser("match", help="was this claim checked before?")
    match.add_argument("claim", metavar="CLAIM", help="the claim, one statement")
    add_index(match)
    add_policy(match)
    add_search_filters(match)
    add_json(match)
    match.set_defaults(run=_match)


def _match(arguments: argparse.Namespace) -> None:
    with open_checker(
        arguments.index, snapshot=arguments.snapshot, policy=arguments.policy
    ) as checker:
        match = partial(
            checker.match,
            arguments.claim,
            k=_MATCHES if arguments.k is None else arguments.k,
            **search_filters(arguments),
        )
        record = matches_record(arguments.claim, *of_one_state(checker, match))
    if arguments.json:
        print_json(record)
        return
    for found in record["matches"]:
        show(visible("\n".join(_lines(found))))
    same = sum(match["same"] for match in record["matches"])
    looked_at = counted(len(record["matches"]), "earlier fact-check")
    show(f"{looked_at} looked at, {same} of the same claim")


def _lines(match: Record) -> list[str]:
    review = match["review"]
    author = review.get("author", {}).get("name", "reviewer unknown")
    dated = f", {review['datePublished']}" if "datePublished" in review else ""
    given = review["reviewRating"]
    rating = rated(given["alternateName"], given.get("worstRating"), given.get("bestRating"))
    sign = "= same claim" if match["same"] else "≠ another claim"
    return [
        f"{sign} ({match['score']:.2f}): {review['claimReviewed']}",
        f"  {author}{dated}: {rating}",
        *(f"  {apart['reason']}" for apart in match["differences"]),
        f"  {review['url']}",
        "",
    ]
