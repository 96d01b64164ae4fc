"""Searching by meaning and by words, with filters inside both."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st
from index_samples import FERRY, HARBOUR, THREE, HashedWords, is_one_of, speaks

from factcheck.errors import InvalidInput
from factcheck.index import Index
from factcheck.index.words import terms_of
from factcheck.types import Document, Filters

Find = Callable[..., set[str]]
TODAY = datetime.now(UTC).date()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Documents of many dates, publishers and languages; some replaced, some removed."""
    publishers = ["Harbour News", "Island Post", None]
    languages = ["en-GB", "de", None]
    documents = [
        Document(
            id=f"d{i}",
            text=f"Report {i} on the bridge and topic {i % 5}.",
            publisher=publishers[i % 3],
            language=languages[i % 2 + i % 7 // 6],
            published=None if i % 4 == 0 else f"2025-0{i % 9 + 1}-15",
        )
        for i in range(60)
    ]
    with Index.create(tmp_path_factory.mktemp("library") / "index", HashedWords()) as index:
        index.add(documents)
        index.add([replace(item, published="2025-02-02") for item in documents[10:20]])
        index.remove([item.id for item in documents[30:35]])
        yield index


dates = st.dates(date(2024, 12, 1), date(2025, 11, 1)).map(str) | st.sampled_from(
    [str(TODAY), str(TODAY - timedelta(days=1))]
)
filters = st.builds(
    Filters,
    as_of=st.none() | dates,
    after=st.none() | dates,
    publishers=st.none() | st.frozensets(st.sampled_from(["harbour NEWS", "Island Post", "?"])),
    languages=st.none() | st.frozensets(st.sampled_from(["EN", "de", "d", "'; --"])),
    documents=st.none() | st.frozensets(st.sampled_from([f"d{i}" for i in range(60)] + ["\ud800"])),
    exclude_documents=st.frozensets(st.sampled_from([f"d{i}" for i in range(60)] + ["\ud800"])),
)


def passes(document: Document, filters: Filters) -> bool:
    effective = document.published or document.ingested
    assert effective is not None
    return (
        (filters.as_of is None or effective <= filters.as_of)
        and (filters.after is None or effective > filters.after)
        and (filters.publishers is None or is_one_of(document.publisher, filters.publishers))
        and (filters.languages is None or speaks(document.language, filters.languages))
        and (filters.documents is None or document.id in filters.documents)
        and document.id not in filters.exclude_documents
    )


@given(filters=filters)
def test_filters_let_through_what_brute_force_lets_through(
    library: Index, filters: Filters
) -> None:
    expected = {item.id for item in library.documents(limit=100) if passes(item, filters)}
    query = HashedWords().encode(["bridge"])
    for found in (
        library.search_dense(query, 100, filters)[0],
        library.search_words("bridge", 100, filters),
    ):
        ids = [item.document.id for item in library.passages([key for key, _ in found])]
        assert len(ids) == len(set(ids))
        assert set(ids) == expected


@given(filters=filters, k=st.integers(1, 70))
def test_filters_never_shrink_k_and_keep_the_best(library: Index, filters: Filters, k: int) -> None:
    query = HashedWords().encode(["report on topic 3"])
    all_dense = library.search_dense(query, 1_000, filters)[0]
    all_words = library.search_words("report topic 3", 1_000, filters)
    assert library.search_dense(query, k, filters)[0] == all_dense[:k]
    assert library.search_words("report topic 3", k, filters) == all_words[:k]


def test_dense_search_is_the_exact_cosine_in_order(library: Index, encoder: HashedWords) -> None:
    queries = encoder.encode(["report 7 topic 2", "the bridge", ""])
    keys = [key for key, _ in library.search_dense(queries[:1], 1_000, Filters())[0]]
    cosines = library.vectors(keys) @ queries.T
    for column, found in enumerate(library.search_dense(queries, 1_000, Filters())):
        expected = {key: float(row[column]) for key, row in zip(keys, cosines, strict=True)}
        assert dict(found) == pytest.approx(expected, abs=2e-6)
        assert found == sorted(found, key=lambda item: (-item[1], item[0]))


def test_a_query_finds_the_same_alone_and_in_a_batch(library: Index, encoder: HashedWords) -> None:
    queries = encoder.encode([f"report {i} on the bridge topic {i % 5}" for i in range(50)])
    together = library.search_dense(queries, 7, Filters())
    alone = [library.search_dense(query[np.newaxis], 7, Filters())[0] for query in queries]
    assert together == alone


def test_vectors_are_of_unit_length_in_the_order_asked(library: Index) -> None:
    forward, backward = library.vectors([1, 2, 3]), library.vectors([3, 2, 1])
    assert (forward[::-1] == backward).all()
    assert np.linalg.norm(forward, axis=1) == pytest.approx(1.0, abs=1e-6)
    assert library.vectors([]).shape == (0, 64)


def test_passages_come_in_the_order_asked_also_twice(library: Index) -> None:
    assert [item.key for item in library.passages([5, 2, 5])] == [5, 2, 5]
    assert library.passages([]) == []


def test_equal_copies_come_in_order_of_key_wherever_the_cut_falls(
    index: Index, encoder: HashedWords
) -> None:
    index.add([Document(id=f"copy{i:03}", text="The same words.") for i in range(300)])
    query = encoder.encode(["the same words"])
    for k in (1, 5, 120, 299):
        assert [key for key, _ in index.search_dense(query, k, Filters())[0]] == list(
            range(1, k + 1)
        )
        assert [key for key, _ in index.search_words("same words", k, Filters())] == list(
            range(1, k + 1)
        )


def test_an_undated_document_counts_from_the_day_of_its_ingestion(
    index: Index, by_words: Find, by_meaning: Find
) -> None:
    index.add([Document(id="undated", text="The bridge.")])
    yesterday = str(TODAY - timedelta(days=1))
    for find in (by_words, by_meaning):
        assert find(index, as_of=yesterday) == set()
        assert find(index, after=yesterday) == {"undated"}
        assert find(index, as_of=str(TODAY + timedelta(days=1))) == {"undated"}


def test_the_day_itself_belongs_to_as_of_and_not_to_after(
    index: Index, by_words: Find, by_meaning: Find
) -> None:
    index.add([HARBOUR])
    for find in (by_words, by_meaning):
        assert find(index, as_of="2025-06-21") == {"harbour"}
        assert find(index, as_of="2025-06-20") == set()
        assert find(index, after="2025-06-21") == set()
        assert find(index, after="2025-06-20") == {"harbour"}


def test_a_title_is_embedded_before_each_passage_and_searched_with_its_words(
    index: Index, encoder: HashedWords, by_words: Find
) -> None:
    index.add([HARBOUR, FERRY])
    assert encoder.texts == [f"Span shut. {HARBOUR.text}", FERRY.text]
    assert by_words(index, "span") == {"harbour"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Engineer's crack", {"harbour"}),
        ("FERRIES", {"ferry"}),
        ("Brucke", {"undated"}),
        ("Bru\u0308cke", {"undated"}),
        ("ferry-boat", {"ferry"}),
        ("(ferry", {"ferry"}),
        ('"ferry', {"ferry"}),
        ("ferry AND cracks", {"ferry", "harbour"}),
        ("NOT ferry", {"ferry"}),
        ("text:ferry", {"ferry"}),
        ("NEAR(ferry, 2)", {"ferry"}),
        ("fer*", set()),
        ("^ferry + \\ferry", {"ferry"}),
        ("ferry\0cracks", {"ferry", "harbour"}),
        ("🜁 \U0001e900 ferry", {"ferry"}),
        ("\ud800 ferry", {"ferry"}),
        ("", set()),
        ("  ?! -- \" ' * () \0", set()),
        ("the of and it's not", set()),
    ],
)
def test_any_text_is_a_query(index: Index, by_words: Find, query: str, found: set[str]) -> None:
    index.add(THREE)
    assert by_words(index, query) == found


@given(query=st.text(st.characters(), max_size=80))
@example('" OR words MATCH "')
@example("a" * 100_000)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_raises(library: Index, query: str) -> None:
    library.search_words(query, 5, Filters())


def test_only_the_first_words_of_a_long_query_count() -> None:
    text = " ".join(f"word{i} the" for i in range(100_000))
    assert terms_of(text) == [f"word{i}" for i in range(64)]


def test_numbers_and_names_are_kept_and_repeats_are_not() -> None:
    assert terms_of("The WHO said 3.5 of 1,000 in May 2025, May") == (
        ["who", "said", "3.5", "1,000", "may", "2025"]
    )


def test_words_that_stand_nearly_everywhere_count_only_where_all_do(
    index: Index, by_words: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.index.matching._OFTEN", 5)
    texts = ["report on a bridge", "report on a ferry", *["report on tax"] * 20, *["tax"] * 5]
    index.add([Document(id=f"{i}", text=f"{text} {i}.") for i, text in enumerate(texts)])
    assert by_words(index, "report on a bridge") == {"0"}
    assert by_words(index, "report bridge ferry") == {"0", "1"}
    assert by_words(index, "tax report") == {str(i) for i in range(2, 22)}


def test_a_number_is_found_whole(index: Index, by_words: Find) -> None:
    index.add([Document(id="a", text="It rose 3.5 percent."), Document(id="b", text="5 of 3 men.")])
    assert by_words(index, "3.5") == {"a"}


def test_better_word_matches_come_first_with_higher_scores(index: Index) -> None:
    index.add([*THREE, *(Document(id=str(i), text=f"Filler number {i}.") for i in range(20))])
    (first, best), (_, second) = index.search_words("bridge cracks pillars", 2, Filters())
    assert index.passages([first])[0].document.id == "harbour"
    assert best > second > 0


@pytest.mark.parametrize("k", [0, -1, True, 1.5, 2**70])
def test_k_must_be_a_positive_number(index: Index, encoder: HashedWords, k: int) -> None:
    with pytest.raises(InvalidInput, match="k: must be"):
        index.search_words("bridge", k, Filters())
    with pytest.raises(InvalidInput, match="k: must be"):
        index.search_dense(encoder.encode(["bridge"]), k, Filters())


@pytest.mark.parametrize(
    "vectors", [np.zeros((1, 63)), np.zeros(64), np.full((1, 64), np.nan), np.zeros((1, 1, 64))]
)
def test_query_vectors_must_have_the_dimension_of_the_index(
    index: Index, vectors: np.ndarray
) -> None:
    with pytest.raises(InvalidInput, match="vectors"):
        index.search_dense(vectors, 5, Filters())


def test_a_query_must_be_text(index: Index) -> None:
    with pytest.raises(InvalidInput, match="query"):
        index.search_words(5, 5, Filters())  # type: ignore[arg-type]


def test_an_empty_index_finds_nothing(index: Index, encoder: HashedWords) -> None:
    assert index.search_dense(encoder.encode(["bridge", "ferry"]), 5, Filters()) == [[], []]
    assert index.search_dense(encoder.encode([]), 5, Filters()) == []
    assert index.search_words("bridge", 5, Filters()) == []


def test_what_was_added_is_found_at_once_also_by_another_reader(
    built: Path, encoder: HashedWords, by_words: Find, by_meaning: Find
) -> None:
    with (
        Index.open(built, encoder) as reader,
        Index.open(built, encoder, writable=True) as writer,
    ):
        assert by_meaning(reader) == {"harbour", "ferry", "undated"}
        for change, expected in (
            (lambda: writer.add([Document(id="new", text="A new bridge.")]), 4),
            (lambda: writer.remove(["ferry"]), 3),
            (lambda: writer.add([replace(HARBOUR, text="The bridge is open.")]), 3),
        ):
            change()
            for index in (reader, writer):
                assert len(by_meaning(index)) == len(by_words(index)) == expected
            assert reader.snapshot == writer.snapshot
