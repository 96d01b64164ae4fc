"""Messages name the value without repeating a megabyte of it, and reach other processes whole."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, strategies as st

from factcheck import errors
from factcheck.errors import FactcheckError, InvalidInput, shown


@given(st.one_of(st.text(max_size=500), st.binary(max_size=500), st.lists(st.integers())))
def test_no_value_makes_a_message_long(value: object) -> None:
    assert len(shown(value)) <= 160


def test_of_a_long_path_the_name_of_the_file_is_kept() -> None:
    error = InvalidInput("text", "/home/desk/" + "archive/" * 20 + "greeting.txt", "must be read")
    assert str(error).startswith("text: must be read; got '/home/desk/archive/")
    assert "…" in str(error)
    assert str(error).endswith("/greeting.txt'")


@pytest.mark.parametrize(
    "error",
    [
        FactcheckError("plain"),
        InvalidInput("k", 51, "must be at most 50", limit=50),
        errors.HostNotAllowed("url", "http://10.0.0.7", "must be public"),
        errors.InvalidSource("notes.jsonl", 3, "is no object"),
        errors.IndexNotFound("notes"),
        errors.SnapshotNotFound("notes", "0" * 32),
        errors.DocumentNotFound("n1"),
        errors.OriginalNotFound("n1"),
        errors.WatchNotFound("w1"),
        errors.IndexDamaged("notes", "cut short"),
        errors.IndexLocked("notes", 7, "desk"),
        errors.IndexReadOnly("notes"),
        errors.ModelNotFound("stance", "no weights"),
        errors.WatchFailure("watches.db", "no database"),
        errors.FetchFailure("https://example.org", "took too long", limit=30),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_is_the_same_in_another_process(error: FactcheckError) -> None:
    other = pickle.loads(pickle.dumps(error))
    assert (type(other), str(other), vars(other)) == (type(error), str(error), vars(error))
