"""What the tagger finds is a statement if something is said."""

from __future__ import annotations

import pytest

from factcheck.claims.reports import tagged_statement
from factcheck.claims.statements import Statement
from factcheck.tagging import TaggedAttribution
from factcheck.types import Polarity, Span


def tagged(text: str, source: str, cue: str, content: str) -> Statement | None:
    found = [
        Span(text.index(part), text.index(part) + len(part)) for part in (source, cue, content)
    ]
    tag = TaggedAttribution(cue=found[1], source=found[0], contents=(found[2],))
    return tagged_statement(text, 0, len(text), [tag])


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("Many in Karsk", "suspect", "the mayor has left"),
        ("The mayor", "brushed off", "“a storm in a teacup”"),
        ("The union", "has denied", "any part in the strike"),
        ("Switzerland", "has offered", "Geneva as the venue"),
        ("The assembly", "did not condemn", "the attack"),
        ("Ana Ruiz", "admitted", "taking bribes in May"),
        ("Ana Ruiz", "claimed", "to have won in Korsk"),
        ("Ana Ruiz", "now claims", "she opposes the deal"),
        ("The ministry", "confirmed", "the death of two soldiers"),
    ],
)
def test_what_can_be_true_is_quoted_or_is_done_with_words(
    source: str, cue: str, content: str
) -> None:
    statement = tagged(f"{source} {cue} {content}.", source, cue, content)
    assert statement is not None
    assert statement.attribution.speaker == source
    assert statement.attribution.content == content.strip("“”")


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("Voters in Karsk", "preferred", "Dragan Pell"),
        ("Voters in Karsk", "wanted", "to stay at home"),
        ("The president", "signed", "the law into force"),
        ("The new law", "also imposes", "severe penalties on operators"),
        ("Petra Kral", "conceded", "defeat to Jan Novak"),
        ("The hospital", "has admitted", "12 patients"),
        ("The company", "reported", "a profit of 3 million euros"),
        ("Korsk United", "claimed", "the title in 2021"),
        ("The judge", "denied", "bail to Ana Ruiz"),
    ],
)
def test_a_preference_or_deed_is_none(source: str, cue: str, content: str) -> None:
    assert tagged(f"{source} {cue} {content}.", source, cue, content) is None


@pytest.mark.parametrize(
    ("cue", "polarity"),
    [
        ("called", Polarity.ASSERTS),
        ("called for", Polarity.ASKS),
        ("short of calling", Polarity.DOUBTS),
    ],
)
def test_only_a_call_for_something_asks(cue: str, polarity: Polarity) -> None:
    statement = tagged(f"The mayor {cue} “a strike”.", "The mayor", cue, "“a strike”")
    assert statement is not None
    assert statement.attribution.polarity is polarity


def test_a_speaker_keeps_no_comma_of_the_sentence() -> None:
    source, content = "The director, Pernille Holt,", "to resign"
    statement = tagged(f"{source} has offered {content}.", source, "has offered", content)
    assert statement is not None
    assert statement.attribution.speaker == "The director, Pernille Holt"


@pytest.mark.parametrize("source", ["Supreme Court", "S. Supreme Court"])
def test_a_speaker_is_not_cut_at_an_abbreviation(source: str) -> None:
    text = "The U.S. Supreme Court suspects the mayor has left."
    statement = tagged(text, source, "suspects", "the mayor has left")
    assert statement is not None
    assert statement.attribution.speaker == "The U.S. Supreme Court"
