"""Who is said to have said what: speaker, cue, polarity and content of a reporting clause."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, strategies as st

from factcheck.claims.attribution import find_attribution
from factcheck.types import Attribution, Polarity, Span

WORDS = st.sampled_from(
    (
        *("said", "says", "claims", "that", "who", "and", "he", "the", "Ito", "mayor", "was"),
        *("according", "to", "reported", "by", "is", "believed", "reportedly", "denied", "told"),
        *("not", "has", "a", "on", "Monday", "rain", ",", '"', "“", "”", "''", "(", ")", ":", "—"),
        *("\n", "e\u0301"),
    )
)
SENTENCES = st.one_of(st.text(), st.lists(WORDS, max_size=30).map(" ".join))


def found(text: str) -> Attribution:
    statement = find_attribution(text, 0, len(text))
    assert statement is not None, text
    return statement.attribution


@given(SENTENCES)
@example('said "')
@example("he said ''")
@example("“It rained” said Ito")
@example('"' * 500)
def test_every_offset_is_exact_for_every_string(text: str) -> None:
    statement = find_attribution(text, 0, len(text))
    if statement is not None:
        attribution = statement.attribution
        assert text[attribution.start : attribution.end] == attribution.content
        assert text[statement.cue.start : statement.cue.end] == attribution.cue
        # White space of any kind within a name is told as one space.
        assert attribution.speaker is None or attribution.speaker in " ".join(text.split())
        assert attribution.quote is None or attribution.quote in text


def test_offsets_count_in_the_whole_text() -> None:
    text = "It rained. Ito said the dam broke. It snowed."
    statement = find_attribution(text, 11, 34)
    assert statement is not None
    assert statement.attribution.start == text.index("the dam")
    assert statement.attribution.content == "the dam broke"
    assert statement.subject == Span(11, 14)


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content"),
    [
        ("Ito said that the dam had failed.", "Ito", "said", "the dam had failed"),
        (
            "According to Ito, the mayor of X, the dam failed.",
            "Ito",
            "According to",
            "the dam failed",
        ),
        ("According to Ito, who left, the dam failed.", "Ito", "According to", "the dam failed"),
        ("According to Ito, in May, the dam fell.", "Ito", "According to", "in May, the dam fell"),
        ("The owner, Ann Ito, said the dam failed.", "Ann Ito", "said", "the dam failed"),
        ("His aide, ex-judge Bo Lee, said it rained.", "ex-judge Bo Lee", "said", "it rained"),
        ("The army, led by Bo Lee, said it rained.", "The army", "said", "it rained"),
        ("Only the mayor said the dam failed.", "the mayor", "said", "the dam failed"),
        ("Ito said the dam had failed.", "Ito", "said", "the dam had failed"),
        ("The army said on Friday it had won.", "The army", "said", "it had won"),
        ("Peru insists its “old mines” are safe.", "Peru", "insists", "its “old mines” are safe"),
        ("The firm has suggested that it may close.", "The firm", "has suggested", "it may close"),
        (
            "Local doctors have consistently stated that beds are short.",
            "Local doctors",
            "have consistently stated",
            "beds are short",
        ),
        ("Ito told reporters in Oslo that it was over.", "Ito", "told", "it was over"),
        ("Ito told Reuters he would resign.", "Ito", "told", "he would resign"),
        ("Ito pointed out that it rained.", "Ito", "pointed out", "it rained"),
        ("Ito urged Peru to open its ports.", "Ito", "urged", "Peru to open its ports"),
        ("Ito called on Peru to pay.", "Ito", "called on", "Peru to pay"),
        ("The party vowed to fight the ruling.", "The party", "vowed", "to fight the ruling"),
        ("Peru accused Chile of spying.", "Peru", "accused", "Chile of spying"),
        ("The study found that sleep helps.", "The study", "found", "sleep helps"),
        (
            "The agency has reported rebels shelling the port.",
            "The agency",
            "has reported",
            "rebels shelling the port",
        ),
        ("The dam had failed, Ito said.", "Ito", "said", "The dam had failed"),
        ("“It is over,” said director Ann Ito.", "director Ann Ito", "said", "It is over"),
        ("It is over, said chair A. P. Ito.", "chair A. P. Ito", "said", "It is over"),
        (
            "“It is over,” added two residents of Oslo.",
            *("two residents of Oslo", "added"),
            "It is over",
        ),
        ("The dam had failed, said police.", "police", "said", "The dam had failed"),
        (
            "The dam had failed, Coast Today reported.",
            *("Coast Today", "reported"),
            "The dam had failed",
        ),
        ("Ann Ito, Jr. said it was over.", "Ann Ito, Jr.", "said", "it was over"),
        ("Acme, Inc. said it was over.", "Acme, Inc.", "said", "it was over"),
        ("Last week Mayor Ito said it was over.", "Mayor Ito", "said", "it was over"),
        ("On Monday Mayor Ito said it was over.", "Mayor Ito", "said", "it was over"),
        ("Monday the mayor said it was over.", "the mayor", "said", "it was over"),
        (
            "Although Ito knew, the dam was not closed, the union said.",
            "the union",
            "said",
            "Although Ito knew, the dam was not closed",
        ),
        ("The dam had failed, said Ito on Monday.", "Ito", "said", "The dam had failed"),
        ("“It is over,” said Ann Ito, the mayor.", "Ann Ito", "said", "It is over"),
        ('"It is over", she said.', "she", "said", "It is over"),
        ("''It is over,'' the mayor added.", "the mayor", "added", "It is over"),
        ("According to the bank, growth slowed.", "the bank", "According to", "growth slowed"),
        ("Growth slowed, according to the bank.", "the bank", "according to", "Growth slowed"),
        ("Ann Ito, the mayor of Oslo, said it was over.", "Ann Ito", "said", "it was over"),
        (
            "After it rained, Ann Ito, the mayor, said Lee was ill.",
            "Ann Ito",
            "said",
            "Lee was ill",
        ),
        ("“It is over,” Ann Ito, the mayor, told The Sun.", "Ann Ito", "told", "It is over"),
        ("Ann Ito, 54, said it was over.", "Ann Ito", "said", "it was over"),
        ("Sen. Ann Ito (D-Ohio) said it was over.", "Sen. Ann Ito", "said", "it was over"),
        ("In Oslo the mayor warned that it may flood.", "the mayor", "warned", "it may flood"),
        (
            "Recent remarks by Ito and his aides indicate that talks failed.",
            "Ito and his aides",
            "indicate",
            "talks failed",
        ),
        ("Hamas said in a statement: “It failed.”", "Hamas", "said", "It failed"),
        (
            "Ito said that he is ill, adding that it will pass.",
            "Ito",
            "said",
            "he is ill",
        ),
    ],
)
def test_speaker_cue_and_content(text: str, speaker: str, cue: str, content: str) -> None:
    attribution = found(text)
    assert (attribution.speaker, attribution.cue, attribution.content) == (speaker, cue, content)
    assert attribution.polarity in {Polarity.ASSERTS, Polarity.ASKS, Polarity.PROMISES}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Ito said that it rained.", Polarity.ASSERTS),
        ("Ito denied that it rained.", Polarity.DENIES),
        ("Ito doubted that it rained.", Polarity.DOUBTS),
        ("Ito has not confirmed that it rained.", Polarity.DOUBTS),
        ("No one said that it rained.", Polarity.DOUBTS),
        ("None of them said that it rained.", Polarity.DOUBTS),
        ("No 10 said that it rained.", Polarity.ASSERTS),
        ("Ito vowed to open the ports.", Polarity.PROMISES),
        ("Ito urged Peru to open its ports.", Polarity.ASKS),
        ("Ito called on Peru to pay.", Polarity.ASKS),
    ],
)
def test_what_the_cue_does_to_the_content(text: str, polarity: Polarity) -> None:
    assert found(text).polarity is polarity


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("Peru has reportedly closed its ports.", "reportedly", None),
        ("The driver allegedly fled.", "allegedly", None),
        ("It is believed that ten people died.", "is believed", None),
        ("The plan, widely seen as a failure, was dropped.", "widely seen", None),
        ("The raid was confirmed by the ministry on Monday.", "confirmed by", "the ministry"),
        ("The raid, reported by both sides, failed.", "reported by", "both sides"),
        ("A main obstacle, according to Ito, is money.", "according to", "Ito"),
        ("The bridge, officials say, will cost $4 billion.", "say", "officials"),
    ],
)
def test_sources_within_the_statement(text: str, cue: str, speaker: str | None) -> None:
    attribution = found(text)
    assert (attribution.cue, attribution.speaker) == (cue, speaker)


@pytest.mark.parametrize(
    ("text", "polarity", "content"),
    [
        ("Peru denied that it had lied.", Polarity.DENIES, "it had lied"),
        ("Peru has denied involvement in the raid.", Polarity.DENIES, "involvement in the raid"),
        ("Peru denied receiving a request.", Polarity.DENIES, "receiving a request"),
        ("Peru denied a visa was issued.", Polarity.DENIES, "a visa was issued"),
        ("Peru rejected claims that it had lied.", Polarity.DENIES, "it had lied"),
        ("Ito doubts that it will rain.", Polarity.DOUBTS, "it will rain"),
        ("Ito questioned whether it would rain.", Polarity.DOUBTS, "it would rain"),
        ("NATO has not confirmed that a jet was hit.", Polarity.DOUBTS, "a jet was hit"),
    ],
)
def test_polarity(text: str, polarity: Polarity, content: str) -> None:
    assert (found(text).polarity, found(text).content) == (polarity, content)


def test_a_quote_inside_the_content_is_kept_apart() -> None:
    assert found("Peru says the terms are “much softer” now.").quote == "much softer"
    assert found("Peru says the terms are softer now.").quote is None


@pytest.mark.parametrize(
    "text",
    [
        "The claim that salt heals is false.",
        "Recent claims that salt heals were withdrawn.",
        "The report added pressure on the board.",
        "The company reported profits of $3 billion.",
        "The senate rejected the bill.",
        "The ministry denied entry to reporters.",
        "The court denied Ito the visa.",
        "Police found a man who had been shot.",
        "The United States has fifty states.",
        "Federal and state officials met.",
        "I think that he is right.",
        "He declined to say that it was over.",
        "Critics would say that it failed.",
        "When the mayor said that it was over, people left.",
        "The bank, which says it lost nothing, was fined.",
        "Officials said little.",
        "The man, said to be 34, was arrested.",
        "The firm cut jobs, reported losses in Peru and closed.",
        "When the mayor spoke, Ito said nothing.",
        "Nobody ordered Ito to leave.",
        '"Ito said that it was over" was the title.',
    ],
)
def test_no_attribution(text: str) -> None:
    assert find_attribution(text, 0, len(text)) is None


def test_a_shared_subject_speaks_in_the_second_clause() -> None:
    text = "Ito urged calm and warned that the dam may fail."
    statement = find_attribution(text, 19, len(text), subject=Span(0, 3))
    assert statement is not None
    assert (statement.attribution.speaker, statement.attribution.cue) == ("Ito", "warned")
    assert statement.attribution.content == "the dam may fail"


# Cues behind which nothing is reported, so that all of them are looked at.
@pytest.mark.parametrize("unit", ["in reports ", "urged her to ", "reported by "])
def test_a_row_of_cues_is_read_in_linear_time(unit: str, is_linear: Callable[..., bool]) -> None:
    assert is_linear(lambda text: find_attribution(text, 0, len(text)), unit, 6_000, 5)
