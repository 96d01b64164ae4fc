"""What the sentences of a passage are on: all that a claim tells, a part, or something else."""

from __future__ import annotations

import numpy as np

from factcheck.checks.left_out import left_out
from factcheck.checks.narrowed import part_of_measure
from factcheck.language.relevance import content_words
from factcheck.stance.reading import Reading
from factcheck.types import Hit, Span

# The share of the claim's words that a sentence needs, so that its figure counts as contrary.
_ON_THE_SAME = 0.3


def of_a_part(claim: str, passage: str, reading: Reading) -> str | None:
    """What each sentence that speaks up measures, if that is only a part of the claim's."""
    leads = reading.leads[: reading.sentences].max(axis=1)
    parts = [
        part_of_measure(claim, passage[span.start : span.end], passage)
        for span, lead in zip(reading.spans, leads, strict=False)
        if lead > 0 or lead == leads.max()
    ]
    return parts[0] if all(parts) else None


def is_on(claim: str, passage: str, reading: Reading, rival: Span) -> bool:
    """Whether the sentence with another figure, and the next, speak of what the claim does."""
    sentence = reading.sentence_at(rival.start)
    following = [one.end for one in reading.spans[: reading.sentences] if one.start >= sentence.end]
    wanted = [word for word in content_words(claim) if not word[0].isdigit()]
    shared = content_words(passage[sentence.start : min(following, default=sentence.end)])
    return len(shared.intersection(wanted)) >= _ON_THE_SAME * len(wanted)


def names_less(claim: str, hit: Hit, reading: Reading) -> tuple[Span, bool] | None:
    """A sentence that only names less than the claim, if no other speaks against it.

    :return: the sentence, and whether its passage, title or year names elsewhere what it does not.
    """
    passage, published = hit.passage, hit.passage.document.published or ""
    context = content_words(f"{passage.document.title or ''} {passage.text} {published[:4]}")
    for at, span in enumerate(reading.spans[: reading.sentences]):
        more = left_out(claim, passage.text[span.start : span.end])
        others = np.delete(reading.leads[: reading.sentences, 1], at)
        if more is not None and not (others > 0).any():
            return span, more <= context
    return None
