"""What can be asked of an index on Milvus at one commit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from factcheck.encoders import Vectors
from factcheck.errors import DocumentNotFound, InvalidInput
from factcheck.index.milvus import rows, tiers
from factcheck.index.milvus.engine import MOST, Engine, Row
from factcheck.index.milvus.rows import DETAILS, living, name_of
from factcheck.index.milvus.tables import DOCUMENTS, PASSAGES
from factcheck.index.milvus.values import listed
from factcheck.index.records import DocumentChange
from factcheck.types import Document, DocumentEntry, Filters, Passage

# Scores are told to six decimals, as the embedded index tells them.
_DECIMALS = 6
# Looked up beyond k, to see whether equal scores straddle the cut.
_SLACK = 16
_KEYS_PER_QUERY = 1_000
# More documents than any index holds.
_ALL = 10**9
_PIECES_PER_QUERY = 500
_HEAD = [*rows.FIELDS, "number", "parts"]
# Of a document the row that tells most, and those of its details.
_FIRST, _DETAILS, _PIECE = "part == 0", f"part >= {DETAILS}", ["number", "part", "text"]

Ranked = list[tuple[int, float]]


class Reader:
    """One state of the index.

    :param commit: the number of that state.
    :param last_key: the greatest key that a passage had been given by then.
    """

    def __init__(self, engine: Engine, commit: int, last_key: int) -> None:
        self._engine, self._commit, self._last_key = engine, commit, last_key

    def document(self, document_id: str, version: int | None) -> Document:
        """The document of that id: the present version, or that version of it.

        :raises DocumentNotFound: if there is none.
        """
        # A version that is still being written has no commit yet.
        when = f"added <= {self._commit} and version == {version}"
        when = living(self._commit) if version is None else when
        condition = f'name == "{name_of(document_id)}" and part == 0 and {when}'
        found = self._query(DOCUMENTS, condition, _HEAD)
        if not found:
            raise DocumentNotFound(document_id)
        return next(self._whole(found))

    def documents(self, after: str | None, limit: int, chars: float = math.inf) -> list[Document]:
        """Up to `limit` documents in order of id, those after the id `after`.

        :param chars: no more follow once the texts have so many characters together.
        """
        found: list[Document] = []
        for document in self._whole(self._heads(after, limit, _HEAD)):
            found.append(document)
            chars -= len(document.text)
            if chars <= 0:
                break
        return found

    def entries(self, after: str | None, limit: int) -> list[DocumentEntry]:
        """What is told of up to `limit` documents, those after the id `after`."""
        heads = self._heads(after, limit, [*_HEAD, "sha256"])
        details: dict[int, list[Row]] = {}
        numbers = [int(head["number"]) for head in heads]
        for row in self._of_documents(numbers, _DETAILS, _PIECE):
            details.setdefault(int(row["number"]), []).append(row)
        shown = self._engine.address.shown
        return [rows.entry(shown, head, details.get(int(head["number"]), [])) for head in heads]

    def _heads(self, after: str | None, limit: int, fields: Sequence[str]) -> list[Row]:
        """The first rows of up to `limit` documents in order of id."""
        found: list[Row] = []
        # All keys of an id begin with it and a point, which sorts before any further letter.
        last = "" if after is None else f"{name_of(after)}/"
        while len(found) < limit:
            condition = f'key > "{last}" and part == 0 and {living(self._commit)}'
            wanted = min(limit - len(found), _PIECES_PER_QUERY)
            page = self._engine.in_order(
                DOCUMENTS, condition, ["key", *fields], commit=self._commit, limit=wanted
            )
            found += page
            if len(page) < wanted:
                break
            last = page[-1]["key"]
        return found

    def changes_since(self, number: int) -> list[DocumentChange]:
        """The documents that are not as they were at a commit, in order of id."""
        # What a commit under way removes is still there.
        gone = f"(removed > {number} and removed <= {self._commit})"
        touched = f"added <= {self._commit} and (added > {number} or {gone})"
        names = ["key", "name", "version", "added", "removed"]
        found = self._engine.in_order(
            DOCUMENTS, f"part == 0 and {touched}", names, commit=self._commit, limit=_ALL
        )
        versions: dict[str, list[int | None]] = {}
        for row in found:
            places = versions.setdefault(rows.id_of(row), [None, None])
            if int(row["added"]) <= number:
                places[0] = int(row["version"])
            if not 0 < int(row["removed"]) <= self._commit:
                places[1] = int(row["version"])
        return [
            DocumentChange(name, before, after)
            for name, (before, after) in sorted(versions.items())
            if before is not None or after is not None
        ]

    def ids_at(self, fingerprint: str) -> list[str]:
        """The documents at that address, in order of id."""
        condition = f'address == "{fingerprint}" and part == 0 and {living(self._commit)}'
        return sorted(rows.id_of(row) for row in self._query(DOCUMENTS, condition, ["name"]))

    def nearest(self, queries: Vectors, k: int, filters: Filters) -> list[Ranked]:
        """The `k` nearest passages for each query, best first; equal cosines by key."""
        if not len(queries):
            return []
        return self._best("vector", queries, k, filters)

    def worded(self, stems: str, k: int, filters: Filters) -> Ranked:
        """The `k` best passages for these stems, best first; equal scores by key."""
        return self._best("sparse", [stems], k, filters)[0]

    def passages(self, keys: Sequence[int]) -> list[Passage]:
        """The passages of those keys, in that order.

        :raises InvalidInput: for a key that was never given.
        """
        found = self._of_keys(keys, ["key", "document", "start", "end", "text"])
        numbers = sorted({int(row["document"]) for row in found.values()})
        pieces: dict[int, list[Row]] = {}
        for which, fields in ((_FIRST, [*_HEAD, "part"]), (_DETAILS, _PIECE)):
            for row in self._of_documents(numbers, which, fields):
                pieces.setdefault(int(row["number"]), []).append(row)
        shown = self._engine.address.shown
        return [
            rows.passage(shown, found[key], pieces[int(found[key]["document"])]) for key in keys
        ]

    def vectors(self, keys: Sequence[int], dimension: int) -> Vectors:
        """The vectors of those passages, in that order: shape (len(keys), dimension).

        :raises InvalidInput: for a key that was never given.
        """
        found = self._of_keys(keys, ["key", "vector"])
        result: Vectors = np.array([found[key]["vector"] for key in keys], dtype=np.float32)
        return result.reshape(len(keys), dimension)

    def _best(
        self, field: str, queries: Vectors | list[str], k: int, filters: Filters
    ) -> list[Ranked]:
        if filters.tiers is not None:
            tiers.check(filters.tiers, self._engine)
        condition, depth = rows.passing(filters, self._commit), min(k + _SLACK, MOST)
        while True:
            found = [
                [(key, round(score, _DECIMALS)) for key, score in hits]
                for hits in self._engine.search(
                    field, queries, depth, condition, commit=self._commit
                )
            ]
            is_torn = any(len(hits) == depth and hits[-1][1] == hits[k - 1][1] for hits in found)
            if not is_torn or depth == MOST:
                return [sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k] for hits in found]
            depth = min(4 * depth, MOST)

    def _of_documents(
        self, numbers: Sequence[int], which: str, fields: Sequence[str]
    ) -> Iterator[Row]:
        """Those rows of the documents of these numbers."""
        for start in range(0, len(numbers), _KEYS_PER_QUERY):
            some = listed(numbers[start : start + _KEYS_PER_QUERY])
            yield from self._query(DOCUMENTS, f"number in {some} and {which}", fields)

    def _of_keys(self, keys: Sequence[int], fields: Sequence[str]) -> dict[int, Row]:
        found: dict[int, Row] = {}
        given = sorted({key for key in keys if 1 <= key <= self._last_key})
        for start in range(0, len(given), _KEYS_PER_QUERY):
            some = listed(given[start : start + _KEYS_PER_QUERY])
            for row in self._query(PASSAGES, f"key in {some}", fields):
                found[int(row["key"])] = row
        for key in keys:
            if key not in found:
                raise InvalidInput("keys", key, "must be keys of passages of this index")
        return found

    def _whole(self, heads: Sequence[Row]) -> Iterator[Document]:
        """The documents of these first rows, with their texts."""
        some: list[Row] = []
        for place, head in enumerate(heads, start=1):
            some.append(head)
            pieces = sum(int(row["parts"]) for row in some)
            if place == len(heads) or pieces >= _PIECES_PER_QUERY:
                yield from self._with_texts(some)
                some = []

    def _with_texts(self, heads: Sequence[Row]) -> list[Document]:
        numbers = listed(int(row["number"]) for row in heads)
        names = [*rows.FIELDS, "number", "part", "sha256", "text"]
        parts: dict[int, list[Row]] = {}
        for row in self._query(DOCUMENTS, f"number in {numbers}", names):
            parts.setdefault(int(row["number"]), []).append(row)
        shown = self._engine.address.shown
        return [rows.document(shown, parts.get(int(head["number"]), [head])) for head in heads]

    def _query(self, table: str, condition: str, fields: Sequence[str]) -> list[Row]:
        return self._engine.query(table, condition, fields, commit=self._commit)
