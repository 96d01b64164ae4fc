"""Claim × passages → evidence: does this passage support or refute this claim?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.calibration import StanceCalibration
from factcheck.checks.voices import said_in
from factcheck.crossencoders import CrossEncoder
from factcheck.language.notes import without_notes
from factcheck.marks import mark_at
from factcheck.stance.hearing import heard
from factcheck.stance.judgement import Judgement
from factcheck.stance.reading import Job, Reading, read
from factcheck.types import Evidence, Hit, Passage, Span


def judge(
    scorer: CrossEncoder, calibration: StanceCalibration, jobs: Sequence[Job]
) -> list[list[Evidence]]:
    """Every passage of every job judged, in one length-sorted batch.

    The evidence keeps the order of the hits, and `origin` is the document until lineage
    says more.
    """
    return weigh(calibration, jobs, read(scorer, [_plain(job) for job in jobs]))


def weigh(
    calibration: StanceCalibration, jobs: Sequence[Job], readings: Sequence[Reading]
) -> list[list[Evidence]]:
    """What was read, as evidence."""
    rest = iter(readings)
    return [
        [
            _evidence(hit.passage, plain, heard(calibration, job, plain, next(rest)))
            for hit, plain in zip(job.hits, _plain(job).hits, strict=True)
        ]
        for job in jobs
    ]


def _plain(job: Job) -> Job:
    """The job with passages as they are read: the marks of notes count nothing."""
    return replace(job, hits=[replace(hit, passage=_unmarked(hit.passage)) for hit in job.hits])


def _unmarked(passage: Passage) -> Passage:
    return replace(passage, text=without_notes(passage.text))


def _evidence(passage: Passage, hit: Hit, found: Judgement) -> Evidence:
    """What was heard in a hit, with the words of its passage as they stand in the document."""
    said = said_in(hit.passage.text, found.rationale)
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
