"""Whose word a sentence is, and whether two reports say the same."""

from __future__ import annotations

import pytest

from factcheck.checks.voices import (
    agree,
    claim_report,
    denies,
    is_elsewhere,
    is_finding,
    is_whole,
    is_writers,
    names,
    reports_in,
    said_in,
    says,
    words_of,
)
from factcheck.claims.transcripts import Turn, turns
from factcheck.language.speakers import is_person, same_speaker
from factcheck.language.text import sentences
from factcheck.types import Attribution


def said(sentence: str) -> Attribution:
    found = said_in(sentence, sentences(sentence)[0])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("claim", "passage", "expected"),
    [
        ("Ito said that the dam broke.", "Ito said on Monday that the dam broke.", True),
        ("Ito said that the dam broke.", "Ito denied that the dam broke.", False),
        ("Ito denied that the dam broke.", "Ito said that the dam never broke.", True),
        ("Ito said that the dam broke.", "Ito never said that the dam broke.", False),
        ("Ito said that the dam broke.", "Ito has not denied that the dam broke.", None),
        ("Ito said that the dam broke.", "Ito doubted that the dam broke.", None),
        ("Ito said that the dam broke.", "Kowal said that the dam broke.", None),
        ("Ito said that the dam broke.", "Ito said that the dam and the port broke.", None),
        ("Ito said that the dam broke.", "Ito said that it rained.", None),
        ("Ito said that he would go to war.", "“I will go to war,” Ito said.", True),
        ("Ito denied taking any bribes.", "Ito said that he did not take any bribes.", True),
        ("Ito said that 12 men voted for it.", "Ito said that 12 men voted against it.", None),
        ("Ito said that 12 men voted for it.", "Ito said that 13 men voted for it.", None),
        ("Ito said that all ships sank.", "Ito said that some ships sank.", None),
        ("Ito said that Norland beat Sudland.", "Ito said that Sudland beat Norland.", None),
        ("Ito said that it may rain hard.", "Ito said that it rained hard.", None),
        ("Ito said no dam broke there.", "Ito said no dam never broke there.", None),
        (
            "Ito said that he would stand in May.",
            "Ito said that he would stand down, and that he would not run in the polls of May.",
            None,
        ),
        ("Ito said that the dam broke.", "“No, the dam broke,” Ito said.", True),
        ("Ito said that the dam broke.", "“Well, no – not at all: the dam broke,” Ito said.", True),
        ("Ito denied that the dam broke.", "“No, the dam broke,” Ito said.", False),
        ("Ito said that the dam broke.", "“No, the dam never broke,” Ito said.", False),
        ("Ito said that dam 10 broke.", "“No dam 10 broke,” Ito said.", False),
        ("Ito said it is not safe here.", "Ito said it isn't safe here and never was.", None),
    ],
)
def test_reports_that_agree_and_reports_that_do_not(
    claim: str, passage: str, expected: bool | None
) -> None:
    assert agree(said(claim), said(passage)) is expected


@pytest.mark.parametrize(
    ("sentence", "claim", "expected"),
    [
        ("Ito said prices had fallen below 3%.", "Prices have fallen below 3%.", True),
        ("“Prices will fall,” Ito said.", "Prices would fall.", True),
        ("Ito said prices had not fallen below 3%.", "Prices have fallen below 3%.", False),
        ("Ito denied that prices had fallen.", "Prices have fallen.", False),
        ("Ito never said that prices had fallen.", "Prices have fallen.", False),
        ("Ito doubted that prices had fallen.", "Prices have fallen.", False),
        ("Ito said prices had fallen below 4%.", "Prices have fallen below 3%.", False),
        ("Ito said prices had fallen, if at all.", "Prices have fallen.", False),
    ],
)
def test_a_report_in_the_words_of_a_claim_says_it(
    sentence: str, claim: str, expected: bool
) -> None:
    assert says(said(sentence), claim) is expected


def test_passages_that_may_hold_a_denial_or_a_speakers_word_are_told() -> None:
    assert denies("The mill rejects this. It is open.") and denies("His denial was brief.")
    assert not denies("The mill is open, Ito said.")
    assert names("The mill is open, Ito said.", "Mayor Ann Ito")
    assert not names("The mill is open, Kowal said.", "Mayor Ann Ito")


def test_he_said_is_the_word_of_who_spoke_before() -> None:
    text = "Ann Ito said that it rained. He said that the dam broke. Bo Lee said that it held."
    spans = sentences(text)
    assert words_of(text, spans, said("Ito said that it rained.")) == spans[:2]


def test_a_turn_of_a_transcript_is_the_word_of_who_is_named_before_it() -> None:
    text = "HOST: Was Ito at fault?\nAMADI: No. The dam broke.\nBO LEE: No, it held."
    found = [
        (text[span.start : span.end], word) for span, word in reports_in(text, sentences(text))
    ]
    assert [(words, word.speaker, word.cue, word.content) for words, word in found] == [
        ("AMADI: No.", "AMADI", "said", "No"),
        ("The dam broke.", "AMADI", "said", "The dam broke"),
        ("BO LEE: No, it held.", "BO LEE", "said", "it held"),
    ]
    assert agree(said("Ann Amadi said that the dam broke."), found[1][1])
    assert agree(said("Bo Lee said that the dam broke."), found[1][1]) is None


def test_a_number_is_no_answer() -> None:
    assert said("“No. 10 broke the law,” Ito said.").content == "No. 10 broke the law"


def test_a_list_of_facts_is_nobodys_word() -> None:
    text = "Population: 4,000\nMayor: Ann Ito\nRiver: the Arle\n"
    assert reports_in(text, sentences(text)) == []


def test_what_the_publisher_says_is_the_writers_own_word() -> None:
    text = "Forty pumps were missing, the Harbour Post reported."
    (sentence,) = sentences(text)
    assert said_in(text, sentence, "The Harbour Post") is None
    other = said_in(text, sentence, "The Northern Mail")
    assert other is not None
    assert other.speaker == "the Harbour Post"


def test_an_agency_is_the_publisher_by_either_of_its_names() -> None:
    reported = said("AFP said that forty pumps were missing.")
    assert reported is not None
    assert is_writers(reported, "Agence France-Presse")
    assert not is_writers(reported, "Associated Press")


def test_what_was_found_is_nobodys_word() -> None:
    assert is_finding(said("The audit found that 40 pumps were missing."))
    assert not is_finding(said("The mayor said that 40 pumps were missing."))


def test_a_passage_on_another_person_gives_no_word_of_the_speaker() -> None:
    other = said("Bo Lee said that the dam broke.")
    assert is_elsewhere("Ann Ito", other, "Bo Lee said that the dam broke.")
    assert not is_elsewhere("Ann Ito", other, "Bo Lee, an aide of Ito, said that the dam broke.")
    assert not is_elsewhere("the ministry", other, "Bo Lee said that the dam broke.")
    assert is_elsewhere("Reuters", None, "The dam broke.")
    assert is_elsewhere("Reuters", None, "The dam broke, TASS said.")
    assert not is_elsewhere("Reuters", None, "The dam broke, the Reuters news agency said.")
    assert not is_elsewhere("the PA", None, "The dam broke, the Palestinian Authority said.")


def test_he_said_names_the_speaker_before() -> None:
    text = "Spokeswoman Ann Ito said that it rained. It was cold. She said that the dam broke."
    reports = reports_in(text, sentences(text))
    assert [said.speaker for _, said in reports] == ["Spokeswoman Ann Ito"] * 2
    assert agree(said("Ann Ito said that the dam broke."), reports[1][1])


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ann Ito", True), ("President Ito", True), ("The White House", False), ("Ito", False)],
)
def test_persons_are_told_from_institutions(name: str, expected: bool) -> None:
    assert is_person(name) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("the former mayor", "the mayor", False),
        ("The deputy health minister", "the health minister", False),
        ("the acting director", "the director", False),
        ("the ex-president of Peru", "the president of Peru", False),
        ("former mayor Jan Novak", "the mayor", False),
        ("former mayor Jan Novak", "Mayor Novak", True),
        ("Vice-President Ann Ito", "Ann Ito", True),
        ("Ito", "Ann Ito", True),
        ("President Ann Ito", "Ito", True),
        ("the general", "The general", True),
        ("Ann Ito", "Bo Lee", False),
        ("Ann Ito", "Ann Lee", False),
        (None, "Ito", False),
        ("Ann Ito's brother", "Ann Ito", False),
        ("a friend of Ann Ito", "Ann Ito", False),
        ("Ito’s lawyer Bo Lee", "Bo Lee", True),
        ("a lawyer for Ito", "Ito's lawyer", True),
        ("Ito's brother", "Lee's brother", False),
        ("Friends of the Earth", "Friends of Europe", False),
        ("his brother", "Ito's brother", True),
        ("Secretary of State Ann Ito", "Ann Ito", True),
    ],
)
def test_names_of_one_speaker(one: str | None, other: str, expected: bool) -> None:
    assert same_speaker(one, other) is expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Ann Ito said that the dam broke.", True),
        ("On 3 May 2025 Ann Ito said that the dam broke.", True),  # days are compared elsewhere
        ("At a meeting in Korsk, Ann Ito said that the dam broke.", True),
        ("At a meeting in Paris, Ann Ito said that the dam broke.", False),
        ("HOAX: Ann Ito said that the dam broke.", False),
        ("Only Ann Ito said that the dam broke.", False),
        ("Ann Ito falsely said that the dam broke.", False),
        ("Ann Ito recently said that the dam broke.", True),
        ("Ann Ito, who was arrested, said that the dam broke.", False),
        ("Ann Ito said that the dam broke, rejecting his claims that it held.", False),
    ],
)
def test_what_a_claim_says_beside_its_report_is_no_part_of_it(claim: str, expected: bool) -> None:
    report = claim_report(claim)
    assert report is not None
    passage = "At a meeting in Korsk the mayor, Ann Ito, said that the dam broke."
    assert is_whole(claim, report, passage) is expected


def test_the_turns_of_a_transcript_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []

    def find(text: str) -> list[Turn]:
        texts.append(text)
        return turns(text)

    monkeypatch.setattr("factcheck.checks.voices.turns", find)
    transcript = "".join(f"ITO: It rained on {day} days.\nROSS: It was dry.\n" for day in range(9))
    assert len(reports_in(transcript, sentences(transcript))) == 18
    assert texts == [transcript]


def test_who_goes_on_in_quotation_marks_is_still_speaking() -> None:
    text = (
        "“Not a single tree was felled,” said Ann Bell. “The report is false.” The council "
        "looked into it. “It was.”"
    )
    spans = list(sentences(text))
    said = said_in(text, spans[0])
    assert said is not None
    assert words_of(text, spans, said) == spans[:2]
