"""Watched claims checked again: searched for anew, judged only where other passages are found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import cast

import numpy as np

from factcheck.claims import extraction as claim_extraction
from factcheck.errors import SnapshotNotFound
from factcheck.index import DocumentChange
from factcheck.index.changes import timestamp
from factcheck.pipeline import Pipeline
from factcheck.questions import questions
from factcheck.request import Options, Request
from factcheck.retrieve import independent
from factcheck.watch.footprint import Footprint
from factcheck.watch.records import Cause, Change, Outcome, Recheck
from factcheck.watch.rows import new_change_id
from factcheck.watch.store import State, Watches
from factcheck.watch.verdicts import Search, draw, first_search, models_of, rules_of

# Watches searched for at a time: bounds memory, and is how often what holds is noted.
_PAGE = 64


@dataclass(frozen=True, slots=True)
class _Case:
    """A watch in one run.

    :param footprint: what its verdict rests on, as far as the models are still the same.
    :param search: what is found for it now.
    """

    state: State
    request: Request
    footprint: Footprint | None
    search: Search | None = None

    @property
    def finds_the_same(self) -> bool:
        """Whether the passages are those that the verdict rests on."""
        if self.footprint is None or self.search is None:
            return False
        pairs = zip(self.footprint.asked, self.search.found, strict=True)
        return all(asked.finds_the_same(hits) for asked, hits in pairs)


class Run:
    """One run over the watches of an index.

    :param place: the index as the watches name it.
    :param request_of: options, checked.
    :param pause: called before each claim that is to be judged.
    """

    def __init__(
        self,
        watches: Watches,
        place: str,
        pipeline: Pipeline,
        request_of: Callable[[Options], Request],
        pause: Callable[[], None] = lambda: None,
    ) -> None:
        self._watches, self._place, self._pipeline = watches, place, pipeline
        self._request_of, self._pause = request_of, pause
        # What is found may be of a newer state; the next run then looks at it again.
        self._snapshot = pipeline.index.snapshot
        self._models = models_of(pipeline)
        self._since: dict[str, list[DocumentChange] | None] = {}
        self._current = self._unaffected = 0
        self._affected: list[str] = []
        self._first: list[str] = []
        self._changes: list[Change] = []

    def go(self, progress: Callable[[int, int], None] | None = None) -> Recheck:
        """Bring the watches up to the present state. Each is committed as it is done, so that a
        run that was cut off goes on where it stopped.

        :param progress: called with (watches done, watches in all).
        """
        total, done, last = self._watches.count(self._place), 0, 0
        while page := self._watches.states(self._place, last, _PAGE):
            for count in self._checked(page):
                done += count
                if progress is not None:
                    progress(done, max(done, total))
            last = page[-1].watch.number
        return Recheck(
            self._current,
            self._unaffected,
            tuple(self._affected),
            tuple(self._first),
            tuple(self._changes),
        )

    def _checked(self, page: Sequence[State]) -> Iterator[int]:
        """Check some watches; gives how many more are done, again and again."""
        cases = [self._case(state) for state in page]
        stale = [case for case in cases if not self._is_current(case)]
        self._current += len(cases) - len(stale)
        yield len(cases) - len(stale)
        searched = list(self._searched(case for case in stale if case.footprint is not None))
        held = [case.state for case in searched if self._holds(case)]
        if held:
            self._watches.confirm(held, self._snapshot)
        self._unaffected += len(held)
        yield len(held)
        new = [case for case in stale if case.footprint is None]
        for case in [*(case for case in searched if not self._holds(case)), *new]:
            self._pause()
            self._settle(case)
            yield 1

    def _case(self, state: State) -> _Case:
        request = self._request_of(cast(Options, dict(state.watch.options)))
        footprint = state.footprint
        is_known = footprint is not None and footprint.models == self._models
        return _Case(state, request, footprint if is_known else None)

    def _has_same_rules(self, case: _Case) -> bool:
        footprint = case.footprint
        return footprint is not None and footprint.rules == rules_of(self._pipeline, case.request)

    def _is_current(self, case: _Case) -> bool:
        return case.state.watch.snapshot == self._snapshot and self._has_same_rules(case)

    def _holds(self, case: _Case) -> bool:
        """Whether all that the verdict rests on is as it was."""
        is_same_index = self._changed_since(case.state) is not None
        return is_same_index and self._has_same_rules(case) and case.finds_the_same

    def _searched(self, cases: Iterable[_Case]) -> Iterator[_Case]:
        """The cases with what is found now; those with like terms are searched for at once."""
        alike: defaultdict[Request, list[tuple[_Case, Footprint]]] = defaultdict(list)
        for case in cases:
            assert case.footprint is not None
            alike[case.request].append((case, case.footprint))
        for request, group in alike.items():
            texts = [asked.text for _, footprint in group for asked in footprint.asked]
            vectors = np.vstack([footprint.vectors for _, footprint in group])
            hits = iter(independent(self._pipeline.index, texts, vectors, request))
            for case, footprint in group:
                found = list(islice(hits, len(footprint.asked)))
                yield replace(case, search=Search(footprint.vectors, found))

    def _changed_since(self, state: State) -> list[DocumentChange] | None:
        """What changed since the last verdict; None if this is not the index that it came from."""
        snapshot = state.watch.snapshot
        assert snapshot is not None
        if snapshot not in self._since:
            try:
                self._since[snapshot] = self._pipeline.index.changes_since(snapshot)
            except SnapshotNotFound:
                self._since[snapshot] = None
        return self._since[snapshot]

    def _settle(self, case: _Case) -> None:
        """Draw a verdict, and keep it with what it rests on and how it differs."""
        state, before = case.state, case.state.watch.standing
        asked = questions(claim_extraction.whole(state.watch.claim, case.request.published))
        if case.footprint and not case.footprint.asks([question.claim.text for question in asked]):
            case = replace(case, footprint=None, search=None)
        search = case.search or first_search(self._pipeline, asked, case.request)
        # Under one key another index has another passage.
        is_reusable = case.footprint is not None and self._changed_since(state) is not None
        known = [x.judged for x in case.footprint.asked] if case.footprint and is_reusable else ()
        after, footprint = draw(self._pipeline, case.request, asked, search, known)
        change = None
        if before is not None and before.gist != after.gist:
            change = self._change(replace(case, search=search), before, after, footprint)
        if not self._watches.settle(state, self._snapshot, footprint, after, change):
            return
        (self._first if before is None else self._affected).append(state.watch.id)
        if change is not None:
            self._changes.append(change)

    def _change(self, case: _Case, before: Outcome, after: Outcome, footprint: Footprint) -> Change:
        watch, since = case.state.watch, self._changed_since(case.state)
        assert watch.snapshot is not None
        touched = _documents_of(case.state.footprint) ^ _documents_of(footprint)
        return Change(
            id=new_change_id(),
            watch=watch.id,
            claim=watch.claim,
            at=timestamp(),
            cause=_cause(case, since),
            snapshots=(watch.snapshot, self._snapshot),
            before=before,
            after=after,
            documents=tuple(item for item in since or () if item.id in {x for x, _ in touched}),
        )


def _cause(case: _Case, since: list[DocumentChange] | None) -> Cause:
    if case.footprint is None:
        return Cause.MODELS
    if since is None:
        return Cause.INDEX
    return Cause.POLICY if case.finds_the_same else Cause.DOCUMENTS


def _documents_of(footprint: Footprint | None) -> set[tuple[str, int]]:
    """Each passage found, with its document."""
    asked = footprint.asked if footprint is not None else ()
    return {(item.document, key) for question in asked for key, item in question.judged.items()}
