"""What somebody said is two questions: was it said, and is it so? With the real models."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from factcheck import Document, FactChecker, Label, Stance

pytestmark = pytest.mark.slow

YES, NO, OPEN = Label.SUPPORTED, Label.REFUTED, Label.NOT_ENOUGH_EVIDENCE

# (claim, passage, was it said, is it so)
PAIRS = [
    (
        "Mayor Jan Kowal said the army took 40 pumps.",
        "Mayor Jan Kowal told reporters on Monday that the army took 40 pumps from the depot.",
        YES,
        OPEN,
    ),
    (
        "Mayor Jan Kowal said the army took 40 pumps.",
        "Mayor Jan Kowal denied that the army took 40 pumps from the depot.",
        NO,
        OPEN,
    ),
    (
        "Mayor Jan Kowal denied that the army took 40 pumps.",
        "An audit found that the army took 40 pumps. Mayor Jan Kowal confirmed the theft.",
        NO,
        YES,
    ),
    (
        "Mayor Jan Kowal said the army had denied the theft of 40 pumps.",
        "Mayor Jan Kowal said the army had denied stealing the 40 pumps.",
        YES,
        OPEN,
    ),
    (
        "The health minister said the vaccine causes infertility.",
        "In a viral video the health minister said that the vaccine causes infertility. There is "
        "no evidence for this; large trials found no effect of the vaccine on fertility.",
        YES,
        NO,
    ),
    (
        "The actor Tom Hale wrote on Twitter that masks do not work.",
        "“Masks do not work,” the actor Tom Hale wrote on Twitter. The claim is false, according "
        "to several studies: masks cut transmission by half.",
        YES,
        NO,
    ),
    (
        "The actor Tom Hale wrote on Twitter that masks do not work.",
        "The actor Tom Hale has never written that masks do not work; the tweet is fabricated.",
        NO,
        OPEN,
    ),
    (
        "Prime Minister Anna Weiss said inflation has fallen below 3 percent.",
        "Opposition leader Karl Brandt said inflation had fallen below 3 percent.",
        OPEN,
        YES,
    ),
    (
        "Senator Ruiz denied taking money from the oil firm.",
        "Senator Ruiz denied having taken money from the oil firm. Bank records show that the oil "
        "firm paid Senator Ruiz 50,000 dollars.",
        YES,
        YES,
    ),
    (
        "Senator Ruiz denied taking money from the oil firm.",
        "Senator Ruiz admitted that he took money from the oil firm.",
        NO,
        YES,
    ),
    (
        "The Kremlin denied that Russia targets civilians.",
        "The Kremlin insists that Russia does not target civilians.",
        YES,
        OPEN,
    ),
    (
        "“We never bombed the hospital,” the general said.",
        "“We never bombed the hospital,” the general said. Satellite images and bomb fragments "
        "show that the army bombed the hospital.",
        YES,
        NO,
    ),
    (
        "Israel said Hamas had rejected the ceasefire.",
        "Hamas accepted the ceasefire on Saturday, mediators said.",
        OPEN,
        NO,
    ),
    (
        "The union claimed that 10,000 workers joined the strike.",
        "The union claimed that 10,000 workers joined the strike. The company counted 3,000 "
        "strikers.",
        YES,
        NO,
    ),
    (
        "Scientists said the drug cuts deaths by a third.",
        "Scientists said the drug cuts deaths by a third.",
        YES,
        OPEN,
    ),
]

# What an official says, and a sentence that speaks of something else.
NEWS = [
    (
        "The company will cut 900 jobs, its chief said on Tuesday. Six plants are affected.",
        "The company will cut 900 jobs.",
    ),
    (
        "The reservoir is 43% full, the water company said. It was 78% full a year ago.",
        "The reservoir is 43% full.",
    ),
    (
        "Rail fares will rise by 4.6% in March, the transport minister said on Monday. Season "
        "tickets will go up by 3%.",
        "Rail fares will rise by 4.6% in March.",
    ),
    (
        "Turnout reached 71%, officials said. Two polling stations closed early.",
        "Turnout reached 71%.",
    ),
]
# The words of a speaker, and less of them, without the negation at their end.
TAILS = [
    (
        "Minister Ana Ruiz said she had received £2,000 from a donor she had never met.",
        "Ana Ruiz said she had received £2,000 from a donor.",
    ),
    (
        "Dr Eva Kern said the virus had spread to people who were not vaccinated.",
        "Eva Kern said the virus had spread.",
    ),
]


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FactChecker]:
    with FactChecker.create(tmp_path_factory.mktemp("two") / "index") as made:
        yield made


@pytest.mark.parametrize(("claim", "passage", "said", "so"), PAIRS)
def test_both_questions_have_their_own_answer(
    checker: FactChecker, claim: str, passage: str, said: Label, so: Label
) -> None:
    checker.add([Document(id="news", text=passage)])
    verdict = checker.verify(claim)
    assert verdict.content is not None
    assert (verdict.label, verdict.content.label) == (said, so)


def test_what_a_passage_reports_and_contradicts_is_refuted(checker: FactChecker) -> None:
    text = "Dr. Chen claimed that garlic cures malaria. The claim is false: no trial bore it out."
    checker.add([Document(id="news", text=text)])
    verdict = checker.verify("Garlic cures malaria.")
    assert verdict.label is NO
    (evidence,) = verdict.evidence
    assert evidence.reason == "it reports that Dr. Chen says so, and calls it false"
    words = text[evidence.rationale.start : evidence.rationale.end]
    assert words.startswith("The claim is false")


def test_what_the_publisher_calls_false_is_refuted(checker: FactChecker) -> None:
    text = "Messages say the jab Quintora makes men bald. The claim is false, Clear writes."
    checker.add([Document(id="news", text=text, publisher="Clear")])
    assert checker.verify("The jab Quintora makes men bald.").label is NO


def test_anothers_figure_does_not_refute_that_somebody_gave_one(checker: FactChecker) -> None:
    text = (
        "Arden Steel will close its mill in Corby with the loss of 640 jobs. Rails will be made "
        "in Redcar. The Metal Guild disputes that the mill lost money."
    )
    checker.add([Document(id="news", text=text)])
    claim = "The Metal Guild says 780 people would lose their jobs if Arden Steel closes its mill."
    (evidence,) = checker.verify(claim).evidence
    assert evidence.stance is Stance.NEUTRAL
    assert evidence.reason == "it does not give the word of The Metal Guild"


@pytest.mark.parametrize(("passage", "claim"), NEWS + TAILS)
def test_what_else_the_passage_says_does_not_rebut_what_it_reports(
    checker: FactChecker, passage: str, claim: str
) -> None:
    checker.add([Document(id="news", text=passage)])
    assert checker.verify(claim).label is Label.SUPPORTED


def test_relative_dates_of_a_claim_are_read_from_its_day(checker: FactChecker) -> None:
    text = "The bridge reopened to traffic on 23 November 2026."
    checker.add([Document(id="news", text=text, published="2026-11-24")])
    verdict = checker.verify("The bridge reopened yesterday.", published="2026-11-24")
    assert verdict.claim.text == "The bridge reopened on 23 November 2026."
    assert verdict.label is Label.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        ("The Korsk Post reports that the bridge over the Elm collapsed on Tuesday.", YES),
        ("According to the Korsk Post, three workers died when the bridge collapsed.", YES),
        ("The Korsk Post reports that nine workers died when the bridge collapsed.", NO),
    ],
)
def test_what_a_publisher_reports_is_told_by_its_own_text(
    checker: FactChecker, claim: str, label: Label
) -> None:
    text = "The bridge over the Elm collapsed on Tuesday. Three workers died."
    checker.add([Document(id="news", text=text, publisher="Korsk Post")])
    verdict = checker.verify(claim)
    assert verdict.label is label
    if label is YES:
        assert verdict.evidence[0].reason == "it is the word of Korsk Post itself"


@pytest.mark.parametrize(
    "text",
    [
        "Die Bürgermeisterin Ellen Sandqvist sagte, die Reparatur werde Millionen kosten.",
        "La réparation du pont coûtera 9 millions d'euros, a dit la maire Ellen Sandqvist.",
    ],
)
def test_what_is_not_in_english_speaks_to_neither_side(checker: FactChecker, text: str) -> None:
    checker.add([Document(id="news", text=text)])
    verdict = checker.verify("Ellen Sandqvist said the repair would cost 4.2 million euros.")
    assert verdict.label is OPEN
    (evidence,) = verdict.evidence
    assert evidence.stance is Stance.NEUTRAL
    assert evidence.reason is not None
    assert evidence.reason.startswith("the passage is not in English")
