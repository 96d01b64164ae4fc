"""How a case or a plan came out, told by one of two words of which only one can hold.

Of what a claim says in the words of one side and a passage in those of the other, the stance model
sees the like words around them: "acquitted of fraud" bore out "convicted of fraud".
"""

from __future__ import annotations

import re

_NOT = re.compile(
    r"(?:\b(?:not|never|no|nor|without|if|unless|or)|n['\u2019]t)\s+(?:\w+\s+)?\Z", re.IGNORECASE
)
# "Only one of them was alive" tells both.
_PARTLY = re.compile(r"\b(?:only|one of|others?|another)\b", re.IGNORECASE)
_LOOK_BACK = 32
_PAIRS = tuple(
    (re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE))
    for one, other in (
        (
            r"convict(?:s|ed|ing|ion)?|(?<!not )guilty|jailed|imprisoned|sentenced",
            r"acquit(?:s|ted|ting|tal)?|exonerated?|cleared of|not guilty",
        ),
        (
            r"over[\s-]budget|more than (?:planned|budgeted)|cost overruns?",
            r"under[\s-]budget|less than (?:planned|budgeted)|below budget",
        ),
        (
            r"(?:ma[dk]es?|posts?|posted|reports?|reported|books?|booked|suffers?|suffered)\s+"
            r"an?\s+(?:\w+\s+){0,2}loss",
            r"profits?",
        ),
        (
            r"surviv(?:e|es|ed|ors?)|alive|rescued|saved|escaped",
            r"(?:body|bodies) of|(?<=['\u2019]s )body|found dead",
        ),
    )
)


def other_outcome(claim: str, sentence: str, passage: str) -> str | None:
    """The words by which a sentence tells the opposite of what the claim says came out, if any.

    None where the passage has the claim's word as well, of whomever, where either is negated, or
    where the claim tells apart what became of several.
    """
    if _PARTLY.search(claim):
        return None
    for pair in _PAIRS:
        for own, other in (pair, pair[::-1]):
            said, told = own.search(claim), other.search(sentence)
            if said is None or told is None or own.search(passage) or other.search(claim):
                continue
            if not (_is_negated(claim, said) or _is_negated(sentence, told)):
                return told.group()
    return None


def _is_negated(text: str, match: re.Match[str]) -> bool:
    return bool(_NOT.search(text, max(0, match.start() - _LOOK_BACK), match.start()))
