"""Indexes made with a small embedder: SQLite, FAISS and files are the real ones."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck.index import Index
from factcheck.types import Document, Filters

# The tests of several processes import these samples from a process of their own, too.
sys.path.insert(0, str(Path(__file__).parent))
from index_samples import THREE, HashedWords

Find = Callable[..., set[str]]


@pytest.fixture
def encoder() -> HashedWords:
    return HashedWords()


@pytest.fixture
def index(tmp_path: Path, encoder: HashedWords) -> Iterator[Index]:
    """An empty index, open for writing."""
    with Index.create(tmp_path / "index", encoder) as index:
        yield index


@pytest.fixture
def built(tmp_path: Path, encoder: HashedWords) -> Path:
    """The directory of a closed index of three documents."""
    with Index.create(tmp_path / "built", encoder) as index:
        index.add(THREE)
    return tmp_path / "built"


@pytest.fixture
def by_meaning(encoder: HashedWords) -> Find:
    """Ids of the documents that a dense search finds, which with a great k are all."""

    def find(index: Index, query: str = "bridge", k: int = 100, **filters: object) -> set[str]:
        (found,) = index.search_dense(encoder.encode([query]), k, Filters(**filters))
        return {item.document.id for item in index.passages([key for key, _ in found])}

    return find


@pytest.fixture
def by_words() -> Find:
    """Ids of the documents that a word search finds."""

    def find(index: Index, query: str = "bridge", k: int = 100, **filters: object) -> set[str]:
        found = index.search_words(query, k, Filters(**filters))
        return {item.document.id for item in index.passages([key for key, _ in found])}

    return find


@pytest.fixture
def make_documents() -> Callable[[int], list[Document]]:
    """Many short documents, `d0000` and on, that all hold the word `report`."""

    def make(count: int) -> list[Document]:
        return [
            Document(id=f"d{i:04}", text=f"Report {i} tells of place {i % 7} and topic {i % 11}.")
            for i in range(count)
        ]

    return make
