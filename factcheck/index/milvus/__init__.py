"""The index on Milvus, for more documents than one machine holds, or more than one machine."""

from factcheck.index.milvus.index import MilvusIndex, snapshots

__all__ = ["MilvusIndex", "snapshots"]
