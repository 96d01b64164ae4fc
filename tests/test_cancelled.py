"""What was announced and then called off."""

import pytest

from factcheck.cancelled import called_off


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The train strike planned for Thursday has been called off.", "called off"),
        ("The union called the train strike off on Thursday.", "called the train strike off"),
        ("Drivers cancelled the train strike, so all is as usual.", "cancelled"),
        ("The train strike on Thursday will not go ahead.", "not go ahead"),
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
        ("", ""),
    ],
)
def test_what_took_place_or_is_on_again(claim: str, sentence: str) -> None:
    assert called_off(claim, sentence) is None
