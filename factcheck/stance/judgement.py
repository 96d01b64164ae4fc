"""One passage judged by one claim: what the model says, after the checks that run beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from factcheck.calibration import StanceCalibration
from factcheck.checks.additions import Addition, added
from factcheck.checks.alignment import misalignment
from factcheck.checks.bystanders import told_of_another
from factcheck.checks.cancelled import called_off
from factcheck.checks.causes import only_together
from factcheck.checks.changes import no_longer
from factcheck.checks.charges import other_charge
from factcheck.checks.compared_counts import counted_otherwise
from factcheck.checks.contests import other_winner
from factcheck.checks.converses import other_end
from factcheck.checks.day_parts import other_day_part
from factcheck.checks.deed_dates import told_of_then
from factcheck.checks.deeds import turned
from factcheck.checks.denied import denied
from factcheck.checks.directions import other_way
from factcheck.checks.exceptions import all_but, but_for_others, is_left_out
from factcheck.checks.factuality import only_possible
from factcheck.checks.figure_directions import wrong_direction
from factcheck.checks.firsts import is_told, time_without
from factcheck.checks.goals import other_goals
from factcheck.checks.likenesses import only_as_much
from factcheck.checks.offices import other_holder
from factcheck.checks.outcomes import other_outcome
from factcheck.checks.ranks import other_rank
from factcheck.checks.roles import exchanged
from factcheck.checks.routes import other_way_round
from factcheck.checks.subjects import belongs_to_subject
from factcheck.checks.successions import other_successor
from factcheck.checks.terms import other_term
from factcheck.checks.then_and_now import other_time
from factcheck.checks.unchanged import not_moved
from factcheck.checks.unharmed import spared, toll
from factcheck.checks.verbatim import is_question, missing_quotation, stated
from factcheck.checks.voices import reports_in, says
from factcheck.checks.votes import divided, other_tally
from factcheck.crossencoders import LABELS
from factcheck.language.relevance import content_words
from factcheck.quantities.dates import written_dates
from factcheck.stance.reading import Reading
from factcheck.stance.scope import is_on, names_less, of_a_part
from factcheck.types import Hit, Probabilities, Span, Stance

# The share of a support that a contrary figure turns into refutation: the passage speaks
# of the same thing with another figure, or of another thing altogether.
_CONTRARY_REFUTES = 0.55

# The share of a support that becomes refutation where the passage exchanges who did what.
_EXCHANGED_REFUTES = 0.8

# That something was called off is told of what was to be, and the claim may be on what it was.
_OFF_REFUTES = 0.8
# That there was none of a thing may be said of another time or place.
_DENIED_REFUTES = 0.7
# The same, where the passage tells the opposite outcome.
_OUTCOME_REFUTES = 0.9
# That some were harmed may be told of another event, where the claim does not say of which.
_TOLL_REFUTES = 0.8
# That somebody else holds an office may be told of another time.
_HELD_REFUTES = 0.5
# What a claim's end adds is rarely supported so surely where the passage does not say it.
_RESTATED = 0.8
# By so much more a passage leads than one of its sentences where others tell something, too.
_MORE = 1.0

# A sentence that says the claim in its own words leaves little to doubt.
STATED = Probabilities(0.96, 0.02, 0.02)
# One that leaves to its context what the claim names may be of another thing named there.
_IN_CONTEXT = Probabilities(0.8, 0.05, 0.15)
# Neither for nor against.
NOTHING = Probabilities(0.0, 0.0, 1.0)
_WORD_FOR_WORD = "the claim stands in the passage word for word"
_NAMED_ELSEWHERE = "the sentence says so of what is named around it"
_ASKS = "the passage only asks"
# "Will it be safe?" asked a woman: the whole question, and what else the sentence says.
_QUOTED_QUESTION = re.compile(r"[\"“«]([^\"“”«»]+\?)[\"”»]")
_TOGETHER = "the passage tells that the two go together, not that one is the cause"
_YES = re.compile(r"\W*yes\b", re.IGNORECASE)
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
    passage = hit.passage
    row = calibration.probabilities(reading.features[np.newaxis])[0]
    seeming = Probabilities(*map(float, row))
    before = time_without(claim, passage.text) if seeming.stance is Stance.REFUTES else None
    if before is not None:
        seeming = _not_denied(seeming, is_told=is_told(claim, passage.text))
    if seeming.stance is not Stance.NEUTRAL and (part := of_a_part(claim, passage.text, reading)):
        return Judgement(NOTHING, None, f"the passage says it of “{part}”")
    mismatch = misalignment(claim, passage.text, passage.document.published)
    if mismatch is not None:
        is_contrary = mismatch.rival is not None and is_on(
            claim, passage.text, reading, mismatch.rival
        )
        probabilities = _demoted(seeming, _CONTRARY_REFUTES if is_contrary else 0.0)
        is_undated = mismatch.is_date and not (mismatch.rival or written_dates(passage.text))
        if mismatch.is_of_then or mismatch.is_of_another or is_undated:
            probabilities = NOTHING
        rationale = _deciding(reading, seeming.stance)
        if mismatch.rival is not None and rationale is not None:
            rationale = reading.sentence_at(mismatch.rival.start)
        # A passage may contradict a claim without its figure; then that is not why.
        is_why = seeming.stance is Stance.SUPPORTS or probabilities is NOTHING or is_contrary
        reason = mismatch.reason if is_why and seeming.stance is not Stance.NEUTRAL else None
        return Judgement(probabilities, rationale, reason)
    if counting := toll(claim, passage.text):
        share = max(_TOLL_REFUTES, seeming.refutes)
        return Judgement(Probabilities(0.0, share, 1.0 - share), counting, _TOLL)
    if seeming.stance is not Stance.NEUTRAL and (unhurt := spared(claim, passage.text)):
        span, is_of_all = unhurt
        if seeming.stance is Stance.REFUTES:
            seeming = _not_denied(seeming, is_told=is_of_all)
        elif not is_of_all:
            seeming = _demoted(seeming, 0.0)
        return Judgement(seeming, span if is_of_all else None, _SPARED)
    if seeming.stance is Stance.REFUTES and (words := is_left_out(claim, passage.text)):
        deciding = _deciding(reading, Stance.REFUTES)
        return Judgement(_not_denied(seeming, is_told=True), deciding, _says(words))
    if seeming.stance is Stance.SUPPORTS and (why := _unfounded(claim, passage.text, reading)):
        reason, share = why
        probabilities = _demoted(seeming, share)
        return Judgement(probabilities, _deciding(reading, Stance.SUPPORTS), reason)
    if seeming.stance is Stance.SUPPORTS and (open_ := _left_open(claim, passage.text, reading)):
        return Judgement(_demoted(seeming, 0.0), None, open_)
    if seeming.stance is Stance.REFUTES and (word := _asked(claim, passage.text, reading)):
        return Judgement(NOTHING, None, f"the passage says it only with “{word}”")
    if seeming.stance is not Stance.NEUTRAL and (more := _added(claim, hit, reading, seeming)):
        span, words = more
        return Judgement(NOTHING, span, f"the passage does not say “{words}”")
    for span in reading.spans[: reading.sentences]:
        if stated(claim, passage.text[span.start : span.end]):
            reason = None if seeming.stance is Stance.SUPPORTS else _WORD_FOR_WORD
            return Judgement(STATED, span, reason)
    if seeming.stance is Stance.REFUTES:
        less = names_less(claim, hit, reading)
        if less is not None:
            span, is_told_around = less
            around = Judgement(_IN_CONTEXT, span, _NAMED_ELSEWHERE)
            rest = Judgement(_not_denied(seeming, is_told=False), None)
            return around if is_told_around else rest
    if (reported := _said_so(claim, passage.text, reading, seeming.stance)) is not None:
        return reported
    if before is not None and seeming.stance is Stance.SUPPORTS:
        return Judgement(seeming, reading.sentence_at(before.start), _TIME_BEFORE)
    told = _why_not(claim, passage.text) if seeming.stance is Stance.REFUTES else None
    return Judgement(seeming, _deciding(reading, seeming.stance), told)


def _why_not(claim: str, passage: str) -> str | None:
    """What a reader can be told of a refutation that the model itself has seen."""
    if (won := other_winner(claim, passage)) is not None:
        return _exchange(won)
    words = other_way(claim, passage)
    return words and _says(words)


def _says(words: str) -> str:
    return f"the passage says “{words}”"


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


def _exchange(pair: tuple[str, str]) -> str:
    one, two = pair
    return f"the passage says of {two} what the claim says of {one}"


def _left_open(claim: str, passage: str, reading: Reading) -> str | None:
    """Why no sentence that seems to support the claim says that it is so, if none does."""
    leads = reading.leads[: reading.sentences, LABELS.index(Stance.SUPPORTS)]
    best = int(np.argmax(leads))
    sentences = [passage[span.start : span.end] for span in reading.spans[: reading.sentences]]
    reasons = [
        _only_asked(claim, sentences, at) or _only_said_with(claim, sentences[at])
        for at in range(len(sentences))
        if at == best or leads[at] > 0
    ]
    return reasons[0] if all(reasons) else None


def _asked(claim: str, passage: str, reading: Reading) -> str | None:
    """The "whether" with which each sentence that seems to refute the claim leaves it open."""
    leads = reading.leads[: reading.sentences, LABELS.index(Stance.REFUTES)]
    against = [
        passage[span.start : span.end]
        for span, lead in zip(reading.spans, leads, strict=False)
        if lead > 0 or lead == leads.max()
    ]
    words = [only_possible(claim, one) or "" for one in against]
    return words[0] if all(word.lower() == "whether" for word in words) else None


def _only_asked(claim: str, sentences: Sequence[str], at: int) -> str | None:
    if is_question(sentences[at]):
        is_answered = at + 1 < len(sentences) and _YES.match(sentences[at + 1])
        return None if is_answered else _ASKS
    wanted = content_words(claim)
    for match in _QUOTED_QUESTION.finditer(sentences[at]):
        besides = sentences[at][: match.start()] + sentences[at][match.end() :]
        if len(wanted & content_words(match[1])) > len(wanted & content_words(besides)):
            return _ASKS
    return None


def _only_said_with(claim: str, sentence: str) -> str | None:
    if (word := only_possible(claim, sentence)) is not None:
        return f"the passage says it only with “{word}”"
    other = belongs_to_subject(claim, sentence) or told_of_another(claim, sentence)
    if (head := other) is not None:
        return f"the passage says it of “{head}”"
    return None


def _not_denied(probabilities: Probabilities, *, is_told: bool) -> Probabilities:
    """Without the refutation, which becomes support where the passage tells all the rest."""
    if is_told:
        return replace(
            probabilities, supports=probabilities.refutes, refutes=probabilities.supports
        )
    return Probabilities(probabilities.supports, 0.0, 1.0 - probabilities.supports)


def _deciding(reading: Reading, stance: Stance) -> Span | None:
    return None if stance is Stance.NEUTRAL else reading.rationale(stance)


def _unfounded(claim: str, passage: str, reading: Reading) -> tuple[str, float] | None:
    """Why what seems to support a claim does not, and which share of it speaks against it."""
    if (missing := missing_quotation(claim, passage)) is not None:
        return f"the passage does not say “{missing}”", 0.0
    sentences = [passage[span.start : span.end] for span in reading.spans[: reading.sentences]]
    pair = (
        exchanged(claim, passage)
        or turned(claim, *sentences)
        or other_winner(claim, passage)
        or other_end(claim, passage)
        or other_successor(claim, passage)
    )
    if pair is not None:
        return _exchange(pair), _EXCHANGED_REFUTES
    for check in (
        *(other_way_round, divided, other_tally, other_rank, other_term),
        *(all_but, but_for_others, only_as_much, no_longer),
        *(
            wrong_direction,
            not_moved,
            counted_otherwise,
            other_charge,
            other_day_part,
            told_of_then,
            other_time,
            other_goals,
        ),
    ):
        if (words := check(claim, passage)) is not None:
            return _says(words), _EXCHANGED_REFUTES
    off = (words for sentence in sentences if (words := called_off(claim, sentence)) is not None)
    if (words := next(off, None)) is not None:
        return _says(words), _OFF_REFUTES
    none = (words for sentence in sentences if (words := denied(claim, sentence)) is not None)
    if (words := next(none, None)) is not None:
        return _says(words), _DENIED_REFUTES
    best = reading.rationale(Stance.SUPPORTS)
    deciding = passage[best.start : best.end]
    words = other_way(claim, passage) or other_outcome(claim, deciding, passage)
    if words is not None:
        return _says(words), _OUTCOME_REFUTES
    if (holder := other_holder(claim, deciding)) is not None:
        return f"the passage says it of {holder}", _HELD_REFUTES
    return (_TOGETHER, 0.0) if only_together(claim, passage) else None


def _demoted(probabilities: Probabilities, share: float) -> Probabilities:
    """Without the support, of which that share becomes refutation; the rest is neutral."""
    refutes = probabilities.refutes + share * probabilities.supports
    return Probabilities(0.0, refutes, 1.0 - refutes)
