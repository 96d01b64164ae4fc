"""The editorial rules that turn stances into a verdict: data, named and hashed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path

from factcheck.errors import InvalidInput

_DEFAULT = Path(__file__).parent / "policies" / "default.json"


@dataclass(frozen=True, slots=True)
class Policy:
    """When a side stands. Both standing is a conflict, none is not enough evidence.

    :param name: how the policy is called in provenance.
    :param support: the least calibrated credibility of support.
    :param refute: the least calibrated credibility of refutation.
    :param minimum_origins: independent origins that a side needs.
    """

    name: str
    support: float
    refute: float
    minimum_origins: int = 1

    def __post_init__(self) -> None:
        for name in ("support", "refute"):
            if not 0.0 < getattr(self, name) < 1.0:
                raise InvalidInput(
                    f"policy.{name}", getattr(self, name), "must lie between 0 and 1"
                )
        if self.minimum_origins < 1:
            raise InvalidInput("policy.minimum_origins", self.minimum_origins, "must be 1 or more")

    @property
    def sha256(self) -> str:
        """Hash over every rule, whatever file it came from."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def read_policy(path: Path) -> Policy:
    """A policy from a JSON file.

    :raises InvalidInput: if the file is not a policy; names the rule at fault.
    """
    try:
        values = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidInput(
            "policy", str(path), f"must be a readable JSON file ({error})"
        ) from error
    known = {item.name for item in fields(Policy)}
    if not isinstance(values, dict) or not set(values) <= known:
        unknown = sorted(set(values) - known) if isinstance(values, dict) else values
        raise InvalidInput("policy", unknown, f"must have only the rules {sorted(known)}")
    try:
        return Policy(**values)
    except TypeError as error:
        raise InvalidInput("policy", str(path), f"must name every rule ({error})") from error


@cache
def default_policy() -> Policy:
    """The policy that ships with factcheck."""
    return read_policy(_DEFAULT)
