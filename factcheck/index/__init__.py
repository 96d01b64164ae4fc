"""The index: documents, passages, words and vectors in one directory."""

from factcheck.index.embedded import Index
from factcheck.index.records import AddSummary, IndexInfo, Snapshot

__all__ = ["AddSummary", "Index", "IndexInfo", "Snapshot"]
