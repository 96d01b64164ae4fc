"""Batches by length, and values made once."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, strategies as st

from factcheck import runtime
from factcheck.runtime import Lazy, batches, cores, run, shared


@given(st.lists(st.integers(1, 600), max_size=80), st.integers(1, 2_000))
def test_every_row_is_in_one_batch_that_keeps_to_the_budget(
    lengths: list[int], budget: int
) -> None:
    found = batches(lengths, budget)
    assert sorted(row for batch in found for row in batch) == list(range(len(lengths)))
    for batch in found:
        assert len(batch) == 1 or len(batch) * max(lengths[row] for row in batch) <= budget


def test_rows_of_like_length_share_a_batch_longest_first() -> None:
    assert batches([5, 100, 6, 90], 200) == [[1, 3], [2, 0]]


@given(st.lists(st.integers(1, 600), max_size=80), st.integers(1, 4))
def test_shared_rows_keep_to_the_budget_too(lengths: list[int], threads: int) -> None:
    found = shared(lengths, 1_024, threads)
    assert sorted(row for batch in found for row in batch) == list(range(len(lengths)))
    for batch in found:
        assert len(batch) == 1 or len(batch) * max(lengths[row] for row in batch) <= 1_024


def test_few_rows_keep_every_thread_at_work_and_many_fill_their_batches() -> None:
    assert sorted(map(len, shared([50] * 10, 1_024, threads=2))) == [5, 5]
    assert len(shared([100] * 40, 1_024, threads=2)) == 8
    assert len(shared([100] * 40, 1_024, threads=1)) == 4
    assert shared([100] * 1_000, 1_024, threads=2) == batches([100] * 1_000, 1_024)


def test_only_cores_that_the_process_may_use_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3, 5, 7}, raising=False)
    assert cores() == 3
    monkeypatch.delattr(os, "sched_getaffinity")  # as on macOS
    assert cores() == 64
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores() == 1


@pytest.mark.slow
def test_a_question_goes_before_what_is_left_of_a_long_run() -> None:
    begun, may_go_on, order = threading.Event(), threading.Event(), list[int]()

    def compute(group: list[int]) -> int:
        begun.set()
        assert may_go_on.wait(10)
        order.extend(group)
        return sum(group)

    def asked() -> None:
        assert list(run(compute, [[99]], threads=1)) == [([99], 99)]

    waiting = runtime._pool(1)._work_queue
    with ThreadPoolExecutor() as pool:
        long = pool.submit(lambda: list(run(compute, [[n] for n in range(9)], threads=1)))
        assert begun.wait(60)
        before = waiting.qsize()
        question = pool.submit(asked)
        while waiting.qsize() == before:
            time.sleep(0.001)
        may_go_on.set()
        question.result()
        assert long.result() == [([n], n) for n in range(9)]
    assert order == [0, 99, *range(1, 9)]


@pytest.mark.slow
def test_what_nobody_takes_any_more_is_not_begun() -> None:
    begun: list[int] = []

    def compute(group: list[int]) -> None:
        begun.extend(group)
        if group == [1]:
            raise ValueError("bad")

    with pytest.raises(ValueError, match="bad"):
        list(run(compute, [[n] for n in range(2_000)], threads=1))
    assert list(run(sum, [[1]], threads=1)) == [([1], 1)]
    assert len(begun) < 2_000


@pytest.mark.slow
def test_a_run_under_way_when_the_interpreter_ends_is_finished() -> None:
    script = """
import threading, time
from factcheck import runtime
from factcheck.runtime import run
begun = threading.Event()
def compute(group):
    begun.set()
    time.sleep(0.05)
    return group[0]
def work():
    print(sum(found for _, found in run(compute, [[n] for n in range(8)], 1)))
threading.Thread(target=work).start()
begun.wait()
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=120)
    assert ended.stdout == b"28\n"


@pytest.mark.slow
def test_each_of_its_threads_computes_alone_and_others_keep_what_they_have() -> None:
    script = """
import threading
import torch
from factcheck.runtime import run
torch.set_num_threads(3)
waiting = threading.Barrier(2)
def compute(group):
    waiting.wait(30)
    return torch.get_num_threads()
print(*(found for _, found in run(compute, [[0], [1]], 2)), torch.get_num_threads())
threading.Thread(target=lambda: print(torch.get_num_threads())).start()
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=120)
    assert ended.stdout.split() == [b"1", b"1", b"3", b"3"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_process_that_was_forked_after_the_first_inference_computes_too() -> None:
    groups = [[1], [2], [3]]
    assert [total for _, total in run(sum, groups, threads=2)] == [1, 2, 3]
    forked = multiprocessing.get_context("fork").Process(
        target=lambda: os._exit(sum(total for _, total in run(sum, groups, threads=2)))
    )
    forked.start()
    forked.join(30)
    forked.kill()
    assert forked.exitcode == 6


def test_a_lazy_value_is_made_once_however_many_threads_ask() -> None:
    made: list[int] = []
    lazy = Lazy(lambda: made.append(1) or len(made))
    threads = [threading.Thread(target=lazy) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]
    assert lazy() == 1


def test_a_failed_attempt_is_tried_again() -> None:
    attempts: list[int] = []

    def make() -> str:
        attempts.append(1)
        if len(attempts) == 1:
            raise OSError("not yet")
        return "made"

    lazy = Lazy(make)
    with pytest.raises(OSError, match="not yet"):
        lazy()
    assert lazy() == "made"


@pytest.mark.parametrize(
    ("vnni", "tiles", "is_quick"),
    [(True, False, True), (True, True, False), (False, False, False), (False, True, False)],
)
def test_integers_are_for_cpus_that_have_products_of_them_and_no_tiles(
    vnni: bool, tiles: bool, is_quick: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    monkeypatch.setattr(torch.cpu, "_is_vnni_supported", lambda: vnni)
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: tiles)
    assert runtime.is_quick_in_integers() is is_quick
