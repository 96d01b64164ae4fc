"""A text in windows that the tagger reads at once: whole sentences, as many as fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.language.text import sentences
from factcheck.networks import tokens
from factcheck.types import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Sentences are put together up to this many tokens, so that a speaker named in one sentence is
# seen from the next; a single sentence is cut only beyond what the encoder was trained on.
_TOGETHER = 192
LONGEST = 384


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids, and for each token its span in the text, None for a special one."""

    ids: list[int]
    spans: list[Span | None]


class Windows:
    """Cuts texts for one tokenizer. Safe to share between threads.

    :param tokenizer: one that does not cut.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer, self._cutting = tokenizer, tokens.cutting(tokenizer, LONGEST)

    def of_text(self, text: str) -> list[Window]:
        """The windows of a text, in order; together they hold all of its sentences.

        What a sentence has beyond :data:`LONGEST` tokens is read in windows of its own.
        """
        found: list[Window] = []
        bounds: Span | None = None
        taken = 0
        spans = sentences(text)
        for span, count in zip(spans, self._counts(text, spans), strict=True):
            if bounds is not None and taken + count <= _TOGETHER:
                bounds, taken = Span(bounds.start, span.end), taken + count
                continue
            if bounds is not None:
                found += self._windows(text, bounds)
            bounds, taken = span, count
        if bounds is not None:
            found += self._windows(text, bounds)
        return found

    def of_sentences(self, sentences: Sequence[str]) -> list[Window]:
        """One window for each sentence, cut at :data:`LONGEST` tokens."""
        return [self._windows(sentence, Span(0, len(sentence)))[0] for sentence in sentences]

    def _counts(self, text: str, spans: Sequence[Span]) -> list[int]:
        texts = [text[span.start : span.end] for span in spans]
        return list(map(len, self._tokenizer.encode_batch(texts, add_special_tokens=False)))

    def _windows(self, text: str, bounds: Span) -> list[Window]:
        first = self._cutting.encode(text[bounds.start : bounds.end])
        return [
            Window(row.ids, [_shifted(bounds.start, *pair) for pair in row.offsets])
            for row in (first, *first.overflowing)
        ]


def _shifted(start: int, first: int, last: int) -> Span | None:
    return Span(start + first, start + last) if last > first else None
