"""Claims beside passages with the stance that is right: pair by pair, or as stories.

A story is some passages that differ in what they tell, and claims with a label beside each of them.
A claim under several labels teaches to read the passage, as the claim alone does not give the label
away (Schuster et al. 2021, "Get Your Vitamin C!"); and each passage stands in the file once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from factcheck.evaluate.data import STANCES, Row, read_rows
from factcheck.types import Stance

_STORY = {"passages": list, "claims": list, "labels": list}
_LETTERS = {"S": Stance.SUPPORTS, "R": Stance.REFUTES, "N": Stance.NEUTRAL}


def read_pairs(path: Path) -> list[Row]:
    """The pairs of a labelled file, each a row of `claim`, `evidence` and `label`, a stance.

    :param path: JSON lines of `{"claim", "evidence", "label"}`, or of `{"passages", "claims",
        "labels"}`; there `labels` has a word for each claim, with a letter for each passage: S
        (supports), R (refutes) or N (neither).
    :raises InvalidSource: for the first bad line, with its number, or an unreadable file.
    """
    if "passages" in read_rows(path, {})[0]:
        return list(_pairs_of(read_rows(path, _STORY, fault=_fault)))
    return read_rows(path, {"claim": str, "evidence": str, "label": str}, {"label": STANCES})


def _pairs_of(stories: Iterable[Row]) -> Iterator[Row]:
    for story in stories:
        for claim, letters in zip(story["claims"], story["labels"], strict=True):
            for passage, letter in zip(story["passages"], letters.upper(), strict=True):
                yield {"claim": claim, "evidence": passage, "label": _LETTERS[letter]}


def _fault(story: Row) -> str | None:
    passages, claims, labels = (story[name] for name in _STORY)
    if not passages or not claims:
        return "needs at least one passage and one claim"
    if not all(each.strip() for each in (*passages, *claims)):
        return "needs words in each of its passages and claims"
    if len(labels) != len(claims):
        return f"has labels for {len(labels)} claims; it has {len(claims)}"
    for letters in labels:
        if len(letters) != len(passages) or not set(letters.upper()) <= _LETTERS.keys():
            known = "|".join(_LETTERS)
            return f"needs one of {known} for each of {len(passages)} passages, not {letters!r}"
    return None
