"""Requests share batches and answers, wait within bounds, and are refused at once beyond them."""

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from factcheck import InvalidInput, Label, Origins, Verdict
from factcheck.api.gate import Gate, GateLimits
from factcheck.api.metrics import Metrics
from factcheck.api.refusals import Refusal
from factcheck.api.threads import Threads


class Slow:
    """Stands for the checker: takes its time, and remembers the calls."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds, self.snapshot = seconds, "s1"
        self.calls: list[list[str]] = []
        self.go = threading.Event()
        self.go.set()

    def __call__(self, claims: Sequence[str], options: dict[str, Any]) -> list[Verdict]:
        self.calls.append(list(claims))
        assert self.go.wait(10)
        time.sleep(self.seconds * len(claims))
        if "bad" in claims:
            raise InvalidInput("claim", "bad", "must be good")
        return [self.verdict(claim) for claim in claims]

    def verdict(self, claim: str) -> Verdict:
        return Verdict(
            claim=claim,
            label=Label.NOT_ENOUGH_EVIDENCE,
            confidence=0.5,
            evidence=(),
            origins=Origins(0, 0),
            gaps=("nothing speaks of it",),
            provenance={"snapshot": self.snapshot},
        )


def gate(slow: Slow, **limits: Any) -> Gate:
    return Gate(slow, lambda: slow.snapshot, GateLimits(**limits), Metrics(), Threads())


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(32) as pool:
        yield pool


def until(condition: Any) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_what_arrives_while_a_batch_is_worked_on_makes_the_next_batch(
    pool: ThreadPoolExecutor,
) -> None:
    slow = Slow()
    slow.go.clear()
    shared = gate(slow, batch=4)
    first = pool.submit(shared.verify, "c0", {})
    until(lambda: slow.calls)
    rest = [pool.submit(shared.verify, f"c{number}", {}) for number in range(1, 7)]
    until(lambda: shared.depth == 7)
    slow.go.set()
    assert [future.result().claim for future in (first, *rest)] == [f"c{n}" for n in range(7)]
    assert [len(call) for call in slow.calls] == [1, 4, 2]


def test_claims_asked_with_other_options_are_not_in_one_batch(pool: ThreadPoolExecutor) -> None:
    slow = Slow()
    slow.go.clear()
    shared = gate(slow)
    futures = [pool.submit(shared.verify, "first", {})]
    until(lambda: slow.calls)
    for number in range(4):
        futures.append(pool.submit(shared.verify, f"c{number}", {"k": 5 + number % 2}))
    until(lambda: shared.depth == 5)
    slow.go.set()
    assert all(future.result() for future in futures)
    assert sorted(map(len, slow.calls)) == [1, 2, 2]


def test_equal_requests_share_one_answer_and_later_ones_are_given_it_again(
    pool: ThreadPoolExecutor,
) -> None:
    slow = Slow()
    slow.go.clear()
    shared = gate(slow)
    futures = [pool.submit(shared.verify, "same", {"k": 5}) for _ in range(10)]
    until(lambda: slow.calls)
    slow.go.set()
    assert len({id(future.result()) for future in futures}) == 1
    shared.verify("same", {"k": 5})
    assert slow.calls == [["same"]]


def test_equal_requests_leave_threads_to_others(pool: ThreadPoolExecutor) -> None:
    slow, threads = Slow(), Threads(10)
    slow.go.clear()
    shared = Gate(slow, lambda: slow.snapshot, GateLimits(), Metrics(), threads)
    futures = [pool.submit(shared.verify, "same", {}) for _ in range(2)]
    until(lambda: threads._held == 2)
    with pytest.raises(Refusal, match="2 requests wait"):
        shared.verify("same", {})
    with pytest.raises(Refusal, match="2 requests wait") as refused:
        shared.verify("other", {})
    assert refused.value.facts["actual"] == 2
    slow.go.set()
    assert all(future.result() for future in futures)
    # What needs no waiting needs no thread, and nobody waits for the one that was refused.
    assert shared.verify("same", {}) is futures[0].result()
    assert slow.calls == [["same"]]


def test_a_change_of_the_index_makes_kept_answers_void() -> None:
    slow = Slow()
    shared = gate(slow)
    shared.verify("same", {})
    slow.snapshot = "s2"
    assert shared.verify("same", {}).provenance == {"snapshot": "s2"}
    assert len(slow.calls) == 2


def test_an_answer_from_another_state_than_was_asked_for_is_not_kept(
    pool: ThreadPoolExecutor,
) -> None:
    slow = Slow()
    slow.go.clear()
    shared = gate(slow)
    asked = pool.submit(shared.verify, "same", {})
    until(lambda: slow.calls)
    slow.snapshot = "s2"
    slow.go.set()
    assert asked.result().provenance == {"snapshot": "s2"}
    slow.snapshot = "s1"
    assert shared.verify("same", {}).provenance == {"snapshot": "s1"}
    assert slow.calls == [["same"], ["same"]]


def test_no_more_answers_are_kept_than_allowed() -> None:
    slow = Slow()
    shared = gate(slow, kept=2)
    for claim in ("a", "b", "c", "a"):
        shared.verify(claim, {})
    assert slow.calls == [["a"], ["b"], ["c"], ["a"]]


def test_one_bad_claim_fails_alone(pool: ThreadPoolExecutor) -> None:
    slow = Slow()
    slow.go.clear()
    shared = gate(slow)
    pool.submit(shared.verify, "first", {})
    until(lambda: slow.calls)
    good, bad = pool.submit(shared.verify, "good", {}), pool.submit(shared.verify, "bad", {})
    until(lambda: shared.depth == 3)
    slow.go.set()
    assert good.result().claim == "good"
    with pytest.raises(InvalidInput, match="must be good"):
        bad.result()
    with pytest.raises(InvalidInput):
        shared.verify("bad", {})


def test_beyond_what_may_wait_a_request_is_refused_at_once(pool: ThreadPoolExecutor) -> None:
    slow = Slow()
    slow.go.clear()
    shared = gate(slow, waiting=3)
    futures = [pool.submit(shared.verify, f"c{number}", {}) for number in range(3)]
    until(lambda: shared.depth == 3)
    started = time.monotonic()
    with pytest.raises(Refusal, match="3 claims are waiting") as caught:
        shared.verify("one more", {})
    assert time.monotonic() - started < 0.5
    assert caught.value.code == "overloaded"
    assert caught.value.facts["retry_after"] >= 1
    slow.go.set()
    assert all(future.result() for future in futures)


def test_a_request_that_would_take_too_long_is_refused_before_it_waits(
    pool: ThreadPoolExecutor,
) -> None:
    slow = Slow(seconds=0.1)
    shared = gate(slow, seconds=0.45)
    shared.verify("to learn how long one takes", {})
    found = list(pool.map(lambda number: outcome(shared, f"c{number}"), range(12)))
    assert 2 <= found.count("answered") <= 5
    assert found.count("answered") + found.count("overloaded") == 12


def test_with_nothing_ahead_a_request_is_let_in_however_long_the_last_one_took() -> None:
    slow = Slow(seconds=0.3)
    shared = gate(slow, seconds=0.4)
    shared.warm_up()
    slow.seconds = 0.0
    assert [outcome(shared, f"c{number}") for number in range(3)] == ["answered"] * 3


def outcome(shared: Gate, claim: str) -> str:
    started = time.monotonic()
    try:
        shared.verify(claim, {})
    except Refusal as refusal:
        return refusal.code
    assert time.monotonic() - started < 1
    return "answered"


def test_nothing_is_begun_that_nobody_waits_for_any_more(pool: ThreadPoolExecutor) -> None:
    slow = Slow()
    slow.go.clear()
    shared = gate(slow, seconds=0.2)
    futures = [pool.submit(outcome, shared, claim) for claim in ("first", "second")]
    assert [future.result() for future in futures] == ["overloaded", "overloaded"]
    slow.go.set()
    until(lambda: shared.depth == 0)
    assert len(slow.calls) == 1


def test_what_is_done_in_the_background_waits_for_others_but_has_its_turn(
    pool: ThreadPoolExecutor,
) -> None:
    slow = Slow()
    slow.go.clear()
    shared = gate(slow, batch=1)
    futures = [pool.submit(shared.verify, "first", {})]
    until(lambda: slow.calls)
    batch = pool.submit(shared.work, ["w0", "w1"], {})
    until(lambda: len(shared._background) == 2)
    for number in range(9):
        futures.append(pool.submit(shared.verify, f"c{number}", {}))
        until(lambda: shared.depth == len(futures))
    slow.go.set()
    assert all(future.result() for future in futures)
    assert [found.claim for found in batch.result()] == ["w0", "w1"]
    others = [f"c{number}" for number in range(9)]
    expected = ["first", *others[:3], "w0", *others[3:7], "w1", *others[7:]]
    assert [claim for (claim,) in slow.calls] == expected


def test_closing_finishes_what_was_taken_and_takes_no_more(pool: ThreadPoolExecutor) -> None:
    slow = Slow(seconds=0.05)
    shared = gate(slow)
    futures = [pool.submit(shared.verify, f"c{number}", {}) for number in range(4)]
    until(lambda: shared.depth == 4)
    shared.close()
    assert all(future.done() or future.result(0.5) for future in futures)
    with pytest.raises(Refusal):
        shared.verify("late", {})
