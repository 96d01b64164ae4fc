"""How a passage is read: whole, by its sentences, in runs where it is long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from factcheck.checks.voices import OwnWord
from factcheck.crossencoders import CrossEncoder
from factcheck.stance.reading import Job, Reading, read
from factcheck.types import DocumentRef, Hit, Passage, Span, Stance

CLAIM = "The bridge is closed."
FIRST, SECOND = "The mayor spoke on Monday.", "The old bridge is closed to lorries."
BOTH = f"{FIRST} {SECOND}"
SUPPORT, REFUTE, NOTHING = (3.0, 0.0, 0.0), (0.0, 3.0, 0.0), (0.0, 0.0, 3.0)
# The strongest of three readings, of both sentences and of each, counts for a third.
AMONG_THREE = np.log(3)


class Script:
    """A model that says what the test wants of each reading, and keeps what it was given.

    A token is a word.
    """

    def __init__(self, scores: Mapping[str, tuple[float, float, float]], window: int = 64) -> None:
        self.window, self._scores = window, scores
        self.read: list[str] = []

    def tokens(self, text: str) -> int:
        return len(text.split())

    def readable(self, claim: str) -> str:
        return claim

    def is_word(self, word: str) -> bool:
        return True

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        self.read += [passage for passage, _ in pairs]
        found = [self._scores.get(passage, NOTHING) for passage, _ in pairs]
        return np.array(found, dtype=np.float64).reshape(len(pairs), 3)


def reading(script: Script, text: str, claim: str = CLAIM, own: OwnWord | None = None) -> Reading:
    passage = Passage(1, DocumentRef("d"), 0, len(text), text, "2025-01-01")
    job = Job(claim, [Hit(passage, 0.1, dense=0.5)], own)
    (found,) = read(cast(CrossEncoder, script), [job])
    return found


def test_a_passage_that_says_nothing_as_a_whole_is_read_once() -> None:
    script = Script({BOTH: NOTHING})
    found = reading(script, BOTH)
    assert script.read == [BOTH]
    assert found.features[:2] == pytest.approx([-3 - AMONG_THREE] * 2)


def test_one_that_says_something_is_read_by_its_sentences_too() -> None:
    script = Script({BOTH: (0.6, 0.0, 0.0), SECOND: SUPPORT})
    found = reading(script, BOTH)
    assert script.read == [BOTH, FIRST, SECOND]
    assert found.features[0] == pytest.approx(3 - AMONG_THREE)
    assert found.rationale(Stance.SUPPORTS) == Span(len(FIRST) + 1, len(BOTH))


def test_the_strongest_of_each_side_counts_wherever_it_was_read() -> None:
    found = reading(Script({BOTH: SUPPORT, FIRST: REFUTE}), BOTH)
    assert found.features[:2] == pytest.approx([3 - AMONG_THREE] * 2)
    assert found.features[5] == 1.0
    assert reading(Script({FIRST: SUPPORT}), FIRST).features[5] == 0.0
    rest = found.without([found.spans[1]])
    assert rest is not None and rest.features[5] == 1.0, "what is left of a longer passage"
    assert found.rationale(Stance.REFUTES) == Span(0, len(FIRST))


def test_a_single_sentence_is_read_once() -> None:
    script = Script({SECOND: SUPPORT})
    found = reading(script, SECOND)
    assert script.read == [SECOND]
    assert (found.sentences, found.spans) == (1, (Span(0, len(SECOND)),))


def test_a_passage_longer_than_the_window_is_always_read_by_its_sentences() -> None:
    script = Script({}, window=20)
    reading(script, f"{BOTH} {BOTH}")
    assert script.read.count(FIRST) >= 2
    assert script.read.count(SECOND) >= 2
    assert "".join(script.read).count(FIRST) == 4  # by itself and in a run, twice


def test_of_sentences_that_were_not_read_the_one_nearest_in_words_stands_for_the_passage() -> None:
    found = reading(Script({BOTH: (0.2, 0.0, 0.0)}), BOTH)
    assert found.rationale(Stance.SUPPORTS) == Span(len(FIRST) + 1, len(BOTH))
    assert found.leads[: found.sentences].max() == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("first", "own"),
    [
        ("The mayor denied it.", None),
        ("The mayor spoke on Monday.", OwnWord("the mayor", Stance.SUPPORTS)),
    ],
)
def test_where_somebodys_words_may_be_left_out_the_rest_is_read_by_itself(
    first: str, own: OwnWord | None
) -> None:
    both = f"{first} {SECOND}"
    script = Script({both: NOTHING, SECOND: REFUTE})
    found = reading(script, both, own=own)
    assert script.read == [both, first, SECOND]
    rest = found.without([Span(0, len(first))])
    assert rest is not None
    assert rest.leads.tolist() == [[0.0, 3.0]]


def test_no_passage_no_reading() -> None:
    assert read(cast(CrossEncoder, Script({})), [Job(CLAIM, [])]) == []
