"""Where neural inference happens: the number format, the threads and the batches.

bfloat16 runs 2 to 4 times as fast as float32 on CPUs with AMX tiles and on those of AMD with
AVX512-BF16, and up to 7 times slower elsewhere, so the format follows the CPU (figures in
docs/decisions.md).
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    import torch

T = TypeVar("T")
Task: TypeAlias = tuple[Callable[[], T], Future[T]]

# Batches for each thread, so that none waits long for another, unless they would hold fewer tokens
# than products are quick with: docs/decisions.md, 110.
_EACH, _ENOUGH = 4, 256


def backend() -> str:
    """The name of the inference backend in use on this CPU."""
    import torch

    has_tiles = bool(torch.cpu._is_amx_tile_supported())
    has_dots = bool(torch.cpu._is_avx512_bf16_supported())
    return "torch-bf16" if has_tiles or (has_dots and _is_amd()) else "torch-fp32"


def is_quick_in_integers() -> bool:
    """Whether products of 8-bit integers are quicker on this CPU than those of :func:`dtype`.

    They are where AVX512-VNNI computes them and no AMX tiles compute bfloat16: docs/decisions.md,
    211.
    """
    import torch

    return bool(torch.cpu._is_vnni_supported()) and not torch.cpu._is_amx_tile_supported()


@cache
def _is_amd() -> bool:
    """Whether the CPU is one of AMD; False where the system does not say."""
    described = Path("/proc/cpuinfo")
    return described.is_file() and "AuthenticAMD" in described.read_text("utf-8", "replace")


def dtype() -> torch.dtype:
    """The number format of :func:`backend`."""
    import torch

    return torch.bfloat16 if backend() == "torch-bf16" else torch.float32


def cores() -> int:
    """How many cores this process may use, as far as the system says."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    compute: Callable[[list[int]], T], groups: Sequence[list[int]], threads: int
) -> Iterator[tuple[list[int], T]]:
    """Each group with what `compute` makes of it, in order; up to `threads` at a time.

    A thread puts the next group in line only when it is done with one, so that a question asked
    meanwhile waits for the groups at work and not for all of a long run.

    Every group runs on one thread. Two threads within one matrix product wait for each
    other whenever something else runs on one of the cores: measured on two cores with one
    of them busy, a product took three times as long on two threads as on one.

    :param compute: runs without gradients; must not change shared state.
    :param threads: how many; 0 takes one per core.
    """
    import torch

    def alone(group: list[int]) -> T:
        with torch.inference_mode():
            return compute(group)

    count = threads or cores()
    tasks: list[Task[T]] = [(partial(alone, group), Future()) for group in groups]
    found = _in_turn(_pool(count), tasks, count)
    yield from zip(groups, found, strict=True)


def _in_turn(pool: Executor, tasks: Sequence[Task[T]], threads: int) -> Iterator[T]:
    """What the tasks return, in order; those that nobody takes any more are not begun."""
    left = deque(tasks)

    def step() -> None:
        while _has_done_one(left):
            try:
                pool.submit(step)
                return
            except RuntimeError:  # The interpreter ends and takes in no more: it is done here.
                continue

    for _ in range(min(threads, len(tasks))):
        pool.submit(step)
    try:
        for _, future in tasks:
            yield future.result()
    finally:
        left.clear()


def _has_done_one(left: deque[Task[T]]) -> bool:
    try:
        compute, future = left.popleft()
    except IndexError:
        return False
    try:
        future.set_result(compute())
    except BaseException as error:  # Handed to whoever waits for the result.
        future.set_exception(error)
    return True


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    import torch

    with ThreadPoolExecutor(1) as new:
        others = new.submit(torch.get_num_threads).result()
    return ThreadPoolExecutor(
        threads, "factcheck-inference", initializer=_compute_alone, initargs=(others,)
    )


def _compute_alone(others: int) -> None:
    """Have this thread compute alone, and leave to all others what they have.

    :param others: in how many threads one computes that comes to torch later: it takes over what
        was set last, wherever that was.
    """
    import torch

    # Else this thread would take it over later.
    torch.get_num_threads()
    torch.set_num_threads(1)
    restoring = threading.Thread(target=torch.set_num_threads, args=(others,))
    restoring.start()
    restoring.join()


# A forked process has the pool but none of its threads, and would wait for them without end.
os.register_at_fork(after_in_child=_pool.cache_clear)


def shared(lengths: Sequence[int], budget: int, threads: int) -> list[list[int]]:
    """:func:`batches`, but few rows in so many smaller ones that every thread has work to its end.

    :param threads: how many will work on them; 0 stands for one per core.
    """
    share = sum(lengths) // (_EACH * (threads or cores()))
    return batches(lengths, min(budget, max(share, _ENOUGH)))


def batches(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Positions grouped so that rows of like length share a batch.

    Each batch holds at most `budget` padded tokens, or a single row that is longer.
    Longest first, so that memory peaks at the start and not after an hour.

    :param lengths: tokens of each row.
    :param budget: padded tokens per batch.
    """
    order = sorted(range(len(lengths)), key=lambda i: (-lengths[i], i))
    result: list[list[int]] = []
    for position in order:
        if result and (len(result[-1]) + 1) * lengths[result[-1][0]] <= budget:
            result[-1].append(position)
        else:
            result.append([position])
    return result


class Lazy(Generic[T]):
    """A value made at its first use, once, whichever thread comes first.

    :param make: makes the value; if it raises, the next use tries again.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make, self._lock = make, threading.Lock()
        self._made: list[T] = []

    def __call__(self) -> T:
        """The value."""
        with self._lock:
            if not self._made:
                self._made.append(self._make())
        return self._made[0]
