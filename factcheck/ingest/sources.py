"""Several sources at once, read through before any of them is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from factcheck.errors import InvalidSource
from factcheck.ingest.fetch import Web, is_url
from factcheck.ingest.folders import (
    JSONL_SUFFIX,
    READABLE,
    TEXT_SUFFIXES,
    Skipped,
    find_files,
    read_document,
)
from factcheck.ingest.html import extract
from factcheck.ingest.ids import Ids
from factcheck.ingest.jsonl import read_sources
from factcheck.types import Document


@dataclass(frozen=True, slots=True)
class Survey:
    """Sources that were read through once and found good.

    :param total: documents in all of them.
    :param skipped: files, and lines without a text, that were passed over.
    :param ignored: lines per unknown field of JSON lines files.
    """

    files: tuple[tuple[Path, Path], ...]
    pages: tuple[Document, ...]
    total: int
    skipped: tuple[Skipped, ...]
    ignored: Counter[str]

    def documents(self) -> Iterator[Document]:
        """Stream the documents, in the order of the sources; files are read again.

        :raises InvalidSource: if a file has changed for the worse since it was surveyed.
        """
        ignored: Counter[str] = Counter()
        for path, root in self.files:
            yield from _read(path, root, Ids(), ignored, [])
        yield from self.pages


def survey(
    sources: Sequence[str],
    *,
    progress: Callable[[int], None] | None = None,
    allow_hosts: Set[str] = frozenset(),
) -> Survey:
    """Read every source through, so that a bad one is found before anything is added.

    :param sources: JSON lines, text and Markdown files, folders of them, web addresses.
    :param progress: told the number of documents read since its last call.
    :param allow_hosts: hosts that may be read although they are not on the public internet.
    :raises InvalidSource: if a source is missing or unreadable, with the line if it has one.
    :raises FetchFailure: if a web address cannot be read.
    """
    files: list[tuple[Path, Path]] = []
    skipped: list[Skipped] = []
    for source in (name for name in sources if not is_url(name)):
        found, passed_over = _expand(Path(source))
        files += found
        skipped += passed_over
    ids, ignored, total = Ids(), Counter[str](), 0
    for path, root in files:
        empty: list[int] = []
        for _ in _read(path, root, ids, ignored, empty):
            total += 1
            if progress is not None:
                progress(1)
        skipped += [Skipped(path, f"line {number}: has an empty text") for number in empty]
    with Web(allow_hosts) as web:
        pages = tuple(extract(web.read(name)) for name in sources if is_url(name))
    return Survey(tuple(files), pages, total + len(pages), tuple(skipped), ignored)


def _expand(source: Path) -> tuple[list[tuple[Path, Path]], list[Skipped]]:
    if source.is_dir():
        found, skipped = find_files(source)
        return [(path, source) for path in found], skipped
    if not source.exists():
        raise InvalidSource(source, None, "there is no such file or folder")
    if source.suffix.lower() not in TEXT_SUFFIXES | {JSONL_SUFFIX}:
        raise InvalidSource(source, None, f"cannot be a source; sources are {READABLE}")
    return [(source, source.parent)], []


def _read(
    path: Path, root: Path, ids: Ids, ignored: Counter[str], empty: list[int]
) -> Iterator[Document]:
    if path.suffix.lower() == JSONL_SUFFIX:
        yield from read_sources(path, ids=ids, ignored=ignored, empty=empty)
    else:
        document = read_document(path, root)
        ids.admit(document, path)
        yield document
