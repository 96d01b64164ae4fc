"""Marks of notes behind words."""

from __future__ import annotations

import pytest

from factcheck.language.notes import without_notes


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It fell.[1]", "It fell."),
        ("It fell,[12][3] they say.[^4]", "It fell, they say."),
        ("It fell[note 2] in May.[citation needed]", "It fell in May."),
        ("[12] Ito, A. (2020)", "[12] Ito, A. (2020)"),  # the note itself
        ("He said [12] fell, or a[1]b.", "He said [12] fell, or a[1]b."),
        ("“[T]he bridge fell", "“[T]he bridge fell"),
        ("It grew [sic] by [1,200].", "It grew [sic] by [1,200]."),
    ],
)
def test_a_mark_behind_a_word_becomes_spaces(text: str, plain: str) -> None:
    assert len(without_notes(text)) == len(text)
    assert " ".join(without_notes(text).split()) == plain
