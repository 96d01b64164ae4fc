"""Readers without the right to write follow writers, and notice when the store is another one."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from index_samples import FERRY, HARBOUR, HashedWords

from factcheck.errors import IndexFailure
from factcheck.index import Index, segments
from factcheck.index.database import Database
from factcheck.index.history import compact
from factcheck.types import Document

Find = Callable[..., set[str]]
ALL = {"harbour", "ferry", "undated"}
NEW = Document(id="new", text="A new bridge.")
NOBODY = 65534

# Tells how many documents there are, each time that it is asked.
READER = f"""
import os, sys
import faiss  # while the packages can be read, which may be in a folder of the owner
from index_samples import HashedWords
from factcheck.index import Index, segments
from factcheck.types import Filters

os.setgroups([])
os.setgid({NOBODY})
os.setuid({NOBODY})
encoder = HashedWords()
with Index.open(sys.argv[1], encoder) as index:
    for _ in sys.stdin:
        dense = len(index.search_dense(encoder.encode(["bridge"]), 100, Filters())[0])
        print(index.info().documents, dense, flush=True)
"""


@pytest.fixture
def may_not_write(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens an index to read it has no right to write in its folder."""
    monkeypatch.setattr(os, "access", lambda *_: False)


@pytest.mark.usefixtures("may_not_write")
def test_who_may_not_write_sees_what_others_commit(
    built: Path, encoder: HashedWords, by_meaning: Find, by_words: Find
) -> None:
    with Index.open(built, encoder) as reader:
        assert by_meaning(reader) == by_words(reader) == ALL
        with Index.open(built, encoder, writable=True) as index:
            index.add([NEW])
            assert by_meaning(reader) == by_words(reader) == ALL | {"new"}
            index.remove(["ferry"])
        assert by_meaning(reader) == by_words(reader) == {"harbour", "undated", "new"}
        compact(built)
        assert by_meaning(reader) == by_words(reader) == {"harbour", "undated", "new"}


@pytest.mark.usefixtures("may_not_write")
def test_who_may_not_write_is_told_when_the_store_changes_under_what_is_read(
    built: Path, encoder: HashedWords
) -> None:
    store = Database(built, writable=False)
    with (
        closing(store),
        pytest.raises(IndexFailure, match="begun to write to it; ask again"),
        store.reading(),
        Index.open(built, encoder, writable=True) as index,
    ):
        index.add([NEW])
    with Index.open(built, encoder) as reader:
        assert reader.info().documents == 4


@pytest.mark.usefixtures("may_not_write")
def test_who_may_not_write_is_told_of_a_log_that_cannot_be_read_so(
    built: Path, encoder: HashedWords
) -> None:
    (built / "store.sqlite-wal").write_bytes(b"left by a writer that was killed")
    with pytest.raises(IndexFailure, match=r"store\.sqlite-wal .* can be written to"):
        Index.open(built, encoder)


def test_an_index_on_a_full_disk_is_read(
    built: Path, encoder: HashedWords, by_meaning: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        f_bavail, f_frsize = 7, 4_096

    with monkeypatch.context() as patch:
        patch.setattr(os, "statvfs", lambda _: Full)
        with Index.open(built, encoder) as reader:
            assert by_meaning(reader) == ALL
            # Nothing was made that there is no room for.
            assert not (built / "store.sqlite-shm").exists()
            patch.undo()
            with Index.open(built, encoder, writable=True) as index:
                index.add([NEW])
                assert by_meaning(reader) == ALL | {"new"}


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that everybody may read."""
    folder = Path(tempfile.mkdtemp(prefix="factcheck-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="NOT TESTED: only root can become another user")
def test_another_user_sees_what_the_owner_commits(public: Path, encoder: HashedWords) -> None:
    with Index.create(public / "index", encoder) as index:
        index.add([HARBOUR, FERRY])
    path = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])])
    with subprocess.Popen(
        [sys.executable, "-c", READER, public / "index"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path, "HOME": str(public)},
    ) as reader:

        def told() -> str:
            print(file=reader.stdin, flush=True)
            return reader.stdout.readline()

        try:
            assert told() == "2 2\n"
            with Index.open(public / "index", encoder, writable=True) as index:
                index.add([NEW])
                assert told() == "3 3\n"
                index.remove(["ferry", "harbour"])
                assert told() == "1 1\n"
            assert told() == "1 1\n"
            compact(public / "index")
            assert told() == "1 1\n"
        finally:
            reader.kill()


@pytest.fixture
def other(tmp_path: Path, encoder: HashedWords) -> Path:
    """The directory of a closed index with other documents."""
    with Index.create(tmp_path / "other", encoder) as index:
        index.add([Document(id=f"o{i}", text=f"Another bridge, {i}.") for i in range(9)])
    return tmp_path / "other"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".lock"}


def swap(folder: Path, other: Path) -> None:
    """Put another index in the place of one, which goes to `old` beside it."""
    folder.rename(folder.with_name("old"))
    other.rename(folder)


def test_a_reader_in_whose_place_another_index_lies_says_so(
    built: Path, other: Path, encoder: HashedWords, by_meaning: Find, by_words: Find
) -> None:
    with Index.open(built, encoder) as reader:
        assert by_meaning(reader) == ALL
        swap(built, other)
        for ask in (by_meaning, by_words, Index.info, Index.documents):
            with pytest.raises(IndexFailure, match="replaced while it was open; open it anew"):
                ask(reader)
        built.rename(other)
        with pytest.raises(IndexFailure, match="moved or replaced"):
            by_meaning(reader)
        built.with_name("old").rename(built)
        assert by_meaning(reader) == by_words(reader) == ALL


def test_a_writer_leaves_the_index_alone_that_took_the_place_of_its_own(
    built: Path, other: Path, encoder: HashedWords
) -> None:
    index = Index.open(built, encoder, writable=True)
    index.add([NEW])
    before = contents(other)
    swap(built, other)
    for change in (lambda: index.add([FERRY, NEW]), lambda: index.remove(["new"]), index.close):
        with pytest.raises(IndexFailure, match="replaced while it was open"):
            change()
    assert contents(built) == before
    with Index.open(built.with_name("old"), encoder) as old:
        assert old.info().documents == 4


def test_an_index_that_comes_while_files_are_written_keeps_its_manifest(
    built: Path, other: Path, encoder: HashedWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index.open(built, encoder, writable=True)
    index.add([NEW])
    before, written = contents(other), segments._rows

    def rows(*arguments: Any) -> object:
        swap(built, other)
        return written(*arguments)

    monkeypatch.setattr(segments, "_rows", rows)
    with pytest.raises(IndexFailure, match="replaced while it was open"):
        index.close()
    after = contents(built)
    assert {name: after[name] for name in before} == before


def test_a_handle_stays_with_the_index_that_a_link_led_to(
    built: Path, other: Path, encoder: HashedWords, by_meaning: Find, by_words: Find
) -> None:
    link = built.with_name("current")
    link.symlink_to(built)
    with Index.open(link, encoder) as reader, Index.open(link, encoder, writable=True) as index:
        before = contents(other)
        link.unlink()
        link.symlink_to(other)
        index.add([NEW])
        assert by_meaning(reader) == by_words(reader) == ALL | {"new"}
        assert (reader.name, reader.info().path) == ("current", str(link))
    assert contents(other) == before
