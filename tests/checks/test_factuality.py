"""What happened, and what only may, would or is meant to."""

import pytest
from hypothesis import given, strategies as st

from factcheck import Document, FactChecker
from factcheck.checks.factuality import only_possible
from factcheck.types import Label

LEFT_OPEN = [
    ("The bank cut rates in June.", "The bank may cut rates in June.", "may"),
    ("The bank has cut rates.", "Analysts say the bank could cut rates soon.", "could"),
    ("The union went on strike in July.", "The union threatened to strike in July.", "threatened"),
    ("Plastic bags were banned.", "The bill would ban plastic bags.", "would"),
    (
        "The fire was set on purpose.",
        "It is unclear whether the fire was set on purpose.",
        "whether",
    ),
    ("Norland released 500 men.", "Norland will release 500 men, Oslo said.", "will"),
    ("The club sold the stadium.", "The club is expected to sell the stadium.", "expected"),
    ("The plant was closed in May.", "The firm plans to close the plant in May.", "plans"),
    ("The bank cut rates in June.", "Analysts expect the bank to cut rates in June.", "expect"),
    ("The bank cut rates in June.", "The bank is to cut rates in June.", "is"),
    ("The bank opened in June.", "The bank was due to open in June.", "due"),
    ("The bank opened in June.", "The bank was originally due to open in June.", "due"),
    ("The bank cut rates in June.", "The bank considers a rate cut.", "considers"),
    ("The bank cut rates in June.", "Markets expect a rate cut by the bank in June.", "expect"),
    (
        "The council introduced a speed limit for the town.",
        "Ann Bell proposed a speed limit for the town.",
        "proposed",
    ),
    ("The bank cut rates in June.", "The bank failed to cut rates in June.", "failed"),
    ("The bank cut rates in June.", "The bank was unable to cut rates in June.", "unable"),
    ("The bank cut rates in June.", "The bank stopped short of cutting rates in June.", "short"),
    ("The bank cut rates in June.", "The bank was on the verge of cutting rates in June.", "verge"),
    ("The bank cut rates in June.", "The bank decided against cutting rates in June.", "against"),
    ("The bank cut rates in June.", "The bank ruled out cutting rates in June.", "out"),
    ("The firm bought the bank.", "The firm is in talks to buy the bank.", "talks"),
    ("The bank cut rates in June.", "The bank should cut rates in June.", "should"),
    ("The bank cut rates in June.", "Had the bank cut rates in June, prices had risen.", "Had"),
    ("The plane crashed.", "The plane nearly crashed.", "nearly"),
    ("The firm sold the plant.", "The firm was asked to sell the plant.", "asked"),
    ("The minister took bribes.", "The minister was accused of taking bribes.", "accused"),
    ("The minister took bribes.", "The minister is on trial for taking bribes.", "trial"),
    (
        "The minister took bribes.",
        "The minister was charged on Monday with taking bribes.",
        "charged",
    ),
    ("The minister took bribes.", "Allegations that the minister took bribes grew.", "Allegations"),
    ("The app recorded users.", "The suit alleges that the app recorded its users.", "alleges"),
    ("The plant poisons the wells.", "Many suspect that the plant poisons the wells.", "suspect"),
    ("The man was a spy.", "Prosecutors suspect the man was a spy.", "suspect"),
    ("The man was a spy.", "The man was rumoured to be a spy.", "rumoured"),
    ("The firm dumped oil.", "The firm is alleged to have dumped oil.", "alleged"),
    ("The firm dumped oil.", "The firm's alleged dumping of oil is looked into.", "alleged"),
    ("The firm dumped oil.", "The firm is under investigation for dumping oil.", "investigation"),
    ("Savings are safe.", "Whether savings are safe is an open question.", "Whether"),
    ("Prices will rise in May.", "It is unclear if prices will rise in May.", "if"),
]


@pytest.mark.parametrize(("claim", "sentence", "word"), LEFT_OPEN)
def test_what_is_left_open_is_told_by_the_word_that_does(
    claim: str, sentence: str, word: str
) -> None:
    assert only_possible(claim, sentence) == word


@pytest.mark.parametrize(
    "sentence",
    [
        "The bank cut rates in June.",
        "The bank cut rates in June, and may do so again.",
        "The bank cut rates in June, a move that could lift growth.",
        "The bank, which will meet again in May, cut rates in June.",
        "The rates that would weigh on growth were cut by the bank in June.",
        "In May 2024 the bank cut rates, which it will review in June.",
        "The bank would later cut rates in June.",
        "Expected to wait, the bank cut rates in June.",
        "Two suspects were shot when the bank cut rates in June.",
        "The bank decided to cut rates in June.",
        "The bank never failed to cut rates in June.",
        "The bank, which was expected to cut rates in June, did so.",
        "The governor will explain why the bank cut rates in June.",
        "Investors sold nearly all shares after the bank cut rates in June.",
        "The bank may publish its minutes.",
        "It may rain in June.",
        "",
    ],
)
def test_what_stands_outside_of_its_reach_is_told(sentence: str) -> None:
    assert only_possible("The bank cut rates in June.", sentence) is None


@pytest.mark.parametrize(
    "claim",
    [
        "The bank may cut rates in June.",
        "The bank plans to cut rates in June.",
        "The bank will cut rates in June.",
        "The bank cuts rates each June.",
        "Rates in June.",
        "",
    ],
)
def test_a_claim_that_nothing_has_happened_yet_is_left_alone(claim: str) -> None:
    assert only_possible(claim, "The bank may cut rates in June.") is None


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Norland threatened retaliation.", "Norland threatened to retaliate."),
        ("The bank rejected the offer.", "The bank declined to accept the offer."),
        ("The firm announced 300 job cuts.", "The firm said that it will cut 300 jobs."),
        ("The minister took bribes.", "The minister was convicted of taking bribes."),
        ("The minister took bribes.", "The minister was jailed on charges of taking bribes."),
        ("The minister took bribes.", "The minister admitted the charge of taking bribes."),
        ("Rust made the bridge fall.", "Investigators blamed rust for making the bridge fall."),
        ("The minister was accused of taking bribes.", "The minister is on trial for bribes."),
        ("The art was not returned.", "The art will not be returned until May."),
        ("The court charged 12 men.", "The court charged 12 men with murder."),
        ("Attacks stopped the flights.", "The flights were stopped due to ongoing attacks."),
        ("The flights stopped.", "The flights were stopped largely due to snow."),
        ("The flights stopped.", "The flights stopped due to the port being closed."),
    ],
)
def test_what_happens_by_its_words_and_what_was_proved_is_told(claim: str, sentence: str) -> None:
    assert only_possible(claim, sentence) is None


WORDS = st.lists(
    st.sampled_from(
        ("the bank", "cut rates", "may", "would", "plans to", "whether", "was", "had", ",", "é", "")
    )
).map(" ".join)


@given(WORDS, WORDS)
def test_any_two_texts_can_be_compared(claim: str, sentence: str) -> None:
    word = only_possible(claim, sentence)
    assert word is None or word in sentence


@pytest.mark.slow
@pytest.mark.parametrize(
    ("passage", "word"),
    [
        ("The union threatened to strike in July.", "threatened"),
        ("The union threatened to strike. In July the union went on strike.", None),
        ("It is open whether the union went on strike in July.", "whether"),
        ("Whether the union went on strike in July is an open question.", "Whether"),
    ],
)
def test_a_threat_does_not_bear_out_that_it_was_carried_out(
    tmp_path: object, passage: str, word: str | None
) -> None:
    with FactChecker.create(f"{tmp_path}/index") as checker:
        checker.add([Document(id="d1", text=passage)])
        verdict = checker.verify("The union went on strike in July.")
    if word is None:
        assert verdict.label is Label.SUPPORTED
    else:
        assert verdict.label is Label.NOT_ENOUGH_EVIDENCE
        assert f"the passage says it only with “{word}”" in str(verdict)


def test_what_came_about_narrowly_came_about() -> None:
    assert (
        only_possible("The motion failed in June.", "The motion narrowly failed in June.") is None
    )
