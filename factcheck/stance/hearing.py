"""What a passage says, once it is settled whose word it is.

That somebody says a thing does not make it so: a denial is no evidence, what the rest of the
passage calls false or contradicts counts against the claim, and the word of who is known to say
so is left out. A claim about what was said is compared with what that speaker said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.calibration import StanceCalibration
from factcheck.checks.alignment import misalignment
from factcheck.checks.decisions import is_of_decider
from factcheck.checks.earlier_versions import put_right, taken_back
from factcheck.checks.rebuttals import called_false, rebuttal
from factcheck.checks.submissions import submitted
from factcheck.checks.voices import (
    agree,
    claim_report,
    is_elsewhere,
    is_finding,
    is_told,
    is_whole,
    is_writers,
    lacks_only,
    reports_in,
    said_in,
    words_of,
)
from factcheck.checks.wording import worded
from factcheck.claims.statements import Statement
from factcheck.crossencoders import LABELS
from factcheck.language.grammar import tokenise
from factcheck.language.languages import foreign_passage
from factcheck.language.lexicons import PRONOUNS
from factcheck.language.relevance import content_words, coverage
from factcheck.language.speakers import is_person, same_speaker
from factcheck.stance.judgement import NOTHING, STATED, Judgement, checked
from factcheck.stance.reading import Job, Reading
from factcheck.types import Attribution, Hit, Polarity, Probabilities, Span, Stance

# How surely the rest of a passage must refute what it reports, to count as rebutting it.
_SURE = 0.75
_CONTRARY = Probabilities(0.02, 0.96, 0.02)


def heard(calibration: StanceCalibration, job: Job, hit: Hit, reading: Reading) -> Judgement:
    """What the passage says, once it is settled whose word it is."""
    if (language := foreign_passage(hit.passage.text)) is not None:
        return Judgement(NOTHING, None, f"the passage is not in English ({language})")
    job = replace(job, claim=worded(job.claim, hit.passage.text))
    asked = job.asked_of(hit)
    if asked != job.claim:
        own = _of_writer(calibration, job, asked, hit, reading)
        is_silent = own.reason or own.probabilities.stance is Stance.NEUTRAL
        whose = f"it is the word of {job.whose(hit)}"
        return own if is_silent else replace(own, reason=whose)
    report = claim_report(job.claim)
    if report is None:
        pleas = submitted(job.claim, hit.passage, reading.spans[: reading.sentences])
        if pleas:
            return _but_for_pleas(calibration, job, hit, reading, pleas)
        old = taken_back(job.claim, hit.passage.text, reading.spans[: reading.sentences])
        if old:
            others = reading.without(old)
            rest = others.spans[: others.sentences] if others else ()
            figure = put_right(job.claim, hit.passage.text, old, rest)
            if figure is not None:
                sentence = reading.sentence_at(figure.start)
                shown = hit.passage.text[figure.start : figure.end]
                return Judgement(STATED, sentence, f"it corrects the figure to {shown}")
            if _bears_out(job.claim, hit, reading, old):
                return Judgement(_CONTRARY, old[0], "it takes back that an earlier version said so")
            if others is not None:
                hit, reading = _blanked(hit, old), others
    found = checked(calibration, job.claim, hit, reading)
    said = said_in(hit.passage.text, found.rationale)
    if report is None and (false := _called_false(job.claim, hit, reading, found)) is not None:
        return Judgement(_CONTRARY, false, _called(said))
    if job.own_word is not None:
        return _but_for(calibration, job, hit, reading, found)
    if report is not None:
        return _said_there(job.claim, report, hit, reading) or _compared(
            job.claim, found, report, said, hit
        )
    if said is None or is_finding(said) or is_writers(said, hit.passage.document.publisher):
        return found
    is_denial = said.polarity is Polarity.DENIES
    if not (is_denial or found.probabilities.stance is Stance.SUPPORTS):
        return found
    beside = _beside(calibration, job, hit, reading, said)
    if beside is not None and beside.probabilities.refutes >= _SURE:
        return beside
    if not is_denial:
        return found
    return beside or _only_reports(found, said.speaker or "somebody", f"{said.cue} it")


def _of_writer(
    calibration: StanceCalibration, job: Job, asked: str, hit: Hit, reading: Reading
) -> Judgement:
    """What the writer says; of a court only what is nobody else's word."""
    report = claim_report(job.claim)
    if report is not None and is_of_decider(report.attribution):
        told = reports_in(hit.passage.text, reading.spans[: reading.sentences])
        others = [
            span for span, said in told if not is_finding(said) or is_person(said.speaker or "")
        ]
        rest = reading.without(others)
        if rest is None:
            return Judgement(NOTHING, None, f"it does not give the word of {job.whose(hit)}")
        hit, reading = _blanked(hit, others), rest
    return heard(calibration, Job(asked, (hit,)), hit, reading)


def _but_for_pleas(
    calibration: StanceCalibration, job: Job, hit: Hit, reading: Reading, pleas: Sequence[Span]
) -> Judgement:
    """What the passage says but for what a party submits."""
    rest = reading.without(pleas)
    found = Judgement(NOTHING, None)
    if rest is not None:
        found = heard(calibration, job, _blanked(hit, pleas), rest)
    is_pleaded = found.probabilities.stance is Stance.NEUTRAL and not found.reason
    return replace(found, reason="a party submits it") if is_pleaded else found


def _bears_out(claim: str, hit: Hit, reading: Reading, old: Sequence[Span]) -> bool:
    """Whether one of these sentences, and no other, says what the claim says."""
    leads = reading.leads[: reading.sentences, LABELS.index(Stance.SUPPORTS)]
    spans = reading.spans[: reading.sentences]
    said = {span for span, lead in zip(spans, leads, strict=True) if lead > 0}
    passage = hit.passage
    return said <= set(old) and any(
        misalignment(claim, passage.text[one.start : one.end], passage.document.published) is None
        for one in said
    )


def _called(said: Attribution | None) -> str:
    if said is None or said.polarity is not Polarity.ASSERTS:
        return "the passage calls it false"
    return f"it reports that {said.speaker or 'somebody'} says so, and calls it false"


def _called_false(claim: str, hit: Hit, reading: Reading, found: Judgement) -> Span | None:
    told = found.rationale if found.probabilities.stance is Stance.SUPPORTS else None
    passage, sentences = hit.passage, reading.spans[: reading.sentences]
    return called_false(claim, passage.text, sentences, told, passage.document.publisher)


def _but_for(
    calibration: StanceCalibration, job: Job, hit: Hit, reading: Reading, found: Judgement
) -> Judgement:
    """What the passage says but for the word of who is known to say so."""
    own = job.own_word
    assert own is not None
    text, side = hit.passage.text, _contrary(own.side)
    sentences = reading.spans[: reading.sentences]
    voices = [said for span in sentences if (said := said_in(text, span)) is not None]
    spoken = [said for said in voices if same_speaker(said.speaker, own.speaker)]
    deciding = said_in(text, found.rationale)
    denial = deciding if deciding and _is_denial(deciding) else None
    first = denial or next(iter(spoken), None)
    if first is None:
        return found
    beside = _beside(calibration, job, hit, reading, first)
    if found.probabilities.stance is side and not denial:
        return beside if beside and _share(beside, side) > _share(found, side) else found
    return beside or _only_reports(found, first.speaker or "somebody", f"{first.cue} it")


def _is_denial(said: Attribution) -> bool:
    """Whether somebody says that it is not so, or is said never to have said it."""
    return said.polarity is Polarity.DENIES or not is_told(said)


def _share(judged: Judgement, side: Stance) -> float:
    return float(getattr(judged.probabilities, side.value))


def _contrary(side: Stance) -> Stance:
    return Stance.REFUTES if side is Stance.SUPPORTS else Stance.SUPPORTS


def _only_reports(found: Judgement, speaker: str, how: str) -> Judgement:
    return Judgement(NOTHING, found.rationale, f"it only reports that {speaker} {how}")


def _beside(
    calibration: StanceCalibration, job: Job, hit: Hit, reading: Reading, said: Attribution
) -> Judgement | None:
    """What the passage says beside the word of that speaker; None if it says nothing else."""
    own = words_of(hit.passage.text, reading.spans[: reading.sentences], said)
    others = reading.without(own)
    if others is None:
        return None
    passage = hit.passage
    denied = rebuttal(passage.text, others.spans[: others.sentences], passage.document.publisher)
    if denied is not None and said.polarity is Polarity.ASSERTS:
        reason = f"it reports that {said.speaker or 'somebody'} says so, and calls it false"
        return Judgement(_CONTRARY, denied, reason)
    rest = _blanked(hit, own)
    if job.own_word is None or not _has_rival(job.claim, rest):
        others = _of_the_rest(job.claim, rest, others)
    beside = checked(calibration, job.claim, rest, others)
    if beside.probabilities.stance is Stance.REFUTES:
        reason = f"it reports what {said.speaker or 'somebody'} says, and contradicts it"
        return replace(beside, reason=beside.reason or reason)
    return beside


def _has_rival(claim: str, hit: Hit) -> bool:
    """Whether it gives another figure for what the claim counts, and so is of the same."""
    mismatch = misalignment(claim, hit.passage.text, hit.passage.document.published)
    return mismatch is not None and mismatch.rival is not None


def _of_the_rest(claim: str, rest: Hit, reading: Reading) -> Reading:
    """The reading of what is left of a passage, as near to the claim as that alone is."""
    text = rest.passage.text
    sentences = reading.spans[: reading.sentences]
    return replace(
        reading,
        coverage=coverage(claim, f"{rest.passage.document.title or ''} {text}"),
        nearest=max(coverage(claim, text[span.start : span.end]) for span in sentences),
    )


def _blanked(hit: Hit, spans: Sequence[Span]) -> Hit:
    """The passage with blanks for these spans, so that every offset stays."""
    text = hit.passage.text
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return replace(hit, passage=replace(hit.passage, text=text))


def _said_there(claim: str, report: Statement, hit: Hit, reading: Reading) -> Judgement | None:
    """The sentence in which the speaker says what the claim reports, on no other day."""
    passage = hit.passage
    if not is_whole(claim, report, _about(hit)):
        return None
    for sentence, said in reports_in(passage.text, reading.spans[: reading.sentences]):
        if agree(report.attribution, said):
            if misalignment(claim, passage.text, passage.document.published) is not None:
                return None
            reason = f"it reports that {said.speaker} {said.cue}: {said.content}"
            return Judgement(STATED, sentence, reason)
    return None


def _is_figure_of_others(claim: str, speaker: str, hit: Hit, sentence: Span | None) -> bool:
    """Whether a passage has other figures, in a sentence that cannot be the speaker's word.

    It names neither the speaker nor anybody whom only what is before it names.
    """
    passage = hit.passage
    if sentence is None or not misalignment(claim, passage.text, passage.document.published):
        return False
    words = tokenise(passage.text, sentence.start, sentence.end)
    named = content_words(passage.text[sentence.start : sentence.end])
    has_pronoun = any(word.lower in PRONOUNS for word in words)
    return not has_pronoun and not content_words(speaker) & named


def _compared(
    claim: str, found: Judgement, report: Statement, said: Attribution | None, hit: Hit
) -> Judgement:
    """A claim on what somebody said, beside a report of what that speaker said."""
    stance, about = found.probabilities.stance, _about(hit)
    is_same = agree(report.attribution, said) if said and is_whole(claim, report, about) else None
    if said is not None and is_same is not None:
        told = Stance.SUPPORTS if is_same else Stance.REFUTES
        if stance is told:
            return found
        reason = f"it reports that {said.speaker} {said.cue}: {said.content}"
        return Judgement(STATED if is_same else _CONTRARY, found.rationale, reason)
    speaker = report.attribution.speaker
    if stance is not Stance.NEUTRAL and lacks_only(claim, report, about):
        return Judgement(NOTHING, found.rationale, f"it does not say that only {speaker} said so")
    if speaker is None or (stance is Stance.NEUTRAL and found.reason is None):
        return found
    is_silent = not content_words(speaker) & content_words(about)
    is_of_others = is_silent or _is_figure_of_others(claim, speaker, hit, found.rationale)
    if is_elsewhere(speaker, said, _told(said, found, hit) or about) or (
        stance is not Stance.SUPPORTS and is_of_others
    ):
        return Judgement(NOTHING, found.rationale, f"it does not give the word of {speaker}")
    return found


def _told(said: Attribution | None, found: Judgement, hit: Hit) -> str | None:
    """The sentence that decides with who says it, if that is a person with a name.

    What another says in it is not the word of who is named beside.
    """
    if said is None or said.speaker is None or found.rationale is None:
        return None
    sentence = hit.passage.text[found.rationale.start : found.rationale.end]
    return f"{said.speaker} {sentence}" if is_person(said.speaker) else None


def _about(hit: Hit) -> str:
    return f"{hit.passage.document.title or ''} {hit.passage.text}"
