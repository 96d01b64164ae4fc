"""Verdicts of watches: drawn as all others are, but what was judged before is not judged again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from factcheck.encoders import Vectors
from factcheck.pipeline import Pipeline
from factcheck.questions import Question
from factcheck.request import Request
from factcheck.retrieve import independent, sources
from factcheck.stance.reading import Job
from factcheck.types import Evidence, Hit, Verdict
from factcheck.version import __version__
from factcheck.watch.footprint import Asked, Footprint, Judged, digest, judged
from factcheck.watch.records import Outcome, outcome_of

Known = Sequence[Mapping[int, Judged]]


@dataclass(frozen=True, slots=True)
class Search:
    """What is found for each question of a watch, and the vectors it was found by."""

    vectors: Vectors
    found: Sequence[Sequence[Hit]]


def first_search(pipeline: Pipeline, asked: Sequence[Question], request: Request) -> Search:
    """Search for questions whose vectors are not known yet."""
    texts = [question.claim.text for question in asked]
    # One at a time, so that a vector does not depend on which others share its batch.
    vectors = np.vstack([pipeline.encoder.encode_queries([text]) for text in texts])
    return Search(vectors, independent(pipeline.index, texts, vectors, request))


def models_of(pipeline: Pipeline) -> str:
    """A digest of all that passages are judged by."""
    hashes = {role: info.sha256 for role, info in pipeline.models().items()}
    return digest([__version__, hashes, pipeline.calibration.sha256])


def rules_of(pipeline: Pipeline, request: Request) -> str:
    """A digest of the rules by which judgements become a verdict.

    The day of a claim is among them: without it, footprints are of words not read by that day.
    """
    day = [] if request.published is None else [request.published]
    return digest([pipeline.policy.sha256, request.k, *day])


def draw(
    pipeline: Pipeline,
    request: Request,
    asked: Sequence[Question],
    search: Search,
    known: Known = (),
) -> tuple[Outcome, Footprint]:
    """The verdict, and what it rests on.

    :param known: for each question how passages were judged before, by key.
    """
    evidence = list(_evidence(pipeline, asked, search.found, known or [{} for _ in asked]))
    whole, *content = (
        pipeline.decided(question, row, (), request)
        for question, row in zip(asked, evidence, strict=True)
    )
    verdict = replace(whole, content=content[0]) if content else whole
    footprint = Footprint(
        models_of(pipeline),
        rules_of(pipeline, request),
        tuple(
            Asked(
                question.claim.text,
                {hit.passage.key: judged(x) for hit, x in zip(hits, row, strict=True)},
            )
            for question, hits, row in zip(asked, search.found, evidence, strict=True)
        ),
        search.vectors,
    )
    return outcome_of(verdict, _versions(pipeline, verdict)), footprint


def _evidence(
    pipeline: Pipeline,
    asked: Sequence[Question],
    found: Sequence[Sequence[Hit]],
    known: Known,
) -> Iterator[list[Evidence]]:
    new = [
        [hit for hit in hits if hit.passage.key not in before]
        for hits, before in zip(found, known, strict=True)
    ]
    jobs = [Job(q.claim.text, hits, q.own_word) for q, hits in zip(asked, new, strict=True)]
    rows = pipeline.judged(jobs) if any(new) else [[] for _ in asked]
    for hits, before, job, row in zip(found, known, jobs, rows, strict=True):
        fresh = {hit.passage.key: item for hit, item in zip(job.hits, row, strict=True)}
        evidence = [
            fresh.get(hit.passage.key) or before[hit.passage.key].evidence(hit) for hit in hits
        ]
        yield pipeline.with_origins(evidence, hits)


def _versions(pipeline: Pipeline, verdict: Verdict) -> dict[str, int]:
    evidence = [*verdict.evidence, *(verdict.content.evidence if verdict.content else ())]
    return {document.id: document.version for document in sources(pipeline.index, evidence)}
