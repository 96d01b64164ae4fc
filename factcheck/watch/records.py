"""What a watch knows of its claim, and what it tells when the verdict has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from factcheck.index import DocumentChange
from factcheck.types import DocumentRef, Label, Origins, Stance, Verdict

# What terminals and reports show: a change below that is none.
_DECIMALS = 2


class Cause(StrEnum):
    """Why a verdict came out otherwise."""

    DOCUMENTS = "documents"
    POLICY = "policy"
    MODELS = "models"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that speaks for or against a claim, in the version of the document it stands in.

    `version` is None if the document was removed while the verdict was drawn.
    """

    document: DocumentRef
    version: int | None
    start: int
    end: int
    text: str
    stance: Stance

    @property
    def said(self) -> tuple[str, int, int, str, Stance]:
        """What makes it another piece of evidence: what is told elsewhere, or of another stance."""
        return (self.document.id, self.start, self.end, self.text, self.stance)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What matters of a verdict: two that have the same are the same to a reader.

    `evidence` has only what speaks for or against the claim. `confidence` has two decimals.
    `content` is that of the second verdict, on what an attributed claim says was said.
    """

    label: Label
    confidence: float
    origins: Origins
    evidence: tuple[Cited, ...] = ()
    content: Outcome | None = None

    @property
    def gist(self) -> tuple[Any, ...]:
        """Equal for verdicts between which a reader would see no difference."""
        said = frozenset(item.said for item in self.evidence)
        content = self.content.gist if self.content is not None else None
        return (self.label, self.confidence, self.origins, said, content)

    def cited(self) -> Iterator[Cited]:
        """The evidence, that of the content too."""
        yield from self.evidence
        if self.content is not None:
            yield from self.content.cited()


@dataclass(frozen=True, slots=True)
class Watch:
    """A claim that is checked again when the index changes.

    :param number: its place in the order of adding; never given twice.
    :param owner: the id of the key it was made with, empty for the terminal's.
    :param index: the index that it is checked against.
    :param options: those of a verdict, as they were given.
    :param snapshot: the state of the index that `standing` was last found to hold in.
    :param standing: the last verdict, None until the first run.
    """

    number: int
    id: str
    owner: str
    index: str
    claim: str
    options: Mapping[str, Any]
    webhook: str | None
    created: str
    checked: str | None = None
    snapshot: str | None = None
    standing: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A verdict that came out otherwise than before, and what made it so.

    :param at: when it was noticed (UTC).
    :param documents: those among the added, replaced and removed ones whose passages came to be
        found for the claim or are found no more. None for a passage that moved up or down only
        because the words of the claim have become rarer or more frequent.
    """

    id: str
    watch: str
    claim: str
    at: str
    cause: Cause
    snapshots: tuple[str, str]
    before: Outcome
    after: Outcome
    documents: tuple[DocumentChange, ...] = ()

    @property
    def new(self) -> list[Cited]:
        """Evidence that the verdict before did not have."""
        return _without(self.after, self.before)

    @property
    def gone(self) -> list[Cited]:
        """Evidence that the verdict now does not have."""
        return _without(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Recheck:
    """What became of the watches of an index in one run.

    :param current: how many had been checked against this state already.
    :param unaffected: how many find the same passages as before, so that nothing was judged.
    :param affected: the ids of those that find others, or are under other models or rules.
    :param first: the ids of those that got their first verdict.
    :param changes: the verdicts that came out otherwise.
    """

    current: int
    unaffected: int
    affected: tuple[str, ...]
    first: tuple[str, ...]
    changes: tuple[Change, ...]


def outcome_of(verdict: Verdict, versions: Mapping[str, int]) -> Outcome:
    """What matters of a verdict.

    :param versions: of the documents that speak to either side, by id.
    """
    content = outcome_of(verdict.content, versions) if verdict.content is not None else None
    evidence = tuple(
        Cited(
            item.document,
            versions.get(item.document.id),
            item.start,
            item.end,
            item.text,
            item.stance,
        )
        for item in verdict.evidence
        if item.stance is not Stance.NEUTRAL
    )
    confidence = round(verdict.confidence, _DECIMALS)
    return Outcome(verdict.label, confidence, verdict.origins, evidence, content)


def outcome_from(data: Mapping[str, Any]) -> Outcome:
    """The reverse of `asdict`."""
    evidence = tuple(
        Cited(**{**item, "document": DocumentRef(**item["document"]), "stance": Stance(s)})
        for item in data["evidence"]
        for s in [item["stance"]]
    )
    content = outcome_from(data["content"]) if data["content"] is not None else None
    return Outcome(
        Label(data["label"]), data["confidence"], Origins(**data["origins"]), evidence, content
    )


def change_from(data: Mapping[str, Any]) -> Change:
    """The reverse of `asdict`."""
    return Change(
        **{
            **data,
            "cause": Cause(data["cause"]),
            "snapshots": tuple(data["snapshots"]),
            "before": outcome_from(data["before"]),
            "after": outcome_from(data["after"]),
            "documents": tuple(DocumentChange(**item) for item in data["documents"]),
        }
    )


def _without(outcome: Outcome, other: Outcome) -> list[Cited]:
    known = {item.said for item in other.cited()}
    return list({item.said: item for item in outcome.cited() if item.said not in known}.values())
