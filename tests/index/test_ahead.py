"""Documents are read and committed while others are embedded: the same index, in the same order."""

import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from index_samples import HashedWords

from factcheck.config import Settings
from factcheck.encoders import SentenceEncoder, Vectors
from factcheck.errors import InvalidInput, ModelInvalid
from factcheck.index import Index, ahead, incoming
from factcheck.types import Document

Make = Callable[[int], list[Document]]
_SECONDS = 20


@pytest.fixture(autouse=True)
def _batches_of_five(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "_BATCH_DOCUMENTS", 5)


class Watched(HashedWords):
    """Tells when it begins, takes its time, and fails at a text that says so."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__()
        self.begun, self.given_up, self._seconds = threading.Semaphore(0), 0, seconds

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        self.begun.release()
        until = time.monotonic() + self._seconds
        try:
            while progress is not None and time.monotonic() < until:
                time.sleep(0.005)
                progress(0)
        except BaseException:
            self.given_up += 1
            raise
        if any("no such model" in text for text in texts):
            raise ModelInvalid("watched", "is no model")
        return super().encode(texts)


def threads() -> list[str]:
    return [each.name for each in threading.enumerate() if each.name.startswith("factcheck-ahead")]


def test_the_next_batch_is_embedded_while_one_is_committed(
    tmp_path: Path, make_documents: Make
) -> None:
    encoder = Watched()
    seen: list[bool] = []

    def committed(_: int) -> None:
        if not seen:
            seen.extend(encoder.begun.acquire(timeout=_SECONDS) for _ in range(2))

    with Index.create(tmp_path / "index", encoder) as index:
        index.add(make_documents(10), progress=committed)
    assert seen == [True, True]
    assert threads() == []


def test_two_batches_are_read_before_the_first_of_them_is_committed_and_no_more(
    tmp_path: Path, make_documents: Make
) -> None:
    uncommitted: list[int] = []
    done: list[int] = []

    def stream() -> Iterator[Document]:
        for number, document in enumerate(make_documents(60), start=1):
            uncommitted.append(number - sum(done))
            yield document

    with Index.create(tmp_path / "index", Watched(0.02)) as index:
        index.add(stream(), progress=done.append)
    assert max(uncommitted) == 10
    assert done == [5] * 12


def test_documents_are_asked_for_in_the_thread_of_the_caller(
    index: Index, make_documents: Make
) -> None:
    """A connection of SQLite, like much else, may be used in its own thread alone."""
    with sqlite3.connect(":memory:") as source:
        source.execute("CREATE TABLE items (id TEXT, text TEXT)")
        source.executemany(
            "INSERT INTO items VALUES (?, ?)", [(item.id, item.text) for item in make_documents(23)]
        )
        rows = source.execute("SELECT id, text FROM items")
        assert index.add(Document(id=id, text=text) for id, text in rows).added == 23
    source.close()


def test_what_was_read_before_the_source_failed_is_committed_and_then_it_is_told(
    tmp_path: Path, make_documents: Make
) -> None:
    def broken() -> Iterator[Document]:
        yield from make_documents(18)
        raise OSError("the disk is gone")

    done: list[int] = []
    with Index.create(tmp_path / "index", Watched(0.02)) as index:
        with pytest.raises(OSError, match="the disk is gone"):
            index.add(broken(), progress=done.append)
        assert index.info().documents == sum(done) == 15
    assert threads() == []


def test_of_two_failures_the_one_that_comes_first_in_order_is_told(
    tmp_path: Path, make_documents: Make
) -> None:
    def stream() -> Iterator[Document]:
        yield from make_documents(10)
        yield from (Document(id=f"bad{n}", text="There is no such model.") for n in range(5))
        yield Document(id="\0", text="Not a document.")

    with Index.create(tmp_path / "index", Watched(0.05)) as index:
        with pytest.raises(ModelInvalid, match="is no model"):
            index.add(stream())
        assert index.info().documents == 10
        with pytest.raises(InvalidInput):
            index.add(iter([*make_documents(12), Document(id="\0", text="Not a document.")]))
        assert index.info().documents == 10
    assert threads() == []


class OneByOne(HashedWords):
    """Tells of each text."""

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        for _ in texts:
            if progress is not None:
                progress(1)
        return super().encode(texts)


def test_how_much_of_a_book_is_embedded_is_told_in_the_thread_of_the_caller(
    tmp_path: Path, make_documents: Make
) -> None:
    told: list[float] = []
    threads_of: set[int] = set()

    def under_way(parts: float) -> None:
        told.append(parts)
        threads_of.add(threading.get_ident())

    book = Document(id="book", text="A sentence of a long book that goes on and on. " * 2_000)
    with Index.create(tmp_path / "index", OneByOne()) as index:
        passages = index.add([book], progress=told.append, under_way=under_way).passages
        assert told == [*((n + 1) / passages for n in range(passages)), 1]
        assert threads_of == {threading.get_ident()}
        told.clear()
        index.add(make_documents(10), progress=told.append, under_way=under_way)
        assert told == [*range(1, 6), 5, *range(1, 6), 5]


def test_a_commit_that_fails_ends_what_is_embedded(tmp_path: Path, make_documents: Make) -> None:
    encoder = Watched(0.05)

    def fails(_: int) -> None:
        encoder._seconds = 10 * _SECONDS
        encoder.begun.acquire(timeout=_SECONDS)
        raise ZeroDivisionError

    started = time.monotonic()
    with Index.create(tmp_path / "index", encoder) as index:
        with pytest.raises(ZeroDivisionError):
            index.add(make_documents(50), progress=fails)
        assert threads() == []
        assert index.info().documents == 5
    assert time.monotonic() - started < _SECONDS


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A shell without job control has what it starts in the background ignore interrupts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interruption_ends_what_is_embedded_and_keeps_what_is_committed(
    tmp_path: Path, make_documents: Make
) -> None:
    encoder = Watched(0.02)
    timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))

    def slower(done: int) -> None:
        if encoder._seconds < _SECONDS:
            encoder._seconds = 10 * _SECONDS
            timer.start()

    started = time.monotonic()
    with Index.create(tmp_path / "index", encoder) as index:
        with pytest.raises(KeyboardInterrupt):
            index.add(make_documents(50), progress=slower)
        timer.join()
        assert threads() == []
        assert encoder.given_up >= 1
        assert index.info().documents >= 5
    assert time.monotonic() - started < _SECONDS


@pytest.mark.slow
def test_the_vectors_are_those_of_one_batch_at_a_time_to_the_last_bit() -> None:
    encoder = SentenceEncoder(Settings())
    batches = [
        [f"Report {row} of day {number}. " * (1 + row % 7) for row in range(40 * (number % 3))]
        for number in range(9)
    ]
    given = list(ahead.encode_each(encoder, iter(batches)))
    assert len(given) == len(batches)
    for vectors, batch in zip(given, batches, strict=True):
        assert np.array_equal(vectors, encoder.encode(batch))
