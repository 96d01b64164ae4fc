"""The verdict is a pure function of evidence, policy and calibration."""

from __future__ import annotations

import copy
import pickle
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given, strategies as st

from factcheck.calibration import VerdictCalibration, log_odds
from factcheck.policy.types import MinimumOrigins, Policy
from factcheck.types import (
    Claim,
    DocumentRef,
    Evidence,
    Label,
    Origins,
    Probabilities,
    Span,
    Stance,
    Verdict,
)
from factcheck.verdict import decide

CLAIM = Claim("The bridge is closed.", 0, 21, "The bridge is closed.")
POLICY = Policy("test", support=0.5, refute=0.5)
# Credible from a strength of one half on, whatever the other side says.
CALIBRATION = VerdictCalibration(
    support=(2.0, 0.0, 0.0),
    refute=(0.0, 2.0, 0.0),
    sure=dict.fromkeys(Label, (1.0, 0.0)),
    risk=((0.3, 0.4), (0.6, 0.2), (0.9, 0.05)),
)


def evidence(supports: float, refutes: float, *, origin: str = "d1", **changes: Any) -> Evidence:
    probabilities = Probabilities(supports, refutes, 1.0 - supports - refutes)
    item = Evidence(
        document=DocumentRef(origin),
        start=0,
        end=10,
        text="Some text.",
        stance=probabilities.stance,
        probabilities=probabilities,
        rationale=Span(0, 10),
        score=0.03,
        origin=origin,
        dense=0.5,
    )
    return replace(item, **changes)


def verdict(*items: Evidence, **options: Any) -> Verdict:
    return decide(CLAIM, items, **{"policy": POLICY, "calibration": CALIBRATION} | options)


def test_support_alone_is_supported() -> None:
    found = verdict(evidence(0.9, 0.05), evidence(0.1, 0.1, origin="d2"))
    assert found.label is Label.SUPPORTED
    assert found.origins == Origins(1, 0)
    assert found.evidence[0].stance is Stance.SUPPORTS


def test_refutation_alone_is_refuted() -> None:
    assert verdict(evidence(0.05, 0.9)).label is Label.REFUTED


def test_both_sides_credible_is_conflicting_never_averaged() -> None:
    found = verdict(evidence(0.9, 0.05), evidence(0.05, 0.9, origin="d2"))
    assert found.label is Label.CONFLICTING
    assert found.origins == Origins(1, 1)


def test_neither_side_credible_is_not_enough_evidence_and_names_the_gaps() -> None:
    found = verdict(evidence(0.1, 0.1))
    assert found.label is Label.NOT_ENOUGH_EVIDENCE
    assert any("bridge" in gap for gap in found.gaps)


def test_no_evidence_at_all_says_so() -> None:
    found = verdict()
    assert found.label is Label.NOT_ENOUGH_EVIDENCE
    assert found.gaps == ("no passage of the index may count for this claim",)


def test_each_origin_votes_once() -> None:
    copies = [evidence(0.9, 0.05, origin="wire") for _ in range(10)]
    assert verdict(*copies).origins == Origins(1, 0)
    two = Policy("two sources", support=0.5, refute=0.5, minimum_origins=MinimumOrigins(2, 2))
    assert verdict(*copies, policy=two).label is Label.NOT_ENOUGH_EVIDENCE
    independent = verdict(*copies, evidence(0.8, 0.1, origin="own"), policy=two)
    assert independent.label is Label.SUPPORTED


def test_max_error_abstains_where_held_out_verdicts_erred_more() -> None:
    weak, strong = evidence(0.62, 0.01), evidence(0.99, 0.001)
    assert verdict(weak).label is Label.SUPPORTED
    abstained = verdict(weak, max_error=0.1)
    assert abstained.label is Label.NOT_ENOUGH_EVIDENCE
    assert abstained.gaps[0] == "abstained: verdicts as sure as this one err more often than 0.1"
    assert verdict(strong, max_error=0.1).label is Label.SUPPORTED


def test_who_abstains_is_as_sure_as_not_enough_evidence_is_right() -> None:
    sure = {**CALIBRATION.sure, Label.NOT_ENOUGH_EVIDENCE: (0.5, -1.0)}
    doubted = replace(CALIBRATION, sure=sure)
    weak = evidence(0.62, 0.01)
    given, abstained = (verdict(weak, calibration=doubted, max_error=most) for most in (None, 0.1))
    sides = doubted.credibility(0.62, 0.01)
    assert given.confidence == doubted.confidence(Label.SUPPORTED, sides)
    assert abstained.label is Label.NOT_ENOUGH_EVIDENCE
    assert abstained.confidence == doubted.confidence(Label.NOT_ENOUGH_EVIDENCE, sides)
    assert abstained.confidence != given.confidence


def test_an_error_that_no_verdict_kept_to_is_told() -> None:
    found = verdict(evidence(0.99, 0.001), max_error=0.01)
    assert found.label is Label.NOT_ENOUGH_EVIDENCE
    assert "even the surest verdicts erred more often than 0.01" in found.gaps[0]


def test_a_reason_that_changed_a_stance_is_shown() -> None:
    found = verdict(evidence(0.0, 0.2, reason="the claim says 3, the passage 4"))
    assert any("the claim says 3" in gap for gap in found.gaps)


def test_evidence_is_listed_decisive_first_then_as_it_was_found() -> None:
    strong, weak = evidence(0.05, 0.9, score=0.01), evidence(0.6, 0.1, score=0.02)
    near, far = (evidence(0.1, 0.1, origin=name, score=s) for name, s in (("z", 0.04), ("a", 0.03)))
    assert verdict(far, weak, near, strong).evidence == (strong, weak, near, far)
    found = verdict(strong, later_evidence=(far, near))
    assert found.later_evidence == (near, far)


strength = st.floats(0.0, 0.49)


@given(
    st.lists(st.tuples(strength, strength, st.sampled_from("abc")), max_size=6),
    st.permutations(range(6)),
)
def test_properties(items: list[tuple[float, float, str]], order: list[int]) -> None:
    row = [
        evidence(s * 2 if s > r else s, r * 2 if r > s else r, origin=o)
        for s, r, o in items
        if s + r + max(s, r) <= 1.0
    ]
    found = verdict(*row)
    shuffled = verdict(*[row[i] for i in order if i < len(row)])
    assert found.label is shuffled.label
    assert found.confidence == shuffled.confidence
    assert 0.0 <= found.confidence <= 1.0
    assert len(found.evidence) == len(row)


def test_confidence_is_how_often_such_verdicts_were_right() -> None:
    supported = verdict(evidence(0.9, 0.05))
    doubted = replace(CALIBRATION, sure={**CALIBRATION.sure, Label.SUPPORTED: (0.5, -1.0)})
    found = verdict(evidence(0.9, 0.05), calibration=doubted)
    assert found.label is Label.SUPPORTED
    assert log_odds(found.confidence) == pytest.approx(0.5 * log_odds(supported.confidence) - 1.0)
    refuted = verdict(evidence(0.05, 0.9))
    assert verdict(evidence(0.05, 0.9), calibration=doubted).confidence == refuted.confidence


def test_a_decisive_verdict_without_evidence_for_it_cannot_be_constructed() -> None:
    for label in (Label.SUPPORTED, Label.REFUTED, Label.CONFLICTING):
        with pytest.raises(ValueError, match="needs evidence"):
            Verdict(CLAIM, label, 0.9, (evidence(0.1, 0.1),), Origins(0, 0))


def test_a_verdict_and_a_policy_can_be_copied_and_sent_to_another_process() -> None:
    found = replace(verdict(evidence(0.9, 0.05)), provenance={"snapshot": "s1"})
    for record in (found, POLICY):
        assert copy.deepcopy(record) == record
        assert pickle.loads(pickle.dumps(record)) == record
    assert asdict(found)["provenance"] == {"snapshot": "s1"}
