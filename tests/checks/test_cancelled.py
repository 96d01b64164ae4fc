"""What was announced and then called off."""

import pytest

from factcheck.checks.cancelled import called_off


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The train strike planned for Thursday has been called off.", "called off"),
        ("The union called the train strike off on Thursday.", "called the train strike off"),
        ("Drivers cancelled the train strike, so all is as usual.", "cancelled"),
        ("The train strike on Thursday will not go ahead.", "not go ahead"),
        ("The train strike on Thursday will no longer take place.", "no longer take place"),
        ("The union has put off the train strike on Thursday.", "has put off"),
        ("The union dropped plans for a train strike on Thursday.", "dropped plans"),
    ],
)
def test_what_is_announced_was_called_off(sentence: str, words: str) -> None:
    assert called_off("There will be a train strike on Thursday.", sentence) == words


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The trains stood still on Thursday.", "The train strike on Thursday was called off."),
        ("The strike will be called off.", "The strike was called off."),
        ("The match will be on Friday.", "The match was postponed until Friday."),
        ("The match will be on Friday.", "The concert was cancelled, the match is on Friday."),
        ("The match will be on Friday.", "The match on Friday was not cancelled."),
        ("The match will be on Friday.", "The club denied that the Friday match was cancelled."),
        ("The match will be on Friday.", "The match on Friday may be cancelled."),
        ("The match will be on Friday.", "The match was postponed from Sunday to Friday."),
        ("The match will be in Hull.", "The match in Hull was postponed because of snow."),
        ("The match will be played on Friday.", "The postponed match will be played on Friday."),
        (
            "The mill in Hull will be turned into flats.",
            "The abandoned mill in Hull will be flats.",
        ),
        ("There will be no match on Friday.", "The match on Friday has been cancelled."),
        ("The school will be closed on Friday.", "Classes at the school on Friday are cancelled."),
        ("", ""),
    ],
)
def test_what_took_place_or_is_on_again(claim: str, sentence: str) -> None:
    assert called_off(claim, sentence) is None
