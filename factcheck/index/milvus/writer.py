"""Commits on Milvus: documents taken out and documents put in, seen all at once or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from factcheck.errors import DocumentNotFound
from factcheck.index.changes import timestamp
from factcheck.index.incoming import Prepared
from factcheck.index.milvus.claim import Claim
from factcheck.index.milvus.engine import MOST, Engine, Row
from factcheck.index.milvus.log import Commit, Log
from factcheck.index.milvus.rows import (
    document_rows,
    id_of,
    living,
    name_of,
    passage_rows,
)
from factcheck.index.milvus.tables import DOCUMENTS, PASSAGES, fields
from factcheck.index.milvus.values import listed
from factcheck.index.snapshot import addition, next_snapshot, retirement

_CHUNK = 500
# Documents whose earlier versions are counted at a time: no answer may hold more than MOST rows.
_FEW = 16
_HEAD = ["number", "name", "version", "content", "origin", "first_key", "passages"]


class Writer:
    """Makes commits. Not to be used by two threads at once.

    :param claim: the right to do so.
    """

    def __init__(self, engine: Engine, log: Log, claim: Claim) -> None:
        self._engine, self._log, self._claim = engine, log, claim
        # The writer before may have been cut off.
        self._is_clean = False

    def contents(self, ids: Sequence[str]) -> dict[str, str]:
        """The content hash of those documents, by id, as far as they are in the index."""
        heads = self._present(ids, self._settled())
        return {id_of(row): row["content"] for row in heads.values()}

    def commit(self, *, retired: Sequence[str] = (), added: Sequence[Prepared] = ()) -> None:
        """Take documents out and put documents in.

        :param retired: ids of documents to take out, those to be replaced included.
        :raises DocumentNotFound: for the first of `retired` that is not in the index.
        """
        previous = self._settled()
        heads = self._present(retired, previous)
        for item in retired:
            if item not in heads:
                raise DocumentNotFound(item)
        versions = self._versions([item.document.id for item in added], heads, previous)
        before = self._origins(heads.values(), added, previous)

        self._claim.check()
        self._is_clean = False
        number, at = previous.number + 1, timestamp()
        self._retire(heads.values(), previous)
        words, hosts = self._engine.address.has_words, self._engine.has_hosts
        rows = _Rows(previous, number, at[:10], has_words=words, has_hosts=hosts)
        for prepared in added:
            rows.add(prepared, versions[prepared.document.id])
        self._engine.insert(PASSAGES, rows.passages)
        self._engine.insert(DOCUMENTS, rows.documents)

        after = before.copy()
        after.subtract(row["origin"] for row in heads.values())
        after.update(item.origin for item in added)
        changes = [retirement(item, int(heads[item]["version"])) for item in retired]
        commit = replace(
            previous,
            number=number,
            snapshot=next_snapshot(previous.snapshot, changes + rows.changes),
            at=at,
            documents=previous.documents + len(added) - len(retired),
            passages=previous.passages
            + len(rows.passages)
            - sum(int(row["passages"]) for row in heads.values()),
            origins=previous.origins + len(+after) - len(+before),
            last_key=rows.last_key,
            last_number=rows.last_number,
        )
        self._claim.check()
        self._log.append(commit)
        self._is_clean = True

    def _settled(self) -> Commit:
        """The newest commit, with nothing left over of one that was cut off after it."""
        if self._is_clean:
            return self._log.newest()
        commit = self._log.newest(at_once=True)
        for table in (PASSAGES, DOCUMENTS):
            self._engine.delete(table, f"added > {commit.number}")
            while rows := self._whole(table, f"removed > {commit.number}", None):
                self._engine.upsert(table, [{**row, "removed": 0} for row in rows])
        self._is_clean = True
        return commit

    def _retire(self, heads: Iterable[Row], previous: Commit) -> None:
        numbers: list[int] = []
        keys: list[int] = []
        for head in heads:
            first, count = int(head["first_key"]), int(head["passages"])
            keys += range(first, first + count)
            numbers.append(int(head["number"]))
        for table, field, values in ((PASSAGES, "key", keys), (DOCUMENTS, "number", numbers)):
            beside = "" if table == PASSAGES else " and part == 0"
            for start in range(0, len(values), _CHUNK):
                condition = f"{field} in {listed(values[start : start + _CHUNK])}{beside}"
                rows = self._whole(table, condition, previous.number)
                removed = [{**row, "removed": previous.number + 1} for row in rows]
                self._engine.upsert(table, removed)

    def _whole(self, table: str, condition: str, commit: int | None) -> list[Row]:
        names = [*fields(table, has_hosts=self._engine.has_hosts), "vector"]
        if table == PASSAGES and self._engine.address.has_words:
            names.append("words")
        return self._engine.query(table, condition, names, commit=commit, limit=_CHUNK)

    def _present(self, ids: Sequence[str], commit: Commit) -> dict[str, Row]:
        """The first row of those documents, by id, as far as they are in the index."""
        rows = []
        for start in range(0, len(ids), _CHUNK):
            names = listed(name_of(item) for item in ids[start : start + _CHUNK])
            condition = f"name in {names} and part == 0 and {living(commit.number)}"
            rows += self._engine.query(DOCUMENTS, condition, _HEAD, commit=commit.number)
        return {id_of(row): row for row in rows}

    def _versions(
        self, ids: Sequence[str], heads: Mapping[str, Row], commit: Commit
    ) -> dict[str, int]:
        """The next version of each document."""
        versions = {item: int(row["version"]) + 1 for item, row in heads.items()}
        gone = [item for item in ids if item not in versions]
        for start in range(0, len(gone), _FEW):
            some = gone[start : start + _FEW]
            condition = f"name in {listed(map(name_of, some))} and part == 0"
            wanted = ["name", "version"]
            rows = self._engine.query(DOCUMENTS, condition, wanted, commit=commit.number)
            versions.update(dict.fromkeys(some, 1))
            for row in rows:
                versions[id_of(row)] = max(versions[id_of(row)], int(row["version"]) + 1)
        return versions

    def _origins(
        self, heads: Iterable[Row], added: Sequence[Prepared], commit: Commit
    ) -> Counter[str]:
        """How many documents there are of each text that a change touches."""
        touched = sorted({row["origin"] for row in heads} | {item.origin for item in added})
        found: Counter[str] = Counter()
        for start in range(0, len(touched), _CHUNK):
            found += self._counted(touched[start : start + _CHUNK], commit)
        return found

    def _counted(self, origins: Sequence[str], commit: Commit) -> Counter[str]:
        condition = f"origin in {listed(origins)} and part == 0 and {living(commit.number)}"
        rows = self._engine.query(DOCUMENTS, condition, ["origin"], commit=commit.number)
        if len(rows) < MOST:
            return Counter(row["origin"] for row in rows)
        if len(origins) > 1:
            parts = (self._counted([origin], commit) for origin in origins)
            return sum(parts, Counter[str]())
        (row,) = self._engine.query(DOCUMENTS, condition, ["count(*)"], commit=commit.number)
        return Counter({origins[0]: int(row["count(*)"])})


class _Rows:
    """The rows of all documents that one commit adds, and the keys that they are given."""

    def __init__(
        self, previous: Commit, commit: int, today: str, *, has_words: bool, has_hosts: bool
    ) -> None:
        self._commit, self._today = commit, today
        self._has_words, self._has_hosts = has_words, has_hosts
        self.last_key, self.last_number = previous.last_key, previous.last_number
        self.passages: list[Row] = []
        self.documents: list[Row] = []
        self.changes: list[str] = []

    def add(self, item: Prepared, version: int) -> None:
        """Take in a document and its passages."""
        self.last_number += 1
        number, first_key, when = self.last_number, self.last_key + 1, (self._commit, self._today)
        self.documents += document_rows(item, number, version, first_key, *when)
        self.passages += passage_rows(
            item, number, first_key, *when, has_words=self._has_words, has_hosts=self._has_hosts
        )
        self.last_key += len(item.spans)
        self.changes.append(addition(item.document.id, version, item.content, self._today))
