"""`factcheck policy show` and `factcheck policy diff`."""

from __future__ import annotations

import argparse

from factcheck.cli.arguments import (
    Commands,
    add_index,
    add_json,
    add_search_filters,
    add_verdict_options,
    note_unknown_filters,
    open_checker,
    search_filters,
    settings,
)
from factcheck.cli.claim_lists import CLAIM_LIST, read_claims
from factcheck.cli.console import print_json, progress, show
from factcheck.policy.files import named_policy
from factcheck.records import Record, policy_diff_record, policy_record
from factcheck.wording import counted, visible


def register(commands: Commands) -> None:
    """Add the commands to the parser."""
    group = commands.add_parser("policy", help="the editorial rules behind verdicts")
    actions = group.add_subparsers(metavar="ACTION", required=True)
    shown = actions.add_parser("show", help="check a policy file and print its rules")
    shown.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="a policy in TOML, or bundled; FACTCHECK_POLICY, or else bundled, if left out",
    )
    shown.set_defaults(run=_show)
    diff = actions.add_parser("diff", help="which verdicts another policy changes, and why")
    for name in ("before", "after"):
        diff.add_argument(name, metavar=name.upper(), help="a policy in TOML, or bundled")
    diff.add_argument("claims", metavar="CLAIMS", help=CLAIM_LIST)
    add_index(diff)
    add_verdict_options(diff)
    add_search_filters(diff)
    diff.set_defaults(run=_diff)
    for command in (shown, diff):
        add_json(command)


def _show(arguments: argparse.Namespace) -> None:
    record = policy_record(named_policy(arguments.file or settings().policy))
    if arguments.json:
        print_json(record)
        return
    for name in ("name", "sha256", "support", "refute"):
        show(f"{name}: {visible(str(record[name]))}")
    for label, needed in record["minimum_origins"].items():
        show(f"minimum_origins.{label}: {needed}")
    show(f"primary_for: {', '.join(record['primary_for']) or 'no label'}")
    for kind in ("publishers", "domains"):
        for found in record[kind]:
            show(visible(f"{kind}.{found['name']}: {_worth(found)}"))
    show(f"others: {_worth(record['others'])}")


def _worth(standing: Record) -> str:
    if not standing["weight"]:
        return str(standing["tier"])
    kind = "primary, " if standing["primary"] else ""
    return f"{standing['tier']} ({kind}weight {standing['weight']:g})"


def _diff(arguments: argparse.Namespace) -> None:
    before, after = named_policy(arguments.before), named_policy(arguments.after)
    claims = read_claims(arguments.claims)
    with (
        open_checker(
            arguments.index, snapshot=arguments.snapshot, policy=arguments.before
        ) as checker,
        progress("checking", "claims") as bar,
    ):
        note_unknown_filters(checker, arguments)
        found = checker.compare_policies(
            claims,
            before,
            after,
            progress=bar.reach,
            published=arguments.published,
            k=arguments.k,
            max_error=arguments.max_error,
            **search_filters(arguments),
        )
    record = policy_diff_record(found)
    if arguments.json:
        print_json(record)
        return
    for change in record["changes"]:
        what = "what was said in: " if change["content"] else ""
        show(visible(f"{what}{change['claim']}"))
        show(f"  {change['before']['label']} → {change['after']['label']}")
        for rule in change["rules"]:
            show(visible(f"  {_told(rule)}"))
        show("")
    show(f"{counted(record['claims'], 'claim')}, verdicts that differ: {len(record['changes'])}")


def _told(rule: Record) -> str:
    before, after = (rule[side] or "no rule" for side in ("before", "after"))
    return f"{rule['rule']}: {before} → {after}"
