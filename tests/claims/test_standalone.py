"""Claims worded to stand alone: only what the text leaves no doubt about is put in."""

from __future__ import annotations

import pytest

from factcheck.claims.extraction import extract, whole
from factcheck.claims.standalone import entities, figures, full_names
from factcheck.language.speakers import people
from factcheck.types import Claim, Figure

TEXT = (
    "President Ann Ito spoke in Lima on 3 May 2024. Ito said that 12 mines were closed on Monday. "
    "She warned that the port of Callao would not open last week."
)


def claims(text: str, published: str | None = None) -> list[Claim]:
    return list(extract(text, published).claims)


def test_a_speaker_gets_the_full_name_of_the_text() -> None:
    second, third = claims(TEXT)[-2:]
    assert second.attribution is not None and second.attribution.speaker == "Ann Ito"
    assert second.text.startswith("Ann Ito said that 12 mines")
    assert third.text.startswith("Ann Ito warned")


def test_relative_dates_are_resolved_by_the_day_of_the_text() -> None:
    second, third = claims(TEXT, "2024-05-09")[-2:]
    assert second.text.endswith("were closed on Monday 6 May 2024.")
    assert second.dates == ("2024-05-06",)
    assert third.text.endswith("in the week of 29 April 2024.")


def test_what_stays_open_is_named() -> None:
    second, third = claims(TEXT)[-2:]
    assert second.unresolved == ("on Monday",)
    assert third.unresolved == ("last week",)
    (claim,) = claims("They closed 12 mines of Peru in 1990.")
    assert claim.unresolved == ("They",)


def test_names_with_several_given_names_are_left() -> None:
    assert full_names("Ann Ito met Jan Ito and Bo Lee.") == {"Lee": "Bo Lee"}


def test_titles_are_no_given_names() -> None:
    assert full_names("President Ito met Mayor Bo Lee.") == {"Lee": "Bo Lee"}


def test_initials_are_a_part_of_the_name() -> None:
    text = "Officer J. K. Lee met Ann B. Ito, Mayor Jo St. Clair and Dr. S. Rao."
    names = {"Lee": "J. K. Lee", "Ito": "Ann B. Ito", "Clair": "Jo St. Clair", "Rao": "S. Rao"}
    assert full_names(text) == names
    assert people(text) == {"Clair", "Rao"}


def test_figures_have_values_and_units() -> None:
    assert figures("Two thousand soldiers and 5.5% of all 12 mines") == (
        Figure("Two thousand", 2000.0, "soldiers"),
        Figure("5.5%", 5.5, "percent"),
        Figure("12", 12.0, "mines"),
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The army of Peru left Lima on 3 May 2024.", ("Peru", "Lima")),
        ("He met Ann Ito, the head of the Bank of Peru.", ("Ann Ito", "Bank of Peru")),
        ("Peru's ports and Peru's mines", ("Peru",)),
        ("Twelve ports of Peru shut ALL NINE mines.", ("Peru",)),
        ("Boeing 737 jets and No. 10 Downing Street", ("Boeing", "No", "Downing Street")),
    ],
)
def test_entities_are_the_names(words: str, expected: tuple[str, ...]) -> None:
    assert entities(words) == expected


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("“If the dam breaks,” she said, “40 people die.”", "If the dam breaks, 40 people die."),
        ("“The dam,” Ito said, “broke in May.”", "The dam broke in May."),
        ("Ann Ito denied taking 40 pumps.", "Ann Ito took 40 pumps."),
        ("Ann Ito admitted having taken 40 pumps.", "Ann Ito had taken 40 pumps."),
        ("Ann Ito said she took 40 pumps.", "Ann Ito took 40 pumps."),
        ("Ann Ito said it would rain.", "It would rain."),
        ("Peru insists it has closed 12 mines.", "Peru has closed 12 mines."),
        ("The army said it was fined 40 pesos.", "The army was fined 40 pesos."),
        ("The army said it was too early to tell.", "It was too early to tell."),
        ("The army said it was to leave by May.", "The army was to leave by May."),
        ("The army said it was forced to leave.", "The army was forced to leave."),
        ("The army said it took steps to leave.", "The army took steps to leave."),
        ("The army said it took two days to leave.", "It took two days to leave."),
        ("Twitter said it would close.", "Twitter would close."),
        ("The carmaker said it would close.", "The carmaker would close."),
        ("Police said it was raining.", "It was raining."),
        ("The owner said it was closed.", "It was closed."),
        ("Prosecutors say he was in Lima on 4 May.", "He was in Lima on 4 May."),
        ("The army said he had been killed.", "He had been killed."),
        ("Police said they had arrested Ito.", "Police had arrested Ito."),
        ("No minister claimed that she was safe.", "She was safe."),
        ("“That is a lie,” Ann Ito said.", "That is a lie."),
        ("The clerk confirmed that it had.", None),
        ("Ann Ito said that garlic cures malaria.", "Garlic cures malaria."),
        ("The dam, according to Ann Ito, broke in 1990.", "The dam broke in 1990."),
        ("Ito is widely seen as a reformer.", "Ito is a reformer."),
        ("Ito is said to have fled.", None),
        ("Ann Ito urged Peru to pay.", None),
        ("Ann Ito asked whether Peru had paid.", None),
        ("Ann Ito promised to pay 40 pesos.", None),
    ],
)
def test_what_was_said_in_a_wording_of_its_own(text: str, statement: str | None) -> None:
    said = whole(text).attribution
    assert said is not None
    assert said.statement == statement
