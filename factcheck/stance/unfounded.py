"""Why what seems to support a claim does not, and what seems to refute it leaves it open."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

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
from factcheck.checks.exceptions import all_but, but_for_others
from factcheck.checks.factuality import only_possible
from factcheck.checks.figure_directions import wrong_direction
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
from factcheck.checks.verbatim import is_question, missing_quotation
from factcheck.checks.votes import divided, other_tally
from factcheck.crossencoders import LABELS
from factcheck.language.relevance import content_words
from factcheck.stance.reading import Reading
from factcheck.types import Stance

# The share of a support that becomes refutation where the passage exchanges who did what.
_EXCHANGED_REFUTES = 0.8
# That something was called off is told of what was to be, and the claim may be on what it was.
_OFF_REFUTES = 0.8
# That there was none of a thing may be said of another time or place.
_DENIED_REFUTES = 0.7
# The same, where the passage tells the opposite outcome.
_OUTCOME_REFUTES = 0.9
# That somebody else holds an office may be told of another time.
_HELD_REFUTES = 0.5
_ASKS = "the passage only asks"
# "Will it be safe?" asked a woman: the whole question, and what else the sentence says.
_QUOTED_QUESTION = re.compile(r"[\"“«]([^\"“”«»]+\?)[\"”»]")
_TOGETHER = "the passage tells that the two go together, not that one is the cause"
_YES = re.compile(r"\W*yes\b", re.IGNORECASE)
# Each tells the words by which a passage says something else than the claim.
_CONTRADICTING = (
    *(other_way_round, divided, other_tally, other_rank, other_term),
    *(all_but, but_for_others, only_as_much, no_longer),
    *(wrong_direction, not_moved, counted_otherwise, other_charge),
    *(other_day_part, told_of_then, other_time, other_goals),
)


def unfounded(claim: str, passage: str, reading: Reading) -> tuple[str, float] | None:
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
        return of_other(pair), _EXCHANGED_REFUTES
    for check in _CONTRADICTING:
        if (words := check(claim, passage)) is not None:
            return words_told(words), _EXCHANGED_REFUTES
    off = (words for sentence in sentences if (words := called_off(claim, sentence)) is not None)
    if (words := next(off, None)) is not None:
        return words_told(words), _OFF_REFUTES
    none = (words for sentence in sentences if (words := denied(claim, sentence)) is not None)
    if (words := next(none, None)) is not None:
        return words_told(words), _DENIED_REFUTES
    best = reading.rationale(Stance.SUPPORTS)
    deciding = passage[best.start : best.end]
    words = other_way(claim, passage) or other_outcome(claim, deciding, passage)
    if words is not None:
        return words_told(words), _OUTCOME_REFUTES
    if (holder := other_holder(claim, deciding)) is not None:
        return f"the passage says it of {holder}", _HELD_REFUTES
    return (_TOGETHER, 0.0) if only_together(claim, passage) else None


def left_open(claim: str, passage: str, reading: Reading) -> str | None:
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


def asked_whether(claim: str, passage: str, reading: Reading) -> str | None:
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


def words_told(words: str) -> str:
    """What a reader is told that the passage says."""
    return f"the passage says “{words}”"


def of_other(pair: tuple[str, str]) -> str:
    """What a reader is told of two whom the passage has the other way round."""
    one, two = pair
    return f"the passage says of {two} what the claim says of {one}"
