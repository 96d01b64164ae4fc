"""Whether a passage bears out a claim that nobody was hurt, or counts some who were."""

from __future__ import annotations

import re

from factcheck.language import lexicons as lex
from factcheck.language.relevance import content_words
from factcheck.language.text import sentences
from factcheck.quantities.extraction import quantities_of_passage
from factcheck.quantities.fates import fates_of
from factcheck.types import Span

# "No serious injuries" and "nobody was badly hurt" leave room for others, and are not meant.
_NOBODY = re.compile(
    r"\b(?:no[ -]one|nobody|no (?:people|person))\s+"
    r"(?:(?:was|were|is|are|has|have|had|has been|have been|had been|got)\s+)?"
    r"(?P<fate>hurt|injured|wounded|harmed|killed|dead|died)\b",
    re.IGNORECASE,
)
_NO_TOLL = re.compile(
    r"\bno\s+(?:(?:known|reported|confirmed)\s+)?"
    r"(?P<fate>injur(?:y|ies)|wounded|casualt(?:y|ies)|deaths?|dead|fatalit(?:y|ies))\b",
    re.IGNORECASE,
)
# Who says so has told of some: "two were treated for burns, but nobody else was hurt".
_NO_OTHER = re.compile(
    r"\b(?:(?:no[ -]one|nobody)\s+else|no\s+other\s+(?:person|people))\s+"
    r"(?:(?:was|were|is|has|had|been|got)\s+)*"
    r"(?P<fate>hurt|injured|wounded|harmed|killed|dead|died)\b|"
    r"\bno\s+(?:other|further)\s+(?:\w+\s+)?"
    r"(?P<toll>injur(?:y|ies)|wounded|casualt(?:y|ies)|deaths?|dead|fatalit(?:y|ies))\b",
    re.IGNORECASE,
)
_SPARED = re.compile(
    r"\b(?:unhurt|unharmed|uninjured|unscathed|"
    r"without (?:hurting|harming|injuring|any injur(?:y|ies)))\b",
    re.IGNORECASE,
)
_HARM = re.compile(
    r"\b(?:kill|dea[dt]|die[ds]?\b|fatal|casualt|hurt|injur|wound|harm)", re.IGNORECASE
)
_ALL = lex.words("all both every everyone everybody anyone anybody each")
# Casualties, and the harmed, may be either.
_EITHER = fates_of(content_words("killed injured"))
_REPORTED = content_words("reported confirmed known recorded")
# In a sentence with one of these the number may not be told as it is, nor may "nobody" in a claim.
_LEFT_OPEN = (
    lex.NEGATIONS
    | lex.MODALS
    | lex.words(
        "if whether without deny denied denies denying false falsely feared alleged allegedly"
    )
)
_WORD = re.compile(r"[a-z]+(?:['\u2019][a-z]+)?", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;]")


def toll(claim: str, passage: str) -> Span | None:
    """The sentence that counts people who came to harm, if the claim says that nobody did.

    The passage must have every word that the claim says besides, such as where that was, and must
    not itself say of anything that nobody was harmed.
    """
    denial = _plain_denial(claim, passage)
    if denial is None or _denial(passage) is not None:
        return None
    fates = fates_of(content_words(denial["fate"])) or _EITHER
    if (rest := _NO_OTHER.search(passage)) is not None and _is_of(rest, fates):
        return next(span for span in sentences(passage) if rest.start() < span.end)
    return next((span for span in sentences(passage) if _counts(passage, span, fates)), None)


def spared(claim: str, passage: str) -> tuple[Span, bool] | None:
    """The sentence that says "unhurt", if the claim says that nobody was hurt; whether of all.

    The passage must tell of no other harm, and not say it with "not" or "nobody".
    """
    found = _SPARED.search(passage)
    if found is None or _plain_denial(claim, passage) is None:
        return None
    if _HARM.search(_SPARED.sub("", passage)):
        return None
    span = next(each for each in sentences(passage) if found.start() < each.end)
    clause = _CLAUSE.split(passage[span.start : found.start()])[-1]
    if not _words(clause).isdisjoint(lex.NEGATIONS):
        return None
    words = _words(_SPARED.sub("", passage[span.start : span.end]))
    return span, words.isdisjoint(_LEFT_OPEN - lex.NEGATIONS) and not words.isdisjoint(_ALL)


def _plain_denial(claim: str, passage: str) -> re.Match[str] | None:
    """Where a claim says that nobody was harmed, in an event of which the passage may speak."""
    denial = _denial(claim)
    if denial is None:
        return None
    besides = f"{claim[: denial.start()]} {claim[denial.end() :]}"
    is_plain = _words(besides).isdisjoint(_LEFT_OPEN)
    speaks_of_it = content_words(besides) - _REPORTED <= content_words(passage)
    return denial if is_plain and speaks_of_it else None


def _denial(text: str) -> re.Match[str] | None:
    return _NOBODY.search(text) or _NO_TOLL.search(text)


def _is_of(rest: re.Match[str], fates: frozenset[int]) -> bool:
    told = fates_of(content_words(rest["fate"] or rest["toll"])) or _EITHER
    return not told.isdisjoint(fates)


def _counts(passage: str, span: Span, fates: frozenset[int]) -> bool:
    sentence = passage[span.start : span.end]
    if sentence.rstrip().endswith("?") or not _words(sentence).isdisjoint(_LEFT_OPEN):
        return False
    counted = (q for q in quantities_of_passage(sentence) if q.value > 0 and q.precision != "most")
    return any(quantity.fates & fates for quantity in counted)


def _words(text: str) -> set[str]:
    return {word.lower().replace("\u2019", "'") for word in _WORD.findall(text)}
