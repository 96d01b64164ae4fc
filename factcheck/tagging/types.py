"""What the tagger finds."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.types import Span


@dataclass(frozen=True, slots=True)
class TaggedAttribution:
    """One attribution of a text, as spans of it.

    `source` is None where nobody is named, `contents` are the parts of what is said, empty
    where it stands elsewhere.
    """

    cue: Span
    source: Span | None
    contents: tuple[Span, ...]

    @property
    def content(self) -> Span | None:
        """From the first to the last part of what is said."""
        if not self.contents:
            return None
        return Span(self.contents[0].start, self.contents[-1].end)
