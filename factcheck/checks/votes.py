"""How they voted: what was carried by 30 votes to 4 was not carried unanimously."""

from __future__ import annotations

import re

from factcheck.language.relevance import content_words
from factcheck.language.text import sentences
from factcheck.quantities.numerals import SMALL

_UNANIMOUS = re.compile(
    r"(?<!not )(?<!n't )(?<!almost )(?<!nearly )(?<!near-)\bunanimous(?:ly)?\b", re.IGNORECASE
)
_COUNT = rf"(?:\d[\d,]*|{'|'.join(SMALL)})"
_TALLY = re.compile(
    rf"\b(?:voted\s+{_COUNT}\s*(?:to|[-\u2013])"
    rf"|(?:by\s+{_COUNT}(?:\s+votes?)?|{_COUNT}\s+votes?)\s+(?:to|against))"
    rf"\s*(?P<less>{_COUNT})\b(?!\s*(?:percent|per|%)|[.,]\d)",
    re.IGNORECASE,
)
_NONE = {"0", "zero"}


def divided(claim: str, passage: str) -> str | None:
    """The tally of a passage that has votes on either side, where the claim says unanimously.

    It must stand in a sentence with half of the claim's words: minutes tell of many votes.
    """
    if not _UNANIMOUS.search(claim) or "unanim" in passage.casefold():
        return None
    wanted = content_words(_UNANIMOUS.sub("", claim))
    least = max(1, len(wanted) / 2)
    for span in sentences(passage):
        told = passage[span.start : span.end]
        tally = _TALLY.search(told)
        if tally is None or len(wanted & content_words(told)) < least:
            continue
        if tally["less"].casefold() not in _NONE:
            return tally.group()
    return None
