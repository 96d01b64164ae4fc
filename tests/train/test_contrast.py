"""Neither text of a contrast pair tells the stance by itself."""

import random

import pytest

from factcheck.train import contrast
from factcheck.train.examples import NEUTRAL, REFUTES, SUPPORTS, Example, Target


def row(claim: str, evidence: str, target: Target = SUPPORTS) -> Example:
    """A labelled row."""
    return Example(evidence, claim, target, "rows")


ROW = row("Anna Berg sued Lyon Gas.", "In May Anna Berg sued Lyon Gas over 12 leaks.")


def test_who_did_it_and_to_whom_are_exchanged() -> None:
    made = contrast.swapped(ROW)
    assert made is not None
    assert made[:2] == (ROW.evidence, "Lyon Gas sued Anna Berg.")
    assert made[2][0] == 0.0


@pytest.mark.parametrize(
    "claim",
    [
        "Anna Berg met Lyon Gas.",  # holds both ways
        "The Berg sued Lyon Gas.",  # begins with an article
        "Anna Berg sued Paris Gas.",  # a name that the passage lacks
        "Anna Berg sued.",
    ],
)
def test_nothing_is_exchanged_where_it_would_say_the_same(claim: str) -> None:
    assert contrast.swapped(row(claim, ROW.evidence)) is None


def test_a_changed_name_leaves_no_part_of_the_old_one_in_the_passage() -> None:
    half = row("The city sued Anna Berg.", "Anna Berg was sued. Berg lives in Lyon.")
    names = ["Olaf Holm"]
    made = [contrast.symmetric(half, names, [], random.Random(seed)) for seed in range(60)]
    assert not [each for each in made if each and "Olaf" in each[0]]


def test_what_something_is_changes_in_the_claim_the_passage_or_both() -> None:
    half = row("Mohra is an actor.", "Mohra (born 1970) is an Indian actor.")
    made = {contrast.symmetric(half, [], ["actor", "boxer"], random.Random(s)) for s in range(200)}
    was, became = half.evidence, "Mohra (born 1970) is an Indian boxer."
    assert {(was, "Mohra is a boxer.", contrast.CHANGED["kind"])} < made
    assert {(became, "Mohra is an actor.", contrast.CHANGED["kind"])} < made
    assert {(became, "Mohra is a boxer.", SUPPORTS)} < made


@pytest.mark.parametrize(
    ("target", "expected"), [(NEUTRAL, {NEUTRAL}), (REFUTES, {REFUTES}), (SUPPORTS, None)]
)
def test_two_claims_in_one_are_as_good_as_the_worse(
    target: Target, expected: set[Target] | None
) -> None:
    other = row("The harbour was closed in June.", "Ships could not land in June.", target)
    stranger = row("Apples are red or green.", "Apples are harvested in autumn.")
    made = [contrast.joined(ROW, other, stranger, random.Random(seed)) for seed in range(40)]
    found = [each for each in made if each is not None]
    assert all("Anna Berg sued Lyon Gas" in claim for _, claim, _ in found)
    told = {told for _, _, told in found}
    assert (told == expected) if expected else (SUPPORTS in told)
    for passage, _, told_of_both in found:
        if told_of_both == SUPPORTS:
            assert ROW.evidence in passage
            assert other.evidence in passage
        if target == SUPPORTS and told == NEUTRAL:
            assert other.evidence not in passage


def test_a_claim_is_not_joined_with_itself() -> None:
    assert contrast.joined(ROW, ROW, ROW, random.Random(1)) is None


def test_a_sentence_within_another_keeps_its_names() -> None:
    assert contrast.lowered("The bridge fell.") == "the bridge fell."
    assert contrast.lowered("Anna fell.") == "Anna fell."
