"""Passages that hold words of a query, ranked by BM25 over all of these (SQLite FTS5).

What takes time is scoring, a microsecond for each passage, and a tenth of all passages have a word
of a claim. To tell where two words meet takes little, so that only those passages are scored that
can well be among the best (compare MaxScore: Turtle & Flood 1995).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.index.vectors import Allowed
from factcheck.index.words import all_of, any_of

# In so many passages, and in this share of all, a word is a frequent one.
_OFTEN, _OFTEN_SHARE = 10_000, 0.05
# The rarest words of a query, as many as stand in no more passages than this together, are each
# enough for a passage to be scored.
_ENOUGH = 3_000


def match(
    connection: sqlite3.Connection,
    words: str,
    terms: Sequence[str],
    k: int,
    allowed: Allowed | None,
    last_key: int,
) -> list[tuple[int, float]]:
    """The `k` best (key, BM25 score) for these words, best first.

    In a big index words that stand nearly everywhere count only if all others do, too: they
    tell little and cost most. If fewer than `k` are found by :func:`narrowed`, all are scored.

    :param words: the table of words to look into.
    :param allowed: which passages may be found, by key; None for all that are present.
    :param last_key: the greatest passage key.
    """
    # Asked for every passage with a word: no other function answers as quickly.
    answer = None if allowed is None else allowed.tobytes().__getitem__
    connection.create_function("allowed", 1, answer)
    try:
        return _best(_Table(connection, words, allowed is not None), terms, k, last_key)
    finally:
        connection.create_function("allowed", 1, None)


@dataclass(frozen=True, slots=True)
class _Table:
    """The words of passages, all of them or those that the function `allowed` lets pass."""

    connection: sqlite3.Connection
    words: str
    is_filtered: bool

    def count(self, term: str, most: int) -> int:
        """In how many passages, of all, a word stands; counted up to `most`."""
        words = self.words
        query = f"SELECT count(*) FROM (SELECT 1 FROM {words} WHERE {words} MATCH ? LIMIT ?)"
        return int(self.connection.execute(query, (any_of([term]), most)).fetchone()[0])

    def scored(self, expression: str, k: int) -> list[tuple[int, float]]:
        """The `k` best (key, BM25 score) that match, best first."""
        words = self.words
        # The words are those of present passages: without filters nothing else is to be asked.
        passes = "AND allowed(rowid)" if self.is_filtered else ""
        query = f"""SELECT rowid, -bm25({words}) AS score FROM {words}
            WHERE {words} MATCH ? {passes} ORDER BY score DESC, rowid LIMIT ?"""
        return self.connection.execute(query, (expression, k)).fetchall()


def _best(table: _Table, terms: Sequence[str], k: int, last_key: int) -> list[tuple[int, float]]:
    often = max(_OFTEN, int(_OFTEN_SHARE * last_key))
    counted = sorted((table.count(term, often), term) for term in terms)
    present = [(count, term) for count, term in counted if count]
    seldom = [(count, term) for count, term in present if count < often]
    if not seldom:
        everywhere = all_of([term for _, term in present])
        return table.scored(everywhere, k) if present else []
    expressions = narrowed(seldom)
    found: dict[int, float] = {}
    for expression in expressions:
        for key, score in table.scored(expression, k):
            found[key] = max(score, found.get(key, score))
    if len(found) < k and len(expressions) > 1:
        return table.scored(any_of([term for _, term in seldom]), k)
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:k]


def narrowed(counted: Sequence[tuple[int, str]]) -> list[str]:
    """FTS5 expressions that together match the passages to be scored.

    These are the passages with one of the rarest words, and those where a word of the rarer half
    of the others meets one of the commoner half. Each has its score by all words in one of the
    expressions, and no greater one in the others.

    :param counted: in how many passages each word stands, ascending.
    """
    total, enough = 0, 0
    for count, _ in counted:
        total += count
        if enough and total > _ENOUGH:
            break
        enough += 1
    terms = [term for _, term in counted]
    rarest, others = terms[:enough], terms[enough:]
    if not others:
        return [any_of(rarest)]
    rarer, commoner = others[: len(others) // 2], others[len(others) // 2 :]
    expressions = [any_of(rarest), f"({any_of(rarest + rarer)}) AND ({any_of(commoner)})"]
    return [*expressions, f"({any_of(rarest)}) AND ({any_of(rarer)})"] if rarer else expressions
