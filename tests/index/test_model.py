"""Any sequence of changes leaves what a plain dictionary would hold."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from index_samples import HashedWords

from factcheck.errors import DocumentNotFound
from factcheck.index import AddSummary, Index
from factcheck.types import Document, Filters

ids = st.sampled_from("abcdef")
texts = st.sampled_from(["A bridge fell.", "The bridge held.\n\nIt is new.", "No bridge. " * 200])
documents = st.builds(
    Document, id=ids, text=texts, title=st.none() | st.sampled_from(["Bridge", "Over water"])
)


class IndexMachine(RuleBasedStateMachine):
    """An index beside a dictionary from id to document, and one from (id, version)."""

    @initialize()
    def create(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "index"
        self.encoder = HashedWords()
        self.index = Index.create(self.path, self.encoder)
        self.reader = Index.open(self.path, self.encoder)
        self.present: dict[str, Document] = {}
        self.versions: dict[tuple[str, int], Document] = {}
        self.snapshots = {self.index.snapshot}

    @rule(given=st.lists(documents, max_size=5, unique_by=lambda document: document.id))
    def add(self, given: list[Document]) -> None:
        known = {item.id for item in given} & self.present.keys()
        same = {item.id for item in given if self.present.get(item.id) == item}
        found = self.index.add(given)
        assert (found.added, found.replaced, found.unchanged) == (
            len(given) - len(known),
            len(known) - len(same),
            len(same),
        )
        for item in given:
            if item.id not in same:
                self.present[item.id] = item
                version = 1 + sum(name == item.id for name, _ in self.versions)
                self.versions[item.id, version] = item
        self.check_snapshot(changed=len(same) < len(given))

    @rule(given=st.lists(ids, max_size=3))
    def remove(self, given: list[str]) -> None:
        if set(given) <= self.present.keys():
            assert self.index.remove(given) == len(set(given))
            for name in set(given):
                del self.present[name]
            self.check_snapshot(changed=bool(given))
        else:
            try:
                self.index.remove(given)
            except DocumentNotFound as error:
                assert error.document_id not in self.present
            self.check_snapshot(changed=False)

    @rule()
    def reopen(self) -> None:
        before = self.index.snapshot
        self.index.close()
        self.index = Index.open(self.path, self.encoder, writable=True)
        assert self.index.snapshot == before

    @rule(given=st.lists(documents, max_size=3, unique_by=lambda document: document.id))
    def add_the_same_again(self, given: list[Document]) -> None:
        self.add(given)
        assert self.index.add(given) == AddSummary(0, 0, len(given), 0)

    @invariant()
    def holds_what_the_dictionary_holds(self) -> None:
        for index in (self.index, self.reader):
            found = {item.id: _plain(item) for item in index.documents()}
            assert found == self.present
        for (name, version), document in self.versions.items():
            assert _plain(self.index.get(name, version)) == document

    @invariant()
    def finds_every_passage_of_the_present_and_no_other(self) -> None:
        expected = {name: item.text for name, item in self.present.items()}
        query = self.encoder.encode(["bridge"])
        for index in (self.index, self.reader):
            dense = index.search_dense(query, 10_000, Filters())[0]
            worded = index.search_words("bridge water new", 10_000, Filters())
            assert index.info().passages == len(dense)
            for found in (dense, worded):
                passages = index.passages([key for key, _ in found])
                assert {item.document.id for item in passages} == expected.keys()
                for item in passages:
                    assert expected[item.document.id][item.start : item.end] == item.text

    def check_snapshot(self, *, changed: bool) -> None:
        snapshot = self.index.snapshot
        assert (snapshot not in self.snapshots) == changed
        self.snapshots.add(snapshot)
        assert self.reader.snapshot == snapshot

    def teardown(self) -> None:
        if hasattr(self, "index"):
            self.reader.close()
            self.index.close()
            self.folder.cleanup()


def _plain(document: Document) -> Document:
    return replace(document, ingested=None, version=1)


TestIndex = pytest.mark.slow(IndexMachine.TestCase)
TestIndex.settings = settings(max_examples=20, stateful_step_count=12, deadline=None)
