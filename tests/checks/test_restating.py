"""A passage in the claim's own figures and dates, where they are the same."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from factcheck import Document, FactChecker
from factcheck.checks.restating import restated
from factcheck.types import Label


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        ("It handled 3.1 million tonnes.", "It handled 3,100,000 tonnes.", "3.1 million tonnes"),
        ("A quarter of pupils failed.", "In all 25% of pupils failed.", "all a quarter of pupils"),
        ("Some 25% of pupils failed.", "A quarter of the pupils failed.", "25% of the pupils"),
        ("The town has 1.2 million people.", "It has 1,187,000 people.", "has 1.2 million people"),
        ("The run is 2.3 kilometres.", "The run is 2,300 metres long.", "is 2.3 kilometres long"),
        ("The run is 10 km long.", "The run is 6.2 miles long.", "is 10 km long"),
        ("The bridge is 1.2 km long.", "The bridge is 1,200 m long.", "is 1.2 km long"),
        ("It is 164 feet deep.", "It is 50m deep.", "is 164 feet deep"),
        ("It was 104°F in May.", "It was 40 degrees Celsius in May.", "was 104°f in may"),
        ("He was fined 500 euros.", "He was fined €500.", "fined 500 euros."),
        ("He was fined €500.", "He was fined 500 euros.", "fined €500."),
        ("The fine was $1.2 billion.", "The fine was $1,200,000,000.", "was $1.2 billion."),
        ("Rates rose by 25 basis points.", "Rates rose by a quarter point.", "by 25 basis points"),
        (
            "Rates rose by a quarter point.",
            "Rates rose 0.25 percentage points.",
            "rose a quarter point",
        ),
        ("It lasted 90 minutes.", "It lasted an hour and a half.", "lasted 90 minutes."),
        ("It lasted a week.", "It lasted seven days in all.", "lasted a week in all"),
        ("It rose by 1.5°C.", "It rose by 2.7°F in all.", "by 1.5°c in all"),
        ("He is 1.88 metres tall.", "He is 6 feet 2 inches tall.", "is 1.88 metres tall"),
        ("It lasted 90 minutes.", "It lasted 1 hour and 30 minutes.", "lasted 90 minutes."),
        ("It lasts two days.", "It lasts 48 hours.", "lasts two days."),
        ("Twelve people died.", "There 12 people died.", "there twelve people"),
        ("More than 20 people died.", "In all 28 people died.", "all more than 20 people died"),
        ("At most 30 people died.", "In all 28 people died.", "all at most 30 people died"),
        ("It cost under $50 million.", "It cost $48m in all.", "cost under $50 million in all"),
        (
            "It lasted less than an hour.",
            "It lasted 50 minutes in all.",
            "less than an hour in all",
        ),
        ("It lasted over a year.", "It lasted 14 months in all.", "lasted over a year in all"),
        ("About 400 people came.", "In all 412 people came.", "all 400 people came"),
        ("Emissions fell 20%.", "Emissions fell by a fifth in all.", "fell by 20% in all"),
        ("Dozens of people were hurt.", "In all 36 people were hurt.", "all dozens of people were"),
        ("Two thirds of voters agreed.", "Of all 66% of voters agreed.", "two thirds of voters"),
        ("He died on 5 March 2024.", "He died at noon on 5 March.", "noon on 5 march 2024."),
        ("He died on March 5.", "He died on 5 March 2024.", "died on march 5."),
        ("He died on 5 March 2024.", "He died on 05.03.2024.", "on 5 march 2024"),
        ("He died on 5 March 2024.", "He died on March 5th, 2024, at home.", "5 march 2024, at"),
    ],
)
def test_what_is_the_same_is_told_in_the_words_of_the_claim(
    claim: str, passage: str, told: str
) -> None:
    assert told in restated(claim, passage, None).lower()


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The dead exceeded 20 people.", "28 people died."),
        ("More than 20 people died.", "At least 28 people died."),
        ("More than 20 people died.", "12 people died."),
        ("Not over 30 people died.", "28 people died."),
        ("It lasted less than an hour.", "It lasted 70 minutes."),
        ("About 400 people came.", "The 430 people came."),
        ("12 people died.", "13 people died."),
        ("12 people died.", "12 people died."),
        ("12 people died.", "Twelve houses burnt."),
        ("It is 57 miles long.", "It is 57 kilometres long."),
        ("He paid $30 million.", "He paid £30 million."),
        ("Between 900 and 1,000 people came.", "950 people came."),
        ("Rates rose from 3% to 4%.", "Rates rose by 0.9997 points to 4.01%."),
        ("The tunnel is 2.5 miles long.", "The 2.5-mile tunnel is open."),
        ("He died in March 2024.", "He died on 5 March 2024."),
        ("The 2024 report came on 5 March.", "It came on 5 March 2024."),
        ("Hundreds of people died.", "12 people died."),
        ("He lost 1 million euros.", "He lost 500,000 euros."),
        ("It cost $2 million.", "It cost $1.5 million."),
        ("It rose by 4%.", "It rose by 4.5%."),
        ("It fell 300 points.", "It fell 300 percent."),
        ("It costs A$5 billion.", "It costs US$5 billion."),
        ("The siege lasted 12 months.", "It cost $5 million a year, and lasted three months."),
        ("The blackout lasted 24 hours.", "A day after the storm it lasted three hours."),
        ("It is 100 km away.", "It is between 60 and 62 miles away."),
        ("He has 97 percent.", "He has 97\u201398%."),
        ("It is 50 metres away.", "It is 50m from here."),
        ("Nothing is counted.", "There were 300 of them."),
        ("12 people died.", ""),
        ("An 8.4-metre telescope was built.", "An 8.4-metre (28 ft) telescope was built."),
    ],
)
def test_all_else_stays_as_it_is(claim: str, passage: str) -> None:
    assert restated(claim, passage, None) == passage


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        (
            "The bridge in Korsk fell on 12 May 2025.",
            "The bridge in Korsk fell on Monday.",
            "The bridge in Korsk fell on Monday 12 May 2025.",
        ),
        (
            "Prices in Korsk rose to 5% in April 2025.",
            "Prices in Korsk rose to 5% last month.",
            "Prices in Korsk rose to 5% in April 2025.",
        ),
    ],
)
def test_the_day_of_the_passage_tells_its_dates(claim: str, passage: str, told: str) -> None:
    assert restated(claim, passage, "2025-05-14") == told
    assert restated(claim, passage, None) == passage


@pytest.mark.parametrize(
    "passage",
    [
        "The bridge in Korsk fell on Friday.",  # another day
        "The minister visited Korsk on Monday.",  # another event
        "The bridge in Korsk fell on 12 May 2025, a Monday.",  # told already
    ],
)
def test_another_day_and_another_event_stay(passage: str) -> None:
    claim = "The bridge in Korsk fell on 12 May 2025."
    assert restated(claim, passage, "2025-05-14") == passage


TEXTS = st.lists(
    st.sampled_from(
        (
            "12", "a dozen", "people", "5 km", "three miles", "$3m", "3 million dollars", "a week",
            "25%", "a quarter of", "on Monday", "5 May 2025", "dozens of", "-3", "and", "to", ",",
        )
    )
).map(" ".join)  # fmt: skip


@given(TEXTS, TEXTS, st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str))
def test_any_two_texts_can_be_told_alike(claim: str, passage: str, published: str | None) -> None:
    assert bool(restated(claim, passage, published)) == bool(passage)
    assert restated("A claim without figures.", passage, published) == passage


@given(TEXTS, st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str))
def test_what_a_claim_says_itself_stays(text: str, published: str | None) -> None:
    assert restated(text, text, published) == text


@pytest.mark.parametrize(
    "text",
    [
        "The new 8.4-meter (28 ft) telescope was opened in Chile.",
        "Dozens of people were killed, including 31 people in Ternopil.",
        "The toll rose to 136 with hundreds others wounded.",
        "It is on the January 6, 2021 riot, and those jailed for January 6.",
    ],
)
def test_a_claim_beside_itself_stays(text: str) -> None:
    assert restated(text, text, "2025-06-23") == text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The port handled 3,100,000 tonnes in 2024.", "It handled 3.1 million tonnes in 2024."),
        ("The debate lasted 90 minutes.", "The debate lasted an hour and a half."),
        ("The bridge collapsed on 12 May 2025.", "The bridge collapsed on Monday."),
        ("Leeds lost to Hull.", "Hull beat Leeds 3-1 on Saturday."),
        ("The border crossing stayed open.", "The border crossing was not closed, police said."),
    ],
)
def test_the_same_in_other_words_is_supported_and_cited_as_it_stands(
    tmp_path: object, claim: str, passage: str
) -> None:
    with FactChecker.create(f"{tmp_path}/index") as checker:
        checker.add([Document(id="d1", text=passage, published="2025-05-14")])
        verdict = checker.verify(claim)
    assert verdict.label is Label.SUPPORTED
    assert verdict.evidence[0].text == passage


PROFIT = "Profit fell from 62 million pounds to 51 million pounds in 2024."


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        ("Profit fell to 51 million pounds.", PROFIT, "Profit fell to 51 million pounds in 2024."),
        ("Profit was 51 million pounds.", PROFIT, "Profit was 51 million pounds in 2024."),
        (
            "The number dropped to 280,000.",
            "The number fell by 30,000 to 280,000.",
            "The number fell to 280,000.",
        ),
        ("Profit fell to 62 million pounds.", PROFIT, PROFIT),
        ("Profit fell from 62 to 51 million pounds.", PROFIT, PROFIT),
        ("Profit was 62 million pounds.", PROFIT, PROFIT),
        (
            "Inflation fell in May.",
            "Inflation was 2.3 percent in May, after 2.6 percent in April.",
            "Inflation fell to 2.3 percent in May, down from 2.6 percent in April.",
        ),
        (
            "Inflation rose in May.",
            "Inflation was 2.3 percent in May, after 2.6 percent in April.",
            "Inflation was 2.3 percent in May, down from 2.6 percent in April.",
        ),
    ],
)
def test_a_change_is_told_as_far_as_the_claim_tells_it(claim: str, passage: str, told: str) -> None:
    assert restated(claim, passage, None) == told


def test_the_year_that_only_the_day_of_a_passage_tells_is_told_where_the_claim_has_it() -> None:
    claim, published = "The firm employed 2,310 people at the end of June 2025.", "2025-09-12"
    passage = "The firm employed 2,310 people at the end of June."
    assert restated(claim, passage, published) == claim
    assert restated(claim, passage, "2024-09-12") == passage
    vote = "The senate is to vote on her in July."
    assert restated("The senate confirmed Nélida Ferrantes in July 2025.", vote, published) == vote
    assert restated(
        "The firm made a loss in 2024.", "The firm made a loss last year.", published
    ) == ("The firm made a loss in 2024.")
