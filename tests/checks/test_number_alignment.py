"""Which figures of a passage a number of the claim is compared with."""

from __future__ import annotations

import pytest

from factcheck.checks.number_alignment import number_misaligned

SEASON = "Vale hope for a crowd of 8,412 next season. This season it was 7,950 and the loss £1.6m."


@pytest.mark.parametrize(
    ("claim", "is_borne_out"),
    [
        ("Vale made a loss of more than £1.5m this season.", True),
        ("Vale made a loss of more than £2m this season.", False),
    ],
)
def test_a_sum_of_money_is_none_of_what_is_counted(claim: str, is_borne_out: bool) -> None:
    assert (number_misaligned(claim, SEASON) is None) is is_borne_out
