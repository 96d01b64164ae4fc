"""Texts of one pattern are told apart by the facts in their places."""

import pytest

from factcheck.lineage.facts import are_contrary, facts


def test_facts_are_numbers_and_names_each_with_the_word_before_it() -> None:
    text = "Turnout in Lindmoor was 51.2 %. Voters of Port Varren cast 1,204 votes."
    assert facts(text) == {"in lindmo", "was 51.2", "of port", "port varren", "cast 1204"}


def test_a_capital_letter_where_a_sentence_or_a_credit_begins_makes_no_name() -> None:
    assert facts("Turnout rose. Voters queued (Reuters). “Long lines,” said one") == frozenset()


CUT = "The mayor of Lindmoor said on 3 June that 12 people were hurt in the blast at Ostby."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Turnout in Lindmoor was 51 %.", "Turnout in Ostby was 61 %."),
        ("Turnout in Lindmoor in 2021 was 51 %.", "Turnout in Ostby in 2021 was 61 %."),
        ("The hospital in Lindmoor will close.", "The hospital in Port Varren will close."),
        ("51 people were hurt.", "61 people were hurt."),
    ],
)
def test_other_facts_in_most_places_are_contrary(one: str, other: str) -> None:
    assert are_contrary(facts(one), facts(other), 20)
    assert are_contrary(facts(other), facts(one), 20)


@pytest.mark.parametrize(
    "other",
    [
        CUT,
        CUT.replace("12", "15"),
        CUT.replace("on 3 June", "on Tuesday"),
        f"{CUT} (Reuters)",
        "Nothing is known yet.",
        CUT.replace("12 people", "a dozen people").replace("of Lindmoor", ""),
    ],
)
def test_a_copy_that_is_cut_credited_or_brought_up_to_date_is_not(other: str) -> None:
    assert not are_contrary(facts(CUT), facts(other), 20)


def test_a_number_is_the_same_however_it_is_grouped() -> None:
    assert not are_contrary(facts("It cost 12,000 euros."), facts("It cost 12000 euros."), 4)


def test_in_a_report_another_day_and_figure_are_not_enough() -> None:
    text = "On {} the harbour bridge of {} was closed to {} lorries because of cracks."
    first = facts(text.format("Monday", "Lund", 12))
    day_and_figure = facts(text.format("Tuesday", "Lund", 13))
    every_fact = facts(text.format("Tuesday", "Ostby", 13))
    assert are_contrary(first, day_and_figure, 29)
    assert not are_contrary(first, day_and_figure, 30)
    assert are_contrary(first, every_fact, 30)
