"""Two policies side by side: which verdicts differ, and by which rules.

Evidence does not depend on the policy, so it is judged once and decided on twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol

from factcheck.policy.types import LISTS, MinimumOrigins, Policy
from factcheck.types import Verdict

_PLAIN = ("support", "refute", "primary_for", "others")


class Decide(Protocol):
    """The verdict that the evidence of another one bears out under a policy."""

    def __call__(self, verdict: Verdict, policy: Policy, *, content: bool) -> Verdict:
        """`content` says whether the verdict is the one on what was said."""


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that differs: what it says before and after, None where it is not there."""

    rule: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A claim whose verdict differs.

    :param content: whether it is the verdict on what was said, not on whether it was said.
    :param rules: the fewest differing rules that make the difference: with those of the first
        policy in their place, the second gives the first one's verdict.
    """

    claim: str
    content: bool
    before: Verdict
    after: Verdict
    rules: tuple[RuleChange, ...]


@dataclass(frozen=True, slots=True)
class PolicyDiff:
    """What another policy would change.

    :param claims: how many were compared.
    :param rules: every rule that differs, whether or not a verdict depends on it.
    """

    before: Policy
    after: Policy
    claims: int
    rules: tuple[RuleChange, ...]
    changes: tuple[VerdictChange, ...]


def compare(
    verdicts: Sequence[Verdict], before: Policy, after: Policy, decide: Decide
) -> PolicyDiff:
    """What changes from one policy to the other for claims whose evidence has been judged.

    :param verdicts: under any policy; their evidence counts.
    :param decide: the verdict anew, under another policy.
    """
    rules = _differing(before, after)
    changes = [
        change
        for verdict in verdicts
        for one, content in ((verdict, False), (verdict.content, True))
        if one is not None
        if (change := _change(one, content, (before, after), rules, decide)) is not None
    ]
    told = tuple(_told(rule, before, after) for rule in rules)
    return PolicyDiff(before, after, len(verdicts), told, tuple(changes))


def _change(
    verdict: Verdict,
    content: bool,
    policies: tuple[Policy, Policy],
    rules: Sequence[str],
    decide: Decide,
) -> VerdictChange | None:
    before, after = policies
    first, second = (decide(verdict, policy, content=content) for policy in policies)
    if first.label is second.label:
        return None
    needed = list(rules)
    for rule in rules:
        fewer = [name for name in needed if name != rule]
        mixed = decide(verdict, _with(after, before, fewer), content=content)
        if mixed.label is first.label:
            needed = fewer
    told = tuple(_told(rule, before, after) for rule in needed)
    return VerdictChange(verdict.claim.text, content, first, second, told)


def _rules(policy: Policy) -> dict[str, Any]:
    """Every rule by its name; a source has one of its own."""
    found = {name: getattr(policy, name) for name in _PLAIN}
    for item in fields(MinimumOrigins):
        found[f"minimum_origins.{item.name}"] = getattr(policy.minimum_origins, item.name)
    for kind in LISTS:
        for name, standing in sorted(getattr(policy, kind).items()):
            found[f"{kind}.{name}"] = standing
    return found


def _differing(before: Policy, after: Policy) -> list[str]:
    first, second = _rules(before), _rules(after)
    return [rule for rule in first | second if first.get(rule) != second.get(rule)]


def _with(policy: Policy, other: Policy, names: Sequence[str]) -> Policy:
    """A policy with some rules of another one."""
    rules, others = _rules(policy), _rules(other)
    for name in names:
        if name in others:
            rules[name] = others[name]
        else:
            del rules[name]
    return Policy(
        name=policy.name,
        minimum_origins=MinimumOrigins(**_below("minimum_origins", rules)),
        publishers=_below("publishers", rules),
        domains=_below("domains", rules),
        **{name: rules[name] for name in _PLAIN},
    )


def _below(kind: str, rules: Mapping[str, Any]) -> dict[str, Any]:
    start = f"{kind}."
    return {name[len(start) :]: rules[name] for name in rules if name.startswith(start)}


def _told(rule: str, before: Policy, after: Policy) -> RuleChange:
    return RuleChange(rule, _shown(rule, before), _shown(rule, after))


def _shown(rule: str, policy: Policy) -> str | None:
    value = _rules(policy).get(rule)
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or None
    return None if value is None else str(value)
