"""How a case or a plan came out, told by one of two words of which only one can hold.

Of what a claim says in the words of one side and a passage in those of the other, the stance model
sees the like words around them: "acquitted of fraud" bore out "convicted of fraud".
"""

from __future__ import annotations

import re

from factcheck.language.negation import is_negated
from factcheck.language.relevance import content_words

# Nor does what is only asked for, or did not last.
_NOT = re.compile(
    r"(?:\b(?:not|never|no|nor|without|if|unless|or|instead of|rather than|(?:asked|called) for|"
    r"sought|demanded|requested|overturned|quashed|revoked|lifted|activated|breach(?:ed|ing))|"
    r"n['\u2019]t)\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
# "Only one of them was alive" tells both.
_PARTLY = re.compile(r"\b(?:only|one of|others?|another)\b", re.IGNORECASE)
_ALIVE = re.compile(r"\b(?:surviv(?:e|es|ed|ors?)|alive|rescued|saved|escaped)\b", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:body|bodies)\s+of\s+(?P<of>(?:[\w-]+\s+){0,3}[\w-]+)|"
    r"\b(?P<whose>[\w-]+)['\u2019]s?\s+bod(?:y|ies)\b|"
    r"\b(?P<who>[\w-]+)\s+(?:was|were)\s+found\s+dead\b",
    re.IGNORECASE,
)
_MADE_A_LOSS = re.compile(
    r"\b(?:ma[dk]es?|posts?|posted|reports?|reported|books?|booked|suffers?|suffered)\s+"
    r"an?\s+(?:net\s+|heavy\s+|big\s+|huge\s+)?loss\b(?!\s+of\s+[a-z])",
    re.IGNORECASE,
)
_PROFIT = re.compile(r"\bprofits?\b(?!\s+warning)", re.IGNORECASE)
_LOSS = re.compile(
    r"\b(?:loss(?:es)?|lost|deficit|in the red|before|warning|next)\b", re.IGNORECASE
)
_LOOK_BACK = 32
_MOTION = r"(?:amendment|bill|motion|proposal|resolution)(?: [\w'\u2019]+){0,4}? (?:was|were|is)"
_PAIRS = tuple(
    (re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE))
    for one, other in (
        (
            r"convict(?:s|ed|ing|ion)?|(?<!not )guilty|jailed|imprisoned|sentenced",
            r"acquit(?:s|ted|ting|tal)?|exonerated?|cleared of|not guilty",
        ),
        (
            r"jailed|(?:sent|go(?:es)?|went|gone|taken)(?: [\w'\u2019-]+){0,3}? to (?:jail|prison)|"
            r"imprisoned|put behind bars|locked up",
            r"suspended (?:(?:jail|prison) )?(?:sentence|term)|(?:months|years), suspended|"
            r"(?:sentence|term|imprisonment|in (?:jail|prison)|jail),? (?:which )?(?:was )?"
            r"suspended|spared (?:jail|prison)|(?:avoided|escaped) (?:jail|prison)",
        ),
        (
            r"over[\s-]budget|more than (?:planned|budgeted)|cost overruns?",
            r"under[\s-]budget|less than (?:planned|budgeted)|below budget",
        ),
        (
            rf"{_MOTION} (?:carried|adopted|passed|approved|accepted)",
            rf"{_MOTION} (?:lost|rejected|defeated|voted down|thrown out)",
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
    told = _profit(claim, sentence, passage) or _body(claim, sentence, passage)
    return told or _opposite(claim, sentence, passage)


def _opposite(claim: str, sentence: str, passage: str) -> str | None:
    for pair in _PAIRS:
        for own, other in (pair, pair[::-1]):
            said, told = own.search(claim), other.search(sentence)
            if said is None or told is None or own.search(passage) or other.search(claim):
                continue
            if not (_is_negated(claim, said) or _is_negated(sentence, told)):
                return told.group()
    return None


def _profit(claim: str, sentence: str, passage: str) -> str | None:
    """The profit that a sentence tells of where the claim says that a loss was made."""
    if not _MADE_A_LOSS.search(claim) or _LOSS.search(passage) or is_negated(claim):
        return None
    profit = _PROFIT.search(sentence)
    return profit and profit.group()


def _body(claim: str, sentence: str, passage: str) -> str | None:
    """The words on the body of whom the claim says to be alive."""
    said, told = _ALIVE.search(claim), _BODY.search(sentence)
    if said is None or told is None or _ALIVE.search(passage) or _is_negated(claim, said):
        return None
    dead = content_words(told["of"] or told["whose"] or told["who"])
    return None if dead.isdisjoint(content_words(claim)) else told.group()


def _is_negated(text: str, match: re.Match[str]) -> bool:
    return bool(_NOT.search(text, max(0, match.start() - _LOOK_BACK), match.start()))
