"""Policies in TOML files, one for each organisation. See docs/policy.md for their form."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from factcheck.errors import InvalidInput
from factcheck.policy.types import (
    DECISIVE,
    EXCLUDED,
    LISTS,
    ORDINARY,
    MinimumOrigins,
    Policy,
    Standing,
)
from factcheck.types import Label

BUNDLED = "bundled"
_DEFAULT = Path(__file__).with_name("default.toml")
_RULES = (
    "name",
    "support",
    "refute",
    "minimum_origins",
    "primary_for",
    "tiers",
    "others",
    "excluded",
)
_TIER = ("weight", "primary", *LISTS)
_LONGEST_FILE, _LONGEST_NAME = 1_000_000, 200
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")

Table = Mapping[str, Any]


def read_policy(path: Path) -> Policy:
    """A policy from a TOML file; what it leaves out is as in the default policy.

    :raises InvalidInput: if the file is not a policy; names the file, the rule, its value and
        what would have been accepted.
    """
    try:
        raw = path.read_bytes()
        if len(raw) > _LONGEST_FILE:
            raise InvalidInput("policy", str(path), f"must be at most {_LONGEST_FILE} bytes")
        values = tomllib.loads(raw.decode("utf-8-sig"))
    except OSError as error:
        raise InvalidInput("policy", str(path), f"cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise InvalidInput("policy", str(path), f"must be a TOML file ({error})") from error
    try:
        return _policy(values)
    except InvalidInput as error:
        raise InvalidInput(error.field, error.value, f"{error.expected} (in {path})") from error


@cache
def default_policy() -> Policy:
    """The policy that ships with factcheck."""
    return read_policy(_DEFAULT)


def named_policy(name: str) -> Policy:
    """The bundled policy, or the one in a TOML file of that path."""
    return default_policy() if name == BUNDLED else read_policy(Path(name))


def _policy(values: Table) -> Policy:
    _check_known(values, "policy", _RULES)
    name = _name(values.get("name"), "policy.name")
    publishers: dict[str, Standing] = {}
    domains: dict[str, Standing] = {}
    tiers = _table(values.get("tiers", {}), "policy.tiers")
    for tier, rules in tiers.items():
        where = f"policy.tiers.{tier}"
        rules = _table(rules, where)
        _check_known(rules, where, _TIER)
        if tier in (ORDINARY.tier, EXCLUDED.tier):
            raise InvalidInput(where, tier, "must have another name, this one is taken")
        _enter(rules, where, _standing(tier, rules, where), publishers, domains)
    excluded = _table(values.get("excluded", {}), "policy.excluded")
    _check_known(excluded, "policy.excluded", LISTS)
    _enter(excluded, "policy.excluded", EXCLUDED, publishers, domains)
    others = _table(values.get("others", {}), "policy.others")
    _check_known(others, "policy.others", ("weight",))
    primary_for = _labels(values.get("primary_for", []))
    sources = [*publishers.values(), *domains.values()]
    if primary_for and not any(standing.primary for standing in sources):
        expected = "needs a tier with primary = true, and sources in it: none could be so decided"
        raise InvalidInput("policy.primary_for", values["primary_for"], expected)
    return Policy(
        name=name,
        support=values.get("support", 0.5),
        refute=values.get("refute", 0.5),
        minimum_origins=_origins(values.get("minimum_origins", 1)),
        primary_for=primary_for,
        publishers=publishers,
        domains=domains,
        others=_standing(ORDINARY.tier, others, "policy.others"),
    )


def _standing(tier: str, rules: Table, where: str) -> Standing:
    weight, primary = rules.get("weight", 1.0), rules.get("primary", False)
    if type(weight) not in (int, float) or not 0.0 < weight <= 1.0:
        expected = "must be a number above 0, at most 1; what never counts is under excluded"
        raise InvalidInput(f"{where}.weight", weight, expected)
    if type(primary) is not bool:
        raise InvalidInput(f"{where}.primary", primary, "must be true or false")
    return Standing(tier, float(weight), primary)


def _enter(
    rules: Table,
    where: str,
    standing: Standing,
    publishers: dict[str, Standing],
    domains: dict[str, Standing],
) -> None:
    for kind, known in zip(LISTS, (publishers, domains), strict=True):
        for place, value in enumerate(_list(rules.get(kind, []), f"{where}.{kind}")):
            at = f"{where}.{kind}[{place}]"
            name = _name(value, at).casefold()
            if kind == "domains" and not _DOMAIN.fullmatch(name):
                raise InvalidInput(at, value, "must be a domain such as example.org, nothing more")
            known.setdefault(name, standing)
            hosts = [f"www.{name}", name.removeprefix("www.")] if kind == "domains" else []
            for same in (name, *hosts):
                if known.get(same, standing) != standing:
                    expected = f"must stand in one tier; {known[same].tier} has it"
                    raise InvalidInput(at, value, expected)


def _origins(value: object) -> MinimumOrigins:
    labels = tuple(label.value for label in DECISIVE)
    if isinstance(value, Mapping):
        _check_known(value, "policy.minimum_origins", labels)
        return MinimumOrigins(**value)
    if type(value) is not int:
        expected = f"must be a whole number, or one for each of {', '.join(labels)}"
        raise InvalidInput("policy.minimum_origins", value, expected)
    return MinimumOrigins(value, value, value)


def _labels(value: object) -> frozenset[Label]:
    accepted = {label.value: label for label in DECISIVE[:2]}
    for place, name in enumerate(_list(value, "policy.primary_for")):
        if not isinstance(name, str) or name not in accepted:
            expected = f"must be {' or '.join(accepted)}"
            raise InvalidInput(f"policy.primary_for[{place}]", name, expected)
    return frozenset(accepted[name] for name in _list(value, "policy.primary_for"))


def _check_known(values: Table, where: str, known: Sequence[str]) -> None:
    for name in values:
        if name not in known:
            expected = f"is not a rule; there are {', '.join(known)}"
            raise InvalidInput(f"{where}.{name}", values[name], expected)


def _table(value: object, where: str) -> Table:
    if not isinstance(value, Mapping):
        raise InvalidInput(where, value, "must be a table")
    return value


def _list(value: object, where: str) -> Sequence[Any]:
    if not isinstance(value, list):
        raise InvalidInput(where, value, "must be a list")
    return value


def _name(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST_NAME:
        expected = f"must be a text of 1 to {_LONGEST_NAME} characters"
        raise InvalidInput(where, value, expected)
    return value.strip()
