"""Raised marks: the numbers of notes, and powers."""

from __future__ import annotations

import re

_DIGITS = str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
# "10³", "km²": of these what is raised is a power, of all other words the number of a note.
_HAS_POWER = re.compile(
    r"(?:(?<!\d)(?<!\d[.,])10|(?<![^\W_])(?:[munkcd]?m|ft|in|yd|mi|miles?|s|sec|h|x))\Z"
)
_POWER = re.compile(r"[+\-\u2212]?\d{1,2}")
_NUMBERS = r"(?:note )?\d{1,3}(?:[\s,;\u2013-]+\d{1,3})*"
_NOTE = re.compile(rf"[*†‡§¶#]+|[\[(]\s*(?:{_NUMBERS}|[a-z])\s*[\])]|{_NUMBERS}", re.IGNORECASE)
_LOOK_BACK = 24


def lowered(before: str, mark: str, *, may_be_power: bool = True) -> str:
    """What a raised mark says in its line: nothing if it is that of a note ("40¹ million").

    Powers become raised digits, and other letters stay: "km²", "1st".

    :param before: the line up to it.
    """
    if may_be_power and _POWER.fullmatch(mark) and _HAS_POWER.search(before[-_LOOK_BACK:]):
        return mark.translate(_DIGITS)
    return "" if _NOTE.fullmatch(mark) else mark
