"""What is left out of all: of the one exception the contrary is said."""

from __future__ import annotations

import pytest

from factcheck.checks.exceptions import all_but, but_for_others, is_left_out


@pytest.mark.parametrize(
    ("claim", "passage", "words"),
    [
        (
            "Hungary has ratified the treaty.",
            "All members but Hungary have ratified the treaty.",
            "All members but Hungary",
        ),
        (
            "Every party opposed the bill.",
            "All parties except the Greens opposed the bill.",
            "except the Greens",
        ),
        ("Lidl raised its prices.", "All chains other than Lidl raised prices.", "other than Lidl"),
        (
            "Poland signed it.",
            "It was signed by every EU state bar Poland.",
            "every EU state bar Poland",
        ),
        (
            "The museum is open on Mondays.",
            "The museum is open daily except Mondays.",
            "except Mondays",
        ),
        (
            "The shops are open on Sundays.",
            "The shops are open every day but Sunday.",
            "every day but Sunday",
        ),
        ("Ali was rescued.", "Everyone was rescued except Ali, who is missing.", "except Ali"),
        ("All schools have reopened.", "All but two of the schools have reopened.", "All but two"),
    ],
)
def test_what_is_said_of_the_exception_or_of_all_is_not_so(
    claim: str, passage: str, words: str
) -> None:
    assert all_but(claim, passage) == words


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("France opposed the bill.", "All parties except the Greens opposed the bill."),
        ("The museum is open on Sundays.", "The museum is open daily except Mondays."),
        ("Ali is still missing.", "Everyone was rescued except Ali, who is still missing."),
        ("The Greens drafted it.", "All except the Greens, who had drafted it, were against it."),
        ("Ali was rescued.", "Everyone but Ali was rescued. Ali was rescued a day later."),
        (
            "All four were arrested.",
            "All but one of the four were arrested on Monday and the fourth on Tuesday.",
        ),
        ("All members back it.", "Apart from Poland's threat of a veto, all members back it."),
        ("The war is over.", "The war is all but over."),
        ("Every day was sunny.", "It rained every day but Sunday was sunny."),
        ("All members voted for it.", "All members voted for it, but Hungary regretted it."),
        ("Hungary voted for it.", "All members voted for it, but Hungary regretted it."),
        ("He visited London.", "Apart from London, he visited Paris."),
        ("Nobody but Ali died.", "Everyone but Ali survived."),
        ("All pupils passed.", "All pupils passed the first test, and all but two the second."),
        ("All but Hungary have ratified it.", "All members but Hungary have ratified it."),
    ],
)
def test_all_else_is_left_alone(claim: str, passage: str) -> None:
    assert all_but(claim, passage) is None


def test_of_an_exception_the_denial_is_so() -> None:
    passage = "All members but Hungary have ratified the treaty."
    assert is_left_out("Hungary has not ratified the treaty.", passage) is not None
    assert is_left_out("France has not ratified the treaty.", passage) is None
    assert is_left_out("Hungary has ratified the treaty.", passage) is None
    assert is_left_out("Hungary has not read the report.", passage) is None


def test_nobody_else_is_not_nobody() -> None:
    passage = "Two men were hurt in the fire; nobody else was hurt."
    assert but_for_others("Nobody was hurt in the fire.", passage) == "nobody else"
    assert but_for_others("Nobody else was hurt in the fire.", passage) is None
    assert but_for_others("Nobody was charged.", passage) is None
    assert but_for_others("Nobody was hurt in the fire.", "Nobody was hurt.") is None
    unhurt = "The family escaped unhurt and nobody else was hurt in the fire."
    assert but_for_others("Nobody was hurt in the fire.", unhurt) is None
