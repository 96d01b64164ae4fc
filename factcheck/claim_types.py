"""What is found in a text: claims, who said them, and the sentences that gave none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Polarity(StrEnum):
    """What the cue of an attribution does to its content."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    PROMISES = "promises"
    ASKS = "asks"


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open code point offsets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said it. `start`/`end` is the span of `content` in the text.

    `speaker` None stands for a source without a name ("reportedly"). `statement` is the
    content worded so that it stands alone, what is to be checked when the question is
    whether it is so; None where it is no statement ("urged Ukraine to accept"). `nested` is who
    is said in it to have said something: of "A said that B had denied it" B's denial.
    """

    speaker: str | None
    cue: str
    polarity: Polarity
    content: str
    start: int
    end: int
    quote: str | None = None
    statement: str | None = None
    nested: Attribution | None = None


class SkipReason(StrEnum):
    """Why a sentence gave no claim."""

    HEADING = "heading"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"
    GREETING = "greeting"
    QUESTION = "question"
    FRAGMENT = "fragment"
    TOO_LONG = "too_long"
    OPINION = "opinion"
    PREDICTION = "prediction"
    NOT_CHECKWORTHY = "not_checkworthy"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sentence of the text that gave no claim: `source_text[start:end]`, and why."""

    start: int
    end: int
    text: str
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in a text: its claims and the sentences that gave none, both in order."""

    claims: tuple[Claim, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a claim, as written and as a value, with the words of its unit if any."""

    text: str
    value: float
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A checkable statement: `source_text[start:end]` is where it stands.

    `text` is its stand-alone wording, `sentence` the sentence that it came from. `spans` are
    all parts of the source text that it draws on: its own and, where it shares the subject of
    the clause before it, that subject. `unresolved` are words of the wording that point at
    something which the text does not surely name ("he", "last week"). `checkworthiness` is
    the extractor's score in [0, 1]. `quantities`, `dates` (ISO, as far as known: "2025-06-22",
    "2025-06", "2025", "--06-22") and `entities` are those of the wording.
    """

    text: str
    start: int
    end: int
    sentence: str
    attribution: Attribution | None = None
    checkworthiness: float = 1.0
    spans: tuple[Span, ...] = ()
    unresolved: tuple[str, ...] = ()
    quantities: tuple[Figure, ...] = ()
    dates: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()

    @property
    def content(self) -> Claim | None:
        """What an attributed claim says was said, as a claim of its own; None without a statement.

        Its `attribution` stays, since the word of who said it is no evidence that it is so.
        """
        said = self.attribution
        if said is None or said.statement is None:
            return None
        return replace(self, text=said.statement, start=said.start, end=said.end)
