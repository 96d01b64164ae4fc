"""Several sources at once, read through before any of them is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from factcheck.errors import FetchFailure, InvalidInput, InvalidSource
from factcheck.ingest.feeds import is_feed, linked
from factcheck.ingest.fetch import Web, is_url
from factcheck.ingest.fields import Columns
from factcheck.ingest.folders import (
    JSONL_SUFFIXES,
    READABLE,
    Skipped,
    find_files,
    is_readable,
    read_document,
    read_kind,
)
from factcheck.ingest.html import extract
from factcheck.ingest.ids import Ids
from factcheck.ingest.jsonl import read_sources
from factcheck.ingest.kinds import kind_of
from factcheck.ingest.page_cache import PageCache
from factcheck.types import Document


@dataclass(frozen=True, slots=True)
class Survey:
    """Sources that were read through once and found good.

    :param total: documents in all of them.
    :param kinds: documents by the kind of file that they stand in.
    :param skipped: files, and lines without a text, that were passed over.
    :param ignored: lines per unknown field of JSON lines files.
    """

    files: tuple[tuple[Path, Path], ...]
    pages: tuple[Document, ...]
    total: int
    skipped: tuple[Skipped, ...]
    ignored: Counter[str]
    kinds: Counter[str]
    columns: Columns

    def documents(self) -> Iterator[Document]:
        """Stream the documents, in the order of the sources; files are read again.

        :raises InvalidSource: if a file has changed for the worse since it was surveyed.
        """
        ignored: Counter[str] = Counter()
        for path, root in self.files:
            yield from _read(path, root, Ids(), ignored, [], self.columns)
        yield from self.pages


def survey(
    sources: Sequence[str],
    *,
    progress: Callable[[int], None] | None = None,
    allow_hosts: Set[str] = frozenset(),
    columns: Columns = MappingProxyType({}),
    page_cache: str = "",
) -> Survey:
    """Read every source through, so that a bad one is found before anything is added.

    A file in a folder that holds nothing readable, as a scanned PDF does, is passed over and
    named; so is a page that a feed or sitemap leads to. What the caller names must be readable.

    :param sources: files of the kinds in :mod:`factcheck.ingest.kinds`, JSON lines, text and
        Markdown, folders of them, addresses of pages, feeds and sitemaps.
    :param columns: which column of a table each field is taken from, where names differ.
    :param progress: told the number of documents read since its last call.
    :param allow_hosts: hosts that may be read although they are not on the public internet.
    :param page_cache: a folder for pages that were read, so that of the same page a server is
        asked only whether it has changed; empty for none.
    :raises InvalidSource: if a source is missing or unreadable, with the line if it has one.
    :raises FetchFailure: if a web address cannot be read.
    """
    files: list[tuple[Path, Path]] = []
    skipped: list[Skipped] = []
    for source in (name for name in sources if not is_url(name)):
        found, passed_over = _expand(Path(source))
        files += found
        skipped += passed_over
    ids, ignored, kinds = Ids(), Counter[str](), Counter[str]()
    tell = progress or (lambda _: None)
    good: list[tuple[Path, Path]] = []
    for path, root in files:
        empty: list[int] = []
        kind, is_named = kind_of(path), str(path) in sources
        try:
            for _ in _read(path, root, ids, ignored, empty, columns):
                kinds[kind.name if kind else _plain_kind(path)] += 1
                tell(1)
        except InvalidSource as error:
            if kind is None or not kind.may_fail or is_named:
                raise
            skipped.append(Skipped(path, error.reason))
            continue
        good.append((path, root))
        skipped += [Skipped(path, f"line {number}: has an empty text") for number in empty]
    with Web(allow_hosts, cache=PageCache(Path(page_cache)) if page_cache else None) as web:
        addresses = filter(is_url, sources)
        pages = [page for name in addresses for page in _pages(web, name, skipped, tell)]
    kinds["web page"] += len(pages)
    return Survey(
        *(tuple(good), tuple(pages), kinds.total(), tuple(skipped), ignored, +kinds, columns)
    )


def _plain_kind(path: Path) -> str:
    return "JSON lines" if path.name.lower().endswith(JSONL_SUFFIXES) else "text"


def _pages(
    web: Web, url: str, skipped: list[Skipped], tell: Callable[[int], None]
) -> Iterator[Document]:
    """The article at an address, or those that a feed or sitemap there leads to."""
    page = web.read(url)
    if not is_feed(page):
        tell(1)
        yield extract(page)
        return
    for address in linked(page):
        try:
            yield extract(web.read(address))
            tell(1)
        except (FetchFailure, InvalidInput) as error:
            reason = error.reason if isinstance(error, FetchFailure) else str(error)
            skipped.append(Skipped(address, reason))


def _expand(source: Path) -> tuple[list[tuple[Path, Path]], list[Skipped]]:
    if source.is_dir():
        found, skipped = find_files(source)
        return [(path, source) for path in found], skipped
    if not source.exists():
        raise InvalidSource(source, None, "there is no such file or folder")
    if not is_readable(source):
        raise InvalidSource(source, None, f"cannot be a source; sources are {READABLE}")
    return [(source, source.parent)], []


def _read(
    path: Path,
    root: Path,
    ids: Ids,
    ignored: Counter[str],
    empty: list[int],
    columns: Columns,
) -> Iterator[Document]:
    if path.name.lower().endswith(JSONL_SUFFIXES):
        yield from read_sources(path, ids=ids, ignored=ignored, empty=empty)
    elif kind := kind_of(path):
        for document in read_kind(kind, path, root, columns):
            ids.admit(document, path)
            yield document
    else:
        document = read_document(path, root)
        ids.admit(document, path)
        yield document
