"""What a passage says there was none of."""

import pytest

from factcheck.checks.denied import denied

CLAIM = "The authorities reported casualties after the strike on the town."


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The authorities spoke of damage and no casualties after the strike.", "no casualties"),
        ("The strike damaged houses in the town without casualties.", "without casualties"),
        ("After the strike on the town there were no further casualties.", "no further casualties"),
    ],
)
def test_what_there_was_none_of(sentence: str, words: str) -> None:
    assert denied(CLAIM, sentence) == words


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (CLAIM, "The authorities reported casualties after the strike, but no damage."),
        (CLAIM, "No fewer than 12 casualties were reported after the strike on the town."),
        (CLAIM, "There were no casualties in the war of 1848."),
        ("The strike on the town caused no casualties.", "The strike caused no casualties."),
        ("The town was spared casualties in the strike.", "The strike caused no casualties."),
        ("The law applies to all shops.", "No shop is exempt from the law."),
        ("There are reasons to go.", "There is no reason to go."),
        ("", ""),
    ],
)
def test_what_is_not_denied(claim: str, sentence: str) -> None:
    assert denied(claim, sentence) is None
