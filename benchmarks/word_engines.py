"""Engines that search by words: ours, plain FTS5, tantivy and bm25s, each built and opened alike.

Those that are no requirement of the project are imported where they are used:

    pip install tantivy bm25s PyStemmer
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factcheck.index.embedded import Index
from factcheck.index.words import STOP_WORDS, any_of, terms_of
from factcheck.model_files import ModelInfo
from factcheck.types import Document, Filters

# A title, if there is one, and a text that is one passage.
Passages = Iterable[tuple[str | None, str]]
# The numbers of the passages found for a query, best first.
Search = Callable[[str, int], Sequence[int]]
_WORD = re.compile(r"[^\W_]+")
_HEAP = 256 * 1024 * 1024


@dataclass(frozen=True)
class Engine:
    """How an engine is built in a folder of that name, and how it is opened there."""

    place: str
    build: Callable[[Path, Passages], None]
    open: Callable[[Path], Search]


class Meaningless:
    """An embedder whose vectors are short and random, as nothing is asked by meaning."""

    info = ModelInfo("made", "0" * 64, 8)

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """A unit vector for each text."""
        random = np.random.default_rng(len(texts))
        rows = random.standard_normal((len(texts), self.info.dimension), dtype=np.float32)
        if progress is not None:
            progress(len(texts))
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The same."""
        return self.encode(texts)


def _build_ours(folder: Path, passages: Passages) -> None:
    with Index.create(folder / "index", Meaningless()) as index:
        done = index.add(
            Document(id=str(number), title=title, text=text)
            for number, (title, text) in enumerate(passages)
        )
    if done.added != done.passages:
        raise ValueError(f"{done.added} texts were cut into {done.passages} passages")


def _open_ours(folder: Path) -> Search:
    index = Index.open(folder / "index", Meaningless())
    # Keys are given from 1 on, in the order of the documents.
    return lambda query, k: [key - 1 for key, _ in index.search_words(query, k, Filters())]


def _build_fts5(folder: Path, passages: Passages) -> None:
    with closing(sqlite3.connect(folder / "words.sqlite", isolation_level=None)) as connection:
        connection.execute(
            """CREATE VIRTUAL TABLE words USING fts5(
            title, text, content='', tokenize='porter unicode61 remove_diacritics 2')"""
        )
        connection.execute("BEGIN")
        rows = ((number, *passage) for number, passage in enumerate(passages))
        connection.executemany("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", rows)
        connection.execute("COMMIT")


def _open_fts5(words_of: Callable[[str], Iterable[str]], folder: Path) -> Search:
    connection = sqlite3.connect(folder / "words.sqlite")
    order = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words), rowid LIMIT ?"

    def search(query: str, k: int) -> list[int]:
        asked = any_of(list(dict.fromkeys(words_of(query))))
        return [row[0] for row in connection.execute(order, (asked, k))]

    return search


def _build_tantivy(folder: Path, passages: Passages) -> None:
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_integer_field("number", fast=True, indexed=False)
    schema.add_text_field("text", tokenizer_name="en_stem", stored=False)
    index = tantivy.Index(schema.build(), path=str(folder))
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    for number, (title, text) in enumerate(passages):
        writer.add_document(tantivy.Document(number=number, text=f"{title or ''} {text}"))
    writer.commit()
    writer.wait_merging_threads()


def _open_tantivy(folder: Path) -> Search:
    import tantivy

    index = tantivy.Index.open(str(folder))
    searcher = index.searcher()
    english = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    english = english.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("english"))
    analyser = english.build()

    def search(query: str, k: int) -> list[int]:
        stems = dict.fromkeys(analyser.analyze(" ".join(terms_of(query))))
        asked = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "text", stem))
                for stem in stems
            ]
        )
        places = [place for _, place in searcher.search(asked, k).hits]
        return searcher.fast_field_values("number", places)

    return search


def _build_bm25s(folder: Path, passages: Passages) -> None:
    import bm25s
    import Stemmer

    tokens = bm25s.tokenize(
        [f"{title or ''} {text}" for title, text in passages],
        stopwords=sorted(STOP_WORDS),
        stemmer=Stemmer.Stemmer("porter"),
        token_pattern=_WORD.pattern,
        show_progress=False,
    )
    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index(tokens, show_progress=False)
    index.save(str(folder))


def _open_bm25s(folder: Path) -> Search:
    import bm25s
    import Stemmer

    index = bm25s.BM25.load(str(folder), mmap=True)
    stemmer = Stemmer.Stemmer("porter")

    def search(query: str, k: int) -> list[int]:
        words = _WORD.findall(" ".join(terms_of(query)))
        stems = list(dict.fromkeys(stemmer.stemWords(words)))
        found, scores = index.retrieve([stems], k=k, show_progress=False)
        return [int(row) for row, score in zip(found[0], scores[0], strict=True) if score > 0]

    return search


# The first is what the others are compared with: BM25, exact over all words but stop words.
ENGINES = {
    "fts5, plain": Engine("fts5", _build_fts5, partial(_open_fts5, terms_of)),
    "fts5, stop words too": Engine("fts5", _build_fts5, partial(_open_fts5, _WORD.findall)),
    "factcheck": Engine("factcheck", _build_ours, _open_ours),
    "tantivy": Engine("tantivy", _build_tantivy, _open_tantivy),
    "bm25s": Engine("bm25s", _build_bm25s, _open_bm25s),
}
