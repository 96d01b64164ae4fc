"""The index: documents, passages, words and vectors, in one directory or on an engine."""

from factcheck.index.backends import Backend, create_index, open_index
from factcheck.index.embedded import Index
from factcheck.index.milvus import MilvusIndex
from factcheck.index.records import AddSummary, DocumentChange, IndexInfo, Snapshot

__all__ = [
    "AddSummary",
    "Backend",
    "DocumentChange",
    "Index",
    "IndexInfo",
    "MilvusIndex",
    "Snapshot",
    "create_index",
    "open_index",
]
