"""What an index tells about itself and about a change."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.model_files import ModelInfo


@dataclass(frozen=True, slots=True)
class AddSummary:
    """What became of the documents of one call.

    `passages` counts the passages written for the added and replaced documents.
    """

    added: int
    replaced: int
    unchanged: int
    passages: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state of an index: its id, when it came about (UTC), and what it holds."""

    id: str
    at: str
    documents: int
    passages: int


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document that is not as it was: its version then and now, None where it was not there."""

    id: str
    before: int | None
    after: int | None

    @property
    def kind(self) -> str:
        """`added`, `replaced` or `removed`."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "replaced"


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """What an index holds.

    `origins` counts the different texts among the documents: copies of one text, whatever
    their case, spacing and Unicode form, count once. Rewrites of one report are told apart
    by `FactChecker.lineage` and when a verdict is made. `bytes` is the size of all files,
    `created` a UTC timestamp.
    """

    path: str
    name: str
    documents: int
    passages: int
    origins: int
    bytes: int
    snapshot: str
    embedder: ModelInfo
    format: int
    created: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A state of the index: its number in the row of states, and its id."""

    number: int
    snapshot: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What is in the index at one commit."""

    documents: int
    passages: int
