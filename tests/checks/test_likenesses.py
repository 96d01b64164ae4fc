"""As much is not more."""

from __future__ import annotations

import pytest

from factcheck.checks.likenesses import only_as_much


@pytest.mark.parametrize(
    ("claim", "passage", "words"),
    [
        ("It is deadlier than the first.", "It is as deadly as the first.", "as deadly as"),
        ("Women were hit harder than men.", "Women were hit as hard as men.", "as hard as"),
        ("It is bigger than a cat.", "It is just as big as a cat.", "as big as"),
        ("It is larger than a cat.", "It is as large as a cat.", "as large as"),
        (
            "Pain was more common with the drug.",
            "Pain was as common with the drug as without.",
            "as common with the drug as",
        ),
    ],
)
def test_as_much_bears_out_no_more(claim: str, passage: str, words: str) -> None:
    assert only_as_much(claim, passage) == words


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("It is faster than the old one.", "It is twice as fast as the old one."),
        ("It is slower than the old one.", "It is not as slow as the old one."),
        ("It is faster than the old one.", "It is faster than the old one, and as fast as a car."),
        ("It is faster than the old one.", "It is as quiet as the old one."),
        ("It is no faster than the old one.", "It is as fast as the old one."),
        ("The train is faster than the bus.", "The train is as fast as a plane."),
        ("It took longer than planned.", "It went on as long as it rained."),
    ],
)
def test_all_else_is_left_alone(claim: str, passage: str) -> None:
    assert only_as_much(claim, passage) is None
