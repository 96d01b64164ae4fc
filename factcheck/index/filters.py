"""Filters as questions to what documents say of themselves: each field asked for itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from factcheck.types import Filters

Passes = Callable[[Any], bool]
# Fields of documents, as the store is asked for them; of an address only what names the host.
# What is joined to nothing is text and no longer JSON, which would be taken apart.
DAY, PUBLISHER, LANGUAGE = "effective", "publisher", "language"
_AFTER_SLASHES = "substr(url, instr(url, '//') + 2) || '/'"
_HOST = f"substr(url, 1, instr(url, '//') + instr({_AFTER_SLASHES}, '/'))"
SOURCE = f"json_array(publisher, {_HOST}) || ''"


def questions(filters: Filters) -> Iterator[tuple[str, Passes]]:
    """Fields that a filter looks at, and whether a document with such values passes.

    Ids are looked up instead, and earlier fact-checks known apart.
    """
    if filters.as_of is not None or filters.after is not None:
        yield DAY, lambda day: _is_within(day, filters)
    if filters.publishers is not None:
        publishers = {folded(name) for name in filters.publishers}
        yield PUBLISHER, lambda name: name is not None and folded(name) in publishers
    if filters.languages is not None:
        # A language also stands for its regions: en for en-US.
        tags = {folded(name) for name in filters.languages}
        yield LANGUAGE, lambda tag: not tags.isdisjoint(_beginnings(folded(tag)))
    tiers = filters.tiers
    if tiers is not None:
        yield SOURCE, lambda told: tiers.has(*json.loads(told))


def folded(name: str | None) -> str | None:
    """A name as filters compare it, which ignore case as policies do."""
    return None if name is None else name.strip().casefold()


def _is_within(day: str, filters: Filters) -> bool:
    is_early = filters.as_of is None or day <= filters.as_of
    return is_early and (filters.after is None or day > filters.after)


def _beginnings(tag: str | None) -> Iterator[str]:
    """A tag, and what it is a region or variant of."""
    while tag is not None:
        yield tag
        tag = tag.rpartition("-")[0] or None
