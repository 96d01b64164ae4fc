"""Embedding spread over the workers of a Ray cluster, for more passages than one machine embeds.

The batches of a build flow through one Ray Data pipeline, as they come: a task passes them on,
actors that have loaded the model embed them. Each batch is embedded as in this process, by one
actor on one thread, so that the vectors are the same to the last bit on CPUs of the same kind.
"""

from __future__ import annotations

import logging
import os
import re
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from queue import SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import numpy as np

from factcheck import runtime
from factcheck.config import Settings
from factcheck.encoders import SentenceEncoder, Vectors
from factcheck.errors import InvalidInput, ModelFailure
from factcheck.model_files import ModelInfo

if TYPE_CHECKING:
    from pyarrow import Table
    from ray.data import Dataset
    from ray.util.queue import Queue

Row: TypeAlias = dict[str, Any]
LOCAL = "local"
_ADDRESS = re.compile(r"(?P<host>[\w.-]+|\[[\da-fA-F:.]+\]):(?P<port>\d{1,5})", re.ASCII)
_EXPECTED = "must be local, or HOST:PORT of the head of a Ray cluster"
_INSTALL = "needs Ray to be spread over workers: pip install 'factcheck-engine[ray]'"
# Read when Ray is imported: tell nobody about its use, and the terminal only of what ends it; and
# start no cluster of its own for what a pipeline that was cut off has still to say.
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_ENABLE_AUTO_CONNECT": "0",
}
_SECONDS = 5.0
_START_SECONDS, _STOP_SECONDS = 300, 30
# How long Ray waits for its own server. To start one takes long on a machine at work on other
# things; where something answers, but not Ray, it would ask for ten minutes.
_WAIT = "RAY_gcs_server_port_wait_time_s"
_START_WAIT, _CONNECT_WAIT = 180, 1
# Its node gets 30 seconds, whatever is set: too few for a first start beside other work, when
# what it runs is still to be read and compiled. What was begun speeds up the next one.
_STARTS = 3
# What the queue begins with.
_BEGINNING = "beginning"


class Workers:
    """Processes that embed passages: pass it as `bulk` to :meth:`FactChecker.add`.

    Connects when it is made, and leaves the cluster, or ends it if it is local, when closed.
    A process can have one at a time.

    :param address: `local` to start workers on this machine, or `HOST:PORT` of the head of a Ray
        cluster. This machine must be one of its nodes, and factcheck be installed on all.
    :param count: how many; 0 takes one per core of this machine, or all CPUs of the cluster but
        one, which is left to what is not embedding.
    :param settings: names the model, which every node needs.
    :raises InvalidInput: for another kind of address, or more workers than there are CPUs for.
    :raises ModelFailure: if Ray is not installed, nothing answers at the address, or the model
        cannot be loaded here.
    """

    def __init__(self, address: str, count: int = 0, settings: Settings | None = None) -> None:
        place = None if address == LOCAL else _place(address)
        if count < 0:
            raise InvalidInput("workers", count, "must be at least 1, or 0 for all")
        for name, value in _QUIET.items():
            os.environ.setdefault(name, value)
        self._settings = replace(settings or Settings(), threads=1)
        self.info: ModelInfo = SentenceEncoder(self._settings).info
        self._address, self._count = address, count
        self._run: _Run | None = None
        try:
            import ray.data
        except ImportError as error:
            raise ModelFailure(self.info.id, _INSTALL) from error
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        if ray.is_initialized():
            raise self._failure("this process is connected to Ray already")
        if place is None:
            self._start()
        else:
            self._connect(*place)

    def encode_each(self, batches: Iterable[Sequence[str]]) -> Iterator[Vectors]:
        """The vectors of each batch, in order. See :meth:`BulkEncoder.encode_each`.

        :raises ModelFailure: if a worker cannot load the same model, or the cluster fails.
        """
        if self._run is not None:
            raise self._failure("is at work on something else, or was cut off; connect anew")
        # Of each worker's two batches one is embedded while the other is on its way.
        most, ahead = 2 * self._count + 1, deque[bool]()
        nothing = np.zeros((0, self.info.dimension), dtype=np.float32)
        for batch in batches:
            if batch:
                self._run = self._run or _Run(self._pipeline)
                self._run.put(batch)
            ahead.append(bool(batch))
            while ahead and (len(ahead) > most or not ahead[0]):
                yield self._vectors() if ahead.popleft() else nothing
        if self._run is not None:
            self._run.end()
        while ahead:
            yield self._vectors() if ahead.popleft() else nothing
        self._run = None

    def close(self) -> None:
        """Leave the cluster, and end it if it was started here. Harmless if done already."""
        import ray

        if self._run is not None and ray.is_initialized():
            self._run.stop()
        ray.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _start(self) -> None:
        self._count = self._count or runtime.cores()
        cluster = {"address": LOCAL, "num_cpus": self._count + 1, "include_dashboard": False}
        for _ in range(_STARTS - 1):
            try:
                return self._initialise(_START_WAIT, **cluster)
            except ModelFailure as error:
                # The processes of a start that came too late end with this one.
                if "timed out" not in str(error):
                    raise
        self._initialise(_START_WAIT, **cluster)

    def _connect(self, host: str, port: int) -> None:
        import ray

        try:
            socket.create_connection((host, port), _SECONDS).close()
        except OSError as error:
            raise self._failure(f"nothing answers at {self._address} ({error})") from error
        self._initialise(_CONNECT_WAIT, address=self._address)
        free = int(ray.cluster_resources().get("CPU", 0)) - 1
        self._count = self._count or free
        if not 1 <= self._count <= free:
            self.close()
            expected = f"must be at most {free}: one of the cluster's {free + 1} CPUs stays free"
            raise InvalidInput("workers", self._count, expected)

    def _initialise(self, wait: int, **options: Any) -> None:
        import ray

        set_before = os.environ.get(_WAIT)
        os.environ[_WAIT] = set_before or str(wait)
        try:
            ray.init(logging_level="ERROR", log_to_driver=False, **options)
        except Exception as error:  # a node that starts too slowly raises nothing narrower
            raise self._failed(error) from error
        finally:
            if set_before is None:
                del os.environ[_WAIT]

    def _pipeline(self, source: Queue) -> Dataset:
        import ray.data

        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.wait_for_min_actors_s = _START_SECONDS
        # By default rows are held back until there are enough of them.
        context.target_max_block_size = 1
        return (
            ray.data.range(1, override_num_blocks=1)
            .map_batches(_arriving, fn_args=(source,), num_cpus=0)
            .map_batches(
                _Embedder,
                fn_constructor_args=(self._settings, self.info),
                batch_size=1,
                batch_format="pyarrow",
                compute=ray.data.ActorPoolStrategy(
                    min_size=1, initial_size=self._count, max_size=self._count
                ),
                num_cpus=1,
            )
        )

    def _vectors(self) -> Vectors:
        from ray.exceptions import RayError

        assert self._run is not None
        try:
            row = self._run.take()
        except (RayError, RuntimeError, ValueError, EOFError) as error:
            raise self._failed(error) from error
        if row["failure"]:
            raise self._failure(f"a worker cannot embed: {row['failure']}")
        vectors: Vectors = np.frombuffer(row["vectors"], dtype=np.float32)
        return vectors.reshape(-1, self.info.dimension)

    def _failed(self, error: Exception) -> ModelFailure:
        lines = [line for line in str(error).splitlines() if line.strip()]
        return self._failure(lines[-1].strip() if lines else type(error).__name__)

    def _failure(self, reason: str) -> ModelFailure:
        return ModelFailure(self.info.id, f"Ray at {self._address}: {reason}")


class _Run:
    """One pipeline at work: what is put in comes out in the same order.

    :param pipeline: makes it, around the queue that batches are put into.
    """

    def __init__(self, pipeline: Callable[[Queue], Dataset]) -> None:
        from ray.util.queue import Queue

        self._source = Queue(actor_options={"num_cpus": 0})
        self._source.put(_BEGINNING)
        self._put = self._taken = 0
        self._found: SimpleQueue[Row | Exception] = SimpleQueue()
        self._arrived: dict[int, Row] = {}
        self._is_over = False
        self._thread = threading.Thread(
            target=self._drain, args=(pipeline(self._source),), daemon=True
        )
        self._thread.start()

    def put(self, texts: Sequence[str]) -> None:
        """Another batch."""
        self._source.put((self._put, list(texts)))
        self._put += 1

    def end(self) -> None:
        """There are no more."""
        self._source.put(None)

    def stop(self) -> None:
        """What is under way is given up, once the next batch is done."""
        self._is_over = True
        self.end()
        self._thread.join(_STOP_SECONDS)

    def take(self) -> Row:
        """What became of the next batch; raises what ended the pipeline before that."""
        while self._taken not in self._arrived:
            row = self._found.get()
            if isinstance(row, Exception):
                raise row
            self._arrived[row["number"]] = row
        self._taken += 1
        return self._arrived.pop(self._taken - 1)

    def _drain(self, pipeline: Dataset) -> None:
        try:
            # Read ahead, it would keep a row back until the next is there, which may wait for it.
            for rows in pipeline.iter_batches(
                batch_size=1, batch_format="pyarrow", prefetch_batches=0
            ):
                self._found.put(rows.to_pylist()[0])
                if self._is_over:
                    break
            self._found.put(EOFError("the workers ended early; do it again, and it goes on"))
        except Exception as error:  # raised where the rows are waited for
            self._found.put(error)


class _Embedder:
    """What runs in each worker."""

    def __init__(self, settings: Settings, expected: ModelInfo) -> None:
        self._encoder, self._expected = SentenceEncoder(settings), expected

    def __call__(self, rows: Table) -> Table:
        (row,) = rows.to_pylist()
        vectors, failure = b"", ""
        try:
            if self._encoder.info != self._expected:
                raise ModelFailure(self._expected.id, "the worker has another model of this name")
            vectors = self._encoder.encode(row["texts"]).tobytes()
        except ModelFailure as error:
            # Told instead of raised: Ray would wrap it in pages of its own.
            failure = str(error)
        return _table(number=row["number"], vectors=vectors, failure=failure)


def _arriving(_: object, source: Queue) -> Iterator[Table]:
    """The batches that are put into the queue, one at a time, until None comes."""
    # Ray repeats a task that is lost, and what this one had taken would be lost with it.
    if source.empty() or source.get() != _BEGINNING:
        raise RuntimeError("a node was lost; do it again, and it goes on from there")
    for number, texts in iter(source.get, None):
        yield _table(number=number, texts=texts)


def _table(**row: object) -> Table:
    import pyarrow

    return pyarrow.Table.from_pylist([row])


def _place(address: str) -> tuple[str, int]:
    match = _ADDRESS.fullmatch(address)
    if match is None or not 0 < int(match["port"]) < 65_536:
        raise InvalidInput("ray", address, _EXPECTED)
    return match["host"].strip("[]"), int(match["port"])
