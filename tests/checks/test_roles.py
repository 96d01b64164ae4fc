"""Two parties of whom a passage tells the other way round."""

import pytest
from hypothesis import given, strategies as st

from factcheck.checks.roles import exchanged

CLAIM = "In Geneva Norland offered a ceasefire, while Sudland threatened new attacks on ports."


@pytest.mark.parametrize(
    ("claim", "passage", "names"),
    [
        (
            CLAIM,
            "On Monday Norland threatened new attacks on ports. Sudland offered a ceasefire.",
            ("Norland", "Sudland"),
        ),
        (
            CLAIM,
            "Norlandic envoys threatened attacks on ports; Sudland's envoys offered a ceasefire.",
            ("Norland", "Sudland"),
        ),
        (
            "Ana Ruiz dismissed as absurd a demand by Ben Okoro to close the bridge at once.",
            "Mayor Ben Okoro dismissed as absurd a demand by Ana Ruiz that the bridge be closed.",
            ("Ana", "Ben"),
        ),
        (
            "Ann Holm is to become president of the region and Ben Okoro her deputy.",
            "Ben Okoro is to become president of the region, and Ann Holm his deputy for roads.",
            ("Ann", "Ben"),
        ),
        (
            "In Geneva Holm proposed a summit, and Okoro answered that terms must come first.",
            "Okoro proposed a summit with Lund and Marsh present. Holm answered that terms of it "
            "must come first.",
            ("Holm", "Okoro"),
        ),
    ],
)
def test_what_is_said_of_each_is_told_of_the_other(
    claim: str, passage: str, names: tuple[str, str]
) -> None:
    assert exchanged(claim, passage) == names


@pytest.mark.parametrize(
    "passage",
    [
        CLAIM,
        "While Sudland threatened attacks on ports, Norland had a ceasefire to offer.",
        "Norland and Sudland spoke in Geneva.",
        "Norland spoke of attacks on ports and of a ceasefire. Sudland left.",
        "A ceasefire was offered, new attacks on ports were threatened.",
        "",
    ],
)
def test_the_same_roles_or_none_are_not_exchanged(passage: str) -> None:
    assert exchanged(CLAIM, passage) is None


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (
            "On Monday Norland was publicly criticised by Sudland over slow peace talks.",
            "On Monday Sudland publicly criticised Norland over slow peace talks.",
        ),
        (
            "On Monday Norland signed a trade deal with Sudland after long peace talks.",
            "On Monday Sudland signed a trade deal with Norland after long peace talks.",
        ),
    ],
)
def test_the_passive_and_what_two_do_together_are_left_alone(claim: str, passage: str) -> None:
    assert exchanged(claim, passage) is None


def test_an_appeal_by_one_is_not_what_was_done_by_that_one() -> None:
    rest = ", allowing the agency to cull nearly 400 birds on the estate"
    claim = f"An appeal by Ruiz was rejected by the Okoro court{rest}."
    assert exchanged(claim, f"The Okoro court rejected an appeal by Ruiz{rest}.") is None


def test_two_who_did_the_same_cannot_be_exchanged() -> None:
    claim = "Norland and Sudland agreed on a ceasefire in Geneva."
    assert exchanged(claim, "In Geneva Sudland and Norland agreed on a ceasefire.") is None


def test_a_word_that_only_opens_sentences_is_no_name() -> None:
    claim = "Soldiers left the town on foot. Trucks stayed behind in the depot."
    passage = "Trucks left the town on foot. Soldiers stayed behind in the depot."
    assert exchanged(claim, passage) is None


WORDS = st.sampled_from(
    ["Norland", "Sudland", "Ruiz", "by", "with", "offered", "peace", "attacked", "ports", ".", "A-"]
)


@given(*[st.lists(WORDS, max_size=30).map(" ".join)] * 2)
def test_any_text_is_compared_and_none_is_its_own_exchange(claim: str, passage: str) -> None:
    exchanged(claim, passage)
    assert exchanged(claim, claim) is None
