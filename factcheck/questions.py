"""What is asked of an index about a claim: itself, and what it says was said."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.checks.voices import OwnWord, own_word_of
from factcheck.types import Claim


@dataclass(frozen=True, slots=True)
class Question:
    """A claim to find passages for; `own_word` is who is known to say so."""

    claim: Claim
    own_word: OwnWord | None = None


def questions(claim: Claim) -> list[Question]:
    """The claim, and its content if it says who said it."""
    content = claim.content
    if content is None:
        return [Question(claim)]
    return [Question(claim), Question(content, own_word_of(content.attribution))]
