"""Compound sentences are parted where that is safe, and left whole where it is not."""

from __future__ import annotations

import pytest

from factcheck.claims.clauses import clauses
from factcheck.types import Span


def parts(text: str) -> list[str]:
    return [text[clause.start : clause.end] for clause in clauses(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "While Peru reported ten deaths, Chile maintains it lost nobody.",
            ["Peru reported ten deaths", "Chile maintains it lost nobody."],
        ),
        (
            "Peru closed its ports, and Chile opened a new one.",
            ["Peru closed its ports", "Chile opened a new one."],
        ),
        (
            "Peru closed its ports; Chile opened a new one.",
            ["Peru closed its ports", "Chile opened a new one."],
        ),
        (
            "Peru closed its ports and it raised taxes.",
            ["Peru closed its ports", "it raised taxes."],
        ),
        (
            "Ito said the port was closed, while Lee said it was open.",
            ["Ito said the port was closed", "Lee said it was open."],
        ),
        (
            "Peru has closed its ports, a move that comes amid new talks in Lima.",
            ["Peru has closed its ports", "new talks in Lima."],
        ),
        (
            "Raids have often hit ports, with recent weeks seeing floods in Lima.",
            ["Raids have often hit ports", "recent weeks seeing floods in Lima."],
        ),
        (
            "Ito urged Peru to open its ports and warned that food is short.",
            ["Ito urged Peru to open its ports", "warned that food is short."],
        ),
        (
            "Ito said that he is ready, but claims he will not pay.",
            ["Ito said that he is ready", "claims he will not pay."],
        ),
    ],
)
def test_is_parted(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ito said that Peru closed its ports, and Chile opened a new one.",
        "Peru closed its ports, and Chile opened one, Ito said.",
        "Although Peru closed its ports, Chile opened one, Ito said.",
        "Ito said Peru had closed its ports and claimed that it was over.",
        "Peru sold copper, tin, and zinc that was mined in Lima.",
        "If Peru closes its ports, and Chile opens one, trade will move.",
        "While visiting Lima, he met the mayor.",
        "Peru closed its ports, asserting that they were unsafe.",
        'He sang "Peru closed its ports, and Chile opened one" in Lima.',
        "It rained (Peru closed its ports, and Chile opened one) in Lima.",
    ],
)
def test_stays_whole(text: str) -> None:
    assert parts(text) == [text]


def test_a_shared_subject_is_carried_over() -> None:
    text = "Ito urged Peru to open its ports and warned that food is short."
    first, second = clauses(text, Span(0, len(text)))
    assert (first.subject, second.subject) == (None, Span(0, 3))
    assert second.statement is not None
    assert second.statement.attribution.speaker == "Ito"


@pytest.mark.parametrize(
    "lead",
    ["However, ", "But ", "As a result, ", "- ", "2. ", "LIMA, Peru (Reuters) - ", "LIMA -- "],
)
def test_what_leads_into_a_clause_is_left_out(lead: str) -> None:
    assert parts(f"{lead}Peru closed its ports.") == ["Peru closed its ports."]


def test_a_sentence_without_end_is_left_whole() -> None:
    text = "Peru closed its ports, and Chile opened one" * 40
    assert parts(text) == [text]
