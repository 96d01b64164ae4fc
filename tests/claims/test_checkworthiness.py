"""Statements that can be checked score above the threshold, the rest below it or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factcheck.claims.attribution import find_attribution
from factcheck.claims.checkworthiness import (
    checkworthiness,
    come_about,
    low_reason,
    rule_score,
    skip_reason,
    tells_event,
)
from factcheck.types import SkipReason, Span

MIDDLE = 0.5


def score(text: str) -> float:
    return rule_score(text, 0, len(text), find_attribution(text, 0, len(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Floods in the North of Peru",
        "Peru Closes Its Ports After Floods",
        "Russia strikes the port of Odesa",
        "By Ann Smith",
        "Updated 5 June 2024",
        "(Reporting by Ann Smith; Editing by Jan Lee)",
        "Good evening from Lima, where it has rained.",
        "Thank you for having me.",
        "Did Peru close its ports in 1990?",
        "“Was it closed in 1990?”",
        "Read more about Peru here.",
        "All rights reserved by Acme News 2024.",
        "Sign up for the newsletter that Acme has made.",
        "A long day in Peru.",
        "Not again.",
    ],
)
def test_is_no_statement(text: str) -> None:
    assert skip_reason(text, Span(0, len(text)), is_alone=False) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Peru closed its ports.",
        "The tower is 330 metres tall",
        "Floods often result in losses.",
        "“We closed the port,” said Ito.",
        "12 dead in floods in Lima!",
        "Two women missing after floods!",
        "Taxes in Lima up 4% and they close all schools",
        "Ann Ito (@annito) earns more than Lee.",
    ],
)
def test_is_a_statement(text: str) -> None:
    assert skip_reason(text, Span(0, len(text)), is_alone=False) is None


@pytest.mark.parametrize(
    "text",
    [
        "Port Varren beat Lindmoor 3-1.",
        "Workers dug a tunnel.",
        "A bomb explodes outside the town hall.",
        "The museum reopens on Saturday.",
        "The government resigns.",
        "Clashes erupt between the gangs.",
        "Residents defend their square.",
        "It slashes everything.",
        "Prices doubled.",
        "Shares fell.",
        "Voters split.",
        "Nobody died.",
    ],
)
def test_a_verb_in_no_list_is_told_by_its_place(text: str) -> None:
    assert skip_reason(text, Span(0, len(text)), is_alone=False) is None


@pytest.mark.parametrize(
    "text",
    [
        "A shoot-out after a draw in the final.",
        "Hillary Clinton's pothole politics.",
        "A plan for better schools in Leeds.",
        "A digest of news from the arts.",
        "The companies selling the drug.",
        "Only 9 % for everything else.",
        "Never mended.",
        "Not fixed.",
        "Trump said.",
        "She did.",
        "Full text.",
    ],
)
def test_what_lacks_a_verb_or_what_it_needs_is_a_fragment(text: str) -> None:
    assert skip_reason(text, Span(0, len(text)), is_alone=False) is SkipReason.FRAGMENT


@pytest.mark.parametrize(
    "words",
    [
        "The mayor quit.",
        "Nobody died.",
        "No one was hurt.",
        "The ship has not been found.",
        "The ministry gave no date.",
        "The museum reopens on Saturday.",
        "The law is passed on 22 July.",
    ],
)
def test_an_event_is_done_or_has_its_day(words: str) -> None:
    assert tells_event(words)


@pytest.mark.parametrize(
    "words",
    [
        "The museum reopens soon.",
        "The vote was close.",
        "The work has been popular.",
        "The states, deeply rooted in history, are not.",
        "Racism exists.",
        "We agreed.",
        "The talks perhaps failed.",
        "The talks should have ended.",
        "The club made a terrible mistake.",
        '"The town has lost heart.',
        "Closed on Monday.",
    ],
)
def test_a_state_a_comment_or_a_voice_is_no_event(words: str) -> None:
    assert not tells_event(words)


@pytest.mark.parametrize(
    "text",
    [
        "By the end of 2024 the city had spent 3 million euros.",
        "By Monday Peru had closed its ports.",
        "Updated figures show that 412 people died in the flood.",
        "Published in 2019, the report said that 40 people had died.",
        "Photographs from the scene show two burned cars, taken by police.",
        "Reporting from the region was restricted in 2023.",
        "Thanks to the new law, 3,000 homes were built.",
        "Hi-tech exports rose by 12 percent in 2023.",
        "Welcome Trust gave 20 million pounds to the hospital.",
        "Hey Jude sold 8 million copies.",
        "Good Morning Britain drew 2 million viewers.",
        "The regulator fined Acme 1.2 billion euros for tracking cookies.",
        "The court found that Acme had infringed copyright.",
        "Acme changed its privacy policy in March.",
        "Some 2 million people subscribe to the channel.",
        "This post was shared 2 million times.",
        "The death toll rose to 412, according to https://example.org/toll",
        "The share was <5 percent in May.",
    ],
)
def test_news_with_the_words_of_such_lines_is_a_statement(text: str) -> None:
    assert skip_reason(text, Span(0, len(text)), is_alone=False) is None


@pytest.mark.parametrize(
    ("reason", "texts"),
    [
        (
            SkipReason.BYLINE,
            [
                "By ANN SMITH",
                "By Ann Smith and Jan Lee in Lima",
                "Last updated on 5 May 2024 at 10:30 GMT",
                "Published 3 hours ago",
                "(Reporting by Ann Smith in Lima; writing by Jan Lee; edited by Bo Wu)",
                "Photo by Ann Smith",
            ],
        ),
        (
            SkipReason.GREETING,
            [
                "Good morning, everybody, and welcome to the 2024 debate.",
                "Thanks, Bob, we will be back at 9.",
                "Thanks to everybody who came.",
                "Hello everyone, I am Ann Smith.",
                "Dear Mr. Smith, the port was closed.",
                "Welcome to the show, which is about Peru.",
            ],
        ),
        (
            SkipReason.BOILERPLATE,
            [
                "Subscribe to our newsletter for 3 euros a month",
                "We use cookies to make your visit better.",
                "By continuing, you agree to our terms of use and our privacy policy.",
                "This article was amended on 5 June 2024.",
                "Source: https://example.org/toll",
                "© 2024 Acme News.",
            ],
        ),
    ],
)
def test_the_lines_around_an_article_are_left_out(reason: SkipReason, texts: list[str]) -> None:
    found = [skip_reason(text, Span(0, len(text)), is_alone=False) for text in texts]
    assert found == [reason] * len(texts)


def test_what_stands_alone_is_no_heading() -> None:
    text = "Russia strikes Odesa"
    assert skip_reason(text, Span(0, len(text)), is_alone=True) is None
    assert skip_reason(text, Span(0, len(text)), is_alone=False) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Peru closed its ports in May 2024.",
        "Unemployment fell to 4 percent.",
        "Ito said that the talks had failed.",
        "Ito said he will not sign.",
        "His terms for the talks remain largely unchanged.",
        "Peru is the largest producer of copper in South America.",
    ],
)
def test_is_worth_checking(text: str) -> None:
    assert score(text) >= MIDDLE


@pytest.mark.parametrize(
    "text",
    [
        "I think this is a wonderful idea.",
        "You should go and see it.",
        "The talks will fail next time.",
        "This underscores the complex nature of the conflict.",
        "The move raises questions about the true aims of Peru.",
        "It seems to be a distant prospect.",
        "It remains to be seen.",
    ],
)
def test_is_not_worth_checking(text: str) -> None:
    assert score(text) < MIDDLE


@pytest.mark.parametrize(
    "more",
    [
        "The ports were closed by the army in 1990.",
        "The ports were closed by the army of Peru.",
        "The ports were closed by the army, officials said.",
        "Most of the ports were closed by the army.",
    ],
)
def test_numbers_names_comparison_and_a_speaker_count_for_it(more: str) -> None:
    assert score(more) > score("The ports were closed by the army.")


@pytest.mark.parametrize(
    "less",
    [
        "The crucial ports were closed by the army.",
        "The ports were perhaps closed by the army.",
        "Our ports were closed by the army.",
        "Your ports were closed by the army.",
        "The ports were closed by the army and should open.",
        "The ports were closed by the army, which highlights it.",
        "The ports were closed.",
    ],
)
def test_judgement_hedges_and_the_writers_voice_count_against_it(less: str) -> None:
    assert score(less) < score("The ports were closed by the army.")


def test_a_forecast_counts_if_somebody_made_it() -> None:
    assert score("The army will close it.") < MIDDLE < score("He said the army will close it.")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Peru Closes Its Ports After Floods", SkipReason.HEADING),
        ("By Ann Smith", SkipReason.BYLINE),
        ("Thank you for having me.", SkipReason.GREETING),
        ("Did Peru close its ports in 1990?", SkipReason.QUESTION),
        ("Sign up for the newsletter that Acme has made.", SkipReason.BOILERPLATE),
        ("Not again.", SkipReason.FRAGMENT),
    ],
)
def test_what_states_nothing_is_told_why(text: str, reason: SkipReason) -> None:
    assert skip_reason(text, Span(0, len(text)), is_alone=False) is reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The talks will fail next time.", SkipReason.PREDICTION),
        ("This underscores the complex nature of the conflict.", SkipReason.OPINION),
        ("The man sat there.", SkipReason.NOT_CHECKWORTHY),
    ],
)
def test_what_is_not_worth_checking_is_told_why(text: str, reason: SkipReason) -> None:
    assert low_reason(text, Span(0, len(text))) is reason


def test_both_scores_count_and_neither_alone_decides() -> None:
    assert checkworthiness(0.5, 2.0) > checkworthiness(0.5, 0.0) > checkworthiness(0.5, -2.0)
    assert checkworthiness(0.9, 0.0) > checkworthiness(0.5, 0.0) > checkworthiness(0.1, 0.0)
    assert 0.0 <= checkworthiness(0.0, -20.0) < checkworthiness(1.0, 20.0) <= 1.0


@pytest.mark.parametrize(
    ("plan", "done"),
    [
        ("The bridge will reopen on Monday.", "The bridge did reopen on Monday."),
        ("The line will cost 2 billion pounds.", "The line did cost 2 billion pounds."),
        ("The club won't sell Smith.", "The club didn't sell Smith."),
        ("The plant will close next week.", "The plant did close next week."),
    ],
)
def test_a_plan_that_can_be_held_to_something_is_told_as_if_done(plan: str, done: str) -> None:
    assert come_about(plan) == done


@pytest.mark.parametrize(
    "words",
    [
        "That will change everything.",
        "Voters will remember this.",
        "We will cut taxes in May.",
        "The mayor will tell you that on Monday.",
        "The bridge closed on Monday.",
        "The will of Smith was read.",
        "Will Smith won an Oscar.",
        "Actor Will Smith won an Oscar.",
        "Closed on Monday.",
    ],
)
def test_what_nobody_can_be_held_to_and_what_is_no_plan_stays_as_it_is(words: str) -> None:
    assert come_about(words) is None


def test_the_month_of_may_leaves_nothing_open() -> None:
    assert score("Peru closed its port on 3 May.") == score("Peru closed its port on 3 June.")
    text = "The port closed in May."
    assert low_reason(text, Span(0, len(text))) is SkipReason.NOT_CHECKWORTHY


@pytest.mark.parametrize("unit", ["\u00e9 ", "oddly "])
def test_words_without_a_verb_are_read_in_linear_time(
    unit: str, is_linear: Callable[..., bool]
) -> None:
    assert is_linear(tells_event, unit, 6_000, 5)
