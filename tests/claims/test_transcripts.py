"""Who speaks in a transcript is told by the labels of its turns, and by none of a form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factcheck.claims.transcripts import labels, speakers_at, turns


def speakers(text: str) -> list[str]:
    return [text[turn.label.start : turn.label.end] for turn in turns(text)]


@pytest.mark.parametrize(
    "field",
    [
        "Present: Ann Ferris (chair), Bo Lund and Kit Osei",
        "Apologies: Tor Lind",
        "Architect: Jens Holm.",
        "Owner: the county of Dalum",
        "Attendance: 3,200.",
        "Opened: 3 March 2025",
        "Press contact: Bo Lund, 555 0101",
        "Decision: The lease was approved.",
        "Key points: The bridge is old.",
        "ANALYSIS: What it means",
    ],
)
def test_a_field_of_a_form_is_no_turn(field: str) -> None:
    text = f"{field}\n\n{field}\n\nThe rent is 380,000 crowns.\n"
    assert speakers(text) == []
    assert labels(text) == []
    assert speakers_at(text, [text.index("The rent")]) == [None]


@pytest.mark.parametrize(
    "turn",
    [
        "HOST: Where did you grow up?",
        "AMADI: No.",
        "Bo Lund: The bridge cost 12 million crowns.",
        "Bo Lund: so we went there and it was closed",
        "ANNA: In the spring of last year the\nsoftware failed.",
        "KEY: Thank you.",
        "ITO: Good morning, Ann.",
        "Sen. Ana Ruiz (D-NM): Taxes rose by 2 percent.",
    ],
)
def test_who_says_a_sentence_speaks(turn: str) -> None:
    name = turn.partition(":")[0]
    assert speakers(f"{turn}\n{turn}\n") == [name, name]


@pytest.mark.parametrize("time", ["  0:09", "   1:00:09", "\t00:09", " (00:09)", " [00:00:09]:"])
def test_a_name_and_a_time_begin_a_turn_on_the_line_below(time: str) -> None:
    text = f"Ann Ito{time}\nIt held.\nIt is old.\n\nBo Lund (Audit){time}\nWho knew?\n"
    assert speakers(text) == ["Ann Ito", "Bo Lund (Audit)"]
    assert speakers_at(text, [text.index("It is old")]) == ["Ann Ito"]


@pytest.mark.parametrize("note", ["[00:41:12] ", "[inaudible] "])
def test_a_note_before_a_name_takes_it_from_nobody(note: str) -> None:
    text = f"ANN: It held.\n{note}BO: Who knew?\nANN: I did.\n"
    assert speakers(text) == ["ANN", "BO", "ANN"]


def test_a_programme_with_its_hours_is_no_transcript() -> None:
    assert turns("Opening 9:00\nThe mayor opens the fair.\nLunch 12:30\nIt is free.") == []


def test_who_says_a_sentence_somewhere_speaks_where_it_is_a_word_too() -> None:
    text = "Date: 3 March\nANN: Was it Lund?\nBO: yes\nANN: Who else?\nBO: It was Kit."
    assert speakers(text) == ["ANN", "BO", "ANN", "BO"]


@pytest.mark.parametrize("unit", ["Ann: I\n", "Ann: I-O-", "Ann: Ito (", "Ann: a\nb "])
def test_labels_are_told_apart_in_linear_time(is_linear: Callable[..., bool], unit: str) -> None:
    assert is_linear(turns, unit, 200_000, 3)
