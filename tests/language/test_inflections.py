"""Forms of English verbs."""

import pytest

from factcheck.language.grammar import forms, inflections, past_of
from factcheck.quantities.extraction import quantities
from factcheck.quantities.moves import is_reached


@pytest.mark.parametrize(
    ("base", "gerund"),
    [
        *(("cut", "cutting"), ("run", "running"), ("hit", "hitting"), ("rebut", "rebutting")),
        *(("lie", "lying"), ("seize", "seizing"), ("see", "seeing"), ("visit", "visiting")),
    ],
)
def test_gerunds_are_spelt_as_they_are(base: str, gerund: str) -> None:
    assert inflections(base)["ing"] == gerund


def test_the_past_of_a_gerund_is_known() -> None:
    assert [past_of(each) for each in ("hitting", "putting", "lying")] == ["hit", "put", "lied"]


def test_forms_have_participles() -> None:
    assert forms(["rise"]) == {"rise", "rises", "rose", "rising", "risen"}


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("It rose to 12 towns.", True),
        ("It was eased to 12 percent.", True),
        ("The surgery sent it to 12 patients.", False),
        ("Line 4 goes east to 12 towns.", False),
        ("The fallout drifted to 12 towns.", False),
    ],
)
def test_only_verbs_of_change_reach_a_number(text: str, reached: bool) -> None:
    (number,) = [each for each in quantities(text) if each.value == 12]
    assert is_reached(text, number) is reached
