"""`factcheck search`, `verify`, `check` and `claims`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.cli.arguments import (
    INDEX,
    STDIN,
    Commands,
    add_index,
    add_json,
    add_policy,
    add_search_filters,
    add_snapshot,
    add_verdict_options,
    note_unknown_filters,
    open_checker,
    read_input,
    search_filters,
    settings,
    web_address_of,
)
from factcheck.cli.console import note, print_json, progress, show
from factcheck.cli.output import check_place, keep_apart, write_whole
from factcheck.config import Limits
from factcheck.errors import InvalidInput
from factcheck.ingest.article import article
from factcheck.ingest.fetch import fetch, is_url
from factcheck.ingest.folders import is_of_windows, read_one
from factcheck.records import extraction_record, hit_record, report_record, verdict_record
from factcheck.types import Document, iso_date

if TYPE_CHECKING:
    from factcheck.checker import FactChecker
    from factcheck.types import Report

_SOURCE = "the text: plain, Markdown, PDF, Word, mail, subtitles or a page; - reads it from stdin"


def register(commands: Commands) -> None:
    """Add the commands to the parser."""
    search = commands.add_parser("search", help="find passages")
    search.add_argument("directory", metavar="INDEX", help=INDEX)
    search.add_argument("query", metavar="QUERY", help="what to look for")
    add_snapshot(search)
    add_policy(search)
    search.set_defaults(run=_search)

    verify = commands.add_parser("verify", help="check one claim")
    verify.add_argument("claim", metavar="CLAIM", help="the claim, one statement")
    verify.set_defaults(run=_verify)

    check = commands.add_parser("check", help="check every claim of a text")
    check.add_argument("source", metavar="FILE|-|URL", help=_SOURCE)
    check.add_argument("--html", type=Path, metavar="OUT", help="write a report to this file")
    check.set_defaults(run=_check)

    claims = commands.add_parser("claims", help="list the claims of a text, without checking them")
    claims.add_argument("source", metavar="FILE|-|URL", help=_SOURCE)
    claims.add_argument("--published", metavar="DATE", help="the day of the text (YYYY-MM-DD)")
    claims.set_defaults(run=_claims)

    for command in (verify, check):
        add_index(command)
        add_verdict_options(command)
        command.add_argument(
            "--url",
            type=web_address_of("--url"),
            metavar="URL",
            help="where it was published: what stands there or links there is no evidence",
        )
        add_policy(command)
    for command in (search, verify, check):
        add_search_filters(command)
    for command in (search, verify, check, claims):
        add_json(command)


def _search(arguments: argparse.Namespace) -> None:
    with open_checker(
        arguments.directory, snapshot=arguments.snapshot, policy=arguments.policy
    ) as checker:
        note_unknown_filters(checker, arguments)
        hits = checker.search(
            arguments.query,
            k=10 if arguments.k is None else arguments.k,
            **search_filters(arguments),
        )
    if arguments.json:
        print_json({"query": arguments.query, "hits": [hit_record(hit) for hit in hits]})
    else:
        from factcheck.cli.render import render_hits

        show(render_hits(hits))


def _verify(arguments: argparse.Namespace) -> None:
    with _opened(arguments) as checker:
        note_unknown_filters(checker, arguments)
        verdict = checker.verify(
            arguments.claim,
            published=arguments.published,
            k=arguments.k,
            max_error=arguments.max_error,
            url=arguments.url,
            **search_filters(arguments),
        )
    if arguments.json:
        print_json(verdict_record(verdict))
    else:
        from factcheck.cli.render import render_verdict

        show(render_verdict(verdict))


def _check(arguments: argparse.Namespace) -> None:
    if arguments.html is not None:
        check_place("--html", arguments.html)
        keep_apart("--html", arguments.html, _read_by(arguments))
    document = _read_document(arguments.source)
    with _opened(arguments) as checker:
        note_unknown_filters(checker, arguments)
        report = _checked(checker, document, arguments)
    try:
        if arguments.html is not None:
            _write_page(report, document.title or Path(arguments.source).name, arguments.html)
    finally:
        # A disk that is full by now costs the page, not what was found.
        _show_report(report, arguments)
    if not report.verdicts:
        raise _nothing_to_check(document, arguments.source)


def _read_by(arguments: argparse.Namespace) -> Iterator[str | None]:
    yield from (arguments.index, arguments.policy)
    if arguments.source != STDIN and not is_url(arguments.source):
        yield arguments.source


def _nothing_to_check(document: Document, source: str) -> InvalidInput:
    name = "standard input" if source == STDIN else source
    return InvalidInput(name, document.text.strip(), "must hold at least one checkable claim")


def _write_page(report: Report, title: str, path: Path) -> None:
    from factcheck.report_html import html_report

    write_whole(path, html_report(report, title=title))
    note(f"wrote {path}")


def _show_report(report: Report, arguments: argparse.Namespace) -> None:
    if arguments.json:
        print_json(report_record(report))
    else:
        from factcheck.cli.render import render_report

        show(render_report(report))


def _opened(arguments: argparse.Namespace) -> FactChecker:
    return open_checker(arguments.index, snapshot=arguments.snapshot, policy=arguments.policy)


def _read_document(source: str) -> Document:
    given = settings()
    if is_url(source):
        return article(fetch(source, given.allowed_hosts))
    path = Path(source)
    if source == STDIN or (path.exists() and not path.is_file() and not path.is_dir()):
        # A pipe or device can be read once only, and need not end.
        text = read_input(source, Limits.text_chars)
        return Document(text=text, title="Text from standard input" if source == STDIN else None)
    document = read_one(path)
    if is_of_windows(path):
        note(f"read {source} as windows-1252: it is not UTF-8")
    return document


def _checked(checker: FactChecker, document: Document, arguments: argparse.Namespace) -> Report:
    with progress("checking", "claims") as bar:
        return checker.check(
            document.text,
            published=arguments.published or document.published,
            k=arguments.k,
            max_error=arguments.max_error,
            url=arguments.url or document.url,
            **search_filters(arguments),
            progress=bar.reach,
        )


def _claims(arguments: argparse.Namespace) -> None:
    from factcheck.claims.extraction import extract as extract_claims

    document = _read_document(arguments.source)
    published = iso_date(arguments.published, "published") or document.published
    extraction = extract_claims(document.text, published)
    if arguments.json:
        print_json(extraction_record(extraction))
    else:
        from factcheck.cli.render import render_extraction

        show(render_extraction(extraction))
