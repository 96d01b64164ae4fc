"""Reciprocal rank fusion, and what counts as a claim's words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, strategies as st

from factcheck.config import Settings
from factcheck.encoders import SentenceEncoder
from factcheck.index import Index
from factcheck.language.relevance import content_words, coverage, stem
from factcheck.request import Request
from factcheck.retrieve import copies, fuse, independent, retrieve, spread
from factcheck.types import Document, Filters, Passage

ranking = st.lists(st.integers(0, 20), unique=True, max_size=10)


def test_a_passage_in_both_lists_beats_one_that_leads_a_single_list() -> None:
    assert next(key for key, _ in fuse([1, 2, 3], [4, 2, 5])) == 2


def test_scores_are_weighted_sums_of_reciprocal_ranks() -> None:
    assert dict(fuse([7], [8, 7])) == {7: 1 / 3 + 0.75 / 4, 8: 0.75 / 3}


def test_meaning_goes_before_words_at_the_same_rank() -> None:
    assert [key for key, _ in fuse([2], [1])] == [2, 1]


def test_a_tie_goes_to_the_smaller_key() -> None:
    # 3/4 · 1/(2 + 1) by words is 1/(2 + 2) by meaning.
    assert fuse([1, 9], [4]) == [(1, 1 / 3), (4, 0.25), (9, 0.25)]
    assert fuse([1, 4], [9]) == [(1, 1 / 3), (4, 0.25), (9, 0.25)]


@given(ranking, ranking)
def test_fusion_keeps_every_key_once_and_the_order_of_each_list(
    near: list[int], worded: list[int]
) -> None:
    fused = fuse(near, worded)
    assert sorted(key for key, _ in fused) == sorted({*near, *worded})
    assert all(a >= b for (_, a), (_, b) in itertools.pairwise(fused))
    assert [key for key, _ in fuse(near, [])] == near
    assert [key for key, _ in fuse(near, near)] == near


@pytest.mark.parametrize(
    ("claim", "passage", "share"),
    [
        ("The bridges were closed", "They are closing the bridge.", 1.0),
        ("The bridge is in Kyiv", "The bridge stands elsewhere.", 0.5),
        ("It was so", "Nothing in common", 0.0),
    ],
)
def test_coverage_is_the_share_of_the_claims_words(claim: str, passage: str, share: float) -> None:
    assert coverage(claim, passage) == pytest.approx(share)


@given(st.text(max_size=100))
def test_coverage_of_a_text_by_itself_is_complete(text: str) -> None:
    assert coverage(text, text) in (0.0, 1.0)
    assert all(len(stem(word)) >= min(3, len(word)) for word in content_words(text))


def unit(*rows: list[float]) -> np.ndarray:
    found = np.array(rows, dtype=np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def test_of_passages_that_are_nearly_the_same_three_are_listed() -> None:
    same, other = [1.0, 0.0], [0.0, 1.0]
    assert spread(unit(same, same, same, same, other, same), 5) == [0, 1, 2, 4]
    assert spread(unit(other, same, same), 2) == [0, 1]


def test_rows_of_a_table_are_found_with_the_heading_above_them(tmp_path: Path) -> None:
    encoder = SentenceEncoder(Settings())
    rows = "".join(f"Town {at} | Leakage 2022: {at}.5 | 2023: {at}.1\n\n" for at in range(40))
    text = f"31. Leakage\n\nIt fell in most towns, as it did before.\n\n{rows}"
    with Index.create(tmp_path / "index", encoder) as index:
        index.add([Document(id="report", text=text)])
        (hits,) = retrieve(index, encoder, ["Leakage in Town 39 was 39.1."], 5, Filters())
    assert {hit.heading for hit in hits if hit.passage.start} == {"31. Leakage"}


def test_copies_do_not_crowd_out_what_others_say(tmp_path: Path) -> None:
    encoder = SentenceEncoder(Settings())
    copies = [
        Document(id=f"copy{number:03}", text="The harbour bridge was closed on Monday.")
        for number in range(300)
    ]
    other = Document(id="other", text="Engineers say that the harbour bridge never closed.")
    with Index.create(tmp_path / "index", encoder) as index:
        index.add([*copies, other])
        (hits,) = retrieve(
            index, encoder, ["The harbour bridge was closed on Monday."], 5, Filters()
        )
    assert [hit.passage.document.id for hit in hits].count("other") == 1
    assert len(hits) == 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_copy_that_is_removed_while_copies_are_looked_for_is_none(tmp_path: Path) -> None:
    encoder, text = SentenceEncoder(Settings()), "The harbour bridge was closed on Monday."

    class Removing(Index):
        def passages(self, keys: Sequence[int]) -> list[Passage]:
            found = super().passages(keys)
            self.remove(["gone"])
            return found

    with Removing.create(tmp_path / "index", encoder) as index:
        index.add([Document(id="gone", text=text), Document(id="kept", text=text)])
        assert copies(index, encoder, text) == ["kept"]


def test_documents_that_cite_the_claims_own_make_room_for_others(tmp_path: Path) -> None:
    encoder, claim = SentenceEncoder(Settings()), "The harbour bridge was closed on Monday."
    address = "news.example/bridge"
    request = Request(Filters(), None, 2, None, address)

    def found(index: Index) -> list[str]:
        (hits,) = independent(index, [claim], encoder.encode([claim]), request)
        return [hit.passage.document.id for hit in hits]

    def citing(count: int) -> list[Document]:
        text = f"{claim[:-1]}, writes https://{address}."
        return [Document(id=f"citing{number:03}", text=text) for number in range(count)]

    with Index.create(tmp_path / "index", encoder) as index:
        index.add([*citing(7), Document(id="other", text="Nobody may use the harbour bridge.")])
        assert found(index) == ["other"]
        # However many there are: they are not looked through for ever, and none of them counts.
        index.add(citing(100))
        assert found(index) == []
