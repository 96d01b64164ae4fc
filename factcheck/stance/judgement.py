"""One passage judged by one claim: what the model says, after the checks that run beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from factcheck.calibration import StanceCalibration
from factcheck.checks.additions import Addition, added
from factcheck.checks.alignment import misalignment
from factcheck.checks.contests import other_winner
from factcheck.checks.directions import other_way
from factcheck.checks.exceptions import is_left_out
from factcheck.checks.firsts import is_told, time_without
from factcheck.checks.row_changes import change_in_row
from factcheck.checks.table_rows import told_in_row
from factcheck.checks.unharmed import spared, toll
from factcheck.checks.verbatim import stated
from factcheck.checks.voices import reports_in, says
from factcheck.crossencoders import LABELS
from factcheck.quantities.dates import written_dates
from factcheck.stance.reading import Reading
from factcheck.stance.scope import is_on, names_less, of_a_part
from factcheck.stance.unfounded import asked_whether, left_open, of_other, unfounded, words_told
from factcheck.types import Hit, Probabilities, Span, Stance

# The share of a support that a contrary figure turns into refutation: the passage speaks
# of the same thing with another figure, or of another thing altogether.
_CONTRARY_REFUTES = 0.55

# That some were harmed may be told of another event, where the claim does not say of which.
_TOLL_REFUTES = 0.8
# What a claim's end adds is rarely supported so surely where the passage does not say it.
_RESTATED = 0.8
# By so much more a passage leads than one of its sentences where others tell something, too.
_MORE = 1.0

# A sentence that says the claim in its own words leaves little to doubt.
STATED = Probabilities(0.96, 0.02, 0.02)
# One that leaves to its context what the claim names may be of another thing named there.
_IN_CONTEXT = Probabilities(0.8, 0.05, 0.15)
_OTHERWISE = Probabilities(0.05, 0.8, 0.15)
# Neither for nor against.
NOTHING = Probabilities(0.0, 0.0, 1.0)
_WORD_FOR_WORD = "the claim stands in the passage word for word"
_NAMED_ELSEWHERE = "the sentence says so of what is named around it"
_SPARED = "the passage says of them that they were not hurt"
_TOLL = "the claim says that there were none, the passage counts some"
_TIME_BEFORE = "the passage tells of the time before, in which it was not so"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Probabilities, the sentence that decides (None if nothing does), and what settled it."""

    probabilities: Probabilities
    rationale: Span | None
    reason: str | None = None


def checked(calibration: StanceCalibration, claim: str, hit: Hit, reading: Reading) -> Judgement:
    """What the model says, after the checks that run beside it."""
    text = hit.passage.text
    row = calibration.probabilities(reading.features[np.newaxis])[0]
    seeming = Probabilities(*map(float, row))
    before = time_without(claim, text) if seeming.stance is Stance.REFUTES else None
    if before is not None:
        seeming = _not_denied(seeming, is_told=is_told(claim, text))
    for settle in (_of_a_part, _in_row, _misaligned, _of_harm, _contradicted, _opened, _stated):
        if (found := settle(claim, hit, reading, seeming)) is not None:
            return found
    if before is not None and seeming.stance is Stance.SUPPORTS:
        return Judgement(seeming, reading.sentence_at(before.start), _TIME_BEFORE)
    told = _why_not(claim, text) if seeming.stance is Stance.REFUTES else None
    return Judgement(seeming, _deciding(reading, seeming.stance), told)


def _of_a_part(claim: str, hit: Hit, reading: Reading, seeming: Probabilities) -> Judgement | None:
    if seeming.stance is Stance.NEUTRAL:
        return None
    part = of_a_part(claim, hit.passage.text, reading)
    return Judgement(NOTHING, None, f"the passage says it of “{part}”") if part else None


def _misaligned(claim: str, hit: Hit, reading: Reading, seeming: Probabilities) -> Judgement | None:
    """Numbers and dates that differ, and whether they are of the same."""
    passage = hit.passage
    mismatch = misalignment(claim, passage.text, passage.document.published)
    if mismatch is None:
        return None
    rival, rationale = mismatch.rival, _deciding(reading, seeming.stance)
    is_contrary = rival is not None and is_on(claim, passage.text, reading, rival)
    is_undated = mismatch.is_date and not (rival or written_dates(passage.text))
    if mismatch.is_of_then or mismatch.is_of_another or is_undated:
        probabilities = NOTHING
    else:
        probabilities = _demoted(seeming, _CONTRARY_REFUTES if is_contrary else 0.0)
    if rival is not None and rationale is not None:
        rationale = reading.sentence_at(rival.start)
    # A passage may contradict a claim without its figure; then that is not why.
    is_why = seeming.stance is Stance.SUPPORTS or probabilities is NOTHING or is_contrary
    reason = mismatch.reason if is_why and seeming.stance is not Stance.NEUTRAL else None
    return Judgement(probabilities, rationale, reason)


def _in_row(claim: str, hit: Hit, reading: Reading, _: Probabilities) -> Judgement | None:
    text, title = hit.passage.text, hit.passage.document.title
    cell = told_in_row(claim, text, f"{title or ''} {hit.heading or ''}")
    cell, is_so = (cell, True) if cell else change_in_row(claim, text, title) or (None, False)
    if cell is None:
        return None
    told = f"a row says “{text[cell.start : cell.end]}”"
    return Judgement(_IN_CONTEXT if is_so else _OTHERWISE, reading.sentence_at(cell.start), told)


def _of_harm(claim: str, hit: Hit, reading: Reading, seeming: Probabilities) -> Judgement | None:
    """Who was hurt, where the claim is that nobody was, or the reverse."""
    if counting := toll(claim, hit.passage.text):
        share = max(_TOLL_REFUTES, seeming.refutes)
        return Judgement(Probabilities(0.0, share, 1.0 - share), counting, _TOLL)
    unhurt = spared(claim, hit.passage.text) if seeming.stance is not Stance.NEUTRAL else None
    if unhurt is None:
        return None
    span, is_of_all = unhurt
    if seeming.stance is Stance.REFUTES:
        seeming = _not_denied(seeming, is_told=is_of_all)
    elif not is_of_all:
        seeming = _demoted(seeming, 0.0)
    return Judgement(seeming, span if is_of_all else None, _SPARED)


def _contradicted(
    claim: str, hit: Hit, reading: Reading, seeming: Probabilities
) -> Judgement | None:
    """What seems to support the claim and does not, and who is excepted from all."""
    text, deciding = hit.passage.text, _deciding(reading, seeming.stance)
    if seeming.stance is Stance.REFUTES and (words := is_left_out(claim, text)):
        return Judgement(_not_denied(seeming, is_told=True), deciding, words_told(words))
    if seeming.stance is Stance.SUPPORTS and (why := unfounded(claim, text, reading)):
        reason, share = why
        return Judgement(_demoted(seeming, share), deciding, reason)
    return None


def _opened(claim: str, hit: Hit, reading: Reading, seeming: Probabilities) -> Judgement | None:
    """What the passage leaves open, or does not say of all that the claim says."""
    text = hit.passage.text
    if seeming.stance is Stance.SUPPORTS and (why := left_open(claim, text, reading)):
        return Judgement(_demoted(seeming, 0.0), None, why)
    if seeming.stance is Stance.REFUTES and (word := asked_whether(claim, text, reading)):
        return Judgement(NOTHING, None, f"the passage says it only with “{word}”")
    more = _added(claim, hit, reading, seeming) if seeming.stance is not Stance.NEUTRAL else None
    if more is not None:
        span, words = more
        return Judgement(NOTHING, span, f"the passage does not say “{words}”")
    return None


def _stated(claim: str, hit: Hit, reading: Reading, seeming: Probabilities) -> Judgement | None:
    """A sentence that says the claim in its own words, or that of somebody who does."""
    text, sentences = hit.passage.text, reading.spans[: reading.sentences]
    for span in sentences:
        if stated(claim, text[span.start : span.end]):
            return Judgement(
                STATED, span, None if seeming.stance is Stance.SUPPORTS else _WORD_FOR_WORD
            )
    less = names_less(claim, hit, reading) if seeming.stance is Stance.REFUTES else None
    if less is not None:
        span, is_told_around = less
        if is_told_around:
            return Judgement(_IN_CONTEXT, span, _NAMED_ELSEWHERE)
        return Judgement(_not_denied(seeming, is_told=False), None)
    return _said_so(claim, text, reading, seeming.stance)


def _why_not(claim: str, passage: str) -> str | None:
    """What a reader can be told of a refutation that the model itself has seen."""
    if (won := other_winner(claim, passage)) is not None:
        return of_other(won)
    words = other_way(claim, passage)
    return words and words_told(words)


def _said_so(claim: str, passage: str, reading: Reading, seeming: Stance) -> Judgement | None:
    """The first sentence in which somebody says the claim in its own words."""
    for span, said in reports_in(passage, reading.spans[: reading.sentences]):
        if says(said, claim):
            told = f"it reports that {said.speaker or 'somebody'} {said.cue}: {said.content}"
            return Judgement(STATED, span, None if seeming is Stance.SUPPORTS else told)
    return None


def _added(
    claim: str, hit: Hit, reading: Reading, seeming: Probabilities
) -> tuple[Span, str] | None:
    """The sentence that a claim repeats and adds to, and what, where no other speaks to it."""
    passage = f"{hit.passage.document.title or ''} {hit.passage.text}"
    for at, span in enumerate(reading.spans[: reading.sentences]):
        more = added(claim, hit.passage.text[span.start : span.end], passage)
        if more and not _restates(more, seeming) and _speaks_alone(reading, at, seeming.stance):
            return span, more.words
    return None


def _restates(more: Addition, seeming: Probabilities) -> bool:
    """Whether an end says no more than the sentence: "resigned, giving up his post"."""
    return more.is_end and seeming.supports > _RESTATED


def _speaks_alone(reading: Reading, at: int, side: Stance) -> bool:
    """Whether a sentence says as much for that side as all of the passage does."""
    column, single = LABELS.index(side), reading.leads[: reading.sentences]
    together = reading.leads[reading.sentences :, column] - single[at, column]
    return bool((np.delete(single, at, axis=0) <= 0).all() and (together < _MORE).all())


def _not_denied(probabilities: Probabilities, *, is_told: bool) -> Probabilities:
    """Without the refutation, which becomes support where the passage tells all the rest."""
    if is_told:
        return replace(
            probabilities, supports=probabilities.refutes, refutes=probabilities.supports
        )
    return Probabilities(probabilities.supports, 0.0, 1.0 - probabilities.supports)


def _deciding(reading: Reading, stance: Stance) -> Span | None:
    return None if stance is Stance.NEUTRAL else reading.rationale(stance)


def _demoted(probabilities: Probabilities, share: float) -> Probabilities:
    """Without the support, of which that share becomes refutation; the rest is neutral."""
    refutes = probabilities.refutes + share * probabilities.supports
    return Probabilities(0.0, refutes, 1.0 - refutes)
