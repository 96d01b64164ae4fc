"""`factcheck watch`: claims that are checked again when the index changes."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.cli.arguments import (
    INDEX,
    Commands,
    add_json,
    add_policy,
    add_search_filters,
    add_verdict_options,
    open_checker,
    settings,
)
from factcheck.cli.claim_lists import CLAIM_LIST, read_claims
from factcheck.cli.console import note, print_json, progress, show
from factcheck.errors import FactcheckError, InvalidInput
from factcheck.wording import LABELS, counted, source_name, visible

if TYPE_CHECKING:
    from factcheck.watch.outbox import Deliveries
    from factcheck.watch.records import Change, Outcome, Recheck, Watch
    from factcheck.watch.store import Watches

_FILE = Path("watches.sqlite")
_PAGE = 1_000


def register(commands: Commands) -> None:
    """Add the commands to the parser."""
    group = commands.add_parser("watch", help="claims checked again when the index changes")
    actions = group.add_subparsers(metavar="ACTION", required=True)
    add = actions.add_parser("add", help="watch a claim, or each line of a file")
    add.add_argument("claim", metavar="CLAIM", nargs="?", help="the claim, one statement")
    add.add_argument("--file", metavar="CLAIMS", help=CLAIM_LIST)
    add.add_argument("--index", required=True, metavar="INDEX", help=INDEX)
    add.add_argument("--webhook", metavar="URL", help="where changed verdicts are sent to")
    add_search_filters(add, only=("publisher", "language"))
    add_verdict_options(add)
    add.set_defaults(run=_add)
    listing = actions.add_parser("list", help="what is watched, with the last verdicts")
    listing.set_defaults(run=_list)
    run = actions.add_parser(
        "run",
        help="check what can have changed, and tell what has",
        description="To be called again and again, by cron or a systemd timer; goes on where it "
        "was cut off.",
    )
    add_policy(run)
    run.set_defaults(run=_run)
    history = actions.add_parser("history", help="how the verdict on a watched claim changed")
    history.add_argument("id", metavar="ID", help="its id, as listed")
    history.set_defaults(run=_history)
    remove = actions.add_parser("remove", help="end watches, with their histories")
    remove.add_argument("ids", metavar="ID", nargs="+", help="their ids, as listed")
    remove.set_defaults(run=_remove)
    for command in (add, listing, run, history, remove):
        command.add_argument(
            "--watches",
            type=Path,
            default=_FILE,
            metavar="FILE",
            help=f"where watches are kept (default: {_FILE} in the working directory)",
        )
        add_json(command)


def _opened(arguments: argparse.Namespace, *, create: bool = False) -> Watches:
    from factcheck.watch.store import Watches

    return Watches(arguments.watches, create=create)


def _add(arguments: argparse.Namespace) -> None:
    from factcheck.index.backends import snapshots

    claims = _claims(arguments)
    # One that is missing would be told of at each run, and no verdict ever drawn.
    snapshots(arguments.index, token=settings().milvus_token)
    added = _opened(arguments, create=True).add(
        claims,
        arguments.index,
        webhook=arguments.webhook,
        settings=settings(),
        as_of=arguments.as_of,
        published=arguments.published,
        k=arguments.k,
        max_error=arguments.max_error,
        publishers=arguments.publishers,
        languages=arguments.languages,
    )
    if arguments.json:
        print_json({"watches": _records(added.watches), "secret": added.secret})
        return
    for watch in added.watches:
        show(visible(f"{watch.id}  {watch.claim}"))
    if added.secret is not None:
        show(added.secret)
        note("keep this secret, which signs what the webhook gets: it is not shown again")
    note("the first verdicts are drawn by: factcheck watch run")


def _claims(arguments: argparse.Namespace) -> list[str]:
    if (arguments.claim is None) == (arguments.file is None):
        raise InvalidInput("claim", arguments.claim, "must be given, or else --file; not both")
    if arguments.claim is not None:
        return [arguments.claim]
    return read_claims(arguments.file)


def _list(arguments: argparse.Namespace) -> None:
    watches = list(_all(_opened(arguments)))
    if arguments.json:
        print_json({"watches": _records(watches)})
        return
    for watch in watches:
        stands = "no verdict yet" if watch.standing is None else _told(watch.standing)
        show(visible(f"{watch.id}  {stands}  {watch.claim}"))


def _run(arguments: argparse.Namespace) -> None:
    watches = _opened(arguments)
    done: dict[str, Recheck] = {}
    failures: list[FactcheckError] = []
    for place in watches.places():
        try:
            with (
                open_checker(place, policy=arguments.policy) as checker,
                progress("checking", "claims") as bar,
            ):
                done[place] = checker.recheck(watches, progress=bar.reach)
        except FactcheckError as error:
            # The other indexes and what waits to be sent have nothing to do with it.
            failures.append(error)
    sent = watches.deliver(settings().allowed_hosts)
    if arguments.json:
        print_json(
            {
                "indexes": [{"index": place, **_run_record(it)} for place, it in done.items()],
                "deliveries": asdict(sent),
            }
        )
    else:
        _show_run(done, sent)
    for failure in failures[1:]:
        note(f"error: {failure}")
    if failures:
        raise failures[0]


def _show_run(done: dict[str, Recheck], sent: Deliveries) -> None:
    for place, found in done.items():
        for change in found.changes:
            _show_change(change)
        show(
            visible(
                f"{place}: {counted(len(found.first), 'first verdict')}; "
                f"{len(found.affected)} affected, {len(found.changes)} changed; "
                f"{found.unaffected} unaffected, {found.current} checked before."
            )
        )
    for url, reason in sent.failures:
        note(f"{url}: {reason}")
    if sent.delivered or sent.waiting:
        show(f"{counted(sent.delivered, 'message')} delivered, {sent.waiting} will be tried again.")


def _history(arguments: argparse.Namespace) -> None:
    from factcheck.watch.shapes import change_record, watch_record

    watches = _opened(arguments)
    watch = watches.get(arguments.id)
    changes = watches.changes(watch.id, limit=_PAGE)
    if arguments.json:
        records = [change_record(change) for change in changes]
        print_json({**watch_record(watch), "changes": records})
        return
    stands = "no verdict yet" if watch.standing is None else _told(watch.standing)
    since = changes[0].at if changes else watch.created
    show(visible(f"{watch.claim}\n{stands}, since {since}"))
    for change in changes:
        _show_change(change)


def _remove(arguments: argparse.Namespace) -> None:
    _opened(arguments).remove(*arguments.ids)
    if arguments.json:
        print_json({"removed": arguments.ids})
    else:
        show(f"{len(arguments.ids)} removed")


def _all(watches: Watches) -> Iterator[Watch]:
    page = watches.page(limit=_PAGE)
    while page:
        yield from page
        page = watches.page(after=page[-1].number, limit=_PAGE)


def _records(watches: Sequence[Watch]) -> list[dict[str, Any]]:
    from factcheck.watch.shapes import watch_record

    return [watch_record(watch) for watch in watches]


def _run_record(found: Recheck) -> dict[str, Any]:
    from factcheck.watch.shapes import change_record

    return {
        "current": found.current,
        "unaffected": found.unaffected,
        "affected": list(found.affected),
        "first": list(found.first),
        "changes": [change_record(change) for change in found.changes],
    }


def _told(outcome: Outcome) -> str:
    wording = LABELS[outcome.label]
    return f"{wording.sign} {wording.words.upper()} ({outcome.confidence:.2f})"


def _show_change(change: Change) -> None:
    show(visible(f"{change.at}  {_told(change.before)} → {_told(change.after)}"))
    show(visible(f"  {change.claim}"))
    if change.cause != "documents":
        show(f"  by another {change.cause.value.removesuffix('s')}")
    for item in change.documents:
        show(visible(f"  {item.kind}: {item.id}"))
    for sign, pieces in (("+", change.new), ("-", change.gone)):
        for piece in pieces:
            who = source_name(piece.document)
            show(visible(f"  {sign} {piece.stance.value}, {who}: {' '.join(piece.text.split())}"))
