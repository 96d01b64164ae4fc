"""Causes, and things that only go together."""

import pytest

from factcheck.checks.causes import only_together


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
        ("Wine prevents strokes.", "Drinkers had fewer strokes. The link may not be causal."),
        ("Wine prevents strokes.", "Drinkers had fewer strokes. No causal link was found."),
        (
            "Wine lowers the risk of strokes.",
            "Drinkers had a lower risk of strokes. The study does not prove cause and effect.",
        ),
        ("Screens harm sleep.", "The study does not show that screens are to blame for bad sleep."),
        ("Smog causes dementia.", "Researchers have found a link between smog and dementia."),
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
        ("The storm caused power cuts.", "The storm cut off power. Links to the island were down."),
        ("The film made 3 million dollars.", "It earned 3 million. It is linked to a studio."),
        ("The deal led to a merger.", "The firms merged. The deal was associated with a bank."),
        ("The bank raised rates.", "The bank put up rates. It did not say why."),
        ("The firm cut 300 jobs.", "The firm axed 300 jobs. It did not give a reason."),
        (
            "The drug prevents strokes.",
            "The randomised trial showed that it stops strokes. Observational data had not.",
        ),
        ("", ""),
    ],
)
def test_causes_and_what_is_not_about_them(claim: str, passage: str) -> None:
    assert not only_together(claim, passage)
