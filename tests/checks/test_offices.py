"""Whom a sentence calls the holder of an office that a claim gives to somebody else."""

from __future__ import annotations

import pytest

from factcheck.checks.offices import other_holder

MAYOR = "Jan Novak is the mayor of Varna."


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (MAYOR, "The mayor of Varna, Petra Kral, met Jan Novak on Monday."),
        (MAYOR, "Petra Kral, the mayor of Varna, thanked Jan Novak."),
        (MAYOR, "Varna Mayor Petra Kral met Jan Novak."),
        ("Jan Novak remains mayor of Varna", "Varna's mayor Petra Kral met Jan Novak."),
        ("Jan Novak leads the opposition.", "Petra Kral, the leader of the opposition, left."),
        ("Jan Novak leads the opposition.", "Opposition leader Petra Kral met Jan Novak."),
        ("Jan Novak heads the bank.", "The head of the bank, Petra Kral, heard Jan Novak."),
        ("Jan Novak is finance minister of Peru.", "Peru's finance minister, Petra Kral, left."),
    ],
)
def test_another_holder_is_named(claim: str, sentence: str) -> None:
    assert other_holder(claim, sentence) == "Petra Kral"


@pytest.mark.parametrize(
    "sentence",
    [
        "Petra Kral met the mayor of Varna, Jan Novak.",
        "Novak, the mayor of Varna, met Petra Kral.",
        "The mayor of Varna, Bulgaria, Jan Novak, met Petra Kral.",
        "The mayor of Varna, Civic Union, Jan Novak, met Petra Kral.",
        "Jan Novak of Civic Union, the mayor of Varna, left.",
        "Varna's mayor Jan Novak thanked Petra Kral, the mayor of Delt.",
        "The former mayor of Varna, Petra Kral, congratulated Jan Novak.",
        "Petra Kral, the former mayor of Varna, congratulated Jan Novak.",
        "Petra Kral, the deputy mayor of Varna, met Jan Novak.",
        "Petra Kral, the mayor of Varna from 2010 to 2019, endorsed Jan Novak.",
        "Petra Kral, the mayor of Varna's wife, met Jan Novak.",
        "According to Petra Kral, the mayor of Varna is Jan Novak.",
        "Jan Novak succeeded Petra Kral as mayor of Varna.",
    ],
)
def test_the_holder_and_whoever_else_is_near_are_none(sentence: str) -> None:
    assert other_holder(MAYOR, sentence) is None


@pytest.mark.parametrize(
    "claim",
    [
        "Jan Novak was the mayor of Varna.",
        "Jan Novak is a friend of Varna.",
        "Jan Novak is not the mayor of Varna.",
        "Jan Novak is the mayor of Varna and has met Petra Kral in each of the last ten years.",
    ],
)
def test_only_who_is_said_to_hold_it_now_is_looked_at(claim: str) -> None:
    assert other_holder(claim, "Petra Kral, the mayor of Varna, met Jan Novak.") is None


@pytest.mark.parametrize("office", ["former mayor", "deputy mayor", "vice president"])
def test_several_may_have_held_an_office_or_be_second_in_it(office: str) -> None:
    claim, sentence = (
        f"Jan Novak is the {office} of Varna.",
        f"Petra Kral, the {office} of Varna, left.",
    )
    assert other_holder(claim, sentence) is None
