"""Marks of notes: "[12]" behind a word tells where it is from, and counts nothing."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"(?<=[^\s\[(])"
    r"\[(?:\^?\d{1,3}|(?:note|nb|ref) ?\d{1,3}|(?:citation|clarification) needed)\](?!\w)",
    re.IGNORECASE,
)


def without_notes(text: str) -> str:
    """The text with spaces for marks of notes; every offset stays."""
    return _MARK.sub(lambda mark: " " * len(mark[0]), text) if "[" in text else text
