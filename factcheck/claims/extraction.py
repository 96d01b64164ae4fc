"""From a text to its claims: statements worth checking, each with its exact span."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from factcheck.claims.attribution import with_nested
from factcheck.claims.checkworthiness import (
    EVENT,
    IN_NEWS,
    checkworthiness,
    come_about,
    low_reason,
    rule_score,
    skip_reason,
    tells_event,
)
from factcheck.claims.clauses import Clause, clauses
from factcheck.claims.framing import without_framing
from factcheck.claims.quotations import (
    Quoted,
    carried,
    is_quoted,
    marked,
    quotations,
    sources,
    without_loose_marks,
)
from factcheck.claims.reports import tagged_statement
from factcheck.claims.standalone import full_names, stand_alone
from factcheck.claims.statements import Statement
from factcheck.claims.transcripts import Turn, speaking, turns, without_labels
from factcheck.config import Limits
from factcheck.errors import InvalidInput
from factcheck.language.cues import finite
from factcheck.language.readable import readable
from factcheck.language.speakers import antecedent, people
from factcheck.language.text import sentences
from factcheck.quantities.relative_dates import resolve
from factcheck.tagging import TaggedAttribution
from factcheck.tagging.loading import bundled
from factcheck.types import Attribution, Claim, Extraction, Skipped, SkipReason, Span


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A clause that may be a claim, and by the rules how much it is worth."""

    sentence: Span
    clause: Clause
    statement: Statement | None
    score: float


def extract(text: str, published: str | None = None) -> Extraction:
    """The checkable claims of a text and the sentences that gave none, both in order.

    A sentence longer than `Limits.claim_chars` is no claim.

    :param published: the day of the text (ISO), by which "last week" is understood.
    :raises InvalidInput: if `text` is not a string, has no visible character, is longer than
        `Limits.text_chars`, or is binary data.
    """
    _refuse_unreadable(text)
    plain = without_framing(readable(text))
    spoken = turns(plain)
    plain = without_labels(plain, spoken)
    spans = sentences(plain)
    quoted = quotations(plain, spans)
    plain = without_loose_marks(plain, quoted)
    reasons = [_skip_reason(plain, span, is_alone=len(spans) == 1) for span in spans]
    tags = bundled().attributions(plain) if None in reasons else []
    rows = [
        list(_candidates(plain, span, marks, tags)) if reason is None else []
        for span, marks, reason in zip(spans, quoted, reasons, strict=True)
    ]
    own = [next((c.statement for c in row if c.statement), None) for row in rows]
    found = [
        _spoken(text, plain, candidate, spoken, source, marks)
        for row, source, marks in zip(rows, sources(quoted, own), quoted, strict=True)
        for candidate in row
    ]
    worth = _worth(plain, found)
    kept = [(c, s) for c, s in zip(found, worth, strict=True) if s >= IN_NEWS]
    claims = _worded(plain, [_claim(plain, candidate, s) for candidate, s in kept], published)
    taken = {candidate.sentence for candidate, _ in kept}
    skipped = (
        Skipped(span.start, span.end, text[span.start : span.end], reason or low_reason(text, span))
        for span, reason in zip(spans, reasons, strict=True)
        if span not in taken
    )
    return Extraction(
        tuple(_as_written(text, c, claim) for (c, _), claim in zip(kept, claims, strict=True)),
        tuple(skipped),
    )


def whole(claim: str, published: str | None = None) -> Claim:
    """A text that is one claim, with who is said to have said it, if anybody.

    What a post puts around it is no part of the claim's text, only of its sentence.

    :param published: its day (ISO), from which its relative dates are read.
    """
    span, plain = Span(0, len(claim)), without_framing(claim)
    statement = next((part.statement for part in clauses(plain, span) if part.statement), None)
    if statement is None:
        tags = bundled().attributions(plain)
        statement = tagged_statement(plain, 0, len(plain), tags)
    attribution = with_nested(plain, statement).attribution if statement else None
    words = " ".join(plain.split())
    worded = stand_alone(
        Claim(words, 0, len(claim), claim, attribution), frozenset(), {}, published
    )
    text = resolve(words, published)[0] if published else words
    return replace(worded, text=text, spans=(span,))


def sentence_scores(
    texts: Sequence[str], progress: Callable[[int], None] | None = None
) -> list[float]:
    """For each text the check-worthiness of its most check-worthy statement; hardly any where the
    rules see none.

    :param progress: called with the number of texts done since its last call.
    """
    return [checkworthiness(rule, rated) for rated, rule in sentence_features(texts, progress)]


def sentence_features(
    texts: Sequence[str], progress: Callable[[int], None] | None = None
) -> list[tuple[float, float]]:
    """What :func:`sentence_scores` rests on: for each text the tagger's log-odds and the highest
    score by the rules, 0 without a statement.
    """
    rated = bundled().checkworthiness(texts, progress)
    return [(score, _best_rule(text)) for text, (score, _) in zip(texts, rated, strict=True)]


def _best_rule(text: str) -> float:
    spans = [s for s in sentences(text) if _skip_reason(text, s, is_alone=True) is None]
    rows = zip(spans, quotations(text, spans), strict=True)
    return max((c.score for row in rows for c in _candidates(text, *row, [])), default=0.0)


def _skip_reason(text: str, span: Span, *, is_alone: bool) -> SkipReason | None:
    if span.end - span.start > Limits.claim_chars:
        return SkipReason.TOO_LONG
    return skip_reason(text, span, is_alone=is_alone)


def _candidates(
    text: str, sentence: Span, quoted: Quoted, tags: Sequence[TaggedAttribution]
) -> Iterator[_Candidate]:
    for clause in clauses(text, sentence):
        statement = clause.statement or tagged_statement(text, clause.start, clause.end, tags)
        if statement is not None:
            statement = with_nested(text, marked(statement, quoted))
        score = rule_score(text, clause.start, clause.end, statement)
        yield _Candidate(sentence, clause, statement, score)


def _spoken(
    text: str,
    plain: str,
    candidate: _Candidate,
    spoken: Sequence[Turn],
    source: Statement | None,
    marks: Quoted,
) -> _Candidate:
    """With who says it in the label of the turn or elsewhere, if it is told there."""
    if candidate.statement is not None:
        return candidate
    span, sentence = Span(candidate.clause.start, candidate.clause.end), candidate.sentence
    if source and sentence.start <= source.cue.start < sentence.end:
        source = source if is_quoted(plain, sentence, span, marks) else None
    statement = carried(plain, source, span) if source else speaking(text, spoken, span)
    if statement is None:
        return candidate
    score = rule_score(plain, span.start, span.end, statement)
    return replace(candidate, statement=statement, score=score)


def _as_written(text: str, candidate: _Candidate, claim: Claim) -> Claim:
    """With the sentence and the attributed words as they stand in the text."""
    span, said = candidate.sentence, claim.attribution
    if said is not None:
        said = replace(said, content=text[said.start : said.end])
    return replace(claim, sentence=text[span.start : span.end], attribution=said)


def _worth(text: str, candidates: Sequence[_Candidate]) -> list[float]:
    if not candidates:
        return []
    # People rated sentences of debates, where "will" promises; in news it tells what was decided,
    # which is worth what it will be once it is done.
    words = [_words(text, candidate.clause) for candidate in candidates]
    rated = bundled().checkworthiness([come_about(each) or each for each in words])
    return [
        checkworthiness(c.score, max(score, EVENT) if _is_event(c, each) else score)
        for c, each, (score, _) in zip(candidates, words, rated, strict=True)
    ]


def _is_event(candidate: _Candidate, words: str) -> bool:
    """Whether the writer tells an event, and not what somebody says of one."""
    return candidate.statement is None and tells_event(words)


def _words(text: str, clause: Clause) -> str:
    """The words of a clause, behind the subject that it shares with the one before."""
    words = " ".join(text[clause.start : clause.end].split()) or " "
    if clause.subject is None:
        return words
    return f"{text[clause.subject.start : clause.subject.end]} {finite(words)}"


def _claim(text: str, candidate: _Candidate, score: float) -> Claim:
    clause, sentence, statement = candidate.clause, candidate.sentence, candidate.statement
    own = Span(clause.start, clause.end)
    words, spans = _words(text, clause), [own]
    if clause.subject:
        spans.insert(0, clause.subject)
    if statement is not None and not own.start <= statement.cue.start < own.end:
        is_told = clause.subject is not None
        words = words if is_told else _told(statement.attribution)
        spans = spans if is_told else [s for s in (statement.subject, statement.cue) if s] + spans
    return Claim(
        text=words,
        start=clause.start,
        end=clause.end,
        sentence=text[sentence.start : sentence.end],
        attribution=statement.attribution if statement else None,
        checkworthiness=score,
        spans=tuple(spans),
    )


def _told(said: Attribution) -> str:
    """The words of a quotation behind who says them, as one sentence."""
    cue = said.cue if said.cue.isalpha() and said.cue != "told" else "said"
    return f'{said.speaker or "Somebody"} {cue}: "{" ".join(said.content.split())}."'


def _worded(text: str, claims: Sequence[Claim], published: str | None) -> Iterator[Claim]:
    """The claims with names for the pronouns that speak, and wordings that stand alone."""
    known, names = people(text), full_names(text)
    before: set[str | None] = set()
    speakers: set[str | None] = set()
    sentence: str | None = None
    for claim in claims:
        if claim.sentence != sentence:
            sentence, before, speakers = claim.sentence, speakers, set()
        if claim.attribution is not None:
            speaker = antecedent(claim.attribution.speaker, before, known)
            speakers.add(speaker)
            claim = replace(claim, attribution=replace(claim.attribution, speaker=speaker))
        yield stand_alone(claim, known, names, published)


def _refuse_unreadable(text: object) -> None:
    if not isinstance(text, str) or not text.strip():
        raise InvalidInput("text", text, "must be a text with at least one visible character")
    if len(text) > (most := Limits.text_chars):
        expected = f"must be at most {most} characters, is {len(text)}"
        raise InvalidInput("text", text, expected, limit=most)
    if "\x00" in text:
        raise InvalidInput("text", text, "must be text, not binary data")
