"""Which way it went: from Rotterdam to Oslo is not from Oslo to Rotterdam."""

from __future__ import annotations

import re

_NAME = r"(?:the\s+)?(?P<{}>[A-Z][\w'\u2019-]*(?:\s+[A-Z][\w'\u2019-]*){{0,2}})"
_FROM, _TO = _NAME.format("start"), _NAME.format("end")
_FORMS = (
    re.compile(rf"\b[Ff]rom\s+{_FROM}\s+(?:in\s+\S+\s+)?to\s+{_TO}"),
    re.compile(rf"\bto\s+{_TO}\s+from\s+{_FROM}"),
)
# What is there and back, and what has no direction: "the road from A to B".
_BOTH_WAYS = re.compile(
    r"\b(?:back|return\w*|round[- ]trip|both|between|roads?|motorways?|highways?|lines?|routes?|"
    r"rail\w*|links?|connections?|borders?|bridges?|tunnels?|straits?|canals?|distance|services?)\b",
    re.IGNORECASE,
)


def other_way_round(claim: str, passage: str) -> str | None:
    """The words of a passage that tell of the claim's way the other way round."""
    if _BOTH_WAYS.search(passage) or _BOTH_WAYS.search(claim):
        return None
    told = _routes(passage)
    for start, end in _routes(claim):
        if (end, start) in told and (start, end) not in told:
            return told[end, start]
    return None


def _routes(text: str) -> dict[tuple[str, str], str]:
    """The words of each way, by its start and end."""
    return {
        (_plain(match["start"]), _plain(match["end"])): match.group()
        for form in _FORMS
        for match in form.finditer(text)
    }


def _plain(name: str) -> str:
    return name.casefold().rstrip("'\u2019")
