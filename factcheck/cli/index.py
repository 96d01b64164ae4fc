"""`factcheck index build`, `info`, `origins` and `verify`; others are registered from here."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from factcheck.cli import documents, originals, states
from factcheck.cli.arguments import (
    INDEX,
    Commands,
    add_json,
    open_checker,
    open_or_create,
    settings,
)
from factcheck.cli.console import note, print_json, progress, show
from factcheck.errors import InvalidInput
from factcheck.ingest import Survey, describe_ignored, parse_columns, survey
from factcheck.ingest.folders import OF_NO_KIND
from factcheck.records import lineage_record
from factcheck.wording import counted, visible

if TYPE_CHECKING:
    from factcheck.checker import FactChecker
    from factcheck.encoders import BulkEncoder
    from factcheck.index import AddSummary


# What one document of a kind is, where that is not the name of the kind.
_NOUNS = {
    "JSON lines": "JSON line",
    "Word": "Word file",
    "subtitles": "subtitle file",
    "web archive": "archived page",
    "table": "table row",
    "Excel": "Excel row",
    "Parquet": "Parquet row",
}


def register(commands: Commands) -> None:
    """Add the commands to the parser."""
    group = commands.add_parser("index", help="build an index, or describe one")
    actions = group.add_subparsers(metavar="ACTION", required=True)
    build = actions.add_parser(
        "build",
        help="create an index from sources, or bring one up to date",
        description="Adds sources to an index, which is created if it is missing. Run it "
        "again to resume or to take over changes: a document that is already there is left alone. "
        "Nothing is removed: what is no longer in the sources stays until factcheck index remove.",
    )
    build.add_argument("directory", metavar="INDEX", help=INDEX)
    build.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="a file (JSON lines, text, Markdown, PDF, Word, mail, subtitles, saved page, web "
        "archive, table), a folder of them, or the web address of a page, feed or sitemap",
    )
    build.add_argument(
        "--columns",
        default="",
        metavar="FIELD=COLUMN,…",
        help="which column of a table is the text, the title, …, where their names differ",
    )
    for name, metavar, of in (
        ("publisher", "NAME", "the publisher"),
        ("language", "CODE", "the language, such as en or pt-BR,"),
        ("published", "DATE", "the day of publication (YYYY-MM-DD)"),
    ):
        build.add_argument(
            f"--{name}", metavar=metavar, help=f"{of} of documents that do not state theirs"
        )
    build.add_argument(
        "--ray",
        metavar="ADDRESS",
        help="embed on the workers of a Ray cluster: HOST:PORT of its head, or local to start "
        "workers on this machine",
    )
    build.add_argument(
        "--workers",
        type=int,
        default=0,
        metavar="N",
        help="how many (with --ray; all CPUs of the cluster but one, or one per local core)",
    )
    originals.add_no_originals(build)
    build.set_defaults(run=_build)
    info = actions.add_parser("info", help="what is in an index")
    info.add_argument("directory", metavar="INDEX", help=INDEX)
    info.set_defaults(run=_info)
    origins = actions.add_parser("origins", help="which documents go back to one report, and why")
    origins.add_argument("directory", metavar="INDEX", help=INDEX)
    origins.set_defaults(run=_origins)
    verify = actions.add_parser(
        "verify",
        help="check every hash and offset of an index, and repair what is derived",
        description="Checks texts, metadata, passages, vectors and history. What can be derived "
        "from the rest is written anew; if anything else is damaged, the command says what, and "
        "exits with 1.",
    )
    verify.add_argument("directory", metavar="INDEX", help=INDEX)
    verify.set_defaults(run=_verify)
    for command in (build, info, origins, verify):
        add_json(command)
    documents.register(actions)
    originals.register(actions)
    states.register(actions)


def _build(arguments: argparse.Namespace) -> None:
    with _workers(arguments) as bulk:
        _build_with(bulk, arguments)


def _workers(arguments: argparse.Namespace) -> AbstractContextManager[BulkEncoder | None]:
    """Ray's workers, before anything is read; None where the sources are embedded here."""
    if arguments.ray is not None:
        from factcheck.bulk import Workers

        return Workers(arguments.ray, arguments.workers, settings())
    if arguments.workers:
        raise InvalidInput("--workers", arguments.workers, "needs --ray")
    return nullcontext()


def _build_with(bulk: BulkEncoder | None, arguments: argparse.Namespace) -> None:
    with progress("reading", "documents") as bar:
        found = survey(
            arguments.sources,
            progress=bar.add,
            allow_hosts=settings().allowed_hosts,
            columns=parse_columns(arguments.columns),
            defaults=_defaults(arguments),
            page_cache=settings().page_cache,
        )
    _tell_what_was_passed_over(found)
    with open_or_create(arguments.directory) as checker:
        summary = _added(checker, found, bulk, originals.source_of(arguments, found))
        snapshot = checker.info().snapshot
    _tell_what_was_read(found)
    skipped = [{"path": str(item.path), "reason": item.reason} for item in found.skipped]
    record = {
        **asdict(summary),
        "kinds": dict(found.kinds),
        "skipped": skipped,
        "ignored_fields": dict(found.ignored),
        "snapshot": snapshot,
    }
    if arguments.json:
        print_json(record)
    else:
        show(_build_sentence(arguments.directory, record))


def _added(
    checker: FactChecker,
    found: Survey,
    bulk: BulkEncoder | None,
    kept: Callable[[str], BinaryIO] | None,
) -> AddSummary:
    try:
        with progress("indexing", "documents", found.total) as bar:
            return checker.add(
                found.documents(),
                progress=bar.add,
                under_way=bar.under_way,
                bulk=bulk,
                originals=kept,
            )
    except KeyboardInterrupt:
        held = counted(checker.info().documents, "document")
        note(f"the index holds {held}, what was under way is lost; repeat the command to go on")
        raise


def _defaults(arguments: argparse.Namespace) -> dict[str, str]:
    given = {name: getattr(arguments, name) for name in ("publisher", "language", "published")}
    return {name: value for name, value in given.items() if value is not None}


def _tell_what_was_passed_over(found: Survey) -> None:
    if found.ignored:
        note(f"ignored {describe_ignored(found.ignored)}")
    unknown = [Path(item.path) for item in found.skipped if item.reason == OF_NO_KIND]
    if unknown:
        endings = Counter(path.suffix.lower() or "without an ending" for path in unknown)
        counts = ", ".join(f"{count} {ending}" for ending, count in endings.most_common())
        note(f"skipped {counted(len(unknown), 'file')} of no kind that can be read: {counts}")
    for item in found.skipped:
        if item.reason != OF_NO_KIND:
            note(f"skipped {item.path}: {item.reason}")


def _tell_what_was_read(found: Survey) -> None:
    for path in found.of_windows:
        note(f"read {path} as windows-1252: it is not UTF-8")
    kinds = sorted(found.kinds.items())
    read = ", ".join(counted(number, _NOUNS.get(kind, kind)) for kind, number in kinds)
    note(f"read: {read or 'nothing'}; passed over: {len(found.skipped)}")


def _build_sentence(path: str, record: dict[str, Any]) -> str:
    return visible(
        f"{path}: {record['added']} added, {record['replaced']} replaced, "
        f"{record['unchanged']} unchanged ({counted(record['passages'], 'new passage')}), "
        f"{len(record['skipped'])} skipped. Snapshot {record['snapshot']}."
    )


def _info(arguments: argparse.Namespace) -> None:
    with open_checker(arguments.directory) as checker:
        info = asdict(checker.info())
    if arguments.json:
        print_json(info)
        return
    embedder = info["embedder"]
    info["embedder"] = "{id}, {dimension} dimensions, sha256 {sha256}".format(**embedder)
    info["origins"] = (
        f"{counted(info['origins'], 'different text')}; which of them tell of one report says "
        "factcheck index origins"
    )
    width = max(map(len, info))
    for name, value in info.items():
        show(f"{name:<{width}}  {visible(str(value))}")


def _origins(arguments: argparse.Namespace) -> None:
    with (
        open_checker(arguments.directory) as checker,
        progress("reading", "documents", checker.info().documents) as bar,
    ):
        record = lineage_record(checker.lineage(progress=bar.add))
    if arguments.json:
        print_json(record)
        return
    origins = counted(record["origins"], "independent origin")
    show(f"{counted(record['documents'], 'document')}, {origins}")
    for group in record["groups"]:
        documents = counted(len(group["documents"]), "document")
        show(visible(f"\n{group['origin']}  origin of {documents}"))
        for link in group["links"]:
            pair = f"{link['first']} - {link['second']}"
            show(visible(f"  {pair}  {link['reason']}: {link['detail']}"))


def _verify(arguments: argparse.Namespace) -> None:
    from factcheck.index.verification import verify

    with progress("checking", "documents") as bar:
        found = verify(arguments.directory, progress=bar.add)
    if arguments.json:
        print_json(asdict(found))
        return
    written = f"; written anew: {', '.join(found.repaired)}" if found.repaired else ""
    show(
        visible(
            f"{arguments.directory}: sound. {counted(found.versions, 'document')}, earlier "
            f"versions included, {counted(found.passages, 'passage')} and "
            f"{counted(found.originals, 'original')} checked{written}."
        )
    )
