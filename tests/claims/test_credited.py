"""Quotations that are credited to somebody beside them."""

import pytest

from factcheck.checks.voices import said_in
from factcheck.language.text import sentences

WORDS = "This bridge is a monument to vanity"


@pytest.mark.parametrize(
    "text",
    [
        f"“{WORDS}.” — Leila Marsh",
        f"“{WORDS}.” - Leila Marsh, leader of the opposition.\n\nThe vote is in May.",
        f'Work begins in March.\n\n"{WORDS}."\n\n— Leila Marsh, leader of the opposition',
        f"“{WORDS}.”\n\nLeila Marsh, leader of the opposition\n\nThe vote is in May.",
        f"Leila Marsh, leader of the opposition: “{WORDS}.”",
        f"“It came late. {WORDS}.”\n— Leila Marsh",
    ],
)
def test_the_words_are_of_whom_they_are_credited_to(text: str) -> None:
    (sentence,) = [each for each in sentences(text) if WORDS in text[each.start : each.end]]
    said = said_in(text, sentence)
    assert said is not None
    assert (said.speaker, said.cue, said.quote) == ("Leila Marsh", "said", WORDS)


@pytest.mark.parametrize(
    "text",
    [
        f"“{WORDS}.”\n\nWhat Happened Next\n\nThe vote is in May.",
        f"“{WORDS}.”\n\nLeila Marsh, leader of the opposition, said no more.",
        f"“{WORDS}.” — it is not known who wrote it.",
        f"He read “{WORDS}.” — Leila Marsh laughed.",
    ],
)
def test_other_lines_behind_a_quotation_are_no_credit(text: str) -> None:
    (sentence,) = [each for each in sentences(text) if WORDS in text[each.start : each.end]]
    said = said_in(text, sentence)
    assert said is None or said.speaker != "Leila Marsh"
