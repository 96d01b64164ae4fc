"""Quotations that are parted by who says them: "A," X said, "and B"."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.language import lexicons as lex
from factcheck.language.grammar import QUOTES, Token, first_finite, opens_clause


def resumed(tokens: Sequence[Token], start: int) -> list[Token]:
    """The rest of a quotation behind who says it, within its marks: of "A," X said, "and B".

    :param start: the place behind "X said".
    """
    marks = [at for at in range(start, len(tokens)) if tokens[at].text in QUOTES]
    if len(marks) != 2 or tokens[marks[0] - 1].text != ",":
        return []
    is_last = all(not token.is_word for token in tokens[marks[1] :])
    is_one = first_finite(tokens[start : marks[0]]) is None
    return list(tokens[marks[0] + 1 : marks[1]]) if is_last and is_one else []


def is_main_clause(tokens: Sequence[Token]) -> bool:
    """Whether these are a main clause, with "and" before it or without."""
    return opens_clause(tokens[1:] if tokens[0].lower in lex.COORDINATORS else tokens)
