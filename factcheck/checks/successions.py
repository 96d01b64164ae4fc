"""Who came after whom in an office: "succeeded", "was succeeded by", "took over from".

The stance model takes one for the other, whoever stands before it. Of parties with names, told in
one clause, the rule is sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.types import Span

_NAME = (
    r"(?P<{0}>(?:[Tt]he\s+)?(?:[a-z-]+\s+){{0,2}}(?:[A-Z][\w-]*\s+){{0,3}}"
    r"(?P<{0}_last>[A-Z][\w\u2019'-]*\w))"
)
_LATER = (
    r"(?:(?:will|would|is\s+to|is\s+going\s+to)\s+(?:succeed|replace|take\s+over\s+from)|"
    r"(?:has\s+|had\s+)?(?:succeeded|replaced|taken\s+over\s+from|took\s+over\s+from)|"
    r"succeeds|replaces|takes\s+over\s+from|"
    r"(?P<named>(?:was|is|has\s+been|will\s+be)\s+(?:appointed|named|elected|chosen|made)\b"
    r"[^.;]{0,60}?,?\s+(?:replacing|succeeding|to\s+replace|to\s+succeed|in\s+place\s+of)))"
)
_EARLIER = (
    r"(?:was|is|were|has\s+been|had\s+been|will\s+be|would\s+be|is\s+to\s+be|is\s+being)\s+"
    r"(?:succeeded|replaced|followed)\s+by"
)
_TOLD = re.compile(
    rf"{_NAME.format('one')}\s+(?:(?P<later>{_LATER})|(?P<earlier>{_EARLIER}))\s+"
    rf"{_NAME.format('two')}(?!\s+(?:and|or)\b)"
)


@dataclass(frozen=True, slots=True)
class _Succession:
    """One telling: the last names of who came later and of who came before."""

    later: str
    earlier: str
    match: re.Match[str]


def other_successor(claim: str, passage: str) -> tuple[str, str] | None:
    """The claim's two, if a passage has them the other way round, and only so."""
    own = next(_successions(claim), None)
    told = {(one.later, one.earlier) for one in _successions(passage)} if own else set()
    if own is None or (own.later, own.earlier) in told or (own.earlier, own.later) not in told:
        return None
    return own.match["one"], own.match["two"]


def succession_retold(claim: str, passage: str) -> Iterator[tuple[Span, str]]:
    """Where a passage tells of the claim's succession in other words, and how the claim would."""
    own = next(_successions(claim), None)
    if own is None:
        return
    for given in _successions(passage):
        # The office that somebody was named to would be lost.
        is_named = given.match["named"] is not None and own.match.end() < len(claim.rstrip(" ."))
        if not is_named and (own.later, own.earlier) == (given.later, given.earlier):
            span = Span(given.match.start(), given.match.end())
            yield span, own.match.group()


def _successions(text: str) -> Iterator[_Succession]:
    for match in _TOLD.finditer(text):
        one, two = match["one_last"].casefold(), match["two_last"].casefold()
        yield _Succession(*((one, two) if match["later"] else (two, one)), match)
