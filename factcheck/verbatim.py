"""Words as they stand: whether a sentence says a claim word for word, or has what it quotes."""

from __future__ import annotations

import re

from factcheck.lexicons import words
from factcheck.relevance import content_words
from factcheck.text import normalise

_WORD = re.compile(r"[^\W_]+(?:[.,:'\u2019-][^\W_]+)*")
_LEAST_CONTENT = 3
_QUOTATION = re.compile(r"[\"“«„]([^\"“”«»„]+)[\"“”»]")
# The share of the words of a quotation that a passage must have; others may render it otherwise.
_MOSTLY = 0.5
# Beside the words of the claim, any of these may turn what the sentence says of it.
_TURNING = words(
    """not no never nor neither without cannot if whether unless would could might may alleged
    allegedly purported purportedly supposed supposedly claim claims claimed claiming deny denies
    denied denying denial doubt doubts doubted false falsely untrue wrong wrongly fake hoax myth
    rumour rumours rumor rumors reject rejects rejected refute refutes refuted dispute disputes
    disputed debunked unproven unconfirmed contrary although though but despite isn't wasn't
    aren't weren't don't doesn't didn't won't can't"""
)


def stated(claim: str, sentence: str) -> bool:
    """Whether the words of the claim stand in the sentence in one run, nothing turning them.

    A claim of fewer than three content words is never taken for stated.
    """
    wanted, given = _words(claim), _words(sentence)
    if len(content_words(claim)) < _LEAST_CONTENT or len(wanted) > len(given):
        return False
    for start in range(len(given) - len(wanted) + 1):
        if given[start : start + len(wanted)] == wanted:
            rest = {*given[:start], *given[start + len(wanted) :]}
            return not rest & _TURNING
    return False


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
