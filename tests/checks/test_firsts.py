"""The first after a while, and what was not so until then."""

import pytest

from factcheck import Document, FactChecker
from factcheck.checks.firsts import is_told, time_without
from factcheck.types import Label

CLAIM = "It was the first time in three years that the two sides had met in person."
TOLD = [
    (CLAIM, "For three years the two sides had not met in person."),
    (CLAIM, "The talks were in Oslo; the sides hadn’t met for the past 3 years."),
    ("Ana Ruiz is the first woman in 12 years to win.", "For 12 years no woman had won."),
    ("The first strike in more than a decade began.", "No one had struck for nearly a decade."),
    ("They spoke for the first time since 2019.", "They had never spoken since May 2019."),
    ("Rates rose for the first time since 2011.", "It had not raised them since 2011."),
]


@pytest.mark.parametrize(("claim", "passage"), TOLD)
def test_the_sentence_that_tells_of_the_time_without_is_found(claim: str, passage: str) -> None:
    span = time_without(claim, f"It rained. {passage} The end.")
    assert span is not None
    assert span.start == len("It rained. ")


@pytest.mark.parametrize(
    "passage",
    [
        "For two years the two sides had not met in person.",  # another while
        "The two sides had met in person for three years.",  # nothing is denied
        "The two sides have not met in person for three years.",  # nor now
        "No deal came of the first talks in three years.",  # a first itself
        "The sides had not met. The war has lasted for three years.",  # not in one sentence
        "They had not met since 2022.",
        "",
    ],
)
def test_other_sentences_tell_of_no_such_time(passage: str) -> None:
    assert time_without(CLAIM, passage) is None


@pytest.mark.parametrize(
    "claim", ["The two sides had not met for three years.", "The first talks."]
)
def test_a_claim_without_a_first_after_a_while_is_left_alone(claim: str) -> None:
    assert time_without(claim, "For three years the two sides had not met in person.") is None


def test_all_but_the_rank_must_be_told() -> None:
    assert is_told(CLAIM, TOLD[0][1])
    assert not is_told(CLAIM.replace("in person", "in Geneva"), TOLD[0][1])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "label"),
    [("in person", Label.SUPPORTED), ("in Geneva", Label.NOT_ENOUGH_EVIDENCE)],
)
def test_the_time_without_bears_a_claim_out_or_says_nothing(
    tmp_path: object, ending: str, label: Label
) -> None:
    passage = "The delegations met on Friday. For three years the two sides had not met in person."
    with FactChecker.create(f"{tmp_path}/index") as checker:
        checker.add([Document(id="d1", text=passage)])
        verdict = checker.verify(CLAIM.replace("in person", ending))
    assert verdict.label is label
    (found,) = verdict.evidence
    assert found.probabilities.refutes < 0.5
    if label is Label.SUPPORTED:
        assert passage[found.rationale.start : found.rationale.end].startswith("For three years")
