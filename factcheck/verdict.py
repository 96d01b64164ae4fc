"""The verdict: a pure function of judged evidence, policy and calibration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from factcheck import weighing
from factcheck.calibration import VerdictCalibration
from factcheck.checks.occasions import of_one_occasion
from factcheck.checks.series import without_series
from factcheck.checks.voices import OwnWord
from factcheck.gaps import gaps
from factcheck.language.speakers import same_speaker
from factcheck.policy.types import Policy
from factcheck.types import Claim, Evidence, Label, Origins, Stance, Verdict
from factcheck.weighing import side


def decide(
    claim: Claim,
    evidence: Sequence[Evidence],
    *,
    policy: Policy,
    calibration: VerdictCalibration,
    max_error: float | None = None,
    later_evidence: Sequence[Evidence] = (),
    notes: Sequence[str] = (),
    provenance: Mapping[str, Any] | None = None,
    own_word: OwnWord | None = None,
) -> Verdict:
    """The verdict that this evidence bears out under this policy.

    Each origin votes once, with its strongest passage, as far as the policy lets its sources
    count. A side stands when its calibrated credibility reaches the policy's threshold and
    enough independent origins carry it; both sides standing is a conflict, none is not enough
    evidence.

    :param max_error: abstain where decisive verdicts as sure as this one erred more often
        than this on held-out claims.
    :param notes: gaps that are known before anything is judged.
    :param own_word: who is known to say so, or not so, whose word alone is not enough.
    """
    evidence = without_series(claim.text, of_one_occasion(claim.text, evidence))
    supports, refutes = (side(evidence, each, policy) for each in (Stance.SUPPORTS, Stance.REFUTES))
    sides = calibration.credibility(supports.strength, refutes.strength)
    label = weighing.label(supports, refutes, sides, policy)
    confidence = calibration.confidence(label, sides)
    abstained = _abstention(label, confidence, calibration, max_error)
    if abstained is not None:
        label = Label.NOT_ENOUGH_EVIDENCE
        confidence = calibration.confidence(label, sides)
    counting = [item for item in evidence if policy.standing(item.document).weight]
    if own_word and label is Label.NOT_ENOUGH_EVIDENCE and _speaks(own_word.speaker, evidence):
        notes = (*notes, f"only {own_word.speaker} says so")
    return Verdict(
        claim=claim,
        label=label,
        confidence=confidence,
        evidence=tuple(sorted(evidence, key=_by_weight)),
        origins=Origins(supports.origins, refutes.origins),
        gaps=(
            *notes,
            *weighing.notes((supports, refutes), sides, evidence, policy),
            *gaps(claim.text, label, evidence, counting, abstained),
        ),
        later_evidence=tuple(sorted(later_evidence, key=_by_weight)),
        provenance=provenance or {},
    )


def _speaks(speaker: str, evidence: Sequence[Evidence]) -> bool:
    return any(same_speaker(item.speaker, speaker) for item in evidence)


def _abstention(
    label: Label, confidence: float, calibration: VerdictCalibration, max_error: float | None
) -> str | None:
    """Why a verdict with this label and confidence may not be given, None if it may."""
    if max_error is None or label is Label.NOT_ENOUGH_EVIDENCE:
        return None
    least = calibration.least_confidence(max_error)
    if least is None:
        return f"on held-out claims even the surest verdicts erred more often than {max_error:g}"
    if confidence < least:
        return f"verdicts as sure as this one err more often than {max_error:g}"
    return None


def _by_weight(item: Evidence) -> tuple[bool, float, float, str, int]:
    """Decisive passages first, the strongest of them on top, then by retrieval."""
    sides = item.probabilities
    decisive = item.stance is not Stance.NEUTRAL
    weight = max(sides.supports, sides.refutes) if decisive else 0.0
    return (not decisive, -weight, -item.score, item.document.id, item.start)
