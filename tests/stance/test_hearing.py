"""Whose word it is, and which sentences count, in passages whose readings are given, not made."""

from __future__ import annotations

import numpy as np

from factcheck.calibration import StanceCalibration
from factcheck.checks.voices import OwnWord
from factcheck.language.relevance import coverage
from factcheck.stance.hearing import heard
from factcheck.stance.judgement import Judgement
from factcheck.stance.reading import Job, Reading
from factcheck.types import DocumentRef, Hit, Passage, Span, Stance

# What leads most is so, if the passage has most of the words of the claim.
CALIBRATION = StanceCalibration(
    weights=((3.0, 0.0, 0.0, 6.0, 0.0, 0.0), (0.0, 3.0, 0.0, 6.0, 0.0, 0.0), (0.0,) * 6),
    bias=(-9.0, -9.0, 0.0),
)
FOR, AGAINST, NEITHER = (2.0, -2.0), (-2.0, 2.0), (-2.0, -2.0)


def judged(
    claim: str,
    *sentences: tuple[str, tuple[float, float]],
    own: OwnWord | None = None,
    title: str | None = None,
) -> Judgement:
    """Sentences with the lead of support and of refutation that the model sees in each."""
    text, spans = "", []
    for sentence, _ in sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += f"{sentence} "
    reading = Reading(
        spans=tuple(spans),
        sentences=len(spans),
        leads=np.array([leads for _, leads in sentences]),
        similarity=0.5,
        coverage=coverage(claim, text),
        nearest=max(coverage(claim, sentence) for sentence, _ in sentences),
    )
    hit = Hit(
        Passage(1, DocumentRef("d", title=title), 0, len(text), text, "2025-01-01"), 1.0, dense=0.5
    )
    return heard(CALIBRATION, Job(claim, [hit], own), hit, reading)


def test_what_one_sentence_leaves_open_another_may_say() -> None:
    claim = "The council closed the old bridge."
    may = ("Whether the council closed the old bridge is not known.", FOR)
    says = "The council closed the old bridge to lorries."
    found = judged(claim, may, (says, (1.9, -2.0)))
    assert found.probabilities.stance is Stance.SUPPORTS
    assert found.reason is None
    left_open = judged(claim, may, (says, (-0.1, -2.0)))
    assert left_open.probabilities.stance is Stance.NEUTRAL
    assert left_open.reason == "the passage says it only with “Whether”"


def test_that_somebody_said_so_tells_nothing_of_only_them() -> None:
    claim = "Only the mayor said that the bridge was safe."
    for leads in (FOR, AGAINST):
        found = judged(claim, ("The mayor said that the bridge was safe.", leads))
        assert found.probabilities.stance is Stance.NEUTRAL
        assert found.reason == "it does not say that only the mayor said so"


def test_what_one_person_says_is_not_the_word_of_another_who_is_named_beside() -> None:
    claim = "Tor Lind said that the lease of the quay is signed."
    minutes = ("Apologies: Tor Lind.", NEITHER)
    for leads in (FOR, AGAINST):
        found = judged(
            claim, minutes, ("Ann Ferris said that the lease of the quay is signed.", leads)
        )
        assert found.probabilities.stance is Stance.NEUTRAL
        assert found.reason == "it does not give the word of Tor Lind"
    hers = judged(claim, ("Ann Ferris: Tor Lind said the lease of the quay is signed.", FOR))
    assert hers.probabilities.stance is Stance.SUPPORTS


def test_a_figure_may_be_the_word_of_who_was_named_before_if_the_sentence_has_a_pronoun() -> None:
    claim = "The Metal Guild says 780 people would lose their jobs if the mill closes."
    named = ("The Metal Guild spoke of the mill.", NEITHER)
    its = judged(
        claim, named, ("It put the loss of jobs if the mill closes at 640 people.", AGAINST)
    )
    assert its.probabilities.stance is Stance.REFUTES
    firms = ("Arden Steel put the loss of jobs if the mill closes at 640 people.", AGAINST)
    of_others = judged(claim, named, firms)
    assert of_others.probabilities.stance is Stance.NEUTRAL
    assert of_others.reason == "it does not give the word of The Metal Guild"


def test_beside_somebodys_word_another_figure_for_the_same_counts_with_the_whole_passage() -> None:
    claim = "10,000 workers joined the strike."
    word = ("The union said that 10,000 workers joined the strike.", NEITHER)
    union = OwnWord("the union", Stance.SUPPORTS)
    rival = judged(claim, word, ("The company counted 3,000 strikers.", AGAINST), own=union)
    assert rival.probabilities.stance is Stance.REFUTES
    other = judged(claim, word, ("The company counted its losses.", AGAINST), own=union)
    assert other.probabilities.stance is Stance.NEUTRAL


def test_in_a_judgment_it_is_the_court_that_finds_and_a_party_that_submits() -> None:
    title = "Kerr v Lowland Rail Ltd"
    claim = "The court found that the points failed because of ice."
    finds = ("I am satisfied that the points failed because of ice.", FOR)
    own = judged(claim, finds, title=title)
    assert own.probabilities.stance is Stance.SUPPORTS
    assert own.reason == "it is the word of The court"
    submits = ("Counsel submits that the points failed because of ice.", FOR)
    for asked in (claim, "The points failed because of ice."):
        pleaded = judged(asked, submits, title=title)
        assert pleaded.probabilities.stance is Stance.NEUTRAL
    assert judged(claim, submits, ("I do not agree.", NEITHER), title=title).reason == (
        "a party submits it"
    )


def test_what_a_witness_said_is_no_finding() -> None:
    claim = "The court found that nine samples were over the limit."
    said = ("Dr Ann Salgado said that nine samples were over the limit.", FOR)
    found = judged(claim, said, title="Kerr v Lowland Rail Ltd")
    assert found.probabilities.stance is Stance.NEUTRAL
    assert found.reason == "it does not give the word of The court"
