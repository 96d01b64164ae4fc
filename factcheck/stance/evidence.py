"""Claim × passages → evidence: does this passage support or refute this claim?"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.calibration import StanceCalibration
from factcheck.checks.voices import said_in
from factcheck.crossencoders import CrossEncoder
from factcheck.marks import mark_at
from factcheck.stance.hearing import heard
from factcheck.stance.reading import Job, Reading, read
from factcheck.types import Evidence, Hit, Span


def judge(
    scorer: CrossEncoder, calibration: StanceCalibration, jobs: Sequence[Job]
) -> list[list[Evidence]]:
    """Every passage of every job judged, in one length-sorted batch.

    The evidence keeps the order of the hits, and `origin` is the document until lineage
    says more.
    """
    return weigh(calibration, jobs, read(scorer, jobs))


def weigh(
    calibration: StanceCalibration, jobs: Sequence[Job], readings: Sequence[Reading]
) -> list[list[Evidence]]:
    """What was read, as evidence."""
    rest = iter(readings)
    return [[_evidence(calibration, job, hit, next(rest)) for hit in job.hits] for job in jobs]


def _evidence(calibration: StanceCalibration, job: Job, hit: Hit, reading: Reading) -> Evidence:
    passage = hit.passage
    found = heard(calibration, job, hit, reading)
    said = said_in(passage.text, found.rationale)
    rationale = found.rationale or Span(0, len(passage.text))
    mark = mark_at(passage.marks, passage.start + rationale.start)
    return Evidence(
        document=passage.document,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        stance=found.probabilities.stance,
        probabilities=found.probabilities,
        rationale=Span(passage.start + rationale.start, passage.start + rationale.end),
        score=hit.score,
        origin=passage.document.id,
        dense=hit.dense,
        lexical=hit.lexical,
        reason=found.reason,
        speaker=said.speaker if said is not None else None,
        page=mark.page,
        time=mark.time,
    )
