"""`factcheck evaluate stance|retrieval|verdicts|claims|attribution`: measures on labelled data."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from factcheck.cli.arguments import Commands, add_index, add_json, open_checker, settings
from factcheck.cli.console import print_json, progress, show
from factcheck.wording import visible


def register(commands: Commands) -> None:
    """Add the commands to the parser."""
    group = commands.add_parser("evaluate", help="measure on labelled data")
    actions = group.add_subparsers(metavar="WHAT", required=True)
    stance = actions.add_parser("stance", help="one passage against one claim")
    stance.add_argument(
        "data",
        nargs="+",
        type=Path,
        metavar="DATA.jsonl",
        help='JSON lines {"claim": …, "evidence": a passage, "label": "SUPPORTS", "REFUTES" or '
        '"NEI"}, or of stories (docs/stance.md)',
    )
    retrieval = actions.add_parser("retrieval", help="are the relevant documents found")
    retrieval.add_argument(
        "data",
        type=Path,
        metavar="QUERIES.jsonl",
        help='JSON lines {"claim": …, "relevant": [ids of documents]}',
    )
    verdicts = actions.add_parser("verdicts", help="are whole verdicts right")
    verdicts.add_argument(
        "data",
        type=Path,
        metavar="CLAIMS.jsonl",
        help='JSON lines {"claim": …, "verdict": "SUPPORTED", "REFUTED", "CONFLICTING" or '
        '"NOT_ENOUGH_EVIDENCE"}, which may have a day "as_of", too',
    )
    claims = actions.add_parser("claims", help="are check-worthy sentences told apart")
    claims.add_argument(
        "data",
        type=Path,
        metavar="DATA.jsonl",
        help='JSON lines {"text": a sentence, "checkworthy": true or false}',
    )
    attribution = actions.add_parser("attribution", help="is it found who said what")
    attribution.add_argument("data", type=Path, metavar="DIR", help="a folder of brat files")
    for command, run in (
        (stance, _stance),
        (retrieval, _retrieval),
        (verdicts, _verdicts),
        (claims, _claims),
        (attribution, _attribution),
    ):
        add_json(command)
        command.set_defaults(run=run)
    for command in (retrieval, verdicts):
        add_index(command)


def _stance(arguments: argparse.Namespace) -> None:
    from factcheck.evaluate import evaluate_stance

    with progress("judging", "pairs") as bar:
        _show(evaluate_stance(arguments.data, settings(), bar.add), arguments)


def _retrieval(arguments: argparse.Namespace) -> None:
    from factcheck.evaluate import evaluate_retrieval

    with (
        open_checker(arguments.index, snapshot=arguments.snapshot) as checker,
        progress("searching", "queries") as bar,
    ):
        _show(evaluate_retrieval(arguments.data, checker, bar.add), arguments)


def _verdicts(arguments: argparse.Namespace) -> None:
    from factcheck.evaluate import evaluate_verdicts

    with (
        open_checker(arguments.index, snapshot=arguments.snapshot) as checker,
        progress("verifying", "claims") as bar,
    ):
        _show(evaluate_verdicts(arguments.data, checker, bar.add), arguments)


def _claims(arguments: argparse.Namespace) -> None:
    from factcheck.evaluate import evaluate_claims

    with progress("reading", "sentences") as bar:
        _show(evaluate_claims(arguments.data, bar.add), arguments)


def _attribution(arguments: argparse.Namespace) -> None:
    from factcheck.evaluate import evaluate_attribution

    with progress("reading", "texts") as bar:
        _show(evaluate_attribution(arguments.data, bar.add), arguments)


def _show(measures: dict[str, Any], arguments: argparse.Namespace) -> None:
    if arguments.json:
        print_json(measures)
    else:
        for name, value in _flat(measures):
            show(visible(f"{name}  {value}"))


def _flat(measures: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, value in measures.items():
        if isinstance(value, dict):
            rows += _flat(value, f"{prefix}{name} ")
        else:
            values = value if isinstance(value, list) else [value]
            rows += [(f"{prefix}{name}", _told(item)) for item in values]
    return rows


def _told(value: Any) -> str:
    """A number, or the numbers of one point of a curve."""
    if isinstance(value, dict):
        return "  ".join(f"{name} {_told(number)}" for name, number in value.items())
    return f"{value:.4f}" if isinstance(value, float) else str(value)
