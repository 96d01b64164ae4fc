"""A batch is embedded while the one before it is committed and the one after it is read."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue

from factcheck.encoders import Encoder, Vectors


def encode_each(
    encoder: Encoder,
    batches: Iterable[Sequence[str]],
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Vectors]:
    """The vectors of each batch, in order: those that :meth:`Encoder.encode` gives.

    One batch at a time is embedded, in a thread of its own. Batches are taken in the thread of the
    caller, the second before the first is given back. If the caller is interrupted or asks for no
    more, what is being embedded is given up when it next tells its progress.

    :param progress: called, in the thread of the caller, with the number of texts of the batch to
        come that are done since its last call.
    """
    is_over = threading.Event()

    def begun(batch: Sequence[str]) -> _Run:
        told: SimpleQueue[int | None] = SimpleQueue()

        def tell(done: int) -> None:
            if is_over.is_set():
                raise _GivenUp
            told.put(done)

        vectors = pool.submit(encoder.encode, batch, tell)
        vectors.add_done_callback(lambda _: told.put(None))
        return _Run(told, vectors)

    ahead: _Run | None = None
    pool = ThreadPoolExecutor(1, thread_name_prefix="factcheck-ahead")
    try:
        for batch in batches:
            before, ahead = ahead, begun(batch)
            if before is not None:
                yield before.result(progress)
        if ahead is not None:
            yield ahead.result(progress)
    finally:
        is_over.set()
        pool.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Run:
    """A batch that is being embedded: how many texts were done each time, and None at the end."""

    told: SimpleQueue[int | None]
    vectors: Future[Vectors]

    def result(self, progress: Callable[[int], None]) -> Vectors:
        for done in iter(self.told.get, None):
            progress(done)
        return self.vectors.result()


class _GivenUp(BaseException):
    """Nobody wants what is being embedded any more."""
