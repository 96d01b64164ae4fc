"""Messages name the value without repeating a megabyte of it."""

from __future__ import annotations

from hypothesis import given, strategies as st

from factcheck.errors import InvalidInput, shown


@given(st.one_of(st.text(max_size=500), st.binary(max_size=500), st.lists(st.integers())))
def test_no_value_makes_a_message_long(value: object) -> None:
    assert len(shown(value)) <= 160


def test_of_a_long_path_the_name_of_the_file_is_kept() -> None:
    error = InvalidInput("text", "/home/desk/" + "archive/" * 20 + "greeting.txt", "must be read")
    assert str(error).startswith("text: must be read; got '/home/desk/archive/")
    assert "…" in str(error)
    assert str(error).endswith("/greeting.txt'")
