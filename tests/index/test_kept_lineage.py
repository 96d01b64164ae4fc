"""The lineage of an index follows its changes, reads only those, and is that of the whole set."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from index_samples import HashedWords

from factcheck.index import Index
from factcheck.lineage import kept as kept_lineage
from factcheck.lineage.kept import FILE, KeptLineage
from factcheck.lineage.tracing import Lineage, trace
from factcheck.types import Document

REPORTS = (
    "The ministry said on {day} that the harbour bridge would stay closed for {n} weeks while "
    "engineers look for cracks in its southern pillar. Traffic is sent over the old weir.",
    "Divers saw a broken cable near the island on {day}, and the ferry company stopped its night "
    "service; {n} passengers spent the night in a school, where the fire brigade cooked for them.",
    "A court fined the brewery {n} thousand euros on {day} after neighbours had measured the noise "
    "of its new bottling plant from their gardens. The owner, who wants to appeal, was not heard.",
)


def report(name: int, story: int, day: int) -> Document:
    """Reports of one story are light rewrites of each other."""
    text = REPORTS[story].format(day=("Monday", "Tuesday")[day % 2], n=day)
    return Document(id=f"d{name:02}", text=text, published=f"2025-03-{day:02}")


POOL = [report(i, i % 3, 1 + i) for i in range(12)]


class Reads:
    """Counts the documents that were read."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, number: int) -> None:
        self.count += number


@pytest.fixture
def ask(index: Index) -> Callable[[], tuple[Lineage, int]]:
    """The newest lineage, as another process would find it, and how many documents were read."""

    def newest() -> tuple[Lineage, int]:
        reads = Reads()
        return KeptLineage(index).newest(reads), reads.count

    return newest


def test_of_long_documents_few_are_read_at_a_time(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_lineage, "_PAGE_CHARS", 1)
    index.add(POOL)
    pages: list[int] = []
    assert KeptLineage(index).newest(pages.append) == trace(POOL)
    assert pages == [1] * len(POOL)


def test_only_what_is_new_is_read(index: Index, ask: Callable[[], tuple[Lineage, int]]) -> None:
    index.add(POOL[:6])
    assert ask() == (trace(POOL[:6]), 6)
    assert ask() == (trace(POOL[:6]), 0)
    index.add(POOL[6:8])
    assert ask() == (trace(POOL[:8]), 2)


def test_a_removed_document_joins_nothing_any_more(
    index: Index, ask: Callable[[], tuple[Lineage, int]]
) -> None:
    index.add(POOL[:6])
    ask()
    index.remove(["d00"])
    found, read = ask()
    assert (found, read) == (trace(POOL[1:6]), 0)
    assert "d00" not in found.origins


def test_a_replaced_document_is_read_again(
    index: Index, ask: Callable[[], tuple[Lineage, int]]
) -> None:
    index.add(POOL[:6])
    ask()
    moved = report(0, 1, 9)
    index.add([moved])
    assert ask() == (trace([moved, *POOL[1:6]]), 1)


def test_within_one_process_nothing_is_read_twice(index: Index) -> None:
    kept, reads = KeptLineage(index), Reads()
    for start in range(0, 12, 4):
        index.add(POOL[start : start + 4])
        kept.newest(reads)
    assert reads.count == 12


@pytest.mark.parametrize("damage", [lambda whole: b"", lambda whole: whole[: len(whole) // 2]])
def test_a_damaged_file_is_made_anew(
    index: Index,
    tmp_path: Path,
    ask: Callable[[], tuple[Lineage, int]],
    damage: Callable[[bytes], bytes],
) -> None:
    index.add(POOL)
    ask()
    path = tmp_path / "index" / FILE
    path.write_bytes(damage(path.read_bytes()))
    assert ask() == (trace(POOL), 12)
    assert ask()[1] == 0


def test_every_flipped_byte_is_noticed_or_does_not_matter(
    index: Index, tmp_path: Path, ask: Callable[[], tuple[Lineage, int]]
) -> None:
    index.add(POOL)
    ask()
    path = tmp_path / "index" / FILE
    whole = path.read_bytes()
    for at in random.Random(1).sample(range(len(whole)), 60):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        assert ask()[0] == trace(POOL)


def test_a_directory_that_cannot_be_written_to_serves_as_well(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    index.add(POOL)
    monkeypatch.setattr("factcheck.lineage.fingerprint_files.tempfile.mkstemp", refuse)
    kept = KeptLineage(index)
    assert kept.newest() == trace(POOL)
    assert not (tmp_path / "index" / FILE).exists()


@settings(max_examples=10, deadline=None)
@given(order=st.permutations(POOL), cuts=st.lists(st.integers(0, 12), max_size=3))
def test_the_order_and_the_portions_of_arrival_do_not_matter(
    order: list[Document], cuts: list[int]
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Index.create(Path(folder, "index"), HashedWords()) as index,
    ):
        kept = KeptLineage(index)
        for start, end in pairwise([0, *sorted(cuts), len(order)]):
            index.add(order[start:end])
            found = kept.newest()
        assert found == trace(POOL)
        assert len(found.groups()) == 3
