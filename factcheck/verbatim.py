"""Whether a sentence says a claim word for word, and means it."""

from __future__ import annotations

import re

from factcheck.lexicons import words
from factcheck.relevance import content_words
from factcheck.text import normalise

_WORD = re.compile(r"[^\W_]+(?:[.,:'\u2019-][^\W_]+)*")
_LEAST_CONTENT = 3
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


def _words(text: str) -> list[str]:
    return _WORD.findall(normalise(text).replace("\u2019", "'"))
