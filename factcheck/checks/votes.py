"""How they voted: what was carried by 30 votes to 4 was not carried unanimously, nor by 30 to 5."""

from __future__ import annotations

import re

from factcheck.language.relevance import content_words
from factcheck.language.text import sentences
from factcheck.quantities.extraction import quantities
from factcheck.quantities.numerals import SMALL

_UNANIMOUS = re.compile(
    r"(?<!not )(?<!n't )(?<!almost )(?<!nearly )(?<!near-)\bunanimous(?:ly)?\b", re.IGNORECASE
)
_SPELLED = rf"(?:{'|'.join(SMALL)})"
_COUNT = rf"(?:\d[\d,]*|{_SPELLED}(?:-{_SPELLED})?)"
_TALLY = re.compile(
    rf"\b(?:voted\s+{_COUNT}\s*(?:to|[-\u2013])"
    rf"|(?:by\s+{_COUNT}(?:\s+votes?)?|{_COUNT}\s+votes?)\s+(?:to|against))"
    rf"\s*(?P<less>{_COUNT})\b(?!\s*(?:percent|per|%)|[.,]\d)",
    re.IGNORECASE,
)
# "48 senators voted for the bill and 31 against"
_FOR = re.compile(
    rf"(?<!\bof )(?<!\band )\b(?P<more>{_COUNT})\s+(?:[a-z]+\s+){{0,2}}(?:for|in\s+favou?r)\b"
    rf"[^.;]{{0,40}}?\b(?P<less>{_COUNT})\s+(?:[a-z]+\s+)?against\b",
    re.IGNORECASE,
)
_TO = re.compile(
    rf"\b(?:by|voted)\s+(?P<more>{_COUNT})(?:\s+votes?)?\s*(?:to|against|[-\u2013])\s*(?P<less>{_COUNT})\b"
    r"(?!\s*(?:percent|per|%)|[.,]\d)",
    re.IGNORECASE,
)
_ABSTAINED = re.compile(
    rf"\b{_COUNT}\s+(?:[a-z]+\s+)?(?:abstain|were\s+absent|were\s+away)", re.IGNORECASE
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


def other_tally(claim: str, passage: str) -> str | None:
    """The votes for and against of a passage, of which the claim has one right and one wrong."""
    own = _TO.search(claim)
    if own is None:
        return None
    wanted = _votes(own)
    told = [match for form in (_TO, _FOR) for match in form.finditer(passage)]
    counted = {q.value for q in quantities(_ABSTAINED.sub("", passage))}
    # Told in other words: "52-48", "backed it and 31 opposed it".
    if any(_votes(match) == wanted for match in told) or wanted <= counted:
        return None
    near = (match.group() for match in told if len(_votes(match) & wanted) == 1)
    return next(near, None)


def _votes(match: re.Match[str]) -> frozenset[float]:
    return frozenset(_number(match[name].casefold()) for name in ("more", "less"))


def _number(count: str) -> int:
    if count[0].isdigit():
        return int(count.replace(",", ""))
    return sum(SMALL[part] for part in count.split("-"))
