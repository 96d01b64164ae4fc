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
from factcheck.types import Filters, Label, Stance

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
        [
            known.get((job.claim, hit.passage.text))
            or known.get((job.claim, hit.passage.document.id))
            or Stance.NEUTRAL
            for job in jobs
            for hit in job.hits
        ],
    )


def stance_labels(path: Path, claims: list[dict[str, str]]) -> dict[tuple[str, str], Stance]:
    """The stance by claim text and by either the passage's text or its document's id."""
    text = {row["id"]: row["claim"] for row in claims}
    labels = {}
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        if "evidence" in row:
            labels[row["claim"], row["evidence"]] = STANCES[row["label"]]
        elif row["claim_id"] in text and row["stance"] in STANCES:
            labels[text[row["claim_id"]], row["source_id"]] = STANCES[row["stance"]]
    return labels
