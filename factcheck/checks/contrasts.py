"""What was not, told beside what was: "caused not by X but by Y", "due to Y, not to X".

Beside a claim on Y the stance model sees the "not" and refutes, so that only what was is told it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.language.relevance import content_words
from factcheck.types import Span

_LINK = r"(?:by|to|of|for|from|in|on|at|with|because\s+of|due\s+to)"
_WORDS = r"[^.,;:()\"“”\n]{1,60}?"
# "not caused by X but by Y", "caused not by X but by Y", "did not go to X but to Y".
_NOT_BUT = re.compile(
    rf"\bnot\s+(?P<verb>(?:(?!(?:only|just|simply|merely|even|so)\b)[a-z]+\s+)?)(?P<link>{_LINK})\s+(?P<other>{_WORDS}),?\s+"
    rf"but\s+(?:rather\s+)?(?P<same>{_LINK})\s+(?P<own>[^.;:]{{1,60}})"
)
# "due to Y, not to X", and "rather than to X".
_BUT_NOT = re.compile(
    rf"\b{_LINK}\s+(?P<own>{_WORDS})(?P<tail>(?:,\s+(?:and\s+)?not|,?\s+rather\s+than)\s+{_LINK}\s+"
    rf"(?P<other>{_WORDS}))(?=[.,;:]|\s*\Z)"
)


def without_contrast(claim: str, passage: str) -> Iterator[tuple[Span, str]]:
    """Where a passage tells what was not beside what the claim says was, and how it would alone."""
    wanted = content_words(claim)

    def is_own(match: re.Match[str]) -> bool:
        own, other = content_words(match["own"]), content_words(match["other"])
        return bool(own & wanted) and not (other - own) & wanted

    for match in _NOT_BUT.finditer(passage):
        if match["link"] == match["same"] and is_own(match):
            yield Span(match.start(), match.start("own")), f"{match['verb']}{match['link']} "
    for match in _BUT_NOT.finditer(passage):
        if is_own(match):
            yield Span(*match.span("tail")), ""
