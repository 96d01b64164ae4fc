"""One fact of a sentence changed, and nothing else."""

import random

import pytest
from hypothesis import given, strategies as st

from factcheck.train import flips

SEEDS = st.integers(0, 10_000)
NAMES = ["Olaf Scholz", "Angela Merkel", "Berlin", "Paris"]


def words_changed(before: str, after: str) -> int:
    """How many places of two sentences of one length differ."""
    return sum(a != b for a, b in zip(before.split(), after.split(), strict=True))


@given(SEEDS)
def test_one_number_changes(seed: int) -> None:
    text = "On 12 May 2021 the council spent 1,250 euros and 3.5 hours on two trees."
    changed = flips.change_number(text, random.Random(seed))
    assert changed is not None
    assert words_changed(text, changed) == 1


@given(st.integers(1, 10**9), SEEDS)
def test_a_changed_number_is_another_positive_number(number: int, seed: int) -> None:
    changed = flips.change_number(f"It cost {number:,} euros.", random.Random(seed))
    assert changed is not None
    value = float(changed.split()[2].replace(",", ""))
    assert value > 0
    assert value != number


@given(SEEDS)
def test_one_name_gives_way_to_one_of_as_many_words(seed: int) -> None:
    text = "In spring Angela Merkel met farmers."
    changed = flips.change_name(text, NAMES, random.Random(seed))
    assert changed == "In spring Olaf Scholz met farmers."


@pytest.mark.parametrize(
    ("text", "contraries"),
    [
        ("The road was shut in winter.", {"The road was not shut in winter."}),
        ("The road was not shut.", {"The road was shut."}),
        ("Prices rose sharply.", {"Prices fell sharply."}),
        (
            "Prices have risen before May.",
            {"Prices have not risen before May.", "Prices have risen after May."},
        ),
    ],
)
def test_the_contrary(text: str, contraries: set[str]) -> None:
    assert {flips.negate(text, random.Random(seed)) for seed in range(40)} == contraries


@given(SEEDS)
def test_what_something_is_gives_way_to_another_such_noun(seed: int) -> None:
    chance = random.Random(seed)
    text = "Anna Berg is a former Danish actor of note."
    assert flips.change_kind(text, ["actor", "envoy"], chance) == (
        "Anna Berg is a former Danish envoy of note."
    )
    assert flips.change_kind("She is an actor.", ["actor", "boxer"], chance) == "She is a boxer."
    assert flips.change_kind("It is a boxer.", ["boxer", "opera"], chance) == "It is an opera."


def test_nouns_are_taken_from_what_is_often_said() -> None:
    said = [f"Number {i} was a singer from Lyon, Number {i} is a very good one." for i in range(5)]
    once = ["Lyon is a city."]
    adjectives = [f"Number {i} is a political, tiring man." for i in range(5)]
    assert flips.kinds_in([*said, *once, *adjectives]) == ["singer"]


def test_nothing_to_change_is_none() -> None:
    chance = random.Random(1)
    assert flips.change_kind("Anna is a boxer.", [], chance) is None
    assert flips.change_kind("Anna is a boxer.", ["boxer"], chance) is None
    assert flips.change_number("Trees grow.", chance) is None
    assert flips.change_name("Trees grow.", NAMES, chance) is None
    assert flips.negate("Trees grow.", chance) is None


def test_names_are_found_inside_sentences() -> None:
    found = flips.names_in(["Yesterday the mayor of Lyon met Anna Berg in May."])
    assert found == ["Anna Berg", "Lyon"]
