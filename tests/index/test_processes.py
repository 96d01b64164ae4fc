"""One writer, many readers, several processes and threads, and a process that is killed."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from index_samples import FERRY, HashedWords

from factcheck.errors import IndexLocked, IndexNotFound
from factcheck.index import Index
from factcheck.types import Document, Filters

Find = Callable[..., set[str]]
HERE = Path(__file__).parent

# Adds and replaces batches for ever, and tells each one that was acknowledged.
WRITER = """
import sys
from pathlib import Path
from index_samples import HashedWords
from factcheck.errors import IndexNotFound
from factcheck.index import Index
from factcheck.index import segments
from factcheck.types import Document

segments.TAIL = 30
path, start = Path(sys.argv[1]), int(sys.argv[2])
encoder = HashedWords()
print("ready", flush=True)
try:
    index = Index.open(path, encoder, writable=True)
except IndexNotFound:
    index = Index.create(path, encoder)
print("open", flush=True)
for round in range(start, 10_000):
    index.add([Document(id=f"{round}-{i}", text=f"Report {round}. Part {i}.") for i in range(8)])
    print(round, flush=True)
"""

# Searches for ever and tells each distinct state: snapshot and number of documents.
READER = """
import sys
from index_samples import HashedWords
from factcheck.index import Index
from factcheck.types import Filters

encoder = HashedWords()
query = encoder.encode(["report"])
with Index.open(sys.argv[1], encoder) as index:
    while True:
        before = index.snapshot
        dense = len(index.search_dense(query, 10_000, Filters())[0])
        words = len(index.search_words("report", 10_000, Filters()))
        if before == index.snapshot:
            print(before, dense, words, flush=True)
"""


@contextmanager
def process(script: str, *arguments: object) -> Iterator[subprocess.Popen]:
    """A Python process of the script, killed at the end."""
    path = os.pathsep.join([str(HERE), str(HERE.parents[1])])
    running = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    try:
        yield running
    finally:
        running.kill()
        running.stdout.close()
        running.wait()


def test_a_second_writer_is_told_who_writes(built: Path, encoder: HashedWords) -> None:
    with Index.open(built, encoder, writable=True), pytest.raises(IndexLocked) as caught:
        Index.open(built, encoder, writable=True)
    assert caught.value.pid == os.getpid()
    Index.open(built, encoder, writable=True).close()


def test_a_writer_in_another_process_is_named_and_its_death_frees_the_index(
    built: Path, encoder: HashedWords, by_meaning: Find
) -> None:
    with process(WRITER, built, 0) as writer:
        assert [writer.stdout.readline() for _ in range(2)] == ["ready\n", "open\n"]
        with pytest.raises(IndexLocked, match=str(writer.pid)) as caught:
            Index.open(built, encoder, writable=True)
        assert caught.value.pid == writer.pid
        with Index.open(built, encoder) as reader:
            assert "ferry" in by_meaning(reader, k=10_000)
    with Index.open(built, encoder, writable=True) as index:
        assert index.remove(["ferry"]) == 1


def test_a_failed_opening_frees_the_index(built: Path, encoder: HashedWords) -> None:
    for _ in range(2):
        with pytest.raises(Exception, match="another"):
            Index.open(built, HashedWords("another"), writable=True)
    Index.open(built, encoder, writable=True).close()


def test_an_index_may_be_closed_by_another_thread(built: Path, encoder: HashedWords) -> None:
    index = Index.open(built, encoder, writable=True)
    closing = threading.Thread(target=index.close)
    closing.start()
    closing.join()
    Index.open(built, encoder, writable=True).close()


@pytest.mark.slow
def test_a_killed_writer_loses_nothing_that_it_acknowledged(
    tmp_path: Path, encoder: HashedWords
) -> None:
    path, done = tmp_path / "index", -1
    chance = random.Random(4)
    for attempt in range(1, 10):
        with process(WRITER, path, done + 1) as writer:
            if attempt % 2:  # while it makes or opens the index
                writer.stdout.readline()
                time.sleep(chance.uniform(0, 0.03))
            else:
                for _ in range(chance.randrange(3, 25)):
                    writer.stdout.readline()
                time.sleep(chance.uniform(0, 0.02))
            writer.send_signal(signal.SIGKILL)
            told = [line for line in writer.stdout.read().split("\n")[:-1] if line.isdigit()]
        done = max([done, *map(int, told)])
        done = check_after_kill(path, encoder, done)


def check_after_kill(path: Path, encoder: HashedWords, done: int) -> int:
    """The last complete round; each acknowledged round is there, and none by half."""
    try:
        reader = Index.open(path, encoder)
    except IndexNotFound:
        assert done == -1
        return -1
    with reader:
        ids = [item.id for item in reader.documents(limit=100_000)]
        rounds = sorted({int(name.split("-")[0]) for name in ids})
        assert len(ids) == 8 * len(rounds)
        assert rounds == list(range(len(rounds)))
        assert len(rounds) > done
        query = encoder.encode(["report"])
        dense = reader.search_dense(query, 100_000, Filters())[0]
        words = reader.search_words("report", 100_000, Filters())
        assert {key for key, _ in dense} == {key for key, _ in words}
        assert len(dense) == len(ids)
    return len(rounds) - 1


@pytest.mark.slow
def test_readers_in_other_processes_follow_a_writer_and_agree(
    tmp_path: Path, encoder: HashedWords
) -> None:
    path = tmp_path / "index"
    states: dict[str, set[tuple[int, int]]] = {}
    with (
        Index.create(path, encoder) as index,
        process(READER, path) as a,
        process(READER, path) as b,
    ):
        readers = [reader.stdout for reader in (a, b)]
        for output in readers:
            assert output.readline()
        for round in range(30):
            index.add([Document(id=f"{round}-{i}", text=f"Report {round} {i}.") for i in range(5)])
            if round % 3 == 2:
                index.remove([f"{round}-0"])
            time.sleep(0.02)
        last = index.snapshot
        for output in readers:
            for line in output:
                snapshot, dense, words = line.split()
                states.setdefault(snapshot, set()).add((int(dense), int(words)))
                if snapshot == last:
                    break
    assert states[last] == {(140, 140)}
    assert all(len(counts) == 1 for counts in states.values())
    assert all(dense == words for counts in states.values() for dense, words in counts)
    assert len(states) > 3


@pytest.mark.slow
def test_threads_search_while_others_add_and_remove(
    index: Index, encoder: HashedWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    from factcheck.index import segments

    monkeypatch.setattr(segments, "TAIL", 50)
    index.add([FERRY])
    query, ended, failures = encoder.encode(["report ferry"]), threading.Event(), []

    def watch() -> None:
        try:
            while not ended.is_set():
                for filters in (Filters(), Filters(as_of="2025-06-30")):
                    found = index.search_dense(query, 20, filters)[0]
                    found += index.search_words("report ferry", 20, filters)
                    keys = [key for key, _ in found]
                    assert len(index.passages(keys)) == len(index.vectors(keys)) == len(keys)
                    assert index.get("ferry").text == FERRY.text
        except BaseException as error:
            failures.append(error)

    def change(name: str) -> None:
        try:
            for round in range(40):
                index.add([Document(id=f"{name}{i}", text=f"Report {round} {i}") for i in range(9)])
                index.remove([f"{name}8"])
        except BaseException as error:
            failures.append(error)

    watchers = [threading.Thread(target=watch) for _ in range(4)]
    changers = [threading.Thread(target=change, args=(name,)) for name in "ab"]
    for thread in watchers + changers:
        thread.start()
    for thread in changers:
        thread.join()
    ended.set()
    for thread in watchers:
        thread.join()
    assert failures == []
    assert index.info().documents == 1 + 2 * 8
    assert len(index.search_dense(query, 1_000, Filters())[0]) == 17
