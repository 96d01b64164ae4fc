"""Claim × passages → evidence: does this passage support or refute this claim?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from factcheck.attribution import find_attribution
from factcheck.calibration import StanceCalibration
from factcheck.crossencoders import CrossEncoder
from factcheck.quantities import misalignment
from factcheck.reading import Job, Reading, read
from factcheck.types import Attribution, Evidence, Hit, Polarity, Probabilities, Span, Stance
from factcheck.verbatim import stated

# The share of a support that a contrary figure turns into refutation: the passage speaks
# of the same thing with another figure, or of another thing altogether.
_CONTRARY_REFUTES = 0.5

# A sentence that says the claim in its own words leaves little to doubt.
_STATED = Probabilities(0.96, 0.02, 0.02)
# That somebody denies it neither supports nor refutes it.
_NOTHING = Probabilities(0.0, 0.0, 1.0)
_WORD_FOR_WORD = "the claim stands in the passage word for word"


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
    return [
        [_evidence(calibration, job.claim, hit, next(rest)) for hit in job.hits] for job in jobs
    ]


def _evidence(calibration: StanceCalibration, claim: str, hit: Hit, reading: Reading) -> Evidence:
    passage = hit.passage
    found = _checked(calibration, claim, hit, reading)
    said = _said_in(passage.text, found.rationale)
    if said is not None and said.polarity is Polarity.DENIES and not _is_report(claim):
        reason = f"it only reports that {said.speaker or 'somebody'} {said.cue} it"
        found = _Judgement(_NOTHING, None, reason)
    rationale = found.rationale or Span(0, len(passage.text))
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
    )


def _said_in(text: str, sentence: Span | None) -> Attribution | None:
    """Whose word the deciding sentence is; None if it is the document's own."""
    if sentence is None:
        return None
    statement = find_attribution(text, sentence.start, sentence.end)
    return statement.attribution if statement else None


def _is_report(claim: str) -> bool:
    """Whether a claim is itself about what was said."""
    return find_attribution(claim, 0, len(claim)) is not None


@dataclass(frozen=True, slots=True)
class _Judgement:
    probabilities: Probabilities
    rationale: Span | None
    reason: str | None = None


def _checked(calibration: StanceCalibration, claim: str, hit: Hit, reading: Reading) -> _Judgement:
    """What the model says, after the checks that run beside it."""
    passage = hit.passage
    row = calibration.probabilities(reading.features[np.newaxis])[0]
    seeming = Probabilities(*map(float, row))
    mismatch = misalignment(claim, passage.text, passage.document.published)
    if mismatch is not None:
        probabilities = _demoted(seeming, contrary=mismatch.rival is not None)
        rationale = _deciding(reading, probabilities.stance)
        if mismatch.rival is not None and rationale is not None:
            rationale = reading.sentence_at(mismatch.rival.start)
        reason = None if seeming.stance is Stance.NEUTRAL else mismatch.reason
        return _Judgement(probabilities, rationale, reason)
    for span in reading.spans[: reading.sentences]:
        if stated(claim, passage.text[span.start : span.end]):
            reason = None if seeming.stance is Stance.SUPPORTS else _WORD_FOR_WORD
            return _Judgement(_STATED, span, reason)
    return _Judgement(seeming, _deciding(reading, seeming.stance))


def _deciding(reading: Reading, stance: Stance) -> Span | None:
    return None if stance is Stance.NEUTRAL else reading.rationale(stance)


def _demoted(probabilities: Probabilities, *, contrary: bool) -> Probabilities:
    """Without the support: to refutation in part if figures are contrary, else to neutral."""
    refuting = probabilities.supports * (_CONTRARY_REFUTES if contrary else 0.0)
    refutes = probabilities.refutes + refuting
    return Probabilities(0.0, refutes, 1.0 - refutes)
