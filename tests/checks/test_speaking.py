"""In a speech and an interview "I" is the one whose turn it is."""

from __future__ import annotations

import pytest

from factcheck.checks.speaking import asked_of_speaker, is_spoken, speakers, with_speaker
from factcheck.claims.transcripts import speaker_at
from factcheck.types import DocumentRef, Hit, Passage, Span

SPEECH = """Speech by Premier Olivia Marchetti at the Business Forum, 19 June 2025

PREMIER MARCHETTI: Thank you, Karin.

I will stand again next May."""
INTERVIEW = """HOST: Where did you grow up?
NWOSU (biologist): My parents had a farm. I left it at fourteen.
HOST: And then?
NWOSU: Then I went to sea."""


def hit(text: str, speaker: str | None = None) -> Hit:
    passage = Passage(1, DocumentRef("a"), 0, len(text), text, "2025-06-20")
    return Hit(passage, 1.0, 0.5, speaker=speaker)


def test_a_speech_is_the_word_of_who_its_heading_names() -> None:
    assert speaker_at(SPEECH, SPEECH.index("I will")) == "Premier Olivia Marchetti"
    assert speaker_at("Ito spoke of a speech by the mayor.\n\nI agree.", 40) is None
    assert speaker_at("The bridge is closed.\n\nI was there.", 23) is None


def test_a_turn_of_an_interview_is_the_word_of_its_label() -> None:
    assert speaker_at(INTERVIEW, INTERVIEW.index("I left")) == "Nwosu"
    assert speaker_at(INTERVIEW, INTERVIEW.index("And then")) == "Host"


def test_within_a_passage_its_labels_tell() -> None:
    names = [name for _, name in speakers(hit(INTERVIEW))]
    assert names == ["Host", "Nwosu", "Host", "Nwosu"]
    assert speakers(hit("ITO: I was there.", "Ann Ito"))[0] == (0, "Ann Ito")
    assert speakers(hit("Warning: I was there.")) == []


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Nwosu grew up on a farm.", "Nwosu: I left it at fourteen."),
        ("The biologist grew up on a farm.", "I left it at fourteen."),
        ("The host left at fourteen.", "I left it at fourteen."),
    ],
)
def test_who_says_i_is_told_to_a_claim_that_names_them(claim: str, told: str) -> None:
    start = INTERVIEW.index("I left")
    words = "I left it at fourteen."
    assert with_speaker(claim, hit(INTERVIEW), Span(start, start + len(words)), words) == told


def test_a_label_of_its_own_and_words_on_others_are_left_as_they_are() -> None:
    line = "NWOSU: Then I went to sea."
    start = INTERVIEW.index(line)
    span = Span(start, start + len(line))
    assert with_speaker("Nwosu went to sea.", hit(INTERVIEW), span, line) == line
    other = "The farm is near Verren."
    assert with_speaker("Nwosu is from Verren.", hit(other, "Nwosu"), Span(0, 24), other) == other


def test_i_in_a_quotation_is_not_who_speaks() -> None:
    assert is_spoken("We will not bring in rent control.")
    assert not is_spoken("“I saw it,” said Ito in the US.")


@pytest.mark.parametrize(
    ("speaker", "content", "asked"),
    [
        ("Marchetti", "she will stand again", "Marchetti will stand again"),
        ("Marchetti", "her government is late", "Marchetti's government is late"),
        ("Olivia Marchetti", "the levy will rise", "the levy will rise"),
        ("Brandt", "she will stand again", None),
        (None, "she will stand again", None),
    ],
)
def test_a_report_of_who_speaks_is_asked_by_name(
    speaker: str | None, content: str, asked: str | None
) -> None:
    spoken = hit("I will stand again next May.", "Premier Olivia Marchetti")
    assert asked_of_speaker(speaker, content, spoken) == asked
