"""Claim × passages → evidence: does this passage support or refute this claim?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from factcheck import text
from factcheck.calibration import StanceCalibration, stance_features
from factcheck.crossencoders import LABELS, CrossEncoder
from factcheck.quantities import misalignment
from factcheck.relevance import coverage
from factcheck.types import Evidence, Hit, Probabilities, Span, Stance

# Special tokens that a pair takes beside its two texts.
_SPECIAL = 4
# The share of a support that a contrary figure turns into refutation: the passage speaks
# of the same thing with another figure, or of another thing altogether.
_CONTRARY_REFUTES = 0.5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Job:
    """One claim and the passages to judge it by."""

    claim: str
    hits: Sequence[Hit]


def judge(
    scorer: CrossEncoder,
    calibration: StanceCalibration,
    jobs: Sequence[Job],
) -> list[list[Evidence]]:
    """Every passage of every job judged, in one length-sorted batch.

    A passage longer than the model's window is judged by windows of whole sentences and
    the most telling one counts; nothing is cut silently. The evidence keeps the order of
    the hits, and `origin` is the document until lineage says more.
    """
    observed = observe(scorer, jobs)
    tasks = [(job.claim, hit) for job in jobs for hit in job.hits]
    judged = [
        _evidence(calibration, claim, hit, features)
        for (claim, hit), features in zip(tasks, observed, strict=True)
    ]
    flat = iter(_with_rationales(scorer, [claim for claim, _ in tasks], judged))
    return [[next(flat) for _ in job.hits] for job in jobs]


def observe(scorer: CrossEncoder, jobs: Sequence[Job]) -> list[Floats]:
    """The features of every passage of every job, in order, shape (windows, 4) each."""
    tasks = [(job.claim, hit) for job in jobs for hit in job.hits]
    spans = [_windows(scorer, hit.passage.text, claim) for claim, hit in tasks]
    scores = _scores(scorer, [(claim, hit.passage.text) for claim, hit in tasks], spans)
    return [
        stance_features(logits, hit.dense, _covered(claim, hit))
        for (claim, hit), logits in zip(tasks, scores, strict=True)
    ]


def _covered(claim: str, hit: Hit) -> float:
    return coverage(claim, f"{hit.passage.document.title or ''} {hit.passage.text}")


def _scores(
    scorer: CrossEncoder, texts: Sequence[tuple[str, str]], spans: Sequence[Sequence[Span]]
) -> list[Floats]:
    """Logits of shape (spans, 3) for each (claim, passage), all scored in one batch."""
    pairs = [
        (passage[span.start : span.end], claim)
        for (claim, passage), parts in zip(texts, spans, strict=True)
        for span in parts
    ]
    ends = np.cumsum([len(parts) for parts in spans], dtype=int)[:-1]
    return np.split(scorer.logits(pairs), ends) if spans else []


def _windows(scorer: CrossEncoder, passage: str, claim: str) -> list[Span]:
    """Spans of whole sentences that fit the model's window together with the claim."""
    room = scorer.window - _SPECIAL - scorer.tokens(claim)
    if len(passage) <= room or scorer.tokens(passage) <= room:
        return [Span(0, len(passage))]
    spans: list[Span] = []
    for sentence in text.sentences(passage):
        start = spans[-1].start if spans else sentence.start
        if spans and scorer.tokens(passage[start : sentence.end]) <= room:
            spans[-1] = Span(start, sentence.end)
        else:
            spans.append(sentence)
    return spans


def _evidence(
    calibration: StanceCalibration, claim: str, hit: Hit, features: Floats
) -> Evidence:
    passage = hit.passage
    rows = calibration.probabilities(features)
    probabilities = Probabilities(*map(float, rows[int(np.argmin(rows[:, 2]))]))
    seeming = probabilities.stance
    mismatch = misalignment(claim, passage.text, passage.document.published)
    if mismatch is not None:
        probabilities = _demoted(probabilities, mismatch.contrary)
    return Evidence(
        document=passage.document,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        stance=probabilities.stance,
        probabilities=probabilities,
        rationale=Span(passage.start, passage.end),
        score=hit.score,
        origin=passage.document.id,
        dense=hit.dense,
        lexical=hit.lexical,
        reason=mismatch.reason if mismatch and seeming is Stance.SUPPORTS else None,
    )


def _demoted(probabilities: Probabilities, contrary: bool) -> Probabilities:
    """Without the support: to refutation in part if figures are contrary, else to neutral."""
    refuting = probabilities.supports * (_CONTRARY_REFUTES if contrary else 0.0)
    refutes = probabilities.refutes + refuting
    return Probabilities(0.0, refutes, 1.0 - refutes)


def _with_rationales(
    scorer: CrossEncoder, claims: Sequence[str], judged: Sequence[Evidence]
) -> list[Evidence]:
    """Each decisive passage with the sentence that decides, by scoring its sentences alone."""
    decisive = [i for i, item in enumerate(judged) if item.stance is not Stance.NEUTRAL]
    spans = [_sentences(scorer, claims[i], judged[i].text) for i in decisive]
    scores = _scores(scorer, [(claims[i], judged[i].text) for i in decisive], spans)
    result = list(judged)
    for i, parts, logits in zip(decisive, spans, scores, strict=True):
        item = judged[i]
        # A figure that was found contrary stands in what the model took for support.
        side = Stance.SUPPORTS if item.reason else item.stance
        column = LABELS.index(side)
        best = parts[int(np.argmax(logits[:, column] - logits[:, LABELS.index(Stance.NEUTRAL)]))]
        result[i] = replace(item, rationale=Span(item.start + best.start, item.start + best.end))
    return result


def _sentences(scorer: CrossEncoder, claim: str, passage: str) -> list[Span]:
    spans = text.sentences(passage)
    return spans if spans else _windows(scorer, passage, claim)
