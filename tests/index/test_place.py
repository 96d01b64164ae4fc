"""Readers without the right to write follow writers, and notice when the store is another one."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from index_samples import FERRY, HARBOUR, HashedWords

from factcheck.errors import IndexFailure
from factcheck.index import Index
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
from factcheck.index import Index
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
