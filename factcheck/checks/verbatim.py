"""Words as they stand: whether a sentence says a claim word for word, or has what it quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.language import lexicons as lex
from factcheck.language.relevance import content_words
from factcheck.language.text import normalise

# With the sign before or after a number: $30 is not £30, nor 0.3 the same as -0.3 or 0.3%.
_WORD = re.compile(
    r"(?:(?<!\w)[-\u2212\u2013](?=[$€£¥]?\d))?[$€£¥]?[^\W_]+(?:[.,:'\u2019-][^\W_]+)*%?"
)
_QUESTION = re.compile(r"\?\W*\Z")
_ASKED = r"(?:what|who|whom|whose|which|why|how|when|where|if|whether)\b"
# "Did you know that P?" and an outcry, "P??", say that it is so.
_DID_YOU_KNOW = re.compile(rf"\W*(?:did|do)(?:n['\u2019]t)? you know (?!{_ASKED})", re.IGNORECASE)
_OUTCRY = re.compile(
    rf"(?!\W*(?:{_ASKED}|{'|'.join(sorted(lex.AUXILIARIES))})\b)(?:\S+\s+){{7,}}\S*\?\?\W*\Z",
    re.IGNORECASE,
)
_LEAST_CONTENT = 3
_QUOTATION = re.compile(r"[\"“«„]([^\"“”«»„]+)[\"“”»]")
# The share of the words of a quotation that a passage must have; others may render it otherwise.
_MOSTLY = 0.5
# Beside the words of the claim, any of these may turn what the sentence says of it.
_TURNING = lex.words(
    """not no never nor neither without cannot if whether unless would could might may alleged
    allegedly purported purportedly supposed supposedly claim claims claimed claiming deny denies
    denied denying denial doubt doubts doubted false falsely untrue wrong wrongly fake hoax myth
    rumour rumours rumor rumors reject rejects rejected refute refutes refuted dispute disputes
    disputed debunked unproven unconfirmed contrary although though but despite except excluding
    unlikely hardly misleading misconception baseless unfounded nonsense incorrect incorrectly
    inaccurate isn't wasn't aren't weren't don't doesn't didn't won't can't"""
)
# What may stand before the claim and leave it as it is: "On Monday", "In north London".
_MOST_BEFORE = 3
_OPENS = lex.PREPOSITIONS | lex.TIME_OPENERS | lex.CALENDAR
_DANGLES = lex.PREPOSITIONS | lex.DETERMINERS | lex.SUBORDINATORS


def stated(claim: str, sentence: str) -> bool:
    """Whether a sentence is the claim in its own words, with nothing that may turn it.

    Before it stands at most when or where, after it no verb of which it could be the subject. A
    claim of fewer than three content words is never taken for stated.
    """
    wanted, given = _words(claim), _words(sentence)
    if len(content_words(claim)) < _LEAST_CONTENT or is_question(sentence):
        return False
    for start in range(min(_MOST_BEFORE, len(given) - len(wanted)) + 1):
        before, after = given[:start], given[start + len(wanted) :]
        if given[start : start + len(wanted)] == wanted and _is_open(before):
            turns = {*before, *after} & _TURNING or (after and after[0] in lex.AUXILIARIES)
            return not turns
    return False


def _is_open(before: Sequence[str]) -> bool:
    """Whether a sentence may begin anew after these words."""
    return not before or (before[0] in _OPENS and before[-1] not in _DANGLES)


def is_question(sentence: str) -> bool:
    """Whether it ends in a question mark, within quotation marks or not, and only asks."""
    says_so = _DID_YOU_KNOW.match(sentence) or _OUTCRY.match(sentence)
    return bool(_QUESTION.search(sentence)) and not says_so


def missing_quotation(claim: str, passage: str) -> str | None:
    """The first quotation of the claim most words of which the passage lacks.

    One word in quotation marks is more often held at arm's length than quoted.
    """
    given = content_words(passage)
    for match in _QUOTATION.finditer(claim):
        quoted = match[1].strip()
        wanted = content_words(quoted) if len(quoted.split()) > 1 else set()
        if len(wanted & given) < _MOSTLY * len(wanted):
            return quoted
    return None


def _words(text: str) -> list[str]:
    return _WORD.findall(normalise(text).replace("\u2019", "'"))
