"""A passage judged with the checks beside the model, which is the real one."""

import pytest

from factcheck import Settings, Stance
from factcheck.calibration import named_calibration
from factcheck.crossencoders import CrossEncoder
from factcheck.stance.evidence import judge
from factcheck.stance.reading import Job
from factcheck.types import DocumentRef, Evidence, Hit, Passage

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def scorer() -> CrossEncoder:
    return CrossEncoder(Settings())


def judged(scorer: CrossEncoder, claim: str, text: str) -> Evidence:
    hit = Hit(Passage(1, DocumentRef("d"), 0, len(text), text, "2025-01-01"), 1.0, dense=0.5)
    calibration = named_calibration(Settings().calibration).stance
    ((evidence,),) = judge(scorer, calibration, [Job(claim, [hit])])
    return evidence


@pytest.mark.parametrize(
    ("claim", "passage", "stance"),
    [
        ("No one was hurt.", "Fire broke out at noon. Three people were injured.", Stance.REFUTES),
        ("There were no casualties.", "At least 15 people were killed.", Stance.REFUTES),
        (
            "Nobody was injured in the crash.",
            "Both drivers walked away from the crash uninjured.",
            Stance.SUPPORTS,
        ),
        ("Nobody was hurt in the crash.", "The driver survived the crash unhurt.", Stance.NEUTRAL),
        ("Nobody died.", "Three people were injured in the fire.", Stance.NEUTRAL),
    ],
)
def test_who_was_hurt_bears_on_a_claim_that_nobody_was(
    scorer: CrossEncoder, claim: str, passage: str, stance: Stance
) -> None:
    evidence = judged(scorer, claim, passage)
    assert evidence.stance is stance
    if stance is Stance.REFUTES:
        assert passage[evidence.rationale.start : evidence.rationale.end].endswith(
            ("injured.", "killed.")
        )
        assert evidence.reason == "the claim says that there were none, the passage counts some"
