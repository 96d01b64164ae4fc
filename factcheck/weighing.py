"""What the evidence on one side amounts to under a policy, and what the policy left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.calibration import Credibility
from factcheck.policy.types import ORDINARY, Policy
from factcheck.types import Evidence, Label, Stance

_LABEL = {Stance.SUPPORTS: Label.SUPPORTED, Stance.REFUTES: Label.REFUTED}


@dataclass(frozen=True, slots=True)
class Side:
    """The evidence for or against a claim.

    :param strength: that of its strongest passage, or where none is decisive, of the nearest.
    :param origins: independent origins on this side that count.
    :param has_primary: whether one of them is a primary source.
    """

    stance: Stance
    strength: float
    origins: int
    has_primary: bool

    def stands(self, credibility: float, policy: Policy) -> bool:
        """Whether it is credible enough, and enough origins carry it."""
        label = _LABEL[self.stance]
        least = policy.support if label is Label.SUPPORTED else policy.refute
        return credibility >= least and not self.lacks(policy)

    def lacks(self, policy: Policy) -> str | None:
        """Which rule about origins it does not meet, and what there is instead, in words."""
        label = _LABEL[self.stance]
        needed = getattr(policy.minimum_origins, label.value)
        if self.origins < needed:
            there = "is 1" if self.origins == 1 else f"are {self.origins}"
            asked = f"{needed} independent origins"
            return f"the policy asks for {asked} for {label.value}, there {there}"
        if label in policy.primary_for and not self.has_primary:
            return f"the policy asks for a primary source for {label.value}, no origin is one"
        return None


def side(evidence: Sequence[Evidence], stance: Stance, policy: Policy) -> Side:
    """One side of the evidence: each origin votes once, with its strongest passage."""
    votes: dict[str, float] = {}
    nearest, has_primary = 0.0, False
    for item in evidence:
        standing = policy.standing(item.document)
        if not standing.weight:
            continue
        strength = standing.weight * getattr(item.probabilities, stance.value)
        nearest = max(nearest, strength)
        if item.stance is stance:
            votes[item.origin] = max(votes.get(item.origin, 0.0), strength)
            has_primary = has_primary or standing.primary
    return Side(stance, max(votes.values(), default=nearest), len(votes), has_primary)


def label(supports: Side, refutes: Side, credibility: Credibility, policy: Policy) -> Label:
    """The label that both sides lead to.

    Where both stand, one that has too few origins for a conflict does not contest the other.
    """
    supported = supports.stands(credibility.supports, policy)
    refuted = refutes.stands(credibility.refutes, policy)
    if supported and refuted:
        needed = policy.minimum_origins.conflicting
        supported, refuted = supports.origins >= needed, refutes.origins >= needed
        if supported and refuted:
            return Label.CONFLICTING
    if supported:
        return Label.SUPPORTED
    return Label.REFUTED if refuted else Label.NOT_ENOUGH_EVIDENCE


def notes(
    sides: Sequence[Side], credibility: Credibility, evidence: Sequence[Evidence], policy: Policy
) -> list[str]:
    """What the policy made of the evidence, where that is not what any policy would."""
    found = []
    for one in sides:
        is_credible = getattr(credibility, one.stance.value) >= (
            policy.support if one.stance is Stance.SUPPORTS else policy.refute
        )
        lacking = one.lacks(policy)
        if is_credible and one.origins and lacking:
            found.append(lacking)
    for item in evidence:
        standing = policy.standing(item.document)
        if item.stance is not Stance.NEUTRAL and standing.weight != ORDINARY.weight:
            what = f"counts {standing.weight:g}" if standing.weight else "does not count"
            found.append(f"{item.document.id}: {what} by the policy (tier {standing.tier})")
    return found
