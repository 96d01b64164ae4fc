"""Of each kind of work few are done at a time, few wait, and a server that ends breaks off."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from factcheck.api.bulkheads import Bulkhead, Bulkheads
from factcheck.api.refusals import Refusal
from factcheck.api.threads import Threads


class Work:
    """Takes a place and keeps it until told to leave."""

    def __init__(self, bulkhead: Bulkhead) -> None:
        self._bulkhead = bulkhead
        self.inside, self.leave = threading.Event(), threading.Event()

    def __call__(self) -> str:
        with self._bulkhead.place() as go_on:
            self.inside.set()
            while not self.leave.wait(0.01):
                go_on()
        return "done"


def until_inside(bulkhead: Bulkhead, number: int) -> None:
    deadline = time.monotonic() + 5
    while bulkhead._inside < number:
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_one_waits_for_its_turn_and_the_next_is_refused_at_once() -> None:
    bulkhead = Bulkhead("texts", 1, 1, 10, Threads())
    work = Work(bulkhead)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(work)
        assert work.inside.wait(5)
        second = pool.submit(work)
        until_inside(bulkhead, 2)
        with (
            pytest.raises(Refusal, match="texts: 1 requests wait") as refused,
            bulkhead.place(),
        ):
            pass
        assert refused.value.facts["actual"] == 1
        assert bulkhead.is_busy
        work.leave.set()
        assert (first.result(5), second.result(5)) == ("done", "done")
    assert not bulkhead.is_busy


def test_who_waited_too_long_is_refused_and_leaves_the_line() -> None:
    bulkhead = Bulkhead("texts", 1, 1, 0.05, Threads())
    with bulkhead.place():
        for _ in range(3):
            with pytest.raises(Refusal, match="those before took too long"), bulkhead.place():
                pass
    with bulkhead.place():
        pass


def test_a_place_is_free_again_whatever_went_wrong_in_it() -> None:
    bulkhead = Bulkhead("texts", 1, 0, 1, Threads())
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), bulkhead.place():
            raise ZeroDivisionError


def test_closing_waits_for_those_inside_and_takes_no_more() -> None:
    bulkhead = Bulkhead("texts", 1, 1, 10, Threads())
    work = Work(bulkhead)
    with ThreadPoolExecutor(2) as pool:
        inside = pool.submit(work)
        assert work.inside.wait(5)
        closing = pool.submit(bulkhead.close)
        time.sleep(0.1)
        with pytest.raises(Refusal, match="texts: the server is going down"), bulkhead.place():
            pass
        assert not closing.done()
        work.leave.set()
        assert inside.result(5) == "done"
        closing.result(5)


def test_closing_breaks_off_what_takes_too_long_and_those_who_wait() -> None:
    bulkhead = Bulkhead("texts", 1, 1, 0.2, Threads())
    work = Work(bulkhead)
    with ThreadPoolExecutor(2) as pool:
        inside = pool.submit(work)
        assert work.inside.wait(5)
        waiting = pool.submit(work)
        until_inside(bulkhead, 2)
        bulkhead.close()
        for broken_off in (inside, waiting):
            with pytest.raises(Refusal):
                broken_off.result(5)


def test_each_kind_has_places_of_its_own() -> None:
    kinds = Bulkheads.lasting(1, Threads()).each()
    assert len(set(map(id, kinds))) == 6
    with kinds[0].place(), kinds[0].place(), kinds[1].place():
        assert kinds[0].is_busy
        assert not kinds[2].is_busy


def test_all_kinds_together_leave_threads_to_others() -> None:
    kinds = Bulkheads.lasting(1, Threads(10))
    with (
        kinds.texts.place(),
        kinds.searches.place(),
        pytest.raises(Refusal, match="2 requests wait"),
        kinds.claims.place(),
    ):
        pass
    with kinds.claims.place():
        pass
