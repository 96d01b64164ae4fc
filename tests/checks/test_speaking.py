"""In a speech and an interview "I" is the one whose turn it is."""

from __future__ import annotations

import pytest

from factcheck.checks.speaking import asked_of_speaker, is_spoken, speakers, with_speaker
from factcheck.claims.transcripts import speakers_at
from factcheck.types import DocumentRef, Hit, Passage, Span

INTERVIEW = """HOST: Where did you grow up?
NWOSU (biologist): My parents had a farm. I left it at fourteen.
HOST: And then?
NWOSU: Then I went to sea."""


def hit(text: str, speaker: str | None = None) -> Hit:
    passage = Passage(1, DocumentRef("a"), 0, len(text), text, "2025-06-20")
    return Hit(passage, 1.0, 0.5, speaker=speaker)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Speech by Premier Olivia Marchetti at the Forum", "Premier Olivia Marchetti"),
        ("Opening remarks by Ann Ito, 5 May", "Ann Ito"),
        ("Full text of the address by the president Jon Ruiz", "the president Jon Ruiz"),
        ("A response to the speech by Senator Ana Ruiz", None),
        ("Critics slam speech by President Ruiz", None),
        ("Statement from company in Berlin", None),
        ("Address of the Bank of Norland", None),
        ("Speech by Mr Ito's rival Ruiz", None),
        ("Ito spoke of a speech by the mayor.", None),
    ],
)
def test_a_speech_is_the_word_of_who_its_heading_names(heading: str, name: str | None) -> None:
    text = f"{heading}\n\nI will stand again."
    assert speakers_at(text, [text.index("I will")]) == [name]


def test_a_turn_of_an_interview_is_the_word_of_its_label() -> None:
    places = [INTERVIEW.index("I left"), INTERVIEW.index("And then")]
    assert speakers_at(INTERVIEW, places) == ["Nwosu", "Host"]


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


def test_what_another_is_told_to_say_is_not_the_speakers() -> None:
    words = "My opponent says: I will stand again."
    assert with_speaker("Ruiz stands.", hit(words, "Ana Ruiz"), Span(0, 37), words) == words


def test_a_last_name_is_a_word_of_the_claim() -> None:
    words = "I will resign in June."
    told = with_speaker("Theresa May will resign.", hit(words, "Tom Will"), Span(0, 22), words)
    assert told == words


def test_what_one_of_several_says_is_not_asked_of_all() -> None:
    assert asked_of_speaker("Nwosu", "the farm is far", hit(INTERVIEW)) is None


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
