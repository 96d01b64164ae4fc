"""In a judgment the court's own words are what the court found, and a party's are not."""

from __future__ import annotations

import pytest

from factcheck.checks.decisions import is_deciders, is_decision, told_as_denial
from factcheck.checks.submissions import submitted
from factcheck.language.text import sentences
from factcheck.types import Attribution, DocumentRef, Passage, Polarity

JUDGMENT = DocumentRef("j", title="Kerr v Lowland Rail Ltd [2022] EWHC 914 (QB)")


def said_by(speaker: str) -> Attribution:
    return Attribution(speaker, "found", Polarity.ASSERTS, "the points froze", 0, 16)


def pleas(claim: str, text: str, document: DocumentRef = JUDGMENT) -> list[str]:
    passage = Passage(1, document, 0, len(text), text, "2025-01-01")
    found = submitted(claim, passage, sentences(text))
    return [text[span.start : span.end] for span in found]


@pytest.mark.parametrize(
    ("title", "publisher", "is_one"),
    [
        ("Kerr v Lowland Rail Ltd [2022] EWHC 914 (QB)", None, True),
        ("Kerr v Lowland Rail Ltd", None, True),
        ("Employment Tribunal judgment: Okoro and others", None, True),
        ("Decision on complaint 21-4471", "Housing Ombudsman Service", True),
        ("Kerr v Lowland Rail Ltd", "Norland Post", False),
        ("Lowland Rail appeals against ruling", None, False),
        ("Leeds v Arsenal: five things that we learned", None, False),
    ],
)
def test_a_decision_is_told_by_its_title_and_publisher(
    title: str, publisher: str | None, is_one: bool
) -> None:
    assert is_decision(DocumentRef("d", title=title, publisher=publisher)) is is_one


@pytest.mark.parametrize(
    ("speaker", "is_own"),
    [
        ("The court", True),
        ("The trial judge", True),
        ("The High Court", True),
        ("The Court of Appeal", False),
        ("The council", False),
    ],
)
def test_it_is_the_word_of_the_court_that_gave_it(speaker: str, is_own: bool) -> None:
    assert is_deciders(said_by(speaker), JUDGMENT) is is_own


@pytest.mark.parametrize(
    "plea",
    [
        "Counsel for the claimant submits that the report was false.",
        "Mr Feng further submits that the report was false.",
        "The defendant contends, that the report was true.",
        "It is said for the defendant that she slept on duty.",
        "The landlord's case is that the pipe was sound.",
        "The respondent argued that it took three minutes.",
    ],
)
def test_what_a_party_submits_is_told_with_what_it_goes_on_to_say(plea: str) -> None:
    text = f"{plea} He puts the loss at £96,000. I find that it was less."
    assert pleas("The court awarded £96,000.", text) == [plea, "He puts the loss at £96,000."]


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The report was false.", "I accept the submission that the report was false."),
        ("The report was false.", "The claimant submitted a report that was false."),
        ("The claimant submitted that it was false.", "Counsel submits that it was false."),
        ("The report was false.", "Counsel submits that it was false, and I agree."),
    ],
)
def test_what_the_court_accepts_and_a_claim_on_pleas_are_none(claim: str, text: str) -> None:
    assert pleas(claim, text) == []


def test_out_of_court_to_contend_is_to_say() -> None:
    text = "Critics contend that the report was false."
    assert pleas("The report was false.", text, DocumentRef("n", title="The report")) == []


@pytest.mark.parametrize(
    "refusal",
    ["I reject the submission", "We do not accept", "I firmly reject the defendant's evidence"],
)
def test_what_a_judge_does_not_accept_is_not_so(refusal: str) -> None:
    ((span, wording),) = told_as_denial("She slept.", f"{refusal} that she slept.")
    assert (span.start, span.end, wording) == (0, len(refusal), "it is not the case")
    assert not [*told_as_denial(f"{refusal} that she slept.", f"{refusal} that she slept.")]
