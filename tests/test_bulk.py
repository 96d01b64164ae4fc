"""Embedding on Ray's workers: the same index as without, and what is told when it cannot be."""

import dataclasses
import gc
import importlib.util
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from factcheck.bulk import Workers
from factcheck.cli import main
from factcheck.config import Settings
from factcheck.encoders import SentenceEncoder, Vectors
from factcheck.errors import IndexIncompatible, ModelFailure
from factcheck.index import Index, incoming
from factcheck.types import Document, Filters

needs_ray = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None,
    reason="NOT TESTED: ray is missing; pip install 'factcheck-engine[ray]'",
)
# Ray warns of what it will change, and leaves files open at its end.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module", autouse=True)
def _workers_as_urgent_as_other_tests() -> Iterator[None]:
    """By default Ray's workers give way to everything else on the machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_worker_niceness", "0")
        yield
    # What Ray left open is warned of here, where it is expected, and not in some other test.
    gc.collect()


DOCUMENTS = [
    Document(
        id=f"d{number}",
        title=f"Bridge {number}" if number % 3 else None,
        text=f"The bridge number {number} was closed. " * (1 + 5 * (number % 3)) + "Ñandú 橋 🌉.",
    )
    for number in range(40)
]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(Settings())


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers("local", 2) as workers:
        yield workers


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "_BATCH_DOCUMENTS", 5)


class AllAtOnce:
    """Takes every batch before it gives anything back, and remembers them."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self.info, self._encoder = encoder.info, encoder
        self.batches: list[list[str]] = []

    def encode_each(self, batches: Iterable[Sequence[str]]) -> Iterator[Vectors]:
        taken = list(map(list, batches))
        self.batches += taken
        yield from map(self._encoder.encode, taken)


def built(path: Path, encoder: SentenceEncoder, *calls: list[Document], **options: object) -> dict:
    """What is in an index after these were added, one call after another."""
    with Index.create(path, encoder) as index:
        summaries = [index.add(iter(documents), **options) for documents in calls]
        keys = range(1, index.info().passages + 1)
        (found,) = index.search_dense(encoder.encode(["a closed bridge"]), 10, Filters())
        return {
            "summaries": summaries,
            "snapshot": index.snapshot,
            "vectors": index.vectors(keys).tolist(),
            "found": found,
            "words": index.search_words("bridge 7", 10, Filters()),
        }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "message", "code"),
    [
        (["--ray", "nowhere"], "ray: must be local, or HOST:PORT of the head", 2),
        (["--ray", "127.0.0.1:99999"], "ray: must be local, or HOST:PORT of the head", 2),
        (["--ray", "local", "--workers", "-1"], "workers: must be at least 1", 2),
        (["--workers", "2"], "--workers: needs --ray; got 2", 2),
        (["--ray", "127.0.0.1:1"], "nothing answers at 127.0.0.1:1", 1),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_read(
    options: list[str],
    message: str,
    code: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if code == 1 and importlib.util.find_spec("ray") is None:
        pytest.skip("NOT TESTED: ray is missing; pip install 'factcheck-engine[ray]'")
    command = ["index", "build", str(tmp_path / "index"), str(tmp_path / "missing.jsonl"), *options]
    assert main(command) == code
    assert message in capsys.readouterr().err
    assert not (tmp_path / "index").exists()


@pytest.mark.slow
@needs_ray
@pytest.mark.parametrize("chosen", [None, "7"])
def test_a_start_that_takes_too_long_is_told_and_leaves_nothing_set(
    chosen: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ray

    waits = "RAY_gcs_server_port_wait_time_s"
    monkeypatch.delenv(waits, raising=False)
    if chosen:
        monkeypatch.setenv(waits, chosen)
    seen = []

    def too_slow(**options: object) -> None:
        seen.append(os.environ[waits])
        raise Exception("The current node timed out during startup.")

    monkeypatch.setattr(ray, "init", too_slow)
    with pytest.raises(ModelFailure, match="Ray at local: The current node timed out"):
        Workers("local", 1)
    assert seen == [chosen or "180"] * 3
    assert os.environ.get(waits) == chosen


@pytest.mark.slow
@needs_ray
def test_a_start_that_takes_too_long_is_tried_again_and_another_failure_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ray gives its own node 30 seconds, and nothing changes that."""
    import ray

    late = "The current node timed out during startup."
    outcomes = [late, None, "No space left on device", None]

    def starts(**options: object) -> None:
        if outcome := outcomes.pop(0):
            raise Exception(outcome)

    monkeypatch.setattr(ray, "init", starts)
    Workers("local", 1).close()
    with pytest.raises(ModelFailure, match="Ray at local: No space left on device"):
        Workers("local", 1)
    assert outcomes == [None]


@pytest.mark.slow
def test_without_ray_it_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    assert main(["index", "build", str(tmp_path / "index"), "x.jsonl", "--ray", "local"]) == 1
    assert "pip install 'factcheck-engine[ray]'" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.usefixtures("small_batches")
def test_what_is_read_ahead_is_compared_with_what_was_read_before(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    changed = [dataclasses.replace(item, text="Another text.") for item in DOCUMENTS[:12]]
    # Some twice, batches apart, some as they were, some changed.
    calls = [DOCUMENTS[:20] + DOCUMENTS[:20], changed + DOCUMENTS[12:] + changed[:3]]
    bulk = AllAtOnce(encoder)
    plain = built(tmp_path / "plain", encoder, *calls)
    assert built(tmp_path / "bulk", encoder, *calls, bulk=bulk) == plain
    first, second = plain["summaries"]
    assert (first.added, first.replaced, first.unchanged) == (20, 0, 20)
    assert (second.added, second.replaced, second.unchanged) == (20, 12, 11)
    assert sum(map(len, bulk.batches)) == first.passages + second.passages


@pytest.mark.slow
def test_another_model_is_refused_before_anything_is_embedded(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    bulk = AllAtOnce(encoder)
    bulk.info = dataclasses.replace(encoder.info, sha256="0" * 64)
    with (
        Index.create(tmp_path / "index", encoder) as index,
        pytest.raises(IndexIncompatible, match="was built with the embedder"),
    ):
        index.add(DOCUMENTS, bulk=bulk)
    assert bulk.batches == []


@pytest.mark.slow
@needs_ray
@pytest.mark.usefixtures("small_batches")
def test_workers_give_the_same_index_to_the_last_bit(
    tmp_path: Path, encoder: SentenceEncoder, workers: Workers
) -> None:
    known = DOCUMENTS[:7]
    plain = built(tmp_path / "plain", encoder, known, DOCUMENTS)
    with Index.create(tmp_path / "ray", encoder) as index:
        index.add(known)
    with Index.open(tmp_path / "ray", encoder, writable=True) as index:
        summary = index.add(iter(DOCUMENTS), bulk=workers)
        assert summary == plain["summaries"][1]
        assert summary.unchanged == len(known)
        assert index.snapshot == plain["snapshot"]
        keys = range(1, index.info().passages + 1)
        assert index.vectors(keys).tolist() == plain["vectors"]


@pytest.mark.slow
@needs_ray
def test_where_nothing_is_new_no_worker_is_started(workers: Workers) -> None:
    assert [len(vectors) for vectors in workers.encode_each([[], []])] == [0, 0]
    assert workers._run is None


@pytest.mark.slow
@needs_ray
def test_the_terminal_reaches_a_cluster_by_its_address(tmp_path: Path, workers: Workers) -> None:
    import ray

    sources = tmp_path / "sources.jsonl"
    sources.write_text("".join(json.dumps({"text": f"Bridge {n}."}) + "\n" for n in range(3)))
    address = ray.get_runtime_context().gcs_address
    command = [sys.executable, "-c", "import factcheck.cli as c; raise SystemExit(c.main())"]
    command += ["index", "build", tmp_path / "index", sources, "--ray", address, "--json"]
    done, refused = (
        subprocess.Popen(
            [*command, "--workers", count],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for count in ("1", "3")
    )
    assert "must be at most 2: one of the cluster's 3 CPUs stays free" in refused.communicate()[1]
    assert refused.returncode == 2
    assert json.loads(done.communicate()[0])["added"] == 3


@pytest.mark.slow
@needs_ray
def test_a_process_has_one_set_of_workers(workers: Workers) -> None:
    with pytest.raises(ModelFailure, match="connected to Ray already"):
        Workers("local")


@pytest.mark.slow
@needs_ray
def test_batches_are_taken_as_they_are_needed_and_given_back_in_order(
    encoder: SentenceEncoder, workers: Workers
) -> None:
    """The last one with these workers: it cuts them off."""
    taken = []

    def texts(number: int) -> list[str]:
        return [f"Bridge {number}, report {row}." for row in range(number % 4)]

    def batches() -> Iterator[list[str]]:
        for number in itertools.count():
            taken.append(number)
            yield texts(number)

    ahead = []
    for number, vectors in enumerate(itertools.islice(workers.encode_each(batches()), 40)):
        ahead.append(len(taken) - number)
        assert np.array_equal(vectors, encoder.encode(texts(number)))
    # Two batches for each worker, one on its way, and the one that found no room.
    assert max(ahead) <= 6
    with pytest.raises(ModelFailure, match="was cut off; connect anew"):
        next(workers.encode_each([["A bridge."]]))


@pytest.mark.slow
@needs_ray
def test_a_worker_with_another_model_says_so(encoder: SentenceEncoder) -> None:
    from factcheck.bulk import _Embedder, _table

    other = dataclasses.replace(encoder.info, sha256="0" * 64)
    (row,) = _Embedder(Settings(), other)(_table(number=4, texts=["A bridge."])).to_pylist()
    assert (row["number"], row["vectors"]) == (4, b"")
    assert "the worker has another model of this name" in row["failure"]
