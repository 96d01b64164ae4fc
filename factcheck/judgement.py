"""One passage judged by one claim: what the model says, after the checks that run beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from factcheck.alignment import misalignment
from factcheck.calibration import StanceCalibration
from factcheck.reading import Reading
from factcheck.types import Hit, Probabilities, Span, Stance
from factcheck.verbatim import missing_quotation, stated

# The share of a support that a contrary figure turns into refutation: the passage speaks
# of the same thing with another figure, or of another thing altogether.
_CONTRARY_REFUTES = 0.5

# A sentence that says the claim in its own words leaves little to doubt.
STATED = Probabilities(0.96, 0.02, 0.02)
_WORD_FOR_WORD = "the claim stands in the passage word for word"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Probabilities, the sentence that decides (None if nothing does), and what settled it."""

    probabilities: Probabilities
    rationale: Span | None
    reason: str | None = None


def checked(calibration: StanceCalibration, claim: str, hit: Hit, reading: Reading) -> Judgement:
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
        return Judgement(probabilities, rationale, reason)
    missing = missing_quotation(claim, passage.text)
    if missing is not None and seeming.stance is Stance.SUPPORTS:
        probabilities = _demoted(seeming, contrary=False)
        rationale = _deciding(reading, probabilities.stance)
        return Judgement(probabilities, rationale, f"the passage does not say “{missing}”")
    for span in reading.spans[: reading.sentences]:
        if stated(claim, passage.text[span.start : span.end]):
            reason = None if seeming.stance is Stance.SUPPORTS else _WORD_FOR_WORD
            return Judgement(STATED, span, reason)
    return Judgement(seeming, _deciding(reading, seeming.stance))


def _deciding(reading: Reading, stance: Stance) -> Span | None:
    return None if stance is Stance.NEUTRAL else reading.rationale(stance)


def _demoted(probabilities: Probabilities, *, contrary: bool) -> Probabilities:
    """Without the support: to refutation in part if figures are contrary, else to neutral."""
    refuting = probabilities.supports * (_CONTRARY_REFUTES if contrary else 0.0)
    refutes = probabilities.refutes + refuting
    return Probabilities(0.0, refutes, 1.0 - refutes)
