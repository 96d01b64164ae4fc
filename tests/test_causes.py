"""Causes, and things that only go together."""

import pytest

from factcheck.causes import only_together


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (
            "Eating nuts prevents heart attacks.",
            "People who eat nuts had fewer heart attacks. The study cannot tell whether the nuts "
            "were the reason.",
        ),
        (
            "Owning a pet improves reading.",
            "Children with a pet read better. The researchers did not look into the causes.",
        ),
        ("Coffee causes cancer.", "Coffee drinking was associated with cancer in a survey."),
    ],
)
def test_things_that_go_together(claim: str, passage: str) -> None:
    assert only_together(claim, passage)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Smoking causes cancer.", "Smoking causes cancer and is linked to heart disease."),
        ("Coffee is linked to cancer.", "Coffee drinking was associated with cancer in a survey."),
        ("The flood caused the closure.", "The flood caused the closure. Why it came is unknown."),
        ("The cup is due to be held in May.", "The associations will hold the cup in May."),
        ("Owning a pet improves reading.", "Pets were linked to better reading, which they lift."),
        ("", ""),
    ],
)
def test_causes_and_what_is_not_about_them(claim: str, passage: str) -> None:
    assert not only_together(claim, passage)
