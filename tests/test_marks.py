"""Marks: on which page, or at which time, a part of a text stands."""

import pytest
from hypothesis import given, strategies as st

from factcheck import Document, InvalidInput, Mark
from factcheck.marks import from_rows, mark_at, marks_within, to_rows
from factcheck.wording import page_or_time

PAGES = (Mark(0, page=1), Mark(10, page=2), Mark(10, page=3), Mark(20, page=4))


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (9, 1), (10, 3), (19, 3), (20, 4), (99, 4)])
def test_an_offset_stands_under_the_last_mark_before_it(offset: int, page: int) -> None:
    assert mark_at(PAGES, offset).page == page


def test_before_the_first_mark_nothing_is_known() -> None:
    assert mark_at((Mark(5, page=1),), 4) == Mark(4)
    assert mark_at((), 4) == Mark(4)


@given(
    starts=st.lists(st.integers(0, 50), max_size=9).map(sorted),
    span=st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted),
)
def test_the_marks_of_a_span_tell_the_same_of_every_place_in_it(
    starts: list[int], span: list[int]
) -> None:
    marks = [Mark(start, page=number) for number, start in enumerate(starts, 1)]
    start, end = span
    within = marks_within(marks, start, end)
    for offset in range(start, end):
        assert mark_at(within, offset).page == mark_at(marks, offset).page


def test_marks_come_back_from_their_rows() -> None:
    marks = (*PAGES, Mark(30, time=12.5))
    assert from_rows(to_rows(marks)) == marks


@pytest.mark.parametrize(
    "marks",
    [
        (Mark(3, page=2), Mark(2, page=1)),
        (Mark(99, page=1),),
        ("page 1",),
    ],
)
def test_a_document_refuses_marks_that_are_not_of_its_text(marks: tuple[Mark, ...]) -> None:
    with pytest.raises(InvalidInput, match="marks"):
        Document(text="A short text.", marks=marks)


@pytest.mark.parametrize(
    "values",
    [(-1,), (True,), (0, 0), (0, 1.5), (0, None, -1.0), (0, None, float("nan")), (0, None, "1")],
)
def test_a_mark_refuses_what_is_no_offset_page_or_time(values: tuple[object, ...]) -> None:
    with pytest.raises(InvalidInput, match="marks"):
        Mark(*values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("page", "time", "shown"),
    [(3, None, "p. 3"), (None, 725.9, "00:12:05"), (None, 0.0, "00:00:00"), (None, None, "")],
)
def test_a_place_is_told_in_words(page: int | None, time: float | None, shown: str) -> None:
    assert page_or_time(page, time) == shown
