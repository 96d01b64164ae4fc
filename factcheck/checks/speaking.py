"""Who says "I" in a passage: in a speech and an interview the one whose turn it is.

The stance model finds nothing on "Marchetti will stand again" in "I will stand again"; it does in
"Marchetti: I will stand again".
"""

from __future__ import annotations

import re

from factcheck.claims.transcripts import labels
from factcheck.language.speakers import TITLES, same_speaker
from factcheck.types import Hit, Span

_FIRST_PERSON = re.compile(r"\b(?:I(?!\s+[A-Z])|[Mm]y|[Ww]e|[Oo]ur)\b")
# "My opponent says: I will win": another's words within.
_SAYS = re.compile(r"\b(?:says?|said|tells?|told|asks?|asked)\b[^.:,]{0,40}[:,]\s+[\"“]?I\b")
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")
_PRONOUN = re.compile(r"(?P<who>he|she)\b(?!['\u2019])|(?:his|her)\b(?=\s)", re.IGNORECASE)
_FEWEST_LABELS = 2


def is_spoken(text: str) -> bool:
    """Whether somebody speaks of themselves in it, outside quotation marks."""
    return _FIRST_PERSON.search(_QUOTED.sub(" ", text)) is not None


def speakers(hit: Hit) -> list[tuple[int, str]]:
    """From which place of a passage on who speaks; none where it is no transcript."""
    found = labels(hit.passage.text)
    if hit.speaker is None:
        return found if len(found) >= _FEWEST_LABELS else []
    return [(0, hit.speaker), *found]


def with_speaker(claim: str, hit: Hit, span: Span, words: str) -> str:
    """The words of a span with their speaker before them, if the claim names who says "I"."""
    name = next((name for at, name in reversed(speakers(hit)) if at <= span.start), None)
    if name is None or not is_spoken(words) or _SAYS.search(words) or not _is_named(name, claim):
        return words
    is_labelled = any(span.start <= at < span.end for at, _ in labels(hit.passage.text))
    return words if is_labelled else f"{name}: {words}"


def asked_of_speaker(speaker: str | None, content: str, hit: Hit) -> str | None:
    """What somebody is to have said, "she will stand again", with the name of who speaks here.

    None where somebody else does, or several do.
    """
    told = [name for _, name in speakers(hit)]
    if not told or speaker is None or not all(same_speaker(speaker, name) for name in told):
        return None
    pronoun = _PRONOUN.match(content)
    if pronoun is None:
        return content
    whose = speaker if pronoun["who"] else f"{speaker}'s"
    return f"{whose}{content[pronoun.end() :]}"


def _is_named(name: str, claim: str) -> bool:
    words = [word for word in name.split() if word.lower() not in TITLES]
    return bool(words) and re.search(rf"\b{re.escape(words[-1])}\b", claim) is not None
