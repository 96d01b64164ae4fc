"""What else befell people, beside what a claim tells: "12 are killed and 30 are injured in Korsk".

To the stance model "12 are killed in Korsk" is another claim: of eighty tolls with such a part left
out from the middle it took 15 for refuted, with "died" 25 (`benchmarks/reworded.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.language.relevance import content_words
from factcheck.quantities.fates import fates_of
from factcheck.types import Span

_JOINT = r"(?:,\s*and|,|\s+and)\s+"
_FATE = (
    "killed|dead|injured|hurt|wounded|missing|arrested|detained|rescued|displaced|homeless|"
    "hospitali[sz]ed|evacuated|trapped|treated"
)
_DOES = (
    "(?:kill|injur|wound|hurt|arrest|detain|rescu|displac|hospitali[sz]|evacuat|trapp?)"
    "(?:e?s|ed|e|ing)?"
)
_BOUND = r"(?:(?:at\s+least|more\s+than|up\s+to|as\s+many\s+as|about|around|nearly|over|some)\s+)?"
_IS = r"(?:is|are|was|were|has\s+been|have\s+been|remains?|goes|went)"
_END = r"(?=[,.;]|\s+(?:in|at|on|near|when|after|as|by|during|before|across|outside|and)\b)"
_PART = re.compile(
    # ", and more than 30 others are seriously injured"
    rf"{_JOINT}(?:[\w'\u2019-]+\s+){{1,6}}?(?:{_IS}\s+(?:\w+\s+)?(?P<fate>{_FATE})\b|"
    # "and two seriously injured", ", injuring 30 others"; it ends where the place or time begins
    rf"(?:\w+ly\s+)?(?P<left>{_FATE}){_END})|"
    rf"{_JOINT}(?P<does>{_DOES})\s+{_BOUND}[\w,-]*\w(?:\s+[\w'\u2019-]+){{0,2}}?{_END}",
    re.IGNORECASE,
)


def beside(claim: str, passage: str) -> Iterator[tuple[Span, str]]:
    """The parts of a passage's tolls that are of no fate which the claim tells, to be left out."""
    wanted = content_words(claim)
    if not fates_of(wanted):
        return
    for part in _PART.finditer(passage):
        told = content_words(part["fate"] or part["left"] or part["does"])
        is_of_claim = told & wanted or fates_of(told) & fates_of(wanted)
        if told and not is_of_claim:
            yield Span(*part.span()), ""
