"""How verdicts are put to a person: words and signs, the same in the terminal and in HTML."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from factcheck.quantities.dates import MONTH_NAMES
from factcheck.types import DocumentRef, Evidence, Label, Span, Stance, Verdict

_CONFIDENCE_WORDS = ((0.9, "high"), (0.7, "moderate"), (0.0, "low"))
_NUMBER = re.compile(r"[-\u2212]?\d+(?:[.,]\d+)?")
_KEPT_CONTROLS = frozenset("\n\t")
# Bidirectional overrides can make a text read as something else than it says.
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class LabelWording:
    """A verdict's label for people: never shown by colour alone.

    :param colour: a name that both CSS and terminals know.
    """

    words: str
    sign: str
    colour: str


LABELS = {
    Label.SUPPORTED: LabelWording("Supported", "✔", "green"),
    Label.REFUTED: LabelWording("Refuted", "✘", "red"),
    Label.CONFLICTING: LabelWording("Conflicting", "⇄", "magenta"),
    Label.NOT_ENOUGH_EVIDENCE: LabelWording("Not enough evidence", "?", "yellow"),
}


def confidence_word(confidence: float) -> str:
    """`high`, `moderate` or `low`, by fixed bounds (0.9 and 0.7) of the number as it is shown."""
    shown = float(f"{confidence:.2f}")
    return next(word for bound, word in _CONFIDENCE_WORDS if shown >= bound)


def side(verdict: Verdict, stance: Stance) -> list[Evidence]:
    """The evidence of one stance, in the verdict's order."""
    return [item for item in verdict.evidence if item.stance == stance]


def split_at_rationale(evidence: Evidence) -> tuple[str, str, str]:
    """The passage's text before, in and after the sentence that decided."""
    span = Span(evidence.rationale.start - evidence.start, evidence.rationale.end - evidence.start)
    start = min(max(span.start, 0), len(evidence.text))
    end = min(max(span.end, start), len(evidence.text))
    return evidence.text[:start], evidence.text[start:end], evidence.text[end:]


def source_name(document: DocumentRef) -> str:
    """Who published it; where that is not known, as of a file of one's own, its title or id."""
    return document.publisher or document.title or document.id


def day(published: str | None) -> str:
    """`21 June 2025`, or that the source gave no date."""
    if published is None:
        return "no date given"
    value = date.fromisoformat(published)
    return f"{value.day} {MONTH_NAMES[value.month - 1]} {value.year}"


def page_or_time(page: int | None, time: float | None) -> str:
    """`p. 3`, `00:12:05`, or nothing where the source has neither."""
    if page is not None:
        return f"p. {page}"
    if time is None:
        return ""
    minutes, seconds = divmod(int(time), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def rated(rating: str, worst: float | None, best: float | None) -> str:
    """A rating; one that is only a number with its scale, where that is known: `1 (of 1 to 5)`."""
    if worst is None or best is None or not _NUMBER.fullmatch(rating):
        return rating
    return f"{rating} (of {worst:g} to {best:g})"


def counted(number: int, noun: str) -> str:
    """`1 claim`, `2 claims`: how many there are of what that noun names."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def visible(text: str) -> str:
    """The text with every control character made visible as U+FFFD; offsets stay.

    A terminal obeys escape sequences and a reader trusts the order of letters: neither may
    be left to a document's author.
    """
    return "".join("\ufffd" if _is_control(char) else char for char in text)


def _is_control(char: str) -> bool:
    if char in _KEPT_CONTROLS:
        return False
    return char in _BIDI_CONTROLS or unicodedata.category(char) in {"Cc", "Cs"}
