"""Where two claims differ: who, where, when, how many, and whether or not."""

import pytest
from hypothesis import given, strategies as st

from factcheck.known_claims.match_types import Slot
from factcheck.known_claims.slots import differences

BRIDGE = "Mayor Ana Ruiz closed the bridge in Harwich for 14 days on 3 March 2025."


def told(claim: str, reviewed: str = BRIDGE) -> list[str]:
    return [found.reason for found in differences(claim, reviewed)]


def test_the_same_claim_differs_nowhere() -> None:
    assert told(BRIDGE) == []


@pytest.mark.parametrize(
    ("old", "new", "slot", "reason"),
    [
        ("14 days", "40 days", Slot.HOW_MANY, "number differs: 40 vs 14"),
        ("14 days", "forty days", Slot.HOW_MANY, "number differs: forty vs 14"),
        ("2025", "2023", Slot.WHEN, "date differs: 3 March 2023 vs 3 March 2025"),
        ("March", "May", Slot.WHEN, "date differs: 3 May 2025 vs 3 March 2025"),
        ("Ana Ruiz", "Bo Lund", Slot.WHO, "name differs: Mayor Bo Lund vs Mayor Ana Ruiz"),
        ("Harwich", "Leeds", Slot.WHERE, "place differs: Leeds vs Harwich"),
        ("Ana Ruiz", "Ano Ruis", Slot.WHO, "name differs: Mayor Ano Ruis vs Mayor Ana Ruiz"),
        ("closed", "did not close", Slot.POLARITY, "polarity differs: negated vs not negated"),
        ("closed", "never closed", Slot.POLARITY, "polarity differs: negated vs not negated"),
        ("closed", "didn’t close", Slot.POLARITY, "polarity differs: negated vs not negated"),
    ],
)
def test_one_changed_slot_is_named(old: str, new: str, slot: Slot, reason: str) -> None:
    (found,) = {x.reason: x for x in differences(BRIDGE.replace(old, new), BRIDGE)}.values()
    assert (found.slot, found.reason) == (slot, reason)


def test_how_much_something_changed_is_not_what_it_came_to() -> None:
    by, to = "The rate rose by 5% in Harwich.", "In Harwich the rate rose to nearly 5%."
    assert told(to, by) == ["number differs: to 5% vs by 5%"]
    assert told(by, to) == ["number differs: by 5% vs to 5%"]
    assert told(by, by) == told(to, to) == told("The rate in Harwich is up 5%.", by) == []


def test_a_difference_is_told_once() -> None:
    assert told(BRIDGE.replace(" on 3 March 2025", "")) == ["date is missing: 3 March 2025"]


@pytest.mark.parametrize(
    ("gone", "reason"),
    [
        (" for 14 days", "number is missing: 14"),
        (" in Harwich", "place is missing: Harwich"),
        (" on 3 March 2025", "date is missing: 3 March 2025"),
    ],
)
def test_what_the_new_claim_leaves_open_is_told(gone: str, reason: str) -> None:
    assert set(told(BRIDGE.replace(gone, ""))) == {reason}


@pytest.mark.parametrize(
    ("claim", "reviewed"),
    [
        ("Ruiz shut it for fourteen days", "Ana Ruiz shut it for 14 days."),
        ("14,000 people came to #Harwich", "14000 people came to Harwich."),
        ("@mayorRuiz is late", "The mayor, Ana Ruiz, is late."),
        ("The FBI searched it", "The Federal Bureau Investigation searched it."),
        ("An Italian court ruled so", "A court in Italy ruled so."),
        ("Ukraine and Japan agreed", "Ukrainian and Japanese envoys agreed."),
        ("It closed on 2025-03-03", "It closed in March 2025."),
        ("Ana Ruiz won the race in Leeds on 2 May 1999.", "Ana Ruiz won a race."),
    ],
)
def test_other_spellings_and_more_details_are_no_difference(claim: str, reviewed: str) -> None:
    assert told(claim, reviewed) == []


def test_a_claim_on_people_is_not_one_on_some_kind_of_people() -> None:
    told_apart = ["number differs: Two people vs Two young firefighters"]
    assert told("Two people died.", "Two young firefighters died.") == told_apart
    assert told("2 persons died.", "Two nuns died.") == ["number differs: 2 persons vs Two nuns"]


@pytest.mark.parametrize(
    ("claim", "reviewed"),
    [
        ("Two firefighters died.", "Two people died."),
        ("Two people, both firefighters, died.", "Two firefighters died."),
        ("Two firemen died.", "Two firefighters died."),
        ("Two people died in Leeds.", "Two were killed across Leeds."),
        ("Two people died.", "Two young people died."),
        ("Two people died in the storm.", "Two people died in a storm of two days."),
    ],
)
def test_one_on_some_kind_of_people_may_be_one_on_people(claim: str, reviewed: str) -> None:
    assert told(claim, reviewed) == []


def test_who_posted_it_and_when_is_no_rival() -> None:
    post = "The bridge is shut! — Harbour Fan (@harbourfan) June 4, 2025"
    assert told(post, "The bridge was closed in March 2025.") == ["date is missing: March 2025"]
    assert told(post, "The bridge was closed on 4 June 2025.") == []


def test_what_a_post_puts_around_a_claim_is_no_rival() -> None:
    post = "BREAKING: Bo Lund closed the bridge in Harwich! 2/5\nMore to come. 3/5"
    assert told(post, "Ana Ruiz closed the bridge in Harwich in 7 days.") == [
        "number is missing: 7",
        "name differs: Bo Lund vs Ana Ruiz",
    ]


def test_negation_counts_only_between_claims_of_much_the_same_words() -> None:
    assert told("He will not resign, said Ann Ito.", "The rise in bread prices is over.") == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_compared(claim: str, reviewed: str) -> None:
    for found in differences(claim, reviewed):
        assert found.reviewed
        assert found.reason


@given(st.text(max_size=80))
def test_no_text_differs_from_itself(text: str) -> None:
    assert differences(text, text) == []
