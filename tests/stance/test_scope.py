"""What the sentences of a passage are on, beside what the model sees in them."""

from __future__ import annotations

import numpy as np
import pytest

from factcheck.language.text import sentences
from factcheck.stance.reading import Reading
from factcheck.stance.scope import is_on, names_less, of_a_part
from factcheck.types import DocumentRef, Hit, Passage, Span

CLAIM = "There was no new order for about three years."
CALDER = "It was the hardest decision in my nine years at Calder. We all know that."


def reading(text: str, *leads: tuple[float, float]) -> Reading:
    spans = tuple(sentences(text))
    table = np.array(leads or [(0.0, 1.0)] * len(spans))
    return Reading(spans, len(spans), table, similarity=0.5, coverage=0.5, nearest=0.5)


def hit(text: str, title: str | None = None) -> Hit:
    document = DocumentRef("a", title=title, published="2025-09-16")
    return Hit(Passage(1, document, 0, len(text), text, "2025-09-16"), 1.0, 0.5)


def test_a_figure_of_something_else_is_not_contrary() -> None:
    start = CALDER.index("nine")
    assert not is_on(CLAIM, CALDER, reading(CALDER), Span(start, start + 4))


def test_the_next_sentence_tells_of_what_a_figure_is() -> None:
    text = "It was on 7 May 2025. The earthquake hit Norland. It killed 400."
    rival = Span(text.index("7"), text.index("7") + 10)
    assert is_on("The earthquake in Norland was on 5 May 2025.", text, reading(text), rival)


def test_of_a_part_is_what_all_sentences_are_that_speak_up() -> None:
    text = "Youth unemployment was 9 percent. The weather was fine."
    claim = "Unemployment was 9 percent."
    assert of_a_part(claim, text, reading(text, (3, -1), (-2, -2))) == "Youth unemployment"
    assert of_a_part(claim, text, reading(text, (3, -1), (1, -2))) is None


@pytest.mark.parametrize(
    ("title", "is_told"), [("Storm Berit hits Wexmoor", True), ("A night of rain", False)]
)
def test_what_a_sentence_leaves_out_its_title_may_tell(title: str, is_told: bool) -> None:
    text = "About 430 homes were flooded. The mayor was there."
    found = names_less(
        "Storm Berit flooded about 430 homes in Wexmoor.",
        hit(text, title),
        reading(text, (-2, 1), (-2, -1)),
    )
    assert found == (Span(0, 29), is_told)


def test_another_sentence_that_speaks_against_it_counts() -> None:
    text = "About 430 homes were flooded. In Wexmoor none was."
    claim = "Storm Berit flooded about 430 homes in Wexmoor."
    assert names_less(claim, hit(text), reading(text, (-2, 1), (-2, 2))) is None
