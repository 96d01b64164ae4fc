"""Claims whose verdicts are known, searched for and read by the models in use."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from factcheck.config import Settings
from factcheck.crossencoders import CrossEncoder
from factcheck.encoders import SentenceEncoder
from factcheck.evaluate.data import STANCES, VERDICTS, read_rows
from factcheck.index import Index
from factcheck.ingest.jsonl import read_sources
from factcheck.retrieve import retrieve
from factcheck.stance.reading import Job, Reading, read
from factcheck.types import Filters, Label, Passage, Stance

K = 20


@dataclass
class Labelled:
    """One set: what was found for each claim, and what is known of it."""

    name: str
    jobs: list[Job]
    readings: list[Reading]
    verdicts: list[Label]
    stances: list[Stance]

    @property
    def in_pieces(self) -> bool:
        """Whether most of its passages are longer than one sentence."""
        return 2 * sum(len(reading.spans) > 1 for reading in self.readings) > len(self.readings)


def load(
    name: str, sources: str, claims: str, stances: str, scorer: CrossEncoder, settings: Settings
) -> Labelled:
    """Index the sources, retrieve and read for every claim, and look up the labels."""
    encoder = SentenceEncoder(settings)
    rows = read_rows(Path(claims), {"claim": str, "verdict": str}, {"verdict": VERDICTS})
    with tempfile.TemporaryDirectory() as folder, Index.create(folder, encoder) as index:
        index.add(read_sources(Path(sources)))
        hits = retrieve(index, encoder, [row["claim"] for row in rows], K, Filters())
    jobs = [Job(row["claim"], found) for row, found in zip(rows, hits, strict=True)]
    known = stance_labels(Path(stances), rows)
    return Labelled(
        name,
        jobs,
        read(scorer, jobs),
        [row["verdict"] for row in rows],
        [stance_of(job.claim, hit.passage, known) for job in jobs for hit in job.hits],
    )


# By claim and passage, or claim and document: what such passages say if they hold these words.
Said = dict[tuple[str, str], list[tuple[str, Stance]]]


def stance_of(claim: str, passage: Passage, known: Said) -> Stance:
    """What a passage says of a claim: the label of the passage, else that of its document."""
    told = known.get((claim, passage.text)) or known.get((claim, passage.document.id)) or []
    return next((stance for words, stance in told if words in passage.text), Stance.NEUTRAL)


def stance_labels(path: Path, claims: list[dict[str, str]]) -> Said:
    """The stances by claim text and by either the passage's text or its document's id."""
    text = {row["id"]: row["claim"] for row in claims}
    labels: Said = {}
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        if "evidence" in row:
            labels[row["claim"], row["evidence"]] = [("", STANCES[row["label"]])]
        elif row["claim_id"] in text and row["stance"] in STANCES:
            about = text[row["claim_id"]], row["source_id"]
            labels.setdefault(about, []).append((row.get("words", ""), STANCES[row["stance"]]))
    return labels
