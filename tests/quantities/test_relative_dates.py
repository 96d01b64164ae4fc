"""Dates that only the day of the text tells."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, strategies as st

from factcheck.quantities.relative_dates import resolve

# A Wednesday.
DAY = "2024-05-08"


@pytest.mark.parametrize(
    ("words", "resolved"),
    [
        ("It rained yesterday.", "It rained on 7 May 2024."),
        ("It rained on Monday.", "It rained on Monday 6 May 2024."),
        ("It rained on Wednesday.", "It rained on Wednesday 8 May 2024."),
        ("It rained last Wednesday.", "It rained on Wednesday 1 May 2024."),
        ("It would rain. It rained on Monday.", "It would rain. It rained on Monday 6 May 2024."),
        ("It will rain on Monday.", "It will rain on Monday 13 May 2024."),
        ("It rained last week.", "It rained in the week of 29 April 2024."),
        ("It rained last month.", "It rained in April 2024."),
        ("It rained this year.", "It rained in 2024."),
        ("It rained two days ago.", "It rained on 6 May 2024."),
        ("It rained the day before yesterday.", "It rained on 6 May 2024."),
        ("It may rain the day after tomorrow.", "It may rain on 10 May 2024."),
        ("It rained a fortnight ago.", "It rained in the week of 22 April 2024."),
        ("It rained three weeks ago.", "It rained in the week of 15 April 2024."),
        ("It rained more than now a year ago.", "It rained more than now in 2023."),
        ("It rained over a year ago.", "It rained over a year ago."),
        ("It rained three years ago.", "It rained three years ago."),
        ("It will rain in two weeks.", "It will rain in the week of 20 May 2024."),
        ("It will rain in two weeks' time.", "It will rain in the week of 20 May 2024."),
        ("It was built in two weeks.", "It was built in two weeks."),
        ("They will visit five cities in ten days.", "They will visit five cities in ten days."),
        ("It will be the first time in ten weeks.", "It will be the first time in ten weeks."),
        ("They will meet in two days of talks.", "They will meet in two days of talks."),
        ("Ito will be player of the year.", "Ito will be player of the year."),
        ("It will rain on Friday week.", "It will rain on Friday 17 May 2024."),
        ("It rained on Friday week after week.", "It rained on Friday 3 May 2024 week after week."),
        ("It rained over the weekend.", "It rained on the weekend of 4 May 2024."),
        ("It will rain at the weekend.", "It will rain on the weekend of 11 May 2024."),
        ("It rains next weekend.", "It rains on the weekend of 11 May 2024."),
        ("It rained over the weekend of 6 April.", "It rained over the weekend of 6 April 2024."),
        ("It will end by the end of the month.", "It will end by the end of May 2024."),
        ("It ended at the end of the month.", "It ended at the end of the month."),
        ("It rained yesterday morning.", "It rained on the morning of 7 May 2024."),
        ("It rained on Monday night.", "It rained on the night of Monday 6 May 2024."),
        ("Late Monday night it rained.", "Late on the night of Monday 6 May 2024 it rained."),
        (
            "It has rained since Monday night.",
            "It has rained since the night of Monday 6 May 2024.",
        ),
        ("It rained last night.", "It rained on the night of 7 May 2024."),
        ("It rained this morning.", "It rained on the morning of 8 May 2024."),
        ("It will rain tonight.", "It will rain on the night of 8 May 2024."),
        ("It rained on Monday night, 6 May.", "It rained on Monday night, 6 May 2024."),
        ("It snowed. Last week it rained.", "It snowed. In the week of 29 April 2024 it rained."),
        ("Yesterday it rained.", "On 7 May 2024 it rained."),
        (
            "In Washington D.C. on Monday it rained.",
            "In Washington D.C. on Monday 6 May 2024 it rained.",
        ),
        ("Sales rose 3% on last year.", "Sales rose 3% on 2023."),
        ("The rain went on last year.", "The rain went on in 2023."),
        ("It ends after June 22.", "It ends after 22 June 2024."),
        ("It began on 22 December.", "It began on 22 December 2023."),
        ("It spoke of the October 7 attack.", "It spoke of the 7 October 2023 attack."),
        ("It will end on 7 October.", "It will end on 7 October 2024."),
        ("It begins on Monday.", "It begins on Monday 13 May 2024."),
        ("They fought on 25 October 1415.", "They fought on 25 October 1415."),
        ("They vote on 3 November next year.", "They vote on 3 November in 2025."),
        ("It began on 24 February two years ago.", "It began on 24 February two years ago."),
        ("It rained on 5 and 6 June.", "It rained on 5 and 6 June 2024."),
        ("It rained on Monday, 6 May 2024.", "It rained on Monday, 6 May 2024."),
        ("He said “it rained yesterday”.", "He said “it rained yesterday”."),
        ("It rained.", "It rained."),
        ("It opens by next year.", "It opens by 2025."),
        ("It has rained since last month.", "It has rained since April 2024."),
        ("It is shut until next week.", "It is shut until the week of 13 May 2024."),
        ("It is shut until tomorrow.", "It is shut until 9 May 2024."),
        ("It has rained since last Monday.", "It has rained since Monday 6 May 2024."),
        ("It came in yesterday.", "It came in on 7 May 2024."),
        ("But on Monday Peru paid.", "But on Monday 6 May 2024 Peru paid."),
        ("Since Monday Peru paid.", "Since Monday 6 May 2024 Peru paid."),
        ("But today Peru paid.", "But on 8 May 2024 Peru paid."),
        ("Early Monday it rained.", "Early Monday 6 May 2024 it rained."),
        ("The Sunday Times wrote of Black Friday.", "The Sunday Times wrote of Black Friday."),
        ("It rained on Good Friday.", "It rained on Good Friday."),
        ("USA Today and the Today Programme", "USA Today and the Today Programme"),
    ],
)
def test_resolved(words: str, resolved: str) -> None:
    assert resolve(words, DAY) == (resolved, ())


@pytest.mark.parametrize(
    ("words", "day", "left"),
    [
        ("It rained 900000 days ago.", DAY, "900000 days ago"),
        ("It rained yesterday.", "0001-01-01", "yesterday"),
        ("It rained on Sunday.", "0001-01-03", "on Sunday"),
        ("It rained last month.", "0001-01-03", "last month"),
        ("It rained last year.", "0001-01-03", "last year"),
        ("It will rain next year.", "9999-01-03", "next year"),
    ],
)
def test_a_day_that_no_calendar_has_is_left(words: str, day: str, left: str) -> None:
    assert resolve(words, day) == (words, (left,))


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Last year's budget was cut.", "Last year"),
        ("It was the last night of May.", "last night"),
        ("Today’s paper is out.", "Today"),
        ("Sunday's vote was close.", "Sunday"),
        ("In the last year prices rose.", "last year"),
        ("Their next week is full.", "next week"),
    ],
)
def test_what_only_looks_like_a_date_is_left(words: str, left: str) -> None:
    assert resolve(words, DAY) == (words, (left,))


def test_without_a_day_they_are_left_and_named() -> None:
    assert resolve("It rained yesterday and on Monday.", None) == (
        "It rained yesterday and on Monday.",
        ("on Monday", "yesterday"),
    )


@given(st.text(), st.dates().map(str))
def test_any_text_on_any_day(words: str, day: str) -> None:
    resolve(words, day)


def test_each_weekday_of_a_long_text_costs_the_same() -> None:
    def seconds(times: int) -> float:
        start = process_time()
        resolve("It rained on Monday and will rain on “Sunday”, too. " * times, DAY)
        return process_time() - start

    short = min(seconds(times) for times in (500, 501, 502))
    assert seconds(8_000) < 2 * 16 * short


@pytest.mark.parametrize(
    ("day", "words", "resolved"),
    [
        ("2024-05-12", "It rained this weekend.", "It rained on the weekend of 11 May 2024."),
        ("2024-05-12", "It rained last weekend.", "It rained on the weekend of 4 May 2024."),
        ("2024-06-03", "It rained last weekend.", "It rained on the weekend of 1 June 2024."),
    ],
)
def test_a_weekend_is_the_last_that_has_begun(day: str, words: str, resolved: str) -> None:
    assert resolve(words, day)[0] == resolved
