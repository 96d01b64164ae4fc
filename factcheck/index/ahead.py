"""A batch is embedded while the one before it is committed and the one after it is read."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from factcheck.encoders import Encoder, Vectors


def encode_each(encoder: Encoder, batches: Iterable[Sequence[str]]) -> Iterator[Vectors]:
    """The vectors of each batch, in order: those that :meth:`Encoder.encode` gives.

    One batch at a time is embedded, in a thread of its own. Batches are taken in the thread of the
    caller, the second before the first is given back. If the caller is interrupted or asks for no
    more, what is being embedded is given up when it next tells its progress.
    """
    is_over = threading.Event()

    def go_on(_: int) -> None:
        if is_over.is_set():
            raise _GivenUp

    ahead: Future[Vectors] | None = None
    pool = ThreadPoolExecutor(1, thread_name_prefix="factcheck-ahead")
    try:
        for batch in batches:
            before, ahead = ahead, pool.submit(encoder.encode, batch, go_on)
            if before is not None:
                yield before.result()
        if ahead is not None:
            yield ahead.result()
    finally:
        is_over.set()
        pool.shutdown(cancel_futures=True)


class _GivenUp(BaseException):
    """Nobody wants what is being embedded any more."""
