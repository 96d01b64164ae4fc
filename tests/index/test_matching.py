"""What is scored for the words of a query in a big index, where scoring all would take long."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from index_samples import HashedWords

from factcheck.index import Index
from factcheck.index.matching import narrowed
from factcheck.types import Document, Filters

ENOUGH = "factcheck.index.matching._ENOUGH"
# The n-th stands in about 300 / n of the 300 passages.
WORDS = [f"w{n}" for n in range(1, 40)]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Passages whose words are as unequally frequent as those of a language."""
    random = np.random.default_rng(1)
    shares = 1 / np.arange(1, len(WORDS) + 1)
    texts = [
        " ".join(word for word, share in zip(WORDS, shares, strict=True) if random.random() < share)
        for _ in range(300)
    ]
    publishers = ["Harbour News", *["Island Post"] * 9]
    documents = [
        Document(id=str(i), text=f"{text}.", publisher=publishers[i % 10])
        for i, text in enumerate(texts)
    ]
    with Index.create(tmp_path_factory.mktemp("library") / "index", HashedWords()) as index:
        index.add(documents)
        yield index


queries = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8, unique=True)
anything = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def has(library: Index, key: int, word: str) -> bool:
    return word in library.passages([key])[0].text.rstrip(".").split()


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"a": 1}, ['"a"']),
        ({"a": 9_000}, ['"a"']),
        ({"a": 1, "b": 2_999}, ['"a" OR "b"']),
        ({"a": 1, "b": 3_000}, ['"a"', '("a") AND ("b")']),
        (
            {"a": 1, "b": 2, "c": 3_000, "d": 6_000},
            ['"a" OR "b"', '("a" OR "b" OR "c") AND ("d")', '("a" OR "b") AND ("c")'],
        ),
        (
            {"a": 7_000, "b": 7_000, "c": 7_000, "d": 7_000},
            ['"a"', '("a" OR "b") AND ("c" OR "d")', '("a") AND ("b")'],
        ),
    ],
)
def test_the_rarest_words_are_enough_and_others_where_two_meet(
    counts: dict[str, int], expected: list[str]
) -> None:
    assert narrowed([(count, word) for word, count in counts.items()]) == expected


@anything
@given(words=queries, k=st.integers(1, 20))
def test_what_is_found_has_its_score_by_all_words_and_is_in_order(
    library: Index, monkeypatch: pytest.MonkeyPatch, words: list[str], k: int
) -> None:
    query = " ".join(words)
    exact = dict(library.search_words(query, 300, Filters()))
    with monkeypatch.context() as patched:
        patched.setattr(ENOUGH, 20)
        found = library.search_words(query, k, Filters())
    assert len(found) == min(k, len(exact))
    assert found == sorted(found, key=lambda item: (-item[1], item[0]))
    # The last bits of a sum depend on its order.
    assert dict(found) == pytest.approx({key: exact[key] for key, _ in found})


@anything
@given(words=queries)
def test_nothing_better_with_the_rarest_word_is_passed_over(
    library: Index, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    counts = {word: len(library.search_words(word, 300, Filters())) for word in words}
    rarest = min((count, word) for word, count in counts.items() if count)[1]
    query = " ".join(words)
    exact = library.search_words(query, 10, Filters())
    with monkeypatch.context() as patched:
        patched.setattr(ENOUGH, 1)
        found = {key for key, _ in library.search_words(query, 10, Filters())}
    assert {key for key, _ in exact if has(library, key, rarest)} <= found


def test_two_common_words_are_found_without_the_rarest(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ENOUGH, 3)
    texts = ["The gulf", *["The ferry"] * 4, *["The tax"] * 5, "The tax on the ferry"]
    index.add([Document(id=f"{i:02}", text=f"{text}.") for i, text in enumerate(texts)])
    found = index.search_words("gulf ferry tax", 2, Filters())
    assert [item.text for item in index.passages([key for key, _ in found])] == (
        ["The gulf.", "The tax on the ferry."]
    )


@pytest.mark.parametrize("filters", [Filters(), Filters(publishers=frozenset({"Harbour News"}))])
def test_where_few_are_left_all_words_count(
    library: Index, monkeypatch: pytest.MonkeyPatch, filters: Filters
) -> None:
    exact = library.search_words("w2 w3 w5 w30", 300, filters)
    monkeypatch.setattr(ENOUGH, 1)
    assert library.search_words("w2 w3 w5 w30", 300, filters) == exact
    assert len(library.search_words("w2 w3 w5 w30", 20, filters)) == 20


def test_a_word_that_stands_nowhere_leaves_the_frequent_ones(
    library: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.index.matching._OFTEN", 100)
    keys = [key for key, _ in library.search_words("w2 w1 unheard", 300, Filters())]
    assert keys and all(has(library, key, "w2") for key in keys)
    assert library.search_words("unheard", 300, Filters()) == []
