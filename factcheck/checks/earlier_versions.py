"""What a correction says that an earlier version said: told to be taken back, and no evidence.

"An earlier version said that nine people died. Police put the toll at eight." To the stance model
the first sentence bears out nine with 0.96, and speaks against eight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from factcheck.language.relevance import coverage
from factcheck.quantities.extraction import quantities
from factcheck.types import Span

_SAID = (
    r"(?:said|stated|reported|claimed|wrote|written|named|listed|gave|given|put|suggested|described|"
    r"published|misstated|referred)"
)
_VERSION = re.compile(
    rf"\b(?:earlier|previous|original|initial|first)\s+(?:version|edition|headline|caption)s?\b"
    rf"[^.;]*?\b{_SAID}\b",
    re.IGNORECASE,
)
_WE_SAID = re.compile(rf"\bwe\s+(?:\w+\s+){{0,2}}?{_SAID}\b", re.IGNORECASE)
_CORRECTION = re.compile(r"\W*(?:correction|clarification|erratum|corrigendum)\b", re.IGNORECASE)
_WAS_WRONG = re.compile(
    r"\b(?:that|this|it|which)\s+(?:was|is)\s+(?:wrong|incorrect|inaccurate|untrue|false|not\s+"
    r"(?:true|correct|the case)|an?\s+(?:error|mistake))\b|\bin\s+error\b",
    re.IGNORECASE,
)
# "…; it was for 18": what is right stands behind a semicolon.
_RIGHT = re.compile(
    r";\s+(?=(?:it|they|that|this|there)\s+(?:was|were|is|are)\s+(?:only\s+|in\s+fact\s+)?"
    r"(?:for\s+)?[$€£¥]?\d)",
    re.IGNORECASE,
)
# A sentence that goes on to what is right tells both.
_GOES_ON = re.compile(
    r"[;\u2013\u2014]|\b(?:correct|corrected|actual(?:ly)?|in\s+fact|instead|rather|should\s+have|but|"
    r"when|whereas|while|not)\b",
    re.IGNORECASE,
)
# A claim on what was said at first.
_OF_THEN = re.compile(
    r"\b(?:earlier|previous(?:ly)?|original(?:ly)?|initial(?:ly)?|first|version|report\w*|correct\w*)\b",
    re.IGNORECASE,
)

# So much of what a claim says beside its figure must stand in what is taken back.
# Where what is right stands in the same sentence, names may be left out.
_SAME, _SAME_BEFORE = 0.75, 0.6


def may_be_corrected(text: str) -> bool:
    """Whether a text speaks of an earlier version, or may be a correction."""
    return bool(_VERSION.search(text) or (_CORRECTION.match(text) and _WE_SAID.search(text)))


def taken_back(claim: str, text: str, sentences: Sequence[Span]) -> list[Span]:
    """The sentences that only tell what an earlier version said; none for a claim on that."""
    if _OF_THEN.search(claim) or not may_be_corrected(text):
        return []
    return [*_taken_back(text, sentences)]


def _taken_back(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    for sentence, following in zip_longest(sentences, sentences[1:]):
        said = _VERSION.search(text, sentence.start, sentence.end)
        if said is None and following is not None:
            is_wrong = _WAS_WRONG.search(text, following.start, following.end)
            said = is_wrong and _WE_SAID.search(text, sentence.start, sentence.end)
        right = said and _RIGHT.search(text, said.end(), sentence.end)
        if said and not _GOES_ON.search(text, said.end(), right.start() if right else sentence.end):
            yield sentence


def put_right(claim: str, text: str, old: Sequence[Span], others: Sequence[Span]) -> Span | None:
    """The figure of a claim that a passage gives for the one that an earlier version gave.

    Only where the claim is what that version said, but for one figure.
    """
    own = quantities(claim)
    for sentence in old if len(own) == 1 else ():
        then = _RIGHT.search(text, sentence.start, sentence.end)
        words = text[sentence.start : then.start() if then else sentence.end]
        given = quantities(words)
        is_other = len(given) == 1 and given[0].value != own[0].value
        besides = claim[: own[0].span.start] + claim[own[0].span.end :]
        if not is_other or coverage(besides, words) < (_SAME_BEFORE if then else _SAME):
            continue
        behind = [Span(then.end(), sentence.end)] if then else []
        for span in (*behind, *others):
            right = quantities(text[span.start : span.end])
            is_same = len(right) == 1 and right[0].value == own[0].value
            if is_same and right[0].measure in (None, own[0].measure):
                return Span(span.start + right[0].span.start, span.start + right[0].span.end)
    return None
