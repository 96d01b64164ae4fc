"""A small deterministic embedder and a few documents, also for tests in other processes."""

import hashlib
import re
from collections.abc import Callable, Sequence

import numpy as np

from factcheck.encoders import Vectors
from factcheck.model_files import ModelInfo
from factcheck.types import Document


class HashedWords:
    """A bag of words hashed into a few dimensions: equal texts get equal unit vectors."""

    def __init__(self, name: str = "hashed-words", dimension: int = 64) -> None:
        self.info = ModelInfo(name, hashlib.sha256(name.encode()).hexdigest(), dimension)
        self.texts: list[str] = []

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        self.texts += texts
        rows = np.zeros((len(texts), self.info.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                digest = hashlib.blake2b(word.encode(), digest_size=4).digest()
                row[int.from_bytes(digest[:2], "big") % len(row)] += 1 if digest[2] & 1 else -1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode(texts)

    def models(self) -> dict[str, ModelInfo]:
        return {"embedder": self.info}


HARBOUR = Document(
    id="harbour",
    title="Span shut",
    publisher="Harbour News",
    url="https://www.harbour.example/bridge?utm_source=feed",
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
    id="undated",
    publisher="Island Post",
    language="de",
    text="Die Brücke bleibt gesperrt, the bridge stays closed.",
)
THREE = [HARBOUR, FERRY, UNDATED]


def is_one_of(name: str | None, wanted: frozenset[str]) -> bool:
    """Whether a filter for these names lets one pass: case is ignored."""
    return name is not None and name.casefold() in {each.casefold() for each in wanted}


def speaks(language: str | None, wanted: frozenset[str]) -> bool:
    """Whether a filter for these languages lets one pass: en also stands for en-US."""
    parts = (language or "").casefold().split("-")
    beginnings = {"-".join(parts[:end]) for end in range(1, len(parts) + 1)}
    return language is not None and bool(beginnings & {each.casefold() for each in wanted})
