"""Raised marks: the numbers of notes, and powers."""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_NUMBERS = r"(?:note )?\d{1,3}(?:[\s,;\u2013-]+\d{1,3})*"
_NOTE = re.compile(rf"[*†‡§¶#]+|[\[(]\s*(?:{_NUMBERS}|[a-z])\s*[\])]|{_NUMBERS}", re.IGNORECASE)
_DIGITS = re.compile(r"[+\-\u2212]?\d{1,3}")
_LAST = re.compile(r"[\w.,]*\Z")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_PRICE = re.compile(r"[$€£]\s?\d+\Z")
_SCALE = re.compile(r"\s*(?:million|billion|trillion|thousand|hundred|per\s?cent)\b|\s*%")
_CENTS, _LONGEST_SYMBOL, _LOOK_BACK = 2, 2, 24


def lowered(before: str, mark: str, after: str = "", *, is_link: bool = False) -> str:
    """What a raised mark says in its line: nothing if it is that of a note ("costs¹ 40 million").

    A number behind another one, a symbol or a unit is a power and becomes raised digits, as does
    what opens a word: "10³", "km²", "¹³⁷Cs"; behind a year and a longer word it is that of a note.
    Other letters stay: "1st".

    :param before: the line up to it.
    :param after: what follows, as far as it is known: "40¹ million" has a note.
    """
    before = before[-_LOOK_BACK:]
    last = _LAST.search(before)
    word = last[0] if last else ""
    if is_link or _SCALE.match(after) or not _DIGITS.fullmatch(mark):
        return "" if _NOTE.fullmatch(mark) else mark
    if len(mark) == _CENTS and _PRICE.search(before):
        return f".{mark}"
    is_number = word[-1:].isdigit() and not _YEAR.fullmatch(word)
    if is_number or not word or (len(word) <= _LONGEST_SYMBOL and word.isalpha()):
        return mark.translate(_RAISED)
    return ""
