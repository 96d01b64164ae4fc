"""Quotations with a name beside them: “It is a monument to vanity.” — Leila Marsh, councillor."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

from factcheck.claims.statements import Statement, statement_of
from factcheck.types import Span

_PART = r"[A-Z][\w.'\u2019-]*+"
_NAME = rf"(?P<name>{_PART}(?:[ \t]+(?:{_PART}|de|van|von|der|al|bin)){{1,4}})"
_WHO = r",[ \t][^.!?:\n\"“”]{2,100}"
_WORDS = r"[“\"«](?P<words>[^“”\"«»\n][^“”\"«»]{10,1500})[”\"»]"
_ENDS = r"[ \t]*(?=\n|\Z)"
_CREDITS = (
    # Behind it, after a dash, or in a line of its own with who it is, which is no sentence.
    re.compile(rf"{_WORDS}\s*[—\u2013-]{{1,2}}[ \t]*{_NAME}(?:{_WHO})?\.?{_ENDS}"),
    re.compile(rf"{_WORDS}[ \t]*\n\s*{_NAME}{_WHO}{_ENDS}"),
    re.compile(rf"^[ \t]*{_NAME}(?:{_WHO})?:\s+{_WORDS}", re.MULTILINE),
)


def credited(text: str, sentence: Span) -> Statement | None:
    """A sentence as a part of a quotation that is credited to somebody beside it."""
    for found in chain.from_iterable(form.finditer(text) for form in _CREDITS):
        words, name = Span(*found.span("words")), Span(*found.span("name"))
        part = Span(max(words.start, sentence.start), min(words.end, sentence.end))
        if found.start() <= sentence.start and part.start < part.end:
            told = statement_of(text, name, name, part)
            quote = told.attribution.content
            return replace(told, attribution=replace(told.attribution, cue="said", quote=quote))
    return None
