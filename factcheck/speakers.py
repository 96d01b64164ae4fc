"""Names for "he" and "she" as speakers, where the text leaves no doubt."""

from __future__ import annotations

import re

from factcheck import lexicons as lex

_TITLED = re.compile(
    r"\b(?:[Pp]resident|[Mm]inister|[Cc]hancellor|[Ss]ecretary|[Ss]enator|[Gg]overnor|[Mm]ayor|"
    r"[Jj]udge|[Jj]ustice|[Gg]eneral|[Cc]olonel|[Cc]aptain|[Pp]rofessor|[Ss]pokes(?:man|woman|person)|"
    r"[Cc]ongress(?:man|woman)|[Aa]mbassador|[Dd]irector|[Cc]hairman|King|Queen|Prince|Princess|Pope|"
    r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Prof|Lt|Col)\.?)\s+"
    r"(?P<name>[A-Z][\w'\u2019-]*(?:\s+(?:[A-Z]\.|[A-Z][\w'\u2019-]*)){0,3})"
)
TITLES = lex.words(
    """the president minister prime foreign defence defense chancellor secretary senator governor
    mayor general spokesman spokeswoman spokesperson king queen pope and his her its"""
)
_PRONOUNS = frozenset({"he", "she"})


def people(text: str) -> frozenset[str]:
    """The last names of those whom a title marks as persons: "President Ann Ito" gives "Ito"."""
    names = (match["name"].split()[-1] for match in _TITLED.finditer(text))
    return frozenset(re.sub(r"['\u2019]s?\Z", "", name) for name in names)


def antecedent(speaker: str | None, before: set[str | None], known: frozenset[str]) -> str | None:
    """The speaker, or for "he" or "she" the one person who spoke in the sentence before.

    :param before: the speakers of the sentence before, already resolved.
    :param known: the last names of the persons in the text.
    """
    if speaker is None or speaker.lower() not in _PRONOUNS or len(before) != 1:
        return speaker
    (other,) = before
    return other if other and other.split()[-1] in known else speaker


def same_speaker(one: str | None, other: str) -> bool:
    """Whether two names of speakers share their last word, titles and articles left aside."""
    if one is None:
        return False
    words = [set(re.findall(r"[^\W_]{3,}", name.casefold())) - TITLES for name in (one, other)]
    return bool(words[0]) and (words[0] <= words[1] or words[1] <= words[0])
