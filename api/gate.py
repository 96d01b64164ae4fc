"""Inference under load: requests share batches, equal ones share one answer, too many are told.

One thread takes what is waiting, up to a bound, and gives it to the checker as one call; while it
works the next batch gathers, so nobody waits for a batch to fill. How long a new request would
have to wait is known from how long the last ones took: if that is too long it is refused at once
rather than let to pile up.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from factcheck import Verdict
from factcheck.api.refusals import Refusal
from factcheck.api.threads import Threads

# A request is taken in if it is expected to be done in this share of the time that it has.
_SHARE = 0.7
# After so many batches for those who wait, one of the background has its turn.
_TURNS = 4
# What a batch may take of it.
_BATCH_SHARE = 0.25

Options = dict[str, Any]
Verify = Callable[[Sequence[str], Options], list[Verdict]]


class Watcher(Protocol):
    """Told what happens, for the metrics."""

    def batch(self, claims: int, seconds: float) -> None:
        """So many claims were verified in one call."""

    def answered(self, verdict: Verdict, *, how: str) -> None:
        """A claim was answered: `computed`, `joined` with an equal one, or from the `cache`."""


@dataclass(frozen=True, slots=True)
class GateLimits:
    """How much may wait, and for how long.

    :param waiting: claims that wait or are worked on.
    :param batch: claims of one call of the checker.
    :param seconds: what a request may take in all; one that would take longer is refused.
    :param kept: answers kept, to be given again as long as the index stays as it is.
    """

    waiting: int = 256
    batch: int = 16
    seconds: float = 30.0
    kept: int = 512


@dataclass(slots=True, eq=False)
class _Entry:
    """A claim under way; `outcome` is set, then `done`."""

    key: tuple[str, str, str]
    claim: str
    options: Options
    requests: int = 1
    in_background: bool = False
    done: threading.Event = field(default_factory=threading.Event)
    outcome: Verdict | Exception | None = None


class Gate:
    """Every verdict on a claim by itself goes through here. Safe to share between threads.

    :param verify: a verdict on each of some claims, with the same options.
    :param snapshot: the id of the state that the next verdict will be drawn from.
    :param watcher: told what happens.
    :param threads: those of the requests that wait here.
    """

    def __init__(
        self,
        verify: Verify,
        snapshot: Callable[[], str],
        limits: GateLimits,
        watcher: Watcher,
        threads: Threads,
    ) -> None:
        self._verify, self._snapshot = verify, snapshot
        self._limits, self._watcher, self._threads = limits, watcher, threads
        self._changed = threading.Condition()
        self._waiting: deque[_Entry] = deque()
        self._background: deque[_Entry] = deque()
        self._batches_since = 0
        self._under_way: dict[tuple[str, str, str], _Entry] = {}
        self._kept: OrderedDict[tuple[str, str, str], Verdict] = OrderedDict()
        self._seconds_per_claim = 0.0
        self._closing = False
        self._worker: threading.Thread | None = None

    def warm_up(self) -> None:
        """Verify one claim, to know how long that takes before the first request comes."""
        started = time.perf_counter()
        self._verify(["A claim to learn how long one takes."], {})
        self._seconds_per_claim = time.perf_counter() - started

    @property
    def depth(self) -> int:
        """How many claims wait or are worked on."""
        return len(self._under_way)

    @property
    def is_busy(self) -> bool:
        """Whether anybody waits for a verdict."""
        return bool(self._under_way)

    def verify(self, claim: str, options: Options) -> Verdict:
        """The verdict on a claim.

        :raises Refusal: if it would take too long, or took too long.
        """
        key = (self._snapshot(), claim, _digest(options))
        entry, how = self._entered(key, claim, options)
        if isinstance(entry, Verdict):
            self._watcher.answered(entry, how=how)
            return entry
        if not self._waited_for(entry):
            raise self._overloaded(f"the verdict took longer than {self._limits.seconds:g} s")
        if isinstance(entry.outcome, Verdict):
            self._watcher.answered(entry.outcome, how=how)
            return entry.outcome
        assert entry.outcome is not None
        raise entry.outcome

    def _waited_for(self, entry: _Entry) -> bool:
        is_done = False
        try:
            with self._threads.held():
                is_done = entry.done.wait(self._limits.seconds)
        finally:
            if not is_done:
                self._give_up(entry)
        return is_done

    def work(self, claims: Sequence[str], options: Options) -> list[Verdict | Exception]:
        """What comes of each of some claims, whenever nobody else waits, or now and then if all do.

        Those that are not begun when the server goes down come back as a :class:`Refusal`.
        """
        key = (self._snapshot(), _digest(options))
        entries = [
            _Entry((key[0], claim, key[1]), claim, options, in_background=True) for claim in claims
        ]
        with self._changed:
            if self._closing:
                return [self._overloaded("the server is going down") for _ in entries]
            self._background.extend(entries)
            self._start_worker()
            self._changed.notify_all()
        outcomes: list[Verdict | Exception] = []
        for entry in entries:
            entry.done.wait()
            assert entry.outcome is not None
            if isinstance(entry.outcome, Verdict):
                self._watcher.answered(entry.outcome, how="batch")
            outcomes.append(entry.outcome)
        return outcomes

    def close(self) -> None:
        """Take nothing more in, and return once what was taken is done, or its time is up."""
        with self._changed:
            self._closing = True
            while self._background:
                entry = self._background.popleft()
                entry.outcome = self._overloaded("the server is going down")
                entry.done.set()
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._under_way, self._limits.seconds)

    def _entered(
        self, key: tuple[str, str, str], claim: str, options: Options
    ) -> tuple[_Entry | Verdict, str]:
        with self._changed:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key], "cache"
            if key in self._under_way:
                self._under_way[key].requests += 1
                return self._under_way[key], "joined"
            ahead = len(self._under_way)
            seconds = (ahead + 1) * self._seconds_per_claim
            # With nothing ahead it is tried: else one slow verification would close the gate for
            # good, as how long one takes is learned from those that are let in.
            is_long = ahead > 0 and seconds > _SHARE * self._limits.seconds
            if self._closing or ahead >= self._limits.waiting or is_long:
                detail = f"{ahead} claims are waiting already"
                raise self._overloaded(detail, after=seconds / 2, actual=ahead)
            entry = self._under_way[key] = _Entry(key, claim, options)
            self._waiting.append(entry)
            self._start_worker()
            self._changed.notify_all()
            return entry, "computed"

    def _start_worker(self) -> None:
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, name="gate", daemon=True)
            self._worker.start()

    def _give_up(self, entry: _Entry) -> None:
        """Do not begin what nobody waits for any more."""
        with self._changed:
            entry.requests -= 1
            if not entry.requests and entry in self._waiting:
                self._waiting.remove(entry)
                del self._under_way[entry.key]

    def _overloaded(self, detail: str, *, after: float = 1.0, **facts: int) -> Refusal:
        return Refusal("overloaded", detail, **facts, retry_after=max(1, min(60, round(after))))

    def _work(self) -> None:
        while True:
            batch = self._next_batch()
            started = time.perf_counter()
            outcomes = self._outcomes(batch)
            seconds = time.perf_counter() - started
            self._watcher.batch(len(batch), seconds)
            with self._changed:
                pace = seconds / len(batch)
                # The mean of what was and what is, so that one slow batch does not decide.
                self._seconds_per_claim = (pace + (self._seconds_per_claim or pace)) / 2
                for entry, outcome in zip(batch, outcomes, strict=True):
                    self._finish(entry, outcome)
                self._changed.notify_all()

    def _next_batch(self) -> list[_Entry]:
        """What waits longest, with those behind it that ask with the same options."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._background)
            lane = self._lane()
            snapshot, _, options = lane[0].key
            like = [x for x in lane if (x.key[0], x.key[2]) == (snapshot, options)]
            # Each waits for the whole batch, which must not use up the time that it has.
            quick = _BATCH_SHARE * self._limits.seconds / (self._seconds_per_claim or 1)
            batch = like[: max(1, min(self._limits.batch, int(quick)))]
            for entry in batch:
                lane.remove(entry)
            return batch

    def _lane(self) -> deque[_Entry]:
        """Those who wait for an answer, but once in a while what is done in the background."""
        self._batches_since += 1
        if self._background and (not self._waiting or self._batches_since > _TURNS):
            self._batches_since = 0
            return self._background
        return self._waiting

    def _outcomes(self, batch: Sequence[_Entry]) -> list[Verdict | Exception]:
        try:
            claims = [entry.claim for entry in batch]
            return list(self._verify(claims, batch[0].options))
        except Exception as error:  # Handed to the request that caused it, which raises it.
            if len(batch) == 1:
                return [error]
        return [outcome for entry in batch for outcome in self._outcomes([entry])]

    def _finish(self, entry: _Entry, outcome: Verdict | Exception) -> None:
        if not entry.in_background:
            del self._under_way[entry.key]
        entry.outcome = outcome
        entry.done.set()
        # A long batch must not push out what people ask for again.
        if entry.in_background:
            return
        if isinstance(outcome, Verdict) and outcome.provenance["snapshot"] == entry.key[0]:
            self._kept[entry.key] = outcome
            if len(self._kept) > self._limits.kept:
                self._kept.popitem(last=False)


def _digest(options: Options) -> str:
    """Equal for equal options; they may name thousands of documents."""
    return hashlib.sha256(json.dumps(options, sort_keys=True).encode()).hexdigest()
