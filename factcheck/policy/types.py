"""The editorial rules that turn stances into a verdict: data, named and hashed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any
from urllib.parse import urlsplit

from factcheck.errors import InvalidInput
from factcheck.read_only import ReadOnly
from factcheck.types import DocumentRef, Label

# Under these labels a policy may ask for origins, and under the first two for a primary source.
DECISIVE = (Label.SUPPORTED, Label.REFUTED, Label.CONFLICTING)
MOST_ORIGINS = 100
# What a tier names its sources by.
LISTS = ("publishers", "domains")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a source is worth.

    :param tier: the group of sources that it belongs to, as the policy calls it.
    :param weight: what the strength of its passages is multiplied by; 0 for one that never counts.
    :param primary: whether it speaks of what it did or saw itself.
    """

    tier: str
    weight: float = 1.0
    primary: bool = False

    def __str__(self) -> str:
        if not self.weight:
            return self.tier
        kind = "primary, " if self.primary else ""
        return f"{self.tier} ({kind}weight {self.weight:g})"


ORDINARY = Standing("ordinary")
EXCLUDED = Standing("excluded", weight=0.0)


@dataclass(frozen=True, slots=True)
class MinimumOrigins:
    """Independent origins that a label needs: on its own side, for a conflict on each side."""

    supported: int = 1
    refuted: int = 1
    conflicting: int = 1

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if type(value) is not int or not 1 <= value <= MOST_ORIGINS:
                raise InvalidInput(
                    f"policy.minimum_origins.{item.name}",
                    value,
                    f"must be a whole number from 1 to {MOST_ORIGINS}",
                )


@dataclass(frozen=True, slots=True)
class Policy:
    """When a side stands. Both standing is a conflict, none is not enough evidence.

    :param name: how the policy is called in provenance.
    :param support: the least calibrated credibility of support.
    :param refute: the least calibrated credibility of refutation.
    :param minimum_origins: independent origins that each label needs.
    :param primary_for: labels for which one of the origins must be a primary source.
    :param publishers: what is worth what, by the name of the publisher in lower case.
    :param domains: the same by host; a domain stands for the hosts below it, too,
        and for itself with `www.` in front or without.
    :param others: what is in neither list.
    """

    name: str
    support: float
    refute: float
    minimum_origins: MinimumOrigins = MinimumOrigins()
    primary_for: frozenset[Label] = frozenset()
    publishers: Mapping[str, Standing] = field(default_factory=dict)
    domains: Mapping[str, Standing] = field(default_factory=dict)
    others: Standing = ORDINARY

    def __post_init__(self) -> None:
        for name in ("support", "refute"):
            value = getattr(self, name)
            if type(value) not in (int, float) or not 0.0 < value < 1.0:
                raise InvalidInput(f"policy.{name}", value, "must be a number between 0 and 1")
        for name in ("publishers", "domains"):
            object.__setattr__(self, name, ReadOnly(getattr(self, name)))

    def standing(self, document: DocumentRef) -> Standing:
        """What a document is worth: by its publisher, else by its host, else as any other.

        Exclusion goes before everything else.
        """
        found = [self.publishers.get((document.publisher or "").strip().casefold())]
        found += [self.domains.get(name) for name in _names(host_of(document.url))]
        known = [standing for standing in found if standing is not None]
        if EXCLUDED in known:
            return EXCLUDED
        return known[0] if known else self.others

    def tiers(self, names: Collection[str]) -> Tiers:
        """The sources of some tiers, `ordinary` and `excluded` included.

        :raises InvalidInput: for a name that no tier with sources has.
        """
        sorted_in = [*self.publishers.values(), *self.domains.values(), self.others, EXCLUDED]
        known = sorted({standing.tier for standing in sorted_in})
        for name in names:
            if name not in known:
                expected = f"must be tiers of the policy {self.name!r}: {', '.join(known)}"
                raise InvalidInput("tiers", name, expected)
        return Tiers(self, frozenset(names))

    @property
    def sha256(self) -> str:
        """Hash over every rule, whatever file it came from."""
        return hashlib.sha256(json.dumps(self.record(), sort_keys=True).encode()).hexdigest()

    def record(self) -> dict[str, Any]:
        """The rules as plain values; those that say nothing beyond the usual are left out."""
        each = asdict(self.minimum_origins)
        alike = len(set(each.values())) == 1
        record: dict[str, Any] = {
            "name": self.name,
            "support": self.support,
            "refute": self.refute,
            "minimum_origins": self.minimum_origins.supported if alike else each,
            "primary_for": sorted(self.primary_for),
            "publishers": {name: asdict(found) for name, found in sorted(self.publishers.items())},
            "domains": {name: asdict(found) for name, found in sorted(self.domains.items())},
            "others": asdict(self.others) if self.others != ORDINARY else {},
        }
        return {rule: value for rule, value in record.items() if value not in ({}, [])}


@dataclass(frozen=True, slots=True)
class Tiers:
    """The sources that a policy has in some of its tiers, as a filter of a search asks for them.

    :param names: as the policy calls them.
    """

    policy: Policy
    names: frozenset[str]

    def __hash__(self) -> int:
        return hash((self.policy.name, self.names))

    def has(self, publisher: str | None, url: str | None) -> bool:
        """Whether a document of that publisher and address is of one of these tiers."""
        return (
            self.policy.standing(DocumentRef("", publisher=publisher, url=url)).tier in self.names
        )


def host_of(url: str | None) -> str:
    """The host of an address in lower case, empty if there is none."""
    try:
        return (urlsplit(url or "").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _names(host: str) -> Iterator[str]:
    """The domains that a host belongs to, the nearest first; with `www.` and without is one."""
    host = host.removeprefix("www.")
    if host:
        yield f"www.{host}"
    while host:
        yield host
        host = host.partition(".")[2]
