"""A text in windows that the tagger reads at once: whole sentences, as many as fit."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from factcheck.text import sentences
from factcheck.types import Span

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

    :param tokenizer: a fast tokenizer of transformers.
    """

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        # The tokenizer keeps its truncation in itself: two threads must not use it at once.
        self._lock = threading.Lock()

    def of_text(self, text: str) -> list[Window]:
        """The windows of a text, in order; together they hold all of its sentences.

        What a sentence has beyond :data:`LONGEST` tokens is read in windows of its own.
        """
        found: list[Window] = []
        bounds: Span | None = None
        taken = 0
        spans = sentences(text)
        for span, tokens in zip(spans, self._counts(text, spans), strict=True):
            if bounds is not None and taken + tokens <= _TOGETHER:
                bounds, taken = Span(bounds.start, span.end), taken + tokens
                continue
            if bounds is not None:
                found += self._windows(text, bounds)
            bounds, taken = span, tokens
        if bounds is not None:
            found += self._windows(text, bounds)
        return found

    def of_sentences(self, sentences: Sequence[str]) -> list[Window]:
        """One window for each sentence, cut at :data:`LONGEST` tokens."""
        return [self._windows(sentence, Span(0, len(sentence)))[0] for sentence in sentences]

    def _counts(self, text: str, spans: Sequence[Span]) -> list[int]:
        if not spans:
            return []
        with self._lock:
            rows = self._tokenizer(
                [text[span.start : span.end] for span in spans],
                add_special_tokens=False,
                verbose=False,
            )
        return [len(row) for row in rows["input_ids"]]

    def _windows(self, text: str, bounds: Span) -> list[Window]:
        with self._lock:
            rows = self._tokenizer(
                text[bounds.start : bounds.end],
                truncation=True,
                max_length=LONGEST,
                return_overflowing_tokens=True,
                return_offsets_mapping=True,
            )
        return [
            Window(ids, [_shifted(bounds.start, *pair) for pair in offsets])
            for ids, offsets in zip(rows["input_ids"], rows["offset_mapping"], strict=True)
        ]


def _shifted(start: int, first: int, last: int) -> Span | None:
    return Span(start + first, start + last) if last > first else None
