"""From a text to its claims: statements worth checking, each with its exact span."""

from __future__ import annotations

import unicodedata

from factcheck.checkworthiness import THRESHOLD, checkworthiness, is_statement
from factcheck.clauses import Clause, clauses
from factcheck.config import Limits
from factcheck.errors import InvalidInput
from factcheck.text import sentences
from factcheck.types import Claim, Span

_LAYOUT = frozenset("\t\n\r\v\f\x85")


def extract(text: str) -> list[Claim]:
    """The checkable claims of a text, in order; none for a text that states nothing.

    :raises InvalidInput: if `text` is not a string, has no visible character, is longer than
        `Limits.text_chars`, or is binary data.
    """
    _refuse_unreadable(text)
    limit = Limits().claim_chars
    spans = [span for span in sentences(text) if span.end - span.start <= limit]
    found: list[Claim] = []
    for span in spans:
        if is_statement(text, span, is_alone=len(spans) == 1):
            found.extend(_claims(text, span))
    return found


def _claims(text: str, sentence: Span) -> list[Claim]:
    made = (_claim(text, sentence, clause) for clause in clauses(text, sentence))
    return [claim for claim in made if claim.checkworthiness >= THRESHOLD]


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


def _refuse_unreadable(text: object) -> None:
    if not isinstance(text, str) or not text.strip():
        raise InvalidInput("text", text, "must be a text with at least one visible character")
    limit = Limits().text_chars
    if len(text) > limit:
        raise InvalidInput("text", text, f"must have at most {limit} characters")
    controls = sum(unicodedata.category(char) == "Cc" and char not in _LAYOUT for char in text)
    if "\x00" in text or controls * 10 > len(text):
        raise InvalidInput("text", text, "must be text, not binary data")
