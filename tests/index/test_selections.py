"""What a filter leaves is known without a walk over the store for each new one."""

import json
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from index_samples import FERRY, HARBOUR, THREE, UNDATED, HashedWords

from factcheck.errors import IndexDamaged
from factcheck.index import Index, columns, filters, selections
from factcheck.index.database import Database
from factcheck.index.recent import Recent
from factcheck.index.selections import Selections
from factcheck.index.spans import Spans
from factcheck.index.store import Reader
from factcheck.policy.types import host_of
from factcheck.types import Document, Filters

Find = Callable[..., set[str]]
ISLAND = frozenset({"Island Post"})


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], int]]:
    """The fields that are read from the store from now on, and after which document."""
    asked: list[tuple[list[str], int]] = []
    saying = Spans.saying

    def watched(spans: Spans, fields: list[str], after: int, last: int) -> object:
        asked.append((fields, after))
        return saying(spans, fields, after, last)

    monkeypatch.setattr(Spans, "saying", watched)
    return asked


def test_a_field_is_read_when_a_filter_first_asks_for_it_and_then_only_what_is_new(
    index: Index, by_words: Find, by_meaning: Find, read: list[tuple[list[str], int]]
) -> None:
    index.add(THREE)
    assert by_meaning(index) == by_words(index) == {"harbour", "ferry", "undated"}
    assert read == []
    for day in ("2025-06-21", "2025-06-22"):
        assert by_meaning(index, as_of=day) == by_words(index, as_of=day) == {"harbour"}
    assert read == [(["effective"], 0)]
    assert by_meaning(index, as_of="2025-06-25", publishers=ISLAND) == {"ferry"}
    assert read[1:] == [(["publisher"], 0)]
    index.remove(["undated"])
    assert by_meaning(index, publishers=ISLAND) == by_words(index, publishers=ISLAND) == {"ferry"}
    assert read[2:] == []
    index.add([replace(FERRY, publisher="Harbour News"), replace(UNDATED, id="new")])
    assert by_meaning(index, publishers=ISLAND) == by_words(index, publishers=ISLAND) == {"new"}
    assert read[2:] == [(["publisher"], 3)]


def test_what_ids_select_is_looked_up_and_nothing_read_for_it(
    index: Index, by_meaning: Find, read: list[tuple[list[str], int]]
) -> None:
    index.add(THREE)
    assert by_meaning(index, documents=frozenset({"ferry", "gone"})) == {"ferry"}
    assert by_meaning(index, exclude_documents=frozenset({"ferry"})) == {"harbour", "undated"}
    assert read == []


@pytest.mark.parametrize(
    "values", [{"publishers": ISLAND}, {"as_of": "2025-06-21"}, {"languages": frozenset({"en"})}]
)
def test_a_filter_leaves_nothing_of_an_index_without_documents_and_later_what_was_added(
    index: Index, by_meaning: Find, by_words: Find, values: dict[str, object]
) -> None:
    assert by_meaning(index, **values) == by_words(index, **values) == set()
    index.add(THREE)
    assert by_meaning(index, **values) == by_words(index, **values) != set()


@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_fields_are_read_in_parts(
    index: Index, by_meaning: Find, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(columns, "_AT_ONCE", at_once)
    long = " ".join(f"Sentence {i} on the bridge goes on for quite a while." for i in range(60))
    index.add([HARBOUR, Document(id="long", text=long, publisher="Island Post"), UNDATED])
    assert by_meaning(index, publishers=ISLAND) == {"long", "undated"}
    assert by_meaning(index, publishers=frozenset({"Harbour News"})) == {"harbour"}


def test_an_earlier_state_is_told_of_as_it_was_also_when_more_is_known(built: Path) -> None:
    known, island = Selections(), Filters(publishers=ISLAND)
    store = Database(built, writable=False)
    with closing(store), store.reading() as before:
        old = Reader(built, before)
        assert old.commit().number == 1
        with Index.open(built, HashedWords(), writable=True) as index:
            index.add([replace(UNDATED, id="new")])
            index.remove(["ferry"])
        with store.reading() as after:
            assert keys(known.allowed(island, Reader(built, after))) == [3, 4]
        assert keys(known.allowed(island, old)) == [2, 3]
        assert keys(known.allowed(Filters(), old)) == [1, 2, 3]


def keys(allowed: np.ndarray) -> list[int]:
    """The keys that may be found; none has the key 0."""
    return [key for key in np.flatnonzero(allowed).tolist() if key]


def test_nobody_waits_while_a_field_is_read_who_asks_for_something_else(
    index: Index, by_words: Find, by_meaning: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.add(THREE)
    by_meaning(index, as_of="2025-06-21")
    begun, may_end = threading.Event(), threading.Event()
    up_to = selections.up_to

    def slow(*arguments: Any) -> object:
        begun.set()
        assert may_end.wait(30)
        return up_to(*arguments)

    monkeypatch.setattr(selections, "up_to", slow)
    found: list[set[str]] = []
    waiting = threading.Thread(
        target=lambda: found.append(by_meaning(index, publishers=ISLAND)), daemon=True
    )
    waiting.start()
    assert begun.wait(30)
    try:
        for find in (by_words, by_meaning):
            assert find(index) == {"harbour", "ferry", "undated"}
            assert find(index, as_of="2025-06-24") == {"harbour"}
            assert find(index, exclude_documents=frozenset({"ferry"})) == {"harbour", "undated"}
        assert found == []
    finally:
        may_end.set()
    waiting.join(30)
    assert found == [{"ferry", "undated"}]


def test_a_store_without_the_list_of_what_is_left_out_is_searched_all_the_same(
    built: Path, encoder: HashedWords, by_words: Find, by_meaning: Find
) -> None:
    with Index.open(built, encoder, writable=True) as index:
        index.remove(["ferry"])
    with closing(sqlite3.connect(built / "store.sqlite")) as store:
        store.execute("DROP INDEX documents_left_out")
    with Index.open(built, encoder) as index:
        assert by_meaning(index) == by_words(index) == {"harbour", "undated"}
    with Index.open(built, encoder, writable=True) as index:
        assert by_meaning(index) == {"harbour", "undated"}
    with closing(sqlite3.connect(built / "store.sqlite")) as store:
        spans = Spans(built, store, 3)
        plans: list[str] = []
        store.set_trace_callback(plans.append)
        assert spans.left_out() == [(2, 3)]
        assert spans.reviews() == []
        store.set_trace_callback(None)
        for query in plans:
            plan = store.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
            assert "USING INDEX documents_left_out" in plan[0][-1]


@pytest.mark.parametrize("change", ["first_key = 0", "passages = -1", "passages = 1000000000"])
@pytest.mark.parametrize("values", [{"publishers": ISLAND}, {"documents": frozenset({"ferry"})}])
def test_keys_that_were_never_given_are_damage(
    built: Path, encoder: HashedWords, by_meaning: Find, change: str, values: dict[str, object]
) -> None:
    with closing(sqlite3.connect(built / "store.sqlite")) as store:
        store.execute(f"UPDATE documents SET {change} WHERE id = 'ferry'")
        store.commit()
    with (
        Index.open(built, encoder) as index,
        pytest.raises(IndexDamaged, match="keys that were never given"),
    ):
        by_meaning(index, **values)


@pytest.mark.parametrize("value", ["NULL", "'x'", "x'ff'"])
@pytest.mark.parametrize("values", [{"publishers": ISLAND}, {"documents": frozenset({"ferry"})}])
def test_keys_that_are_no_numbers_are_damage(
    built: Path, encoder: HashedWords, by_meaning: Find, value: str, values: dict[str, object]
) -> None:
    with closing(sqlite3.connect(built / "store.sqlite")) as store:
        store.execute("PRAGMA writable_schema = ON")  # as a damaged page, which obeys no schema
        relaxed = "replace(sql, 'first_key INTEGER NOT NULL', 'first_key')"
        store.execute(f"UPDATE sqlite_master SET sql = {relaxed} WHERE name = 'documents'")
        store.commit()
    with closing(sqlite3.connect(built / "store.sqlite")) as store:
        store.execute(f"UPDATE documents SET first_key = {value} WHERE id = 'ferry'")
        store.commit()
    with (
        Index.open(built, encoder) as index,
        pytest.raises(IndexDamaged, match="keys that were never given"),
    ):
        by_meaning(index, **values)


def test_the_last_answers_are_kept() -> None:
    made: list[int] = []

    def make(number: int) -> str:
        made.append(number)
        return str(number)

    recent: Recent[int, str] = Recent()
    for number in [*range(32), 0, 32, 0, 1]:
        assert recent.of(number, lambda number=number: make(number)) == str(number)
    assert made == [*range(33), 1]


@given(
    st.lists(st.sampled_from([*"aB1.:/?#@[]\\%\u00fc \n", "//", "https://", "www.", "x.example"]))
)
def test_what_is_read_of_an_address_names_its_host(parts: list[str]) -> None:
    url = "".join(parts)
    with closing(sqlite3.connect(":memory:")) as store:
        query = f"SELECT {filters.SOURCE} FROM (SELECT 'P' AS publisher, ? AS url)"
        (told,) = store.execute(query, (url,)).fetchone()
    publisher, head = json.loads(told)
    assert (publisher, host_of(head)) == ("P", host_of(url))
