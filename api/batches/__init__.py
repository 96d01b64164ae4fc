"""Batches: many claims at once, worked through in the background, across restarts."""

from factcheck.api.batches.batches import Batches
from factcheck.api.batches.records import Batch, BatchLimits, Item, ItemStatus, NewBatch

__all__ = ["Batch", "BatchLimits", "Batches", "Item", "ItemStatus", "NewBatch"]
