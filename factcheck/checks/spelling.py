"""A claim's words as a passage spells them, where one of the two is misspelt.

The stance model takes a misspelt word for another one: of a hundred news items beside themselves,
with two letters of one word exchanged, it took most for refuted.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# Shorter words have too many neighbours: "Iran" and "Iraq".
_WORD = re.compile(r"[^\W\d_]{5,40}")
# A claim has few; of more, the first.
_MOST = 20
# "Unharmed" and "unarmed" differ early, "Petrov" and "Petrova" at their ends.
_LEAST_BEFORE, _LEAST_BEHIND = 3, 2


def respelt(claim: str, passage: str, is_known: Callable[[str], bool]) -> str:
    """The claim with the passage's spelling of what are plainly the same words.

    Same are two words of five letters and more, neither of which the other text has, if two
    neighbouring letters are exchanged, or one behind the third is missing, added or another one
    (Damerau 1964), and one of the words is unknown. What may tell names or words apart does not
    count: another letter within a name, and a letter among the first or last ones.

    :param is_known: whether a word is one of the language, or a well-known name.
    """
    given = {match[0].lower(): match[0] for match in _WORD.finditer(passage)}
    own = [match for match in _WORD.finditer(claim) if match[0].lower() not in given][:_MOST]
    if not own:
        return claim
    shared = {match[0].lower() for match in _WORD.finditer(claim)}
    others = [word for lower, word in given.items() if lower not in shared]
    for match in reversed(own):
        same = (word for word in others if _is_slip(match[0], word, is_known))
        if (word := next(same, None)) is not None:
            claim = claim[: match.start()] + word + claim[match.end() :]
    return claim


def _is_slip(one: str, other: str, is_known: Callable[[str], bool]) -> bool:
    first, second = one.lower(), other.lower()
    begin_alike = first[0] == second[0] or first[:2] == second[1::-1]
    if abs(len(first) - len(second)) > 1 or not begin_alike:
        return False
    start = _shared(first, second)
    end = _shared(first[start:][::-1], second[start:][::-1])
    left = (first[start : len(first) - end], second[start : len(second) - end])
    are_exchanged = len(left[0]) == 2 and left[0] == left[1][::-1]
    is_name = one[0].isupper() and other[0].isupper()
    lengths = sorted(map(len, left))
    is_one_letter = lengths == [0, 1] or (lengths == [1, 1] and not is_name)
    is_inside = start >= _LEAST_BEFORE and end >= _LEAST_BEHIND
    is_near = are_exchanged or (is_one_letter and is_inside)
    return is_near and not (is_known(one) and is_known(other))


def _shared(one: str, other: str) -> int:
    """How many letters both begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
