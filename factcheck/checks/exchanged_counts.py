"""What was counted: 30 crew and 4 passengers are not 4 crew and 30 passengers."""

from __future__ import annotations

import re
from itertools import combinations

from factcheck.checks.misalignments import Misalignment
from factcheck.language.relevance import stem
from factcheck.quantities.extraction import Quantity, quantities

_NOUN = re.compile(r"\s+(?P<noun>[a-z]{3,})\b")


def exchanged_counts(claim: str, passage: str) -> Misalignment | None:
    """Two things of which a passage counts as many as the claim does of the other one."""
    told = _counted(passage)
    has = {(each.value, noun) for each, noun, _ in told}
    for (one, noun, words), (two, other, _) in combinations(_counted(claim), 2):
        if one.value == two.value or noun == other:
            continue
        is_exchanged = {(one.value, other), (two.value, noun)} <= has
        if is_exchanged and not {(one.value, noun), (two.value, other)} & has:
            rival = next(item for item in told if item[:2] == (item[0], noun))
            reason = f"the claim says {words}, the passage {rival[2]}"
            return Misalignment(reason, rival[0].span)
    return None


def _counted(text: str) -> list[tuple[Quantity, str, str]]:
    """Each number with the stem of the word behind it, and both as they stand."""
    found = []
    for each in quantities(text):
        match = _NOUN.match(text, each.span.end)
        if match:
            words = text[each.span.start : match.end()].strip()
            found.append((each, stem(match["noun"]), words))
    return found
