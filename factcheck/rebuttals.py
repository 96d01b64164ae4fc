"""What a passage itself calls false: "the claim that P is wrong", "P. That is not true."

Fact-checks and corrections tell what they refute in nearly the words of those who claim it, and a
stance model that compares words takes that for support.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.lexicons import EVIDENTIAL, NEGATIONS
from factcheck.relevance import coverage
from factcheck.types import Attribution, Span
from factcheck.voices import is_finding, said_in

_BELIEFS = (
    r"(?:claim|statement|allegation|accusation|assertion|rumou?r|story|idea|notion|theory|belief|"
    r"suggestion|report|assumption|legend)s?"
)
_UNTRUTHS = r"(?:myth|hoax|lie|falsehood|misconception|fabrication|fallacy|fiction)s?"
_SHOWN = (
    r"(?:video|photo|photograph|picture|image|clip|footage|recording|screenshot|post|letter|leaflet|"
    r"document|quote|message|tweet|figure|number)s?"
)
# "That is false", "there is no evidence for this claim": about what was just reported.
_POINTER = (
    r"(?:that|this|it|they|these|(?:the|this|that|his|her|their|these|those|the same)(?:\s+\w+)?\s+"
    rf"(?:{_BELIEFS}|{_SHOWN}))"
)
_FALSE = (
    r"(?:false|untrue|wrong|incorrect|inaccurate|baseless|unfounded|groundless|misleading|fakes?|"
    r"fabricated|nonsense|debunked|refuted|disproved|disproven|doctored|forged|satirical|satire|"
    r"not\s+(?:true|correct|accurate|so|real|genuine)|(?:computer|ai)-generated|made\s+up(?!\s+of)|"
    rf"an?\s+(?:\w+\s+)?(?:{_UNTRUTHS}|(?:photo)?montage|fake|forgery))"
)
_IS = r"(?:is|was|are|were|has\s+been|have\s+been|proved(?:\s+to\s+be)?|turned\s+out\s+to\s+be)"
_REBUTTAL = re.compile(
    rf"\b{_POINTER}\s+{_IS}\s+(?:\w+\s+)?{_FALSE}\b|"
    rf"\bno\s+(?:\w+\s+)?(?:evidence|proof|basis|truth)\s+(?:for|of|to|in|that\s+supports)\s+"
    rf"(?:support\s+|back\s+)?{_POINTER}\b|"
    rf"\b(?:evidence|records?|data|facts?|research|experts?|studies|documents?)\s+(?:\w+\s+)?"
    rf"(?:contradicts?|refutes?|disproves?|debunks?|disputes?)\s+{_POINTER}\b|"
    r"\b(?:has|have|is|are|made|issued|gave)\s+no\s+such\b",
    re.IGNORECASE,
)
# Each with what it calls false, if it is the writer who does, and the same in words that only a
# writer uses of somebody else's.
_CALLED_FALSE = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_BELIEFS}\s+that\s+(?P<what>.+?),?\s+{_IS}\s+(?:\w+\s+)?{_FALSE}\b",
        rf"\bit\s+(?:is|was)\s+(?:\w+\s+)?{_FALSE}\s+that\s+(?P<what>.+)",
        rf"\bcontrary\s+to\s+(?:\w+\s+){{0,3}}{_BELIEFS}\s+that\s+(?P<what>[^,]+)",
        rf"\b{_UNTRUTHS}\s+that\s+(?P<what>.+)",
    )
)
_SHOWN_FALSE = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\b(?:falsely|wrongly|incorrectly|mistakenly)\s+(?:claim|believ|report|stat|suggest|"
        r"assert|alleg)(?:s|es|ed|ing|e)?\s+(?:that\s+)?(?P<what>.+)",
        rf"\b(?P<what>{_SHOWN}\s+(?:said|claimed|alleged|supposed|purporting|purported)\s+to\s+"
        rf"\w+\s.+?),?\s+{_IS}\s+(?:in\s+fact|actually|really|{_FALSE})\b",
    )
)
_ANY_FALSE = re.compile(rf"\b(?:{_FALSE}|{_UNTRUTHS}|falsely|wrongly|no\s+such)\b", re.IGNORECASE)
_NEGATION = re.compile(r"[a-z]+(?:['\u2019]t)?", re.IGNORECASE)
# As much of a claim as must stand in what is called false for the two to be the same, and how much
# if the stance model takes the passage for the claim.
_SAME, _ALIKE = 0.75, 0.3


def rebuttal(text: str, sentences: Sequence[Span]) -> Span | None:
    """The first of the sentences in which the writer calls false what was just reported."""
    for sentence in sentences:
        if _is_weighed(text, sentence) and _REBUTTAL.search(text, sentence.start, sentence.end):
            return sentence
    return None


def called_false(
    claim: str, text: str, sentences: Sequence[Span], told: Span | None
) -> Span | None:
    """The first of the sentences in which the writer says of the claim that it is false.

    None for a claim that itself calls something false.

    :param told: the sentence that seems to say what the claim says, if any does.
    """
    if _ANY_FALSE.search(claim):
        return None
    for sentence in sentences:
        least = _ALIKE if sentence == told else _SAME
        words = text[sentence.start : sentence.end]
        forms = _SHOWN_FALSE + (_CALLED_FALSE if _is_weighed(text, sentence) else ())
        for what in (match["what"] for form in forms for match in form.finditer(words)):
            if coverage(claim, what) >= least and _negations(claim) == _negations(what):
                return sentence
    after = [sentence for sentence in sentences if told and sentence.start >= told.end][:1]
    return rebuttal(text, after)


def _negations(text: str) -> bool:
    """Whether there is an odd number of negations."""
    words = (word.lower().replace("\u2019", "'") for word in _NEGATION.findall(text))
    return sum(word in NEGATIONS for word in words) % 2 == 1


def _is_weighed(text: str, sentence: Span) -> bool:
    """Whether the writer stands behind it, or evidence does: not somebody's word."""
    said: Attribution | None = said_in(text, sentence)
    return said is None or is_finding(said) or _is_evidence(said.speaker)


def _is_evidence(speaker: str | None) -> bool:
    """Whether "according to several studies" stands behind it."""
    return speaker is not None and bool(set(speaker.lower().split()) & EVIDENTIAL)
