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


NEWS = (
    "Israeli airstrikes in Turkey kill at least 44 Palestinians and injure 12 others.[3] "
    "Mayor Ann Ito said that the dam broke."
)


@pytest.mark.parametrize(
    "claim",
    [
        "Israeli airstrikes in Türkiye kill at least 44 Palestinians and injure 12 others.",
        "Israeli bombings in Turkey kill no fewer than 44 Palestinians and wound 12 others.",
        "Israeli air strikes in Turkey kill at least 44 people and injure 12 others.",
    ],
)
def test_the_same_in_other_words_is_supported(scorer: CrossEncoder, claim: str) -> None:
    evidence = judged(scorer, claim, NEWS)
    assert evidence.stance is Stance.SUPPORTS
    assert evidence.text == NEWS  # as it stands, marks of notes included


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (
            "The rapist was arrested in Leeds on Monday.",
            "The therapist was arrested in Leeds on Monday.",
        ),
        ("The United States was hit by drought.", "South America was hit by drought in 2019."),
        ("The tower is 300 m.", "The tower cost 300 million."),
    ],
)
def test_what_only_looks_the_same_is_not_supported(
    scorer: CrossEncoder, claim: str, passage: str
) -> None:
    assert judged(scorer, claim, passage).stance is not Stance.SUPPORTS


@pytest.mark.parametrize(
    "passage",
    [
        "44 men and women were killed in the battle.",
        "44 soldiers were wounded and 44 civilians were killed in the battle.",
    ],
)
def test_people_of_several_kinds_are_people(scorer: CrossEncoder, passage: str) -> None:
    assert judged(scorer, "44 people were killed in the battle.", passage).stance is Stance.SUPPORTS


@pytest.mark.parametrize(
    "claim",
    [
        "HOAX: Mayor Ann Ito said that the dam broke.",
        "Mayor Ann Ito's brother said that the dam broke.",
        "Mayor Ann Ito said that the dam broke, and five people were arrested.",
    ],
)
def test_a_report_that_is_only_part_of_the_claim_does_not_bear_it_out(
    scorer: CrossEncoder, claim: str
) -> None:
    assert judged(scorer, "Mayor Ann Ito said that the dam broke.", NEWS).stance is Stance.SUPPORTS
    assert judged(scorer, claim, NEWS).stance is not Stance.SUPPORTS


_LANDED = "The spacecraft landed on the surface of the moon near the south pole."
_RULING = "The supreme court upheld the ban on foreign students."


@pytest.mark.parametrize(
    ("claim", "passage", "stance"),
    [
        (f"{_LANDED[:-1]} and apologises.", _LANDED, Stance.NEUTRAL),
        (f"{_LANDED[:-1]}, touching down.", _LANDED, Stance.SUPPORTS),
        (f"By mistake, {_LANDED}", _LANDED, Stance.NEUTRAL),
        # What is told in other words by the next sentence, which says little by itself.
        (
            "The supreme court unanimously upheld the ban on foreign students.",
            f"{_RULING} All nine justices voted for it.",
            Stance.SUPPORTS,
        ),
        (
            "A bus fell into a ravine in Cusco, leaving no survivors.",
            "A bus fell into a ravine in Cusco. Twelve passengers escaped alive.",
            Stance.REFUTES,
        ),
    ],
)
def test_what_a_claim_adds_to_a_sentence_is_neither_so_nor_not_unless_it_is_told_otherwise(
    scorer: CrossEncoder, claim: str, passage: str, stance: Stance
) -> None:
    assert judged(scorer, claim, passage).stance is stance


def test_a_row_that_says_so_counts_before_what_its_figures_may_be_of(scorer: CrossEncoder) -> None:
    table = "Item | Budget | Spent\n\nRoads | Budget: 1.2m | Spent: 1.9m\n\nLight | Spent: 0.3m"
    evidence = judged(scorer, "The roads had 1.9 million spent.", table)
    assert (evidence.stance, evidence.reason) == (Stance.SUPPORTS, "a row says “Spent: 1.9m”")
