"""Quotations that run over several sentences, and whose words they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from factcheck.claims.statements import Statement, statement_of
from factcheck.types import Polarity, Span

_MARK = re.compile(r"[\"“”«»„]")
_BREAK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Quoted:
    """How a sentence stands to the quotations around it.

    `loose` are the places of marks in it whose partner stands in another sentence.
    """

    begins_inside: bool
    ends_inside: bool
    is_quote: bool
    loose: tuple[int, ...]


def quotations(text: str, spans: Sequence[Span]) -> list[Quoted]:
    """For each sentence whether it begins and ends within a quotation, and whether it is one.

    A blank line ends every quotation, so that a mark too much does little harm.
    """
    found: list[Quoted] = []
    inside, last = False, 0
    for span in spans:
        inside = inside and not _BREAK.search(text, last, span.start)
        found.append(_quoted(text, span, inside))
        inside, last = found[-1].ends_inside, span.end
    return found


def _quoted(text: str, span: Span, begins: bool) -> Quoted:
    inside, opened = begins, None
    loose: list[int] = []
    marks = list(_MARK.finditer(text, span.start, span.end))
    for mark in marks:
        opens = mark.group() in "“«„" or (mark.group() == '"' and not inside)
        if not opens and opened is None:
            loose.append(mark.start())
        inside, opened = opens, mark.start() if opens else None
    if opened is not None:
        loose.append(opened)
    words = text[span.start : span.end].rstrip(" .,")
    opens_first = begins or words[:1] in ('"', "“", "«", "„")
    closes_last = inside or words[-1:] in ('"', "”", "»")
    is_quote = opens_first and closes_last and len(marks) <= 2
    return Quoted(begins, inside, is_quote, tuple(loose))


def is_quoted(text: str, sentence: Span, clause: Span, quoted: Quoted) -> bool:
    """Whether a clause begins within a quotation, perhaps of several sentences."""
    before = len(_MARK.findall(text, sentence.start, clause.start))
    return bool(quoted.loose) or before % 2 == 1 or bool(_MARK.match(text, clause.start))


def without_loose_marks(text: str, quoted: Sequence[Quoted]) -> str:
    """The text with blanks for the marks whose partner stands in another sentence."""
    places = {place for sentence in quoted for place in sentence.loose}
    return "".join(" " if at in places else char for at, char in enumerate(text))


def sources(quoted: Sequence[Quoted], own: Sequence[Statement | None]) -> list[Statement | None]:
    """For each sentence the statement, in the same or another one, that tells whose words it is.

    Within a quotation that runs over several sentences it is the one statement with a source;
    a sentence that is a quotation by itself goes on with the words of who was quoted before.

    :param own: for each sentence its own statement.
    """
    found: list[Statement | None] = [None] * len(quoted)
    last: Statement | None = None
    start = 0
    while start < len(quoted):
        end = start + 1
        while end < len(quoted) and quoted[end - 1].ends_inside and quoted[end].begins_inside:
            end += 1
        told = [statement for statement in own[start:end] if statement is not None]
        is_run = end > start + 1
        source = told[0] if told and (is_run or told[0].attribution.quote) else None
        if source is None and not told and quoted[start].is_quote:
            source = last
        found[start:end] = [source] * (end - start)
        last, start = source, end
    return found


def marked(statement: Statement, quoted: Quoted) -> Statement:
    """The statement of a sentence with loose marks: its content is a quotation."""
    words = statement.attribution
    if not quoted.loose or words.quote is not None:
        return statement
    return replace(statement, attribution=replace(words, quote=words.content))


def carried(text: str, source: Statement, clause: Span) -> Statement:
    """The clause as a part of a quotation whose speaker stands in another sentence."""
    told = statement_of(text, source.subject, source.cue, clause)
    words = replace(
        told.attribution,
        speaker=source.attribution.speaker,
        polarity=Polarity.ASSERTS,
        quote=told.attribution.content,
    )
    return replace(told, attribution=words)
