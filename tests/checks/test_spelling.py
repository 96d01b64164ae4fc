"""A claim's words as a passage spells them, where one of the two is misspelt."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from factcheck.checks.spelling import respelt

KNOWN = {"million", "billion", "strikes", "casual", "causal", "trial", "trail", "government"} | {
    "earthquake", "injured", "adapted", "adopted", "islands", "province",
}  # fmt: skip


def told(claim: str, passage: str) -> str:
    return respelt(claim, passage, lambda word: word.lower() in KNOWN)


@pytest.mark.parametrize(
    ("own", "given"),
    [
        ("stirkes", "strikes"),
        ("govenrment", "government"),
        ("goverment", "government"),
        ("governmment", "government"),
        ("earthquoke", "earthquake"),
        ("Isalnds", "Islands"),
        ("Erirtea", "Eritrea"),
        ("Khamenei", "Khamneei"),  # it may be the passage that is wrong
        ("Bangaldesh", "BANGLADESH"),
    ],
)
def test_a_slip_is_told_as_the_passage_spells_it(own: str, given: str) -> None:
    claim = f"On Monday {own} was in the news."
    assert told(claim, f"Of {given} they spoke.") == f"On Monday {given} was in the news."


@pytest.mark.parametrize(
    ("own", "given"),
    [
        ("million", "billion"),  # words of their own
        ("causal", "casual"),
        ("trial", "trail"),
        ("adapted", "adopted"),
        ("unharmed", "unarmed"),  # a difference at the beginning
        ("Petrova", "Petrov"),  # at the end
        ("Hansen", "Jansen"),
        ("Kovalenko", "Kovalinko"),  # another letter within a name
        ("Iraq", "Iran"),  # short
        ("strikers", "strikes"),
        ("Slovakia", "Slovenia"),  # more than one letter
    ],
)
def test_what_may_be_another_word_stays(own: str, given: str) -> None:
    claim = f"On Monday {own} was in the news."
    assert told(claim, f"Of {given} they spoke.") == claim


def test_a_word_that_either_text_has_itself_stays() -> None:
    assert told("Of stirkes and strikes.", "Of strikes.") == "Of stirkes and strikes."
    assert told("Of stirkes.", "Of stirkes and strikes.") == "Of stirkes."


@given(st.text("abcdest ", max_size=60), st.text("abcdest ", max_size=60))
def test_only_words_of_the_passage_are_put_in(claim: str, passage: str) -> None:
    left = told(claim, passage).split()
    assert len(left) == len(claim.split())
    for was, now in zip(claim.split(), left, strict=True):
        assert now == was or now in passage
