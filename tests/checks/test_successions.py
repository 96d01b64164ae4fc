"""Who came after whom, from either end."""

from __future__ import annotations

import pytest

from factcheck.checks.restating import restated
from factcheck.checks.successions import other_successor

LUND = "Vice-president Lund will be succeeded by Amara Diallo in March."
ITO = "Ann Ito took over from Jon Brandt as mayor."
NAMED = "Diallo was appointed chief executive, replacing Lund."


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        ("Diallo will succeed Lund.", LUND, "Diallo will succeed Lund in March."),
        ("Brandt was succeeded by Ito.", ITO, "Brandt was succeeded by Ito as mayor."),
        ("Diallo succeeds Lund.", NAMED, "Diallo succeeds Lund."),
    ],
)
def test_it_is_told_in_the_words_of_the_claim(claim: str, passage: str, told: str) -> None:
    assert restated(claim, passage, None) == told
    assert other_successor(claim, passage) is None


def test_the_office_that_a_claim_names_is_not_lost() -> None:
    assert restated("Diallo replaced Lund as chief executive.", NAMED, None) == NAMED


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Lund will succeed Diallo.", LUND),
        ("Ito was succeeded by Brandt.", ITO),
        ("Lund replaced Diallo.", NAMED),
    ],
)
def test_the_other_way_round_it_is_another(claim: str, passage: str) -> None:
    assert other_successor(claim, passage) is not None


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Ito succeeded Brandt.", f"{ITO} Brandt later succeeded Ito."),
        ("Ito succeeded Brandt.", "Ito and Brandt were there."),
        ("Ito replaced the window.", ITO),
    ],
)
def test_where_both_or_neither_is_told_nothing_is_said(claim: str, passage: str) -> None:
    assert other_successor(claim, passage) is None
