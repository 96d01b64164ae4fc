"""Whether a sentence denies what a claim says there was: "no casualties", "without a doubt"."""

from __future__ import annotations

import re

from factcheck.language import lexicons as lex
from factcheck.language.relevance import content_words, coverage, stem

_NONE = re.compile(
    r"\b(?:no|without(?:\s+any)?|not\s+any|never\s+any)\s+(?P<what>(?:[a-z][\w-]*\s+){0,2}?[a-z][\w-]*)"
    r"(?=\s*(?:[,.;:()]|\Z)|\s+(?:or|and|nor|in|on|at|of|from|for|to|that|about|after|was|were|is|are|has|had|"
    r"have|whatsoever|among|between|by|but|while|when|as|so)\b)",
    re.IGNORECASE,
)
# "No fewer than 12" and "no reason why not" deny no thing.
_NO_THING = lex.words(
    "longer one matter less more fewer sooner better worse later way means reason question need"
)
# A claim with one of these is itself on what is not, or is no more.
_OWN_DENIAL = lex.NEGATIONS | lex.words(
    """without lack lacks lacked lacking deny denies denied denying dispel dispels dispelled avoid
    avoids avoided fail fails failed reject rejects rejected rule rules ruled prevent prevents
    prevented free end ends ended lose loses lost stop stops stopped cease ceased zero absence
    absent missing spared escape escaped hardly barely few little"""
)
# "No shop is exempt" is said of them all.
_SPARED = re.compile(
    r"\s+(?:is|are|was|were|will\s+be|remains?|remained|stays?|stayed)\s+"
    r"(?:exempt|immune|excluded|excepted|spared|unaffected|untouched|left\s+out|too)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+(?:['\u2019][a-z]+)?", re.IGNORECASE)
# As much of the claim as the sentence must speak of.
_SAME = 0.4


def denied(claim: str, sentence: str) -> str | None:
    """What a sentence says there was none of, if the claim says that there was."""
    words = {word.lower().replace("\u2019", "'") for word in _WORD.findall(claim)}
    if words & _OWN_DENIAL or coverage(claim, sentence) < _SAME:
        return None
    wanted = content_words(claim)
    for match in _NONE.finditer(sentence):
        noun = match["what"].split()[-1].lower()
        besides = sentence[: match.start()] + sentence[match.end() :]
        if _SPARED.match(sentence, match.end()):
            continue
        is_thing = noun not in _NO_THING and not noun.endswith("ing")
        if is_thing and stem(noun) in wanted and stem(noun) not in content_words(besides):
            return match.group()
    return None
