"""Of what somebody was found guilty, and of what not."""

from __future__ import annotations

import pytest

from factcheck.checks.charges import other_charge

RULING = "The court acquitted Falk of bribery but convicted him of tax fraud."


@pytest.mark.parametrize(
    ("claim", "passage", "words"),
    [
        ("Falk was acquitted of fraud.", RULING, "convicted him of tax fraud"),
        ("Falk was convicted of bribery.", RULING, "acquitted Falk of bribery"),
        (
            "She was convicted of arson.",
            "The jury cleared her of arson and found her guilty of theft.",
            "cleared her of arson",
        ),
        (
            "Falk was cleared of fraud.",
            "The judges upheld his conviction for fraud.",
            "conviction for fraud",
        ),
    ],
)
def test_another_finding_on_the_charge_is_told(claim: str, passage: str, words: str) -> None:
    assert other_charge(claim, passage) == words


BROTHERS = (
    "A jury at Leeds Crown Court cleared Daniel Marsh of murder but found him guilty of "
    "manslaughter. His brother, Kyle Marsh, was acquitted of all charges."
)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("Daniel Marsh was convicted of murder.", "cleared Daniel Marsh of murder"),
        ("The jury acquitted Daniel Marsh of manslaughter.", "guilty of manslaughter"),
        ("Daniel Marsh was acquitted of all charges.", "guilty of manslaughter"),
        ("Kyle Marsh was convicted of manslaughter.", "acquitted of all charges"),
    ],
)
def test_of_two_who_stood_trial_each_has_findings_of_his_own(claim: str, words: str) -> None:
    assert other_charge(claim, BROTHERS) == words


@pytest.mark.parametrize(
    "claim",
    [
        "Daniel Marsh was cleared of murder.",
        "Daniel Marsh was found guilty of manslaughter.",
        "Kyle Marsh was acquitted of all charges.",
        "Kyle Marsh was cleared of murder.",
        "Marsh was cleared of murder.",
    ],
)
def test_and_is_not_told_to_have_the_others(claim: str) -> None:
    assert other_charge(claim, BROTHERS) is None


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Falk was convicted of fraud.", RULING),
        ("Falk was acquitted of bribery.", RULING),
        ("Falk was not convicted of bribery.", RULING),
        ("Falk's conviction for bribery was quashed.", RULING),
        ("Falk was convicted of theft.", RULING),
        (
            "Falk was convicted of fraud.",
            "Falk was cleared of fraud in 2019. In 2022 he was convicted of fraud.",
        ),
        (
            "Falk was convicted of fraud.",
            "A court had acquitted him of fraud, but on appeal Falk was found guilty.",
        ),
        (
            "Falk was jailed for two years.",
            "Falk was cleared of two charges and jailed for two years.",
        ),
        ("The court convicted Falk.", RULING),
        (
            "Falk was acquitted of all charges.",
            "Falk, who had been convicted of theft in 2010, was cleared of any wrongdoing.",
        ),
        (
            "Falk was cleared of all charges.",
            "Falk, who was convicted of theft in 2010, left the court a free man.",
        ),
    ],
)
def test_all_else_is_left_alone(claim: str, passage: str) -> None:
    assert other_charge(claim, passage) is None
