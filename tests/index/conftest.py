"""A small embedder, and indexes made with it: SQLite, FAISS and files are the real ones."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from factcheck.encoders import Vectors
from factcheck.index import Index
from factcheck.model_files import ModelInfo
from factcheck.types import Document


class HashedWords:
    """A bag of words hashed into 64 dimensions: equal texts get equal unit vectors."""

    def __init__(self, name: str = "hashed-words", dimension: int = 64) -> None:
        self.info = ModelInfo(name, hashlib.sha256(name.encode()).hexdigest(), dimension)
        self.encoded = 0

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        self.encoded += len(texts)
        rows = np.zeros((len(texts), self.info.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                digest = hashlib.blake2b(word.encode(), digest_size=4).digest()
                row[int.from_bytes(digest[:2], "big") % len(row)] += 1 if digest[2] & 1 else -1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


@pytest.fixture
def encoder() -> HashedWords:
    return HashedWords()


@pytest.fixture
def index(tmp_path: Path, encoder: HashedWords) -> Iterator[Index]:
    """An empty index, open for writing."""
    with Index.create(tmp_path / "index", encoder) as index:
        yield index


HARBOUR = Document(
    id="harbour",
    title="Harbour bridge closed",
    publisher="Harbour News",
    url="https://www.harbour.example/bridge",
    published="2025-06-21",
    language="en",
    text="The bridge was closed on Monday. Engineers found cracks in 3 pillars.",
)
FERRY = Document(
    id="ferry",
    publisher="Island Post",
    url="https://island.example/ferry/",
    published="2025-06-25",
    language="en",
    text="A second ferry will run until the bridge reopens.",
)
UNDATED = Document(
    id="undated", publisher="Island Post", language="de", text="Die Brücke bleibt gesperrt."
)
