"""The tiers of a policy as a condition on passages, by their publisher and their host.

A host is written from its end ("gov.example" as "example.gov."), so that a domain and all below
it begin alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factcheck.errors import InvalidInput
from factcheck.index.milvus.engine import Engine
from factcheck.index.milvus.values import fingerprint, listed
from factcheck.policy.types import EXCLUDED, Policy, Standing, Tiers, host_of
from factcheck.types import InTiers

# What is a label of a domain in a policy; any other one only has to differ from all of them.
_LABEL = re.compile(r"[a-z0-9-]+")
_WWW = "www."
_LONGEST = 1_024


def host(url: str | None) -> str:
    """The host of an address as passages tell it, empty if there is none."""
    return _backwards(host_of(url).removeprefix(_WWW))[:_LONGEST]


def check(tiers: InTiers, engine: Engine) -> None:
    """Refuse what passages of the index do not tell.

    :raises InvalidInput: if the policy names domains, and the index is from before hosts were
        kept.
    """
    assert isinstance(tiers, Tiers)
    if tiers.policy.domains and not engine.has_hosts:
        names = ", ".join(sorted(tiers.names))
        expected = "can be asked of this index once it is built again: it keeps no hosts"
        raise InvalidInput("tiers", names, expected)


def condition(tiers: InTiers) -> str:
    """The passages of sources that the policy has in these tiers. See :meth:`Policy.standing`."""
    assert isinstance(tiers, Tiers)
    policy, names = tiers.policy, tiers.names
    known = [name for name, found in policy.publishers.items() if found != EXCLUDED]
    meant = [name for name in known if policy.publishers[name].tier in names]
    domains = [domain for domain in _domains(policy) if domain.standing != EXCLUDED]
    by_host = [domain.alone(domains, names) for domain in domains if domain.standing.tier in names]
    if policy.others.tier in names:
        by_host.append(_none_of(domain.condition for domain in domains))
    counts = _any_of([_published(meant), _all_of([_not(_published(known)), _any_of(by_host)])])
    left_out = _any_of(
        [
            _published(name for name, found in policy.publishers.items() if found == EXCLUDED),
            *(domain.condition for domain in _domains(policy) if domain.standing == EXCLUDED),
        ]
    )
    found = _all_of([_not(left_out), counts])
    return _any_of([left_out, found]) if EXCLUDED.tier in names else found


@dataclass(frozen=True, slots=True)
class _Domain:
    """What a policy says of a domain: `condition` holds for the hosts that it stands for."""

    name: str
    standing: Standing

    @property
    def condition(self) -> str:
        below = f'host like "{_backwards(self.name)}%"'
        if not self.name.startswith(_WWW):
            return below
        return _any_of([f'host == "{_backwards(self.name.removeprefix(_WWW))}"', below])

    def alone(self, domains: Iterable[_Domain], names: frozenset[str]) -> str:
        """Without the hosts for which a nearer domain says something else."""
        others = (domain for domain in domains if domain.standing.tier not in names)
        return _all_of([self.condition, _none_of(o.condition for o in others if o.is_below(self))])

    def is_below(self, other: _Domain) -> bool:
        """Whether it says more than another of the same host. With `www.` and without is one."""
        mine, theirs = self.name.removeprefix(_WWW), other.name.removeprefix(_WWW)
        if mine == theirs:
            return self.name.startswith(_WWW)
        return self.name.endswith(f".{other.name}") or mine.endswith(f".{other.name}")


def _domains(policy: Policy) -> Iterator[_Domain]:
    for name, standing in policy.domains.items():
        yield _Domain(name, standing)


def _backwards(host: str) -> str:
    labels = [label if _LABEL.fullmatch(label) else "?" for label in host.split(".") if label]
    return "".join(f"{label}." for label in reversed(labels))


def _published(names: Iterable[str]) -> str:
    return f"publisher in {listed(sorted(map(fingerprint, names)))}"


# An empty one of these says what it says of nothing: any of none is false, all of none true.
_FALSE = "publisher in []"


def _any_of(conditions: Iterable[str]) -> str:
    return " or ".join(f"({one})" for one in conditions) or _FALSE


def _all_of(conditions: Iterable[str]) -> str:
    return " and ".join(f"({one})" for one in conditions)


def _none_of(conditions: Iterable[str]) -> str:
    return _not(_any_of(conditions))


def _not(condition: str) -> str:
    return f"not ({condition})"
