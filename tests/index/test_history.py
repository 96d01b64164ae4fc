"""Earlier states: listed, opened as they were, exported, and given up by compaction."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from index_samples import FERRY, HARBOUR, THREE, UNDATED, HashedWords

from factcheck.errors import (
    DocumentNotFound,
    IndexLocked,
    IndexNotFound,
    InvalidInput,
    SnapshotNotFound,
)
from factcheck.index import Index, segments
from factcheck.index.archive import export_index, import_index
from factcheck.index.history import PastState, compact, snapshots
from factcheck.index.verification import verify
from factcheck.retrieve import copies, retrieve
from factcheck.types import Document, Filters

Find = Callable[..., set[str]]
CHANGED = replace(FERRY, text="The second ferry is cancelled until the bridge opens.")


def answers(folder: Path, encoder: HashedWords) -> list[object]:
    """Everything that a search in this index says, scores included."""
    with Index.open(folder, encoder) as index:
        (near,) = index.search_dense(encoder.encode(["bridge ferry"]), 50, Filters())
        worded = index.search_words("bridge ferry harbour the second", 50, Filters())
        late = index.search_words("bridge ferry", 50, Filters(as_of="2025-06-21"))
        found = index.passages(sorted({key for key, _ in near}))
        return [index.snapshot, worded, late, near, found, index.info().documents]


def test_every_commit_is_a_state_with_its_time_and_counts(index: Index) -> None:
    empty = index.snapshot
    index.add(THREE)
    three = index.snapshot
    index.remove(["ferry"])
    listed = index.snapshots()
    assert [item.id for item in listed] == [empty, three, index.snapshot]
    assert [item.documents for item in listed] == [0, 3, 2]
    assert listed[-1].passages == index.info().passages
    assert all(item.at.endswith("Z") for item in listed)


def test_a_past_state_answers_as_the_index_did_then(tmp_path: Path, encoder: HashedWords) -> None:
    path = tmp_path / "index"
    with Index.create(path, encoder) as index:
        index.add(THREE)
    then, before = snapshots(path)[-1].id, answers(path, encoder)
    with Index.open(path, encoder, writable=True) as index:
        index.add([CHANGED, Document(id="new", text="A new bridge over the harbour.")])
        index.remove(["harbour"])
    assert answers(path, encoder) != before
    with PastState(path, then) as past:
        assert answers(past.folder, encoder) == before
        assert verify(past.folder).repaired == ()
        assert past.folder.name == "index"
    assert not past.folder.exists()


def test_the_newest_state_can_be_opened_by_id_too(built: Path, encoder: HashedWords) -> None:
    with PastState(built, snapshots(built)[-1].id) as past:
        assert answers(past.folder, encoder) == answers(built, encoder)


def test_a_state_that_never_was_is_named(built: Path) -> None:
    with pytest.raises(SnapshotNotFound, match=r"0000.*factcheck index snapshots"):
        PastState(built, "0000")
    with pytest.raises(IndexNotFound):
        PastState(built.parent / "nothing", "0000")


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from(["a", "b", "c"]), st.integers(0, 3)),
        st.tuples(st.just("remove"), st.sampled_from(["a", "b", "c"]), st.just(0)),
    ),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_any_state_of_any_history_comes_back_whole(
    steps: list[tuple[str, str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    encoder, path = HashedWords(), tmp_path_factory.mktemp("history") / "index"
    seen: dict[str, list[object]] = {}
    Index.create(path, encoder).close()
    for action, name, number in steps:
        with Index.open(path, encoder, writable=True) as index:
            if action == "add":
                text = f"The bridge {number} of {name}. The ferry waits {number} hours."
                index.add([Document(id=name, title=name, published="2025-06-20", text=text)])
            else:
                try:
                    index.remove([name])
                except DocumentNotFound:
                    continue
        seen[snapshots(path)[-1].id] = answers(path, encoder)
    for snapshot, expected in seen.items():
        with PastState(path, snapshot) as past:
            assert answers(past.folder, encoder) == expected


def test_compacting_gives_up_what_is_not_present_and_nothing_else(
    tmp_path: Path, encoder: HashedWords
) -> None:
    path = tmp_path / "index"
    with Index.create(path, encoder) as index:
        index.add(THREE)
        first = index.snapshot
        index.add([CHANGED])
        index.remove(["harbour"])
    before = answers(path, encoder)
    assert compact(path).versions == 2
    assert answers(path, encoder) == before
    assert [item.id for item in snapshots(path)] == [before[0]]
    assert verify(path).repaired == ()
    with pytest.raises(SnapshotNotFound):
        PastState(path, first)
    with Index.open(path, encoder) as index:
        assert index.get("ferry").version == 2
        with pytest.raises(DocumentNotFound):
            index.get("ferry", version=1)


def test_neither_keys_nor_version_numbers_come_twice_after_compacting(
    tmp_path: Path, encoder: HashedWords
) -> None:
    path = tmp_path / "index"
    with Index.create(path, encoder) as index:
        index.add([HARBOUR, FERRY])
        (found,) = index.search_dense(encoder.encode(["ferry"]), 50, Filters())
        index.remove(["ferry"])
    compact(path)
    with Index.open(path, encoder, writable=True) as index:
        index.add([FERRY, UNDATED])
        assert index.get("ferry").version == 2
        (again,) = index.search_dense(encoder.encode(["ferry"]), 50, Filters())
        fresh = {key for key, _ in again} - {key for key, _ in found}
        assert min(fresh) > max(key for key, _ in found)
    assert verify(path).repaired == ()


def test_compacting_makes_the_index_smaller(tmp_path: Path, encoder: HashedWords) -> None:
    path = tmp_path / "index"
    words = np.random.default_rng(1).integers(0, 10_000, (300, 90)).astype(str)
    with Index.create(path, encoder) as index:
        index.add([Document(id=f"d{i}", text=" ".join(row)) for i, row in enumerate(words)])
        index.remove([f"d{i}" for i in range(290)])
    done = compact(path)
    assert done.versions == 290
    assert done.bytes_after < done.bytes_before / 4


def test_only_a_lone_writer_compacts(built: Path, encoder: HashedWords) -> None:
    with closing(Index.open(built, encoder, writable=True)), pytest.raises(IndexLocked):
        compact(built)


@pytest.mark.parametrize("removed", ["harbour", "ferry", "undated"])
def test_a_compaction_that_was_cut_off_leaves_an_index_that_can_be_searched(
    tmp_path: Path,
    built: Path,
    encoder: HashedWords,
    by_meaning: Find,
    monkeypatch: pytest.MonkeyPatch,
    removed: str,
) -> None:
    left = {"harbour", "ferry", "undated"} - {removed}
    with Index.open(built, encoder, writable=True) as index:
        index.remove([removed])
    with Index.open(built, encoder) as reader, monkeypatch.context() as patch:
        assert by_meaning(reader) == left
        patch.setattr(segments, "merge", cut_off)
        with pytest.raises(KeyboardInterrupt):
            compact(built)
        assert by_meaning(reader, as_of="9999-12-31") == left
        assert by_meaning(reader, reviews=True) == set()
    for writable in (False, True):
        with Index.open(built, encoder, writable=writable) as index:
            assert by_meaning(index) == left
    verify(built)
    export_index(built, tmp_path / "index.tar")
    import_index(tmp_path / "index.tar", tmp_path / "imported")
    with Index.open(tmp_path / "imported", encoder) as index:
        assert by_meaning(index) == left


def cut_off(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_readers_go_on_while_an_index_is_compacted(
    built: Path, encoder: HashedWords, by_words: Find, by_meaning: Find
) -> None:
    with Index.open(built, encoder) as reader:
        assert by_meaning(reader) == {"harbour", "ferry", "undated"}
        with Index.open(built, encoder, writable=True) as index:
            index.add([CHANGED])
            index.remove(["harbour"])
        compact(built)
        assert by_words(reader) == by_meaning(reader) == {"ferry", "undated"}


@pytest.mark.parametrize("last_step", ["search_words", "vectors"])
def test_a_search_whose_finds_are_given_up_meanwhile_is_made_again(
    built: Path, encoder: HashedWords, monkeypatch: pytest.MonkeyPatch, last_step: str
) -> None:
    after(monkeypatch, last_step, lambda: give_up_ferry(built, encoder))
    with Index.open(built, encoder) as reader:
        (hits,) = retrieve(reader, encoder, ["a second ferry"], 3, Filters())
    texts = {hit.passage.text for hit in hits}
    assert CHANGED.text in texts
    assert FERRY.text not in texts


def test_copies_are_looked_for_again_where_they_were_given_up_meanwhile(
    built: Path, encoder: HashedWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    after(monkeypatch, "search_dense", lambda: give_up_ferry(built, encoder))
    with Index.open(built, encoder) as reader:
        assert copies(reader, encoder, CHANGED.text) == ["ferry"]


def test_only_who_asks_for_what_was_given_up_is_told_that_the_key_is_wrong(
    built: Path, encoder: HashedWords
) -> None:
    with Index.open(built, encoder) as reader:
        assert reader.passages([2])[0].text == FERRY.text
        give_up_ferry(built, encoder)
        for ask in (reader.passages, reader.vectors):
            for key in (2, 99, -1, 2**70):
                with pytest.raises(InvalidInput, match="keys: must be keys of passages"):
                    ask([key])


def give_up_ferry(folder: Path, encoder: HashedWords) -> None:
    with Index.open(folder, encoder, writable=True) as index:
        index.add([CHANGED])
    compact(folder)


def after(monkeypatch: pytest.MonkeyPatch, step: str, change: Callable[[], None]) -> None:
    """Have something happen once, right after the next step of a search."""
    whole, coming = getattr(Index, step), [change]

    def stepped(index: Index, *arguments: object) -> object:
        found = whole(index, *arguments)
        if coming:
            coming.pop()()
        return found

    monkeypatch.setattr(Index, step, stepped)
