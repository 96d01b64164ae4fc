"""What stays as it is, told by what does not happen to it: "will not close" is "will stay open".

The stance model knows that what stays open does not close, and takes what does not close for
closed where the claim says that it stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.language.negation import is_negated_before
from factcheck.types import Span

# Which state the claim says goes on, and what would end it.
_ENDED_BY = {
    "open": r"close|closed|shut|shut down",
    "closed": r"open|opened|reopen|reopened",
    "shut": r"open|opened|reopen|reopened",
}
_STAYS = re.compile(r"\b(?:stay|remain)(?:s|ed)? (?P<state>open|closed|shut)\b", re.IGNORECASE)
# "Will not close the pit" is of another subject, "will not close before May" says that it closes.
_ENDS = (
    r"(?=\s*(?:[.,;:!)]|\Z)|\s+(?:in|on|at|over|during|throughout|this|next|despite|while|when)\b)"
)
_DOES_NOT = {
    state: re.compile(
        r"\b(?:(?P<helper>will|would|did|does|do|was|were|is|are|has|have)(?: not|n['\u2019]t)|"
        rf"(?P<wont>won)['\u2019]t)(?: be| been)? (?:{ended_by}){_ENDS}",
        re.IGNORECASE,
    )
    for state, ended_by in _ENDED_BY.items()
}
_HELPERS = {"will": "will stay", "would": "would stay", "has": "has stayed", "have": "have stayed"}
_HELPERS |= dict.fromkeys(("did", "was", "were"), "stayed") | {"does": "stays", "is": "stays"}


def kept_up(claim: str, passage: str) -> Iterator[tuple[Span, str]]:
    """Where a passage says that what would end the state of a claim does not come about.

    Told as the claim tells it, in the passage's tense.
    """
    own = _STAYS.search(claim)
    if own is None or is_negated_before(claim, own.start()):
        return
    state = own["state"].lower()
    for match in _DOES_NOT[state].finditer(passage):
        helper = "will" if match["wont"] else match["helper"].lower()
        yield Span(*match.span()), f"{_HELPERS.get(helper, 'stay')} {state}"
