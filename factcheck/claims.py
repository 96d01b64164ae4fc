"""From a text to its claims: statements worth checking, each with its exact span."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factcheck.checkworthiness import THRESHOLD, checkworthiness, is_statement
from factcheck.clauses import Clause, clauses
from factcheck.config import Limits
from factcheck.errors import InvalidInput
from factcheck.speakers import antecedent, people
from factcheck.text import sentences
from factcheck.types import Claim, Extraction, Span


def extract(text: str, published: str | None = None) -> Extraction:
    """The checkable claims of a text and the sentences that gave none, both in order.

    A sentence longer than `Limits.claim_chars` is no claim.

    :param published: the day of the text (ISO), by which "last week" is understood.
    :raises InvalidInput: if `text` is not a string, has no visible character, is longer than
        `Limits.text_chars`, or is binary data.
    """
    _refuse_unreadable(text)
    claims = tuple(claim for claim in _statements(text) if claim.checkworthiness >= THRESHOLD)
    return Extraction(claims, ())


def whole(claim: str) -> Claim:
    """A text that is one claim as it stands, with who is said to have said it, if anybody."""
    parts = clauses(claim, Span(0, len(claim)))
    attributions = [part.statement.attribution for part in parts if part.statement]
    return Claim(claim, 0, len(claim), claim, attributions[0] if attributions else None)


def sentence_score(text: str) -> float:
    """The check-worthiness of the most check-worthy claim in a sentence, 0 without any."""
    return max((claim.checkworthiness for claim in _statements(text)), default=0.0)


def _statements(text: str) -> Iterator[Claim]:
    limit = Limits().claim_chars
    spans, known = sentences(text), people(text)
    speakers: set[str | None] = set()
    for span in spans:
        is_short = span.end - span.start <= limit
        stated = is_short and is_statement(text, span, is_alone=len(spans) == 1)
        claims = [_claim(text, span, clause) for clause in clauses(text, span)] if stated else []
        claims = [_resolved(claim, speakers, known) for claim in claims]
        speakers = {claim.attribution.speaker for claim in claims if claim.attribution}
        yield from claims


def _claim(text: str, sentence: Span, clause: Clause) -> Claim:
    words = text[clause.start : clause.end]
    if clause.subject:
        words = f"{text[clause.subject.start : clause.subject.end]} {words}"
    return Claim(
        text=words,
        start=clause.start,
        end=clause.end,
        sentence=text[sentence.start : sentence.end],
        attribution=clause.statement.attribution if clause.statement else None,
        checkworthiness=checkworthiness(text, clause.start, clause.end, clause.statement),
    )


def _resolved(claim: Claim, before: set[str | None], known: frozenset[str]) -> Claim:
    """The claim with a name for the pronoun that speaks."""
    if claim.attribution is None:
        return claim
    speaker = antecedent(claim.attribution.speaker, before, known)
    return replace(claim, attribution=replace(claim.attribution, speaker=speaker))


def _refuse_unreadable(text: object) -> None:
    if not isinstance(text, str) or not text.strip():
        raise InvalidInput("text", text, "must be a text with at least one visible character")
    limit = Limits().text_chars
    if len(text) > limit:
        raise InvalidInput("text", text, f"must have at most {limit} characters")
    if "\x00" in text:
        raise InvalidInput("text", text, "must be text, not binary data")
