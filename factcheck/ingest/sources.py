"""Several sources at once, read through before any of them is used."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, TypeAlias

from factcheck.errors import FetchFailure, InvalidInput, InvalidSource
from factcheck.ingest.article import article
from factcheck.ingest.feeds import is_feed, linked
from factcheck.ingest.fetch import Web, is_url
from factcheck.ingest.fields import Columns
from factcheck.ingest.folders import (
    JSONL_SUFFIXES,
    READABLE,
    Skipped,
    find_files,
    is_readable,
    is_text,
    read_document,
    read_kind,
)
from factcheck.ingest.ids import Ids, IdTaken
from factcheck.ingest.jsonl import read_sources
from factcheck.ingest.kinds import kind_of
from factcheck.ingest.page import Page
from factcheck.ingest.page_cache import PageCache
from factcheck.types import Document

# By its SHA-256, what documents were read from: a file, or a page of the web, compressed.
Originals: TypeAlias = dict[str, Path | bytes]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that holds documents.

    :param root: the folder that ids are counted from.
    :param original: the SHA-256 of its bytes; None for JSON lines, where a line is the document.
    """

    path: Path
    root: Path
    original: str | None


@dataclass(frozen=True, slots=True)
class Survey:
    """Sources that were read through once and found good.

    :param total: documents in all of them.
    :param kinds: documents by the kind of file that they stand in.
    :param skipped: files, and lines without a text, that were passed over.
    :param ignored: lines per unknown field of JSON lines files.
    """

    files: tuple[SourceFile, ...]
    pages: tuple[Document, ...]
    total: int
    skipped: tuple[Skipped, ...]
    ignored: Counter[str]
    kinds: Counter[str]
    columns: Columns
    originals: Mapping[str, Path | bytes]

    def documents(self) -> Iterator[Document]:
        """Stream the documents, in the order of the sources; files are read again.

        :raises InvalidSource: if a file has changed for the worse since it was surveyed.
        """
        ignored: Counter[str] = Counter()
        for file in self.files:
            for document in _read(file.path, file.root, Ids(), ignored, [], self.columns):
                yield replace(document, original=file.original) if file.original else document
        yield from self.pages

    def original(self, digest: str) -> BinaryIO:
        """The file or page whose bytes have that SHA-256, opened.

        :raises InvalidSource: if it cannot be read any more.
        """
        found = self.originals[digest]
        if isinstance(found, bytes):
            return io.BytesIO(zlib.decompress(found))
        return _opened(found)


def survey(
    sources: Sequence[str],
    *,
    progress: Callable[[int], None] | None = None,
    allow_hosts: Set[str] = frozenset(),
    columns: Columns = MappingProxyType({}),
    page_cache: str = "",
) -> Survey:
    """Read every source through, so that a bad one is found before anything is added.

    A file in a folder that cannot be read, such as a scanned PDF, is passed over and named,
    unless it is a list; so is a page that a feed or sitemap leads to. What the caller names must
    be readable.

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
    named = {Path(source) for source in sources if not is_url(source)}
    ids, ignored, kinds = Ids(), Counter[str](), Counter[str]()
    tell = progress or (lambda _: None)
    good: list[SourceFile] = []
    originals: Originals = {}
    for path, root in files:
        empty: list[int] = []
        kind = kind_of(path)
        try:
            for _ in _read(path, root, ids, ignored, empty, columns):
                kinds[kind.name if kind else _plain_kind(path)] += 1
                tell(1)
        except IdTaken:
            raise
        except InvalidSource as error:
            if path in named or not (kind.may_fail if kind else is_text(path)):
                raise
            skipped.append(Skipped(path, error.reason))
            continue
        good.append(SourceFile(path, root, _digest(path, originals)))
        skipped += [Skipped(path, f"line {number}: has an empty text") for number in empty]
    with Web(allow_hosts, cache=PageCache(Path(page_cache)) if page_cache else None) as web:
        addresses = filter(is_url, sources)
        pages = [page for name in addresses for page in _pages(web, name, skipped, tell, originals)]
    kinds["web page"] += len(pages)
    return Survey(
        *(tuple(good), tuple(pages), kinds.total(), tuple(skipped)),
        *(ignored, +kinds, columns, originals),
    )


def _digest(path: Path, originals: Originals) -> str | None:
    """The SHA-256 of a file, unless its documents are lines of it, which are all that they are."""
    if path.name.lower().endswith(JSONL_SUFFIXES):
        return None
    with _opened(path) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    originals[digest] = path
    return digest


def _opened(path: Path) -> io.BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        raise InvalidSource(path, None, f"cannot be read: {error.strerror}") from error


def _article(page: Page, originals: Originals) -> Document:
    found = article(page)
    digest = hashlib.sha256(page.content).hexdigest()
    originals[digest] = zlib.compress(page.content)
    return replace(found, original=digest)


def _plain_kind(path: Path) -> str:
    return "JSON lines" if path.name.lower().endswith(JSONL_SUFFIXES) else "text"


def _pages(
    web: Web,
    url: str,
    skipped: list[Skipped],
    tell: Callable[[int], None],
    originals: Originals,
) -> Iterator[Document]:
    """The article at an address, or those that a feed or sitemap there leads to."""
    page = web.read(url)
    if not is_feed(page):
        tell(1)
        yield _article(page, originals)
        return

    def failed(failure: FetchFailure) -> None:
        skipped.append(Skipped(failure.url, failure.reason))

    for address in linked(page, web.read, failed):
        try:
            yield _article(web.read(address), originals)
            tell(1)
        except FetchFailure as failure:
            skipped.append(Skipped(address, failure.reason))
        except InvalidInput as error:
            skipped.append(Skipped(address, str(error)))


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
        for document in read_kind(kind, path, root, columns, empty):
            ids.admit(document, path)
            yield document
    else:
        document = read_document(path, root)
        ids.admit(document, path)
        yield document
