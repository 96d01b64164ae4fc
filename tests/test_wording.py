"""Words for people: nothing by colour alone, nothing hidden by control characters."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from factcheck.types import DocumentRef, Evidence, Label, Span, Stance
from factcheck.wording import (
    LABELS,
    confidence_word,
    counted,
    day,
    rated,
    source_name,
    split_at_rationale,
    visible,
)


def test_every_label_has_words_and_a_sign_of_its_own() -> None:
    assert set(LABELS) == set(Label)
    assert len({wording.words for wording in LABELS.values()}) == len(Label)
    assert len({wording.sign for wording in LABELS.values()}) == len(Label)


@pytest.mark.parametrize(
    ("confidence", "word"),
    [
        (1.0, "high"),
        (0.9, "high"),
        (0.896, "high"),
        (0.894, "moderate"),
        (0.696, "moderate"),
        (0.7, "moderate"),
        (0.69, "low"),
        (0, "low"),
    ],
)
def test_confidence_in_words(confidence: float, word: str) -> None:
    assert confidence_word(confidence) == word


@pytest.mark.parametrize(
    ("rating", "worst", "best", "words"),
    [
        ("1", 1.0, 5.0, "1 (of 1 to 5)"),
        ("2.5", 0.0, 10.0, "2.5 (of 0 to 10)"),
        ("1", None, 5.0, "1"),
        ("Mostly false", 1.0, 5.0, "Mostly false"),
    ],
)
def test_a_rating_that_is_only_a_number_has_its_scale(
    rating: str, worst: float | None, best: float | None, words: str
) -> None:
    assert rated(rating, worst, best) == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 old versions"), (1, "1 old version"), (2, "2 old versions")]
)
def test_one_of_a_kind_is_counted_in_the_singular(number: int, words: str) -> None:
    assert counted(number, "old version") == words


@pytest.mark.parametrize(
    ("document", "name"),
    [
        (DocumentRef("a/b.txt", "Bridge shut", "Harbour News"), "Harbour News"),
        (DocumentRef("a/b.txt", "Bridge shut"), "Bridge shut"),
        (DocumentRef("a/b.txt"), "a/b.txt"),
    ],
)
def test_a_source_without_a_publisher_is_named_by_its_title_or_its_file(
    document: DocumentRef, name: str
) -> None:
    assert source_name(document) == name


def test_days_are_written_out_and_a_missing_one_is_said_to_be_missing() -> None:
    assert day("2025-06-01") == "1 June 2025"
    assert day(None) == "no date given"


@pytest.mark.parametrize("char", ["\x1b", "\x00", "\x07", "\r", "\x9b", "\u202e", "\u2066"])
def test_characters_that_steer_a_terminal_or_a_reader_are_made_visible(char: str) -> None:
    assert visible(f"a{char}b\n\tc") == "a\ufffdb\n\tc"


@given(st.text())
def test_offsets_stay_when_characters_are_made_visible(text: str) -> None:
    assert len(visible(text)) == len(text)
    assert visible(visible(text)) == visible(text)


@given(st.integers(-5, 60), st.integers(-5, 60))
def test_a_passage_falls_into_three_parts_whatever_the_rationale(
    make_evidence: Callable[..., Evidence], start: int, end: int
) -> None:
    evidence = make_evidence(Stance.SUPPORTS)
    moved = replace(evidence, rationale=Span(evidence.start + start, evidence.start + end))
    assert "".join(split_at_rationale(moved)) == evidence.text


def test_the_middle_part_is_the_sentence_that_decided(
    make_evidence: Callable[..., Evidence],
) -> None:
    evidence = make_evidence(Stance.SUPPORTS, "It rained. The bridge was closed.")
    assert split_at_rationale(evidence) == ("It rained. ", "The bridge was closed.", "")
