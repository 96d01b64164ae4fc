"""Acquitted or convicted, over budget or under: of two outcomes only one can hold."""

from __future__ import annotations

import pytest

from factcheck.checks.outcomes import other_outcome


@pytest.mark.parametrize(
    ("claim", "sentence", "told"),
    [
        ("Kim Dale was convicted of fraud.", "Kim Dale was acquitted of fraud.", "acquitted"),
        ("He was found guilty.", "The tribunal cleared him; he was cleared of it.", "cleared of"),
        ("He was jailed.", "He was found not guilty on Friday.", "not guilty"),
        ("Kim Dale was acquitted.", "Kim Dale was sentenced to four years.", "sentenced"),
        (
            "Joan Pryce was jailed for two years.",
            "Pryce was given a two-year sentence, suspended for 18 months.",
            "sentence, suspended",
        ),
        ("He was sent to prison.", "He was given a suspended sentence.", "suspended sentence"),
        ("Falk must go to prison.", "The jail term was suspended.", "term was suspended"),
        ("She avoided prison.", "On Monday she was jailed for a year.", "jailed"),
        ("The stadium went over budget.", "It was built under budget.", "under budget"),
        ("The motion on fares was carried.", "The motion was lost.", "motion was lost"),
        ("The bill was defeated.", "The bill on rents was passed.", "bill on rents was passed"),
        (
            "It came in under budget.",
            "It cost £700,000 more than planned.",
            "more than planned",
        ),
        (
            "It went over budget.",
            "It cost £40 million less than planned.",
            "less than planned",
        ),
        ("The firm made a loss.", "The firm's profit fell to 3 million.", "profit"),
        (
            "The climber is alive.",
            "The body of the climber was found on Sunday.",
            "body of the climber was found",
        ),
        ("The sailor survived.", "The sailor's body was found.", "sailor's body"),
    ],
)
def test_the_opposite_outcome_is_told_by_its_words(claim: str, sentence: str, told: str) -> None:
    assert other_outcome(claim, sentence, sentence) == told


@pytest.mark.parametrize(
    ("claim", "sentence", "passage"),
    [
        ("He was convicted of fraud.", "He was convicted of fraud, and acquitted of theft.", ""),
        ("He was convicted of fraud.", "His wife was acquitted.", "He was convicted of fraud."),
        ("He was not convicted of fraud.", "He was acquitted of fraud.", ""),
        ("He was never acquitted.", "He was convicted.", ""),
        ("He was convicted of fraud.", "He was not acquitted of fraud.", ""),
        ("He was found not guilty.", "He was acquitted.", ""),
        (
            "He was sent to prison.",
            "It quashed the suspended sentence and sent Lind to prison.",
            "",
        ),
        ("He was jailed.", "They asked for a suspended sentence; he got four years.", ""),
        ("He was jailed.", "He got three years, with 18 months suspended.", ""),
        ("He was convicted.", "The court overturned his acquittal.", ""),
        ("The motion was carried.", "The motion was not rejected.", ""),
        ("He was found guilty.", "He was convicted.", ""),
        ("It came in under budget.", "It cost no more than planned.", ""),
        ("The climber is alive.", "The body of one was found; the other is alive.", ""),
        ("Only one of the two was found alive.", "The body of the other was found.", ""),
        (
            "Three sailors survived.",
            "Three sailors were pulled out. The body of a cook was found.",
            "",
        ),
        ("The firm made a loss.", "It lost 3 million, after a profit of 2 million.", ""),
        ("The firm has not made a loss.", "The firm's profit fell to 3 million.", ""),
        ("The bank made a loss.", "The bank issued a profit warning.", ""),
        ("Profits fell.", "Earnings fell, and one unit made a loss.", ""),
        ("He was charged with fraud.", "He was acquitted of fraud.", ""),
    ],
)
def test_all_else_tells_no_opposite(claim: str, sentence: str, passage: str) -> None:
    assert other_outcome(claim, sentence, f"{passage} {sentence}") is None
