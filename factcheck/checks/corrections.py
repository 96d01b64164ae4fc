"""Figures that a passage gives only to correct them: "first put at 120, but lowered to 86"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.types import Span

# Whole numbers only, and none of them given back: of "1,1,1,…" it would be tried again from each
# digit, and to each.
_NUMBER = r"(?<!\d)(?<!\d[,.])[$€£¥]?\d++(?:[,.]++\d++)*+"
_REVISED = r"(?:revis|correct|amend|updat|restat)(?:es?|ed|ing|s)?"
_CHANGED = (
    rf"(?:{_REVISED}|lower(?:ed|s)?|rais(?:ed|es)|cut|reduc(?:ed|es)|increas(?:ed|es)|brought|put|"
    r"(?:up|down)grad(?:ed|es)|risen|rose|grown|fallen|climbed)"
)
_AT_FIRST = (
    r"(?:at\s+first|first|initial(?:ly)?|preliminary|original(?:ly)?|earlier|previous(?:ly)?)"
)
_RECKONED = (
    r"(?:put|estimated|costed|priced|valued|reported|expected|budgeted|forecast|thought|projected)"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_AT_FIRST}\b[^.;]{{0,60}}?(?P<old>{_NUMBER})\b[^.;]{{0,60}}?\b(?:but|later|before|then|and)\b"
        rf"[^.;]{{0,40}}?\b{_CHANGED}\b[^.;]{{0,30}}?\b(?:to|at)\s+(?:\w+\s+)?(?P<new>{_NUMBER})",
        rf"\b{_REVISED}\b[^.;]{{0,60}}?\bfrom\s+(?:\w+\s+){{0,2}}?(?P<old>{_NUMBER})\b"
        rf"[^.;]{{0,40}}?\bto\s+(?P<new>{_NUMBER})",
        # "Originally costed at 1 billion, is now expected to cost 2 billion".
        rf"\b{_AT_FIRST}\s+(?:\w+\s+)?{_RECKONED}\b[^.;]{{0,60}}?(?P<old>{_NUMBER})\b"
        rf"[^.;]{{0,40}}?\b(?:is|are)\s+now\b[^.;]{{0,30}}?(?P<new>{_NUMBER})",
        rf"(?P<new>{_NUMBER})\b[^.;]{{0,30}}?\b(?:up|down)\s+from\s+an?\s+{_AT_FIRST}\s+"
        rf"(?:estimate|figure|reading|count|toll)\s+of\s+(?P<old>{_NUMBER})",
        rf"\b{_AT_FIRST}\s+version\b[^;]{{0,60}}?(?P<old>{_NUMBER})\b[^;]{{0,60}}?"
        rf"\bcorrect\s+(?:\w+\s+)?(?:is|was)\s+(?P<new>{_NUMBER})",
        rf"(?P<new>{_NUMBER})\b(?:\s+\w+){{0,3}},\s+not\s+(?P<old>{_NUMBER})\b(?=\W*(?:[.;]|$))",
        rf"\b{_REVISED}\b[^.;]{{0,60}}?\bto\s+(?:\w+\s+){{0,2}}?(?P<new>{_NUMBER})\b"
        rf"[^.;]{{0,40}}?\bfrom\s+(?P<old>{_NUMBER})",
    )
)
# A claim on what was said first.
_OF_THEN = re.compile(rf"\b(?:{_AT_FIRST}|from|{_REVISED})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Correction:
    """Where a passage gives a figure that no longer counts, and the one that does."""

    old: Span
    new: Span


def corrections(claim: str, passage: str) -> Iterator[Correction]:
    """The figures of a passage that it corrects; none for a claim on what was said at first."""
    if _OF_THEN.search(claim):
        return
    for form in _FORMS:
        for match in form.finditer(passage):
            yield Correction(Span(*match.span("old")), Span(*match.span("new")))
