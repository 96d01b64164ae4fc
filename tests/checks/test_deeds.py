"""Who did it, and to whom."""

from collections.abc import Callable

import pytest

from factcheck.checks.deeds import turned


@pytest.mark.parametrize(
    ("claim", "sentence", "pair"),
    [
        (
            "The tabloid is suing the actress.",
            "The actress is suing the tabloid for printing pictures.",
            ("tabloid", "actress"),
        ),
        (
            "The actress was sued by the tabloid.",
            "The actress is suing the tabloid.",
            ("tabloid", "actress"),
        ),
        (
            "The deputy mayor stabbed a councillor.",
            "The deputy mayor stabbed by a councillor on Monday is recovering in hospital.",
            ("mayor", "councillor"),
        ),
        ("Ann Ito beat Bo Lee.", "Bo Lee beat Ann Ito in two sets.", ("Ito", "Lee")),
        (
            "Germany sold tanks to Poland.",
            "Poland sold tanks to Germany.",
            ("Germany", "Poland"),
        ),
        (
            "The bank bought the insurer.",
            "The bank was bought by the insurer for 3 billion euros.",
            ("bank", "insurer"),
        ),
        ("Brazil beat Peru 3-0.", "Peru beat Brazil 3-0 on Friday.", ("Brazil", "Peru")),
        ("China owes money to Japan.", "Japan owes money to China.", ("China", "Japan")),
        (
            "The museum lent the painting to the city.",
            "The city lent the museum the painting.",
            ("museum", "city"),
        ),
    ],
)
def test_doer_and_undergoer_exchanged(claim: str, sentence: str, pair: tuple[str, str]) -> None:
    assert turned(claim, sentence) == pair


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The actress is suing the tabloid.", "The tabloid was sued by the actress."),
        ("Ann Ito beat Bo Lee.", "Bo Lee was beaten by Ann Ito."),
        ("The bank bought the insurer.", "The insurer, which the bank bought, is losing money."),
        ("The president met the minister.", "The minister met the president in Rome."),
        ("Emissions fell by 2 million tonnes.", "Emissions fell by 2 million tonnes to 8 million."),
        ("Ann Ito spoke to Bo Lee.", "Bo Lee spoke to Ann Ito by phone."),
        ("Ito signed for Leeds.", "Leeds signed Ito from Hull."),
        ("The league fined the player.", "The player fined for insulting the league apologised."),
        ("Norland extradited the spy.", "The spy extradited to Norland in May was freed."),
        ("The bank lends the state money.", "The bank lends money to the state."),
        ("Imports benefit consumers.", "Consumers benefit from imports."),
        ("The dog bit the postman.", "The dog slept."),
        ("A rival bought the firm.", "The firm bought a rival, and then a rival bought the firm."),
        ("Rain.", "It rained."),
        ("", ""),
    ],
)
def test_the_same_deed_another_one_or_none(claim: str, sentence: str) -> None:
    assert turned(claim, sentence) is None


def test_a_deed_that_is_told_both_ways_is_told() -> None:
    assert turned("Epic sued Google.", "Google then sued Epic.") == ("Epic", "Google")
    assert turned("Epic sued Google.", "Epic sued Google.", "Google then sued Epic.") is None


def test_a_row_of_deeds_is_read_in_linear_time(is_linear: Callable[..., bool]) -> None:
    assert is_linear(lambda text: turned("Hull beat Leeds.", text), "beat to ", 12_000, 5)
