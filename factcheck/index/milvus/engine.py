"""The connection to Milvus: the only place that speaks to pymilvus."""

from __future__ import annotations

import contextlib
import logging
import re
import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from factcheck.encoders import Vectors
from factcheck.errors import IndexFailure, IndexIncompatible
from factcheck.index.addresses import Address
from factcheck.index.milvus.tables import HOST, PASSAGES, TABLES, create

if TYPE_CHECKING:
    from pymilvus import MilvusClient

Row = dict[str, Any]
# What Milvus gives in one answer at the most.
MOST = 16_384
_SECONDS = 60.0
_ROWS_PER_CALL = 500
# What HNSW looks at, at the least; measured in docs/scale.md.
_CANDIDATES = 256
_FIRST_WITH_WORDS = (2, 5)
_LITE = "milvus_lite"


class Engine:
    """The collections of one index. Safe to share between threads.

    Reading waits for other writers only as long as it must: a collection that has once been
    seen up to a commit is read without waiting from then on.

    :param token: `user:password` or an API key, empty for none.
    :raises IndexFailure: if pymilvus is not installed, or the server does not answer.
    :raises IndexIncompatible: if the server has no word search, and the address asks for it.
    """

    def __init__(self, address: Address, token: str = "") -> None:
        self.address = address
        self._seen: dict[str, int] = {}
        self._seeing = threading.Lock()
        self._client = _connected(address, token)
        try:
            with self._failures():
                version = str(self._client.get_server_version())
            self._is_lite = version.startswith(_LITE)
            check_words(address, version)
        except BaseException:
            self._client.close()
            raise

    @cached_property
    def has_hosts(self) -> bool:
        """Whether passages tell the host of their document; those of older indexes do not."""
        with self._failures():
            told = self._client.describe_collection(self._named(PASSAGES), timeout=_SECONDS)
        return any(field["name"] == HOST for field in told["fields"])

    def exists(self) -> bool:
        """Whether all collections are there."""
        with self._failures():
            return all(
                self._client.has_collection(self._named(table), timeout=_SECONDS)
                for table in TABLES
            )

    def create(self, dimension: int) -> None:
        """Make the collections, empty; whatever was there under their names is gone."""
        self.drop()
        with self._failures():
            for table in TABLES:
                create(
                    self._client,
                    table,
                    self._named(table),
                    dimension,
                    has_words=self.address.has_words,
                    is_lite=self._is_lite,
                )

    def drop(self) -> None:
        """Delete the collections."""
        with self._failures():
            for table in reversed(TABLES):
                self._client.drop_collection(self._named(table), timeout=_SECONDS)

    def load(self) -> None:
        """Have the collections ready for searching."""
        with self._failures():
            for table in TABLES:
                self._client.load_collection(self._named(table), timeout=_SECONDS)

    def query(
        self,
        table: str,
        condition: str,
        fields: Sequence[str],
        *,
        commit: int | None,
        limit: int = MOST,
    ) -> list[Row]:
        """Rows for which a condition holds, in no particular order.

        :param commit: all up to this one is seen; None for all that was ever acknowledged.
        """
        with self._reading(table, commit) as consistency:
            rows = self._client.query(
                self._named(table),
                filter=condition,
                output_fields=list(fields),
                limit=limit,
                consistency_level=consistency,
                timeout=_SECONDS,
            )
        return [dict(row) for row in rows]

    def in_order(
        self, table: str, condition: str, fields: Sequence[str], *, commit: int, limit: int
    ) -> list[Row]:
        """The first `limit` rows in order of the primary key for which a condition holds."""
        with self._reading(table, commit) as consistency:
            pages = self._client.query_iterator(
                self._named(table),
                filter=condition,
                output_fields=list(fields),
                batch_size=min(limit, 1_000),
                limit=limit,
                consistency_level=consistency,
                timeout=_SECONDS,
            )
            try:
                rows: list[Row] = []
                while len(rows) < limit and (page := pages.next()):
                    rows += map(dict, page)
            finally:
                pages.close()
        return rows

    def search(
        self, field: str, queries: Vectors | list[str], k: int, condition: str, *, commit: int
    ) -> list[list[tuple[int, float]]]:
        """The `k` best (key, score) of the passages, for each query."""
        # HNSW looks at this many candidates, which must not be fewer than are asked for.
        parameters = (
            {} if self._is_lite or field == "sparse" else {"ef": min(max(_CANDIDATES, 2 * k), MOST)}
        )
        with self._reading(PASSAGES, commit) as consistency:
            found = self._client.search(
                self._named(PASSAGES),
                data=list(queries),
                anns_field=field,
                filter=condition,
                limit=k,
                output_fields=["key"],
                search_params={"params": parameters},
                consistency_level=consistency,
                timeout=_SECONDS,
            )
        # Milvus Lite tells BM25 scores, which are positive, as distances: the best is the least.
        sign = -1.0 if self._is_lite and field == "sparse" else 1.0
        return [
            [(int(hit["key"]), sign * float(hit["distance"])) for hit in hits] for hits in found
        ]

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Add rows; acknowledged when this returns."""
        with self._failures():
            for start in range(0, len(rows), _ROWS_PER_CALL):
                part = list(rows[start : start + _ROWS_PER_CALL])
                self._client.insert(self._named(table), part, timeout=_SECONDS)

    def upsert(self, table: str, rows: Sequence[Row]) -> None:
        """Replace rows by their keys."""
        with self._failures():
            for start in range(0, len(rows), _ROWS_PER_CALL):
                part = list(rows[start : start + _ROWS_PER_CALL])
                self._client.upsert(self._named(table), part, timeout=_SECONDS)

    def delete(self, table: str, condition: str) -> None:
        """Delete the rows for which a condition holds."""
        with self._failures():
            self._client.delete(self._named(table), filter=condition, timeout=_SECONDS)

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def _named(self, table: str) -> str:
        return f"{self.address.name}_{table}"

    @contextlib.contextmanager
    def _reading(self, table: str, commit: int | None) -> Iterator[str]:
        is_seen = commit is not None and self._seen.get(table, -1) >= commit
        with self._failures():
            yield "Bounded" if is_seen else "Strong"
        if commit is not None and not is_seen:
            with self._seeing:
                self._seen[table] = max(commit, self._seen.get(table, -1))

    @contextlib.contextmanager
    def _failures(self) -> Iterator[None]:
        from grpc import RpcError
        from pymilvus.exceptions import MilvusException

        try:
            yield
        except (MilvusException, RpcError) as error:
            raise _failure(self.address, error) from error


def _connected(address: Address, token: str) -> MilvusClient:
    try:
        from pymilvus import MilvusClient
        from pymilvus.exceptions import MilvusException
    except ImportError as error:
        reason = "needs pymilvus; install it with: pip install 'factcheck-engine[milvus]'"
        raise IndexFailure(address.shown, reason) from error
    # Both log tracebacks: pymilvus of errors that it raises, too, and the server of a file, which
    # runs in this process, of calls that it does not know and that pymilvus can do without.
    for name in ("pymilvus", "grpc._server"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        return MilvusClient(uri=address.uri, token=token, timeout=10.0)
    except MilvusException as error:
        raise _failure(address, error) from error


def _failure(address: Address, error: Exception) -> IndexFailure:
    lines = str(getattr(error, "message", "") or error).strip().splitlines()
    reason = lines[0] if lines else type(error).__name__
    return IndexFailure(address.shown, f"Milvus at {address.uri}: {reason}")


def check_words(address: Address, version: str) -> None:
    """Refuse a server that cannot search by words, unless the address does without them.

    :param version: as the server tells it.
    :raises IndexIncompatible: if it is older than 2.5.
    """
    if not address.has_words or version.startswith(_LITE):
        return
    found = re.match(r"v?(\d+)\.(\d+)", version)
    if found is None or (int(found[1]), int(found[2])) < _FIRST_WITH_WORDS:
        raise IndexIncompatible(
            address.shown,
            f"Milvus {version} cannot search by words, which came with 2.5; use a newer server, or "
            f"name the index {address.shown}?words=none to have it searched by meaning alone",
        )
