"""Numbers and dates of a claim, aligned with those of a passage."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from factcheck.checks.alignment import misalignment
from factcheck.quantities.dates import written_dates
from factcheck.quantities.extraction import quantities

PRECISIONS = ("exactly", "about", "at least", "fewer than")
NUMBERS = st.integers(2, 1000)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,000 captured soldiers", [1000]),
        ("a thousand captives", [1000]),
        ("six thousand bodies", [6000]),
        ("two hundred and thirty-two civilians", [232]),
        ("3.5 million people", [3_500_000]),
        ("a fall of 12.5% and 7 per cent", [12.5, 7]),
        ("a nine-storey block", [9]),
        ("no one said that anyone left", []),
        ("one of them left", []),
        ("on 16 May 2025, in 2024 and on 2025-06-01", []),
        ("the F16 and the T-72", []),
        ("10 000 people and 2\u202f500 cars", [10_000, 2_500]),
        ("£2.5million and 10m people", [2.5e6, 1e7]),
        ("$1.2bn, €3m, £40k and EUR35bn", [1.2e9, 3e6, 40_000, 35e9]),
        ("2.4m votes, the 100m hurdles and a 2m wall", [2.4e6, 100, 2]),
        ("30cm of snow, 41.5C at 9am, 25bps", [30, 41.5, 9, 25]),
        ("the 5G network, the 1st and the 22nd", []),
        ("two dozen men, half a dozen more, half a million", [24, 6, 500_000]),
        ("two and a half million", [2_500_000]),
        ("a 1,000-for-1,000 swap", [1_000, 1_000]),
        ("one hundred and five, two thousand and twenty", [105, 2_020]),
        ("a hundred and five thousand, a million and two hundred", [105_000, 1_000_200]),
        ("three and four children, between five and ten percent", [3, 4, 5, 10]),
        ("between one hundred and two hundred men", [100, 200]),
        ("between a million and two million men", [1e6, 2e6]),
        (
            "2 to 3 million, 2\u20133m people, $2.5\u20133bn, 2k",
            [2e6, 3e6, 2e6, 3e6, 2.5e9, 3e9, 2e3],
        ),
        ("between two and three million, five or six hundred", [2e6, 3e6, 500, 600]),
        ("between $2 and $3 million, two to three hundred thousand", [2e6, 3e6, 2e5, 3e5]),
        (
            "2 and 3 million, from 900 to 1.2 million, 5% to 6 thousand",
            [2, 3e6, 900, 1.2e6, 5, 6e3],
        ),
        ("several hundred, a few thousand, hundreds of thousands", []),
        ("a quarter of a million", []),
        ("a third of voters", [100 / 3]),
        ("one third came, two thirds did not", [200 / 3]),
        ("half the seats and three-quarters of the votes", [50, 75]),
        ("one in five pupils, nine out of ten doctors", [20, 90]),
        ("cut by a fifth, later by half, in all by two thirds", [20, 50, 200 / 3]),
        ("by a third party, by a half hour, by a quarter of a second, by fifth graders", []),
        ("two in three weeks, half an hour, the first half", [2, 3]),
    ],
)
def test_numbers_in_digits_and_words_without_those_of_dates(text: str, values: list[float]) -> None:
    assert [quantity.value for quantity in quantities(text)] == pytest.approx(values)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("16 May 2025", [(2025, 5, 16)]),
        ("the 2nd of June", [(None, 6, 2)]),
        ("May 16, 2025", [(2025, 5, 16)]),
        ("2025-02-28 and 2024", [(2025, 2, 28), (2024, None, None)]),
        ("in March 2022", [(2022, 3, None)]),
        ("they may march in 3 days", []),
        ("At least 12 may be trapped; 20 march on", []),
        ("In May 12 men were arrested.", []),
        ("12 may 2025, MAY 13 and Mar. 5", [(2025, 5, 12), (None, 5, 13), (None, 3, 5)]),
        ("2025 votes or 2025%", [(2025, None, None)]),
        ("on 16.06.2025, 6/16/2025 or 16/6/2025", [(2025, 6, 16)] * 3),
        ("5/6/2025", [(2025, None, None)]),
        ("$2000 or 2000", [(2000, None, None)]),
        ("from 24 to 26 June 2025", [(2025, 6, 24)]),
        ("June 24-26, 2025", [(2025, 6, 24)]),
        ("between 30 and 2 June", [(None, 6, 2)]),
        ("from 16 on June 17 to 28 on June 19", [(None, 6, 17), (None, 6, 19)]),
        ("from May 5 to 10,000", [(None, 5, 5)]),
        ("29 February 2024 and 29 February", [(2024, 2, 29), (None, 2, 29)]),
        ("29 February 2023, 2023-02-29, 2/29/2023 and 31 June", []),
        ("from 29 to 31 June 2025", []),
    ],
)
def test_dates_as_far_as_they_are_written(
    text: str, dates: list[tuple[int | None, int | None, int | None]]
) -> None:
    assert [(d.year, d.month, d.day) for d in written_dates(text)] == dates


@given(st.text(max_size=200))
def test_spans_point_at_what_was_read(text: str) -> None:
    for item in [*quantities(text), *written_dates(text)]:
        assert text[item.span.start : item.span.end].strip()


@pytest.mark.parametrize(
    "number", ["two " + "hundred " * 200, "9" * 400 + " million ", "12" + "0" * 400 + " "]
)
def test_a_number_beyond_all_bounds_is_one(number: str) -> None:
    assert [quantity.value for quantity in quantities(f"{number}men died.")] == [float("inf")]
    assert misalignment(f"{number}men died.", "Twelve men died.", None) is not None
    misalignment("Twelve men died.", f"{number}men died.", None)
    misalignment(f"{number}men died.", f"{number}men died.", None)


def test_another_figure_for_the_same_unit_is_contrary() -> None:
    found = misalignment("268 deputies backed it.", "It was backed by 286 deputies.", None)
    assert found is not None and found.rival is not None
    assert "It was backed by 286 deputies."[found.rival.start : found.rival.end] == "286"
    assert "268" in found.reason and "286" in found.reason


@pytest.mark.parametrize(
    ("claim", "passage", "contrary"),
    [
        ("28 people died.", "At least 16 people died.", False),
        ("12 people died.", "At least 16 people died.", True),
        ("28 people died.", "As many as 50 people died.", False),
        ("80 people died.", "As many as 50 people died.", True),
        ("More than 20 people died.", "Fewer than 50 people died.", False),
        ("More than 50 people died.", "Fewer than 20 people died.", True),
        ("More than 50 people died.", "About 20 people died.", True),
        ("More than 20 people died.", "19 people died.", True),
        ("Prices rose by 12 percent.", "Prices rose by 10 to 15 percent.", False),
        ("Prices rose by 12 percent.", "Prices rose by 16 to 18 percent.", True),
        ("12 people were killed.", "12 people were injured and 15 people killed.", True),
        ("12 people died.", "Seven people were injured.", False),
        ("Prices rose by 12%.", "The 12 largest shops sell rice.", False),
        ("6,000 bodies were returned.", "1,200 bodies were returned.", True),
        ("61.4% voted.", "61.2% voted.", True),
        ("No more than 20 people died.", "28 people died.", True),
        ("More than 50 people died.", "At most 50 people died.", False),
        ("More than 50 people died.", "50 people died.", True),
        ("Fewer than 50 people died.", "50 people died.", True),
        ("At least 50 people died.", "40 people died, 60 people were injured.", True),
        ("The truce lasts 30 days.", "The truce lasts 30 hours.", False),
        ("12 million people fled.", "Between 10 million and 15 million people fled.", False),
    ],
)
def test_a_bound_is_contrary_only_to_what_lies_beyond_it(
    claim: str, passage: str, contrary: bool
) -> None:
    found = misalignment(claim, passage, None)
    assert found is not None and (found.rival is not None) is contrary


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("They agreed on a rise over two steps.", "They agreed on a rise in two steps."),
        ("They handed over 205 captives.", "They exchanged 205 captives."),
        ("About 1,000 marched.", "1,000 people marched."),
        ("More than 1,000 people marched.", "1,000 people marched."),  # it may be rounded
    ],
)
def test_what_is_no_bound_leaves_the_number_itself_in(claim: str, passage: str) -> None:
    assert misalignment(claim, passage, None) is None


def test_a_bound_that_is_just_missed_is_told_with_its_words() -> None:
    found = misalignment("More than four people died.", "Four people died.", None)
    assert found is not None
    assert found.reason == "the claim says More than four, the passage Four"


def test_years_are_not_ruled_out_by_fish() -> None:
    found = misalignment("It had no salmon for more than 60 years.", "It had three salmon.", None)
    assert found is not None and found.rival is None


@given(st.lists(st.sampled_from(PRECISIONS), min_size=2, max_size=2), st.tuples(NUMBERS, NUMBERS))
def test_what_follows_from_a_figure_is_not_ruled_out_by_it(
    words: list[str], values: tuple[int, int]
) -> None:
    one, other = (
        quantities(f"{word} {value} people")[0] for word, value in zip(words, values, strict=True)
    )
    assert one.follows_from(one)
    assert not (one.follows_from(other) and one.is_ruled_out_by(other))
    assert one.is_ruled_out_by(other) == other.is_ruled_out_by(one)


COUNTS = {
    "exactly": lambda value: {value},
    "at least": lambda value: set(range(value, 1_002)),
    "at most": lambda value: set(range(value + 1)),
}


@given(
    *[st.sampled_from(sorted(COUNTS))] * 2,
    # Hundreds may be rounded.
    st.lists(NUMBERS.filter(lambda n: n % 100), min_size=2, max_size=2, unique=True),
)
def test_figures_follow_and_rule_out_as_the_counts_that_they_allow(
    one: str, other: str, values: list[int]
) -> None:
    mine, theirs = (COUNTS[word](value) for word, value in zip((one, other), values, strict=True))
    first, second = (
        quantities(f"{word} {value} people")[0]
        for word, value in zip((one, other), values, strict=True)
    )
    assert first.follows_from(second) == (theirs <= mine)
    assert first.is_ruled_out_by(second) == mine.isdisjoint(theirs)


def test_a_bare_month_on_any_day_of_the_calendar() -> None:
    for day in ("2205-06-01", "0001-01-01", "9999-12-31", "1499-12-31"):
        assert misalignment("They met.", "They met in May and in December.", day) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("5 M\u0130LL\u0130ON men", [5e6]),
        ("a th\u0131rd of men", [100 / 3]),
        ("5 \u017fix men", [5, 6]),
    ],
)
def test_letters_that_look_like_others_are_read_as_they(text: str, values: list[float]) -> None:
    assert [quantity.value for quantity in quantities(text)] == pytest.approx(values)


def test_the_scale_of_a_second_number_may_be_beyond_all_bounds() -> None:
    far = "two to three " + "hundred " * 200 + "men"
    assert [quantity.value for quantity in quantities(far)] == [2, float("inf")]


def test_a_figure_that_the_passage_does_not_give_is_not_contrary() -> None:
    found = misalignment("500 prisoners will be freed.", "Many soldiers will return home.", None)
    assert found is not None and found.rival is None


@pytest.mark.parametrize(
    ("claim", "passage", "published"),
    [
        ("28 people died.", "The attack cost 28 lives.", None),
        ("Nearly 600 drones came.", "Ukraine counted 598 drones.", None),
        ("More than 20 people died.", "28 people died.", None),
        ("At least 16 people died.", "More than 20 people died.", None),
        ("Up to 300 people were there.", "Police counted 250 people.", None),
        ("The four regions were annexed.", "Donetsk, Luhansk, Kherson and others.", None),
        ("They met on 2 June 2025.", "The meeting of 2 June lasted an hour.", None),
        ("They met on 2 June 2025.", "They met on Monday.", "2025-06-03"),
        ("It happened in June 2025.", "It happened on 17 June.", None),
        ("About 61% voted.", "61.2 percent voted.", None),
        ("61% voted.", "61.2 percent voted.", None),
        ("54,000 people were killed.", "The toll stands at 54,321 people.", None),
        ("It rose above 3%.", "It rose to 3.4 per cent.", None),
        ("It lost more than $1 billion.", "It lost $1.3bn.", None),
        ("A quarter of pupils failed.", "25% of pupils failed.", None),
        ("The truce lasts 48 hours.", "The truce lasts two days.", None),
        ("The contract is for 24 months.", "The contract is for two years.", None),
        ("More than half of voters backed it.", "61% of voters backed it.", None),
        ("No more than 20 people died.", "12 people died.", None),
        ("Not less than 20 people died.", "28 people died.", None),
        ("12 people were killed in Kyiv.", "It killed 12 people and injured 30 in Kyiv.", None),
        ("More than 20 people died.", "About 100 people died.", None),
        ("There was 1 survivor.", "Only one survived.", None),
        ("The bill passed by 51 to 50.", "The bill passed 51-50.", None),
        ("1500 men were freed.", "They freed 1,500 men.", None),
        ("They freed 1,500 men.", "1500 men were freed.", None),
        ("They met on 24 June 2025.", "They met on 24 and 25 June 2025.", None),
        ("They met on 25 June 2025.", "They met from 24 to 26 June 2025.", None),
        ("Prices rose by 2% in 2024.", "Prices rose by 2% last year, by 1% in 2023.", "2025-06-16"),
        ("They voted on 1 June 2025.", "They voted on Sunday.", "2025-06-05"),
        ("They voted in May 2025.", "They voted in May.", "2025-06-11"),
        ("They voted in December 2024.", "They voted in late December.", "2025-01-11"),
        ("Nothing is counted here.", "There were 300 of them on 3 May.", None),
        ("The road is 57 miles long.", "The road is 92 km long.", None),
        ("It was 40 degrees Celsius.", "It was 104 degrees Fahrenheit.", None),
        ("The trip took 2 hours.", "The trip took 120 minutes.", None),
        ("The debate lasted 90 minutes.", "The debate lasted an hour and a half.", None),
        ("Rates rose by 25 basis points.", "Rates rose by a quarter of a percentage point.", None),
        ("The fine is $30 million.", "The fine is 30 million dollars.", None),
        ("It drove at 60 mph.", "It drove at 60 miles per hour.", None),
        ("The town has a million people.", "The town has 1,034,000 people.", None),
        ("Hundreds of people died.", "In all 312 people died.", None),
        ("Thousands of people fled.", "Tens of thousands of people fled.", None),
        ("It was built in the 1980s.", "It was built in 1984, not in the 1990s.", None),
        ("It rose to 5%.", "It rose from 4% to 5%.", None),
        ("It rose to 5%.", "It rose by a point, and is 5% now.", None),
        ("They met on 15 May 2025.", "They met last week.", "2025-05-20"),
        ("It rose by 1.5°C.", "It rose by 2.7°F.", None),
        ("It lasted 90 minutes.", "It lasted 1 hour 30 minutes.", None),
        ("Dozens of people died.", "More than 20 people died.", None),
        ("Hundreds of people died.", "Several hundred people died.", None),
        ("Several people died.", "Dozens of people died.", None),
        ("Hundreds of people came.", "Up to 1,000 people came.", None),
        ("It rose above 3%.", "It was greater than 3%.", None),
        ("It ran in the 1990's.", "It ran in 1997.", None),
        ("It ran in the 80's.", "It ran for years.", None),
        ("It costs 2 million euros.", "It will cost 2 to 3 million euros.", None),
        ("It costs 2 million euros.", "It will cost 2-3 million euros.", None),
        ("It costs 3 million euros.", "It will cost between two and three million euros.", None),
        ("It will cost 2-3 million euros.", "It will cost two to three million euros.", None),
        ("He played in 2018\u201319.", "He played in the season of 2018-2019.", None),
        ("People fled.", "M\u0131llions of people fled.", None),
        ("They met on 4 May 2025.", "They met last week.", "2025-05-08"),
        ("By 23 June 2025 they had met.", "They met on 19 June 2025.", None),
        ("By 23 June 2025 they had met.", "They met in Oslo.", "2025-06-19"),
        ("Since 3 May 2025 they have met.", "They met on 19 June 2025.", None),
        ("15 people were killed.", "The attack killed 15 and hurt more than 150.", None),
        ("150 people were hurt.", "The attack hurt at least 150.", None),
        ("It lasted under an hour.", "It lasted less than an hour.", None),
        ("The park covers 240 square kilometres.", "The park covers 24,000 hectares.", None),
        ("The park covers 240 km2.", "The park covers 24,000 hectares.", None),
        ("The tank holds 3 cubic metres.", "The tank holds 3,000 litres.", None),
        ("It has 1,000 square feet.", "It has 93 m².", None),
    ],
)
def test_what_agrees_or_stays_open_is_no_misalignment(
    claim: str, passage: str, published: str | None
) -> None:
    assert misalignment(claim, passage, published) is None


@pytest.mark.parametrize(
    ("claim", "passage", "contrary"),
    [
        ("The road is 57 miles long.", "The road is 57 kilometres long.", True),
        ("The park covers 240 sq miles.", "The park covers 240 square kilometres.", True),
        ("28 people died.", "The attack cost 30 lives.", True),
        ("10,000 workers joined the strike.", "The company counted 3,000 strikers.", True),
        ("10,000 people joined the vote.", "In all 3,000 rivers are known.", False),
        ("More than 150 people were hurt.", "16 dead and 134 wounded were known.", True),
        ("15 people were hurt.", "The attack killed 15 and hurt more than 150.", True),
        ("It went on for three hours.", "It was over in less than an hour.", True),
        ("It was 40°C.", "It was 40°F.", True),
        ("It weighs 20 tonnes.", "It weighs 20 kilograms.", True),
        ("The fine is $30 million.", "The fine is £30 million.", False),
        ("The trip took 3 years.", "The trip covered 3 miles.", False),
        ("The talks took 3 hours.", "The talks took two days.", False),
        ("It rained on 29 February 2023.", "It rained on 28 February 2023.", False),
        ("Growth was 0.3%.", "Growth was -0.3%.", True),
        ("Growth was 0.3%.", "Growth was \u22120.3%.", True),
        ("It rose to 4%.", "It rose from 4% to 5%.", True),
        ("It rose from 4% to 5%.", "It fell from 5% to 4%.", True),
        ("The quake had a magnitude of 7.1.", "The magnitude-6.1 quake was felt.", False),
        ("Hundreds of people died.", "Dozens of people died.", False),
        ("Hundreds of others were hurt.", "39 died and several others were hurt.", False),
        ("Hundreds of others were hurt.", "At least 39 died, dozens of others were hurt.", False),
        ("Hundreds of people died.", "The flood killed 12 people.", True),
        ("It was built in the 1980s.", "It was built in the 1990s.", False),
        ("He lost 1 million euros.", "He lost 500,000 euros.", True),
        ("He lost 1 million euros.", "He lost 600,000 euros.", True),
        ("He is 6 feet tall.", "He is 6 feet 10 inches tall.", True),
        ("It costs US$5 billion.", "It costs A$5 billion.", False),
        ("It costs EUR 2000.", "It costs EUR 3000.", False),
        ("It costs ¥2000.", "It costs ¥3000.", False),
        ("It costs € 2000.", "It costs € 3000.", False),
    ],
)
def test_other_units_signs_and_sizes_are_other_figures(
    claim: str, passage: str, contrary: bool
) -> None:
    found = misalignment(claim, passage, None)
    assert found is not None and (found.rival is not None) is contrary


@pytest.mark.parametrize(
    ("claim", "is_of_a_part"),
    [
        ("There were 31 crew members.", True),
        ("There were eight crew members.", False),
        ("They heard 31 members of the crew.", False),
    ],
)
def test_some_of_a_crew_rule_out_fewer_alone(claim: str, is_of_a_part: bool) -> None:
    found = misalignment(claim, "They heard eleven members of the crew.", None)
    assert found is not None
    assert (found.is_of_another, found.rival is None) == (is_of_a_part, is_of_a_part)


@pytest.mark.parametrize("sign", ["$5", "US$5", "USD 5", "$ 5"])
def test_dollars_are_those_of_the_united_states_however_written(sign: str) -> None:
    assert misalignment("It costs $5 million.", f"It costs {sign} million.", None) is None


@pytest.mark.parametrize(
    ("claim", "passage", "reason"),
    [
        (
            "The wall is 34 centimetres thick.",
            "The wall is 34 metres thick.",
            "the claim says 34 centimetres, the passage 34 metres",
        ),
        (
            "The tower is 120 feet high.",
            "The tower is 120 metres high.",
            "the claim says 120 feet, the passage 120 metres",
        ),
        (
            "It was 20 degrees Celsius.",
            "It was 20 degrees Fahrenheit.",
            "the claim says 20 degrees Celsius, the passage 20 degrees Fahrenheit",
        ),
        ("It costs $34.", "It costs £34.", "the passage does not give the figure $34"),
        (
            "500 prisoners were freed.",
            "1,000 prisoners were freed.",
            "the claim says 500, the passage 1,000",
        ),
    ],
)
def test_a_figure_is_told_with_its_unit(claim: str, passage: str, reason: str) -> None:
    found = misalignment(claim, passage, None)
    assert found is not None and found.reason == reason


@pytest.mark.parametrize(
    ("claim", "passage", "published", "contrary"),
    [
        ("They met on 12 June 2025.", "The meeting of 2 June 2025 was short.", None, True),
        ("He said so on 14 June 2023.", "On 14 June 2024 he said so.", None, True),
        ("They met on 2 June 2025.", "They met on Monday.", "2024-03-01", False),
        ("She died on 8 September 2022.", "She had reigned since 1952.", None, False),
        ("They met on 10 October 2025.", "Before 7 November 2023 none had met.", None, False),
        ("They met on 27 June 2025.", "They met from 24 to 26 June 2025.", None, True),
        ("They met on 12 June 2025.", "On 2 June 2025 they met, once in 2025.", None, True),
        ("They met on 14 June 2025.", "They met on 14 June.", "2024-06-20", False),
        ("They voted in May 2025.", "They voted in May.", "2024-06-11", False),
        ("They met on 12 May 2025.", "They met last week.", "2025-05-27", False),
        ("By 12 June 2025 they had met.", "They met on 19 June 2025.", None, True),
        ("They met after 19 June 2025.", "They met on 12 June 2025.", None, True),
    ],
)
def test_another_date_is_a_misalignment(
    claim: str, passage: str, published: str | None, contrary: bool
) -> None:
    found = misalignment(claim, passage, published)
    assert found is not None and (found.rival is not None) is contrary


@pytest.mark.parametrize(
    ("claim", "passage", "contrary"),
    [
        ("The lake is 43% full.", "It was 78% full a year ago.", False),
        ("The lake is 43% full.", "It was 78% full last year.", False),
        ("The lake is 43% full.", "It is 78% full.", True),
        ("The lake is 43% full.", "It is 78% full, more than a year ago.", True),
        ("The lake was 43% full a year ago.", "It was 78% full a year ago.", True),
    ],
)
def test_a_figure_of_a_year_before_is_no_other_figure_for_today(
    claim: str, passage: str, contrary: bool
) -> None:
    found = misalignment(claim, passage, None)
    assert found is not None and (found.rival is not None) is contrary
    assert found.is_of_then is not contrary


@pytest.mark.parametrize(
    ("claim", "bears_out"),
    [
        ("The second round of talks in 2025 was held on 2 June.", True),
        ("The second round of talks in 2025 was held on 12 June.", False),
    ],
)
def test_the_year_of_a_claim_does_not_stand_for_every_day_of_that_year(
    claim: str, bears_out: bool
) -> None:
    passage = "They spoke on 14 June 2025 of the second round of talks, held on 2 June."
    assert (misalignment(claim, passage, "2025-06-14") is None) is bears_out


@pytest.mark.parametrize(
    ("when", "told", "is_borne_out"),
    [
        ("in the week of 29 April 2024", "on 1 May 2024", True),
        ("in the week of 29 April 2024", "on 7 May 2024", False),
        ("on the weekend of 31 May 2025", "on 1 June 2025", True),
        ("on the weekend of 31 May 2025", "on 3 June 2025", False),
    ],
)
def test_each_day_of_a_week_or_weekend_bears_it_out(
    when: str, told: str, is_borne_out: bool
) -> None:
    found = misalignment(f"The port closed {when}.", f"The port closed {told}.", None)
    assert (found is None) is is_borne_out


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It costs 12.6 million pounds.", "pound"),
        ("It costs 3bn pounds.", "pound"),
        ("A fine of 40 pounds sterling.", "pound"),
        ("It costs 40 British pounds.", "pound"),
        ("They caught 2 million pounds of cod.", None),
        ("The fish weighs 30 pounds.", None),
    ],
)
def test_so_many_million_pounds_are_money(text: str, kind: str | None) -> None:
    (quantity,) = quantities(text)
    assert (quantity.measure and quantity.measure.kind) == kind
