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
from typing import Any, BinaryIO

from factcheck.errors import FetchFailure, InvalidInput, InvalidSource
from factcheck.ingest.article import article
from factcheck.ingest.feeds import is_feed, linked
from factcheck.ingest.fetch import Web, is_url
from factcheck.ingest.fields import Columns, Defaults, PassedOver, is_blank
from factcheck.ingest.folders import (
    NO_FILE,
    OF_NO_KIND,
    READABLE,
    Skipped,
    find_files,
    id_below,
    is_lines,
    is_of_windows,
    is_readable,
    is_text,
    name_of,
    read_file,
)
from factcheck.ingest.ids import Found, Ids, IdTaken, Met, digest_of, storable
from factcheck.ingest.kinds import kind_of
from factcheck.ingest.originals import Originals, digest_of_file, opened_unchanged
from factcheck.ingest.page import Page
from factcheck.ingest.page_cache import PageCache
from factcheck.ingest.tables import require_columns
from factcheck.types import Document

_PAGE = "web page"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that holds documents.

    :param id: that of its document, if it is one as a whole.
    :param original: the SHA-256 of its bytes; None for JSON lines, where a line is the document.
    """

    path: Path
    id: str
    original: str | None


@dataclass(frozen=True, slots=True)
class Survey:
    """Sources that were read through once and found good.

    :param total: documents in all of them.
    :param kinds: documents by the kind of file that they stand in.
    :param skipped: files, and lines without a text, that were passed over.
    :param ignored: lines per unknown field of JSON lines and tables.
    :param of_windows: plain texts that were read as windows-1252, as they are not UTF-8.
    :param outdated: digests of pages that are not given, as they were captured again later.
    """

    files: tuple[SourceFile, ...]
    pages: tuple[Document, ...]
    total: int
    skipped: tuple[Skipped, ...]
    of_windows: tuple[Path, ...]
    ignored: Counter[str]
    kinds: Counter[str]
    columns: Columns
    defaults: Defaults
    originals: Mapping[str, Path | bytes]
    outdated: Set[bytes]

    def documents(self) -> Iterator[Document]:
        """Stream the documents, in the order of the sources; files are read again.

        :raises InvalidSource: if a file has changed since it was surveyed; of JSON lines, for the
            worse.
        """
        ignored: Counter[str] = Counter()
        for file in self.files:
            if file.original:
                opened_unchanged(file.path, file.original).close()
            for found in read_file(file.path, file.id, Ids(), ignored, {}, self.columns):
                if found.captured is None or digest_of(found.document) not in self.outdated:
                    document = _completed(found.document, self.defaults)
                    yield replace(document, original=file.original) if file.original else document
        yield from self.pages

    def original(self, digest: str) -> BinaryIO:
        """The file or page whose bytes have that SHA-256, opened.

        :raises InvalidSource: if it has changed, or cannot be read any more.
        """
        found = self.originals[digest]
        if isinstance(found, bytes):
            return io.BytesIO(zlib.decompress(found))
        return opened_unchanged(found, digest)


def survey(
    sources: Sequence[str],
    *,
    progress: Callable[[int], None] | None = None,
    allow_hosts: Set[str] = frozenset(),
    columns: Columns = MappingProxyType({}),
    defaults: Defaults = MappingProxyType({}),
    page_cache: str = "",
) -> Survey:
    """Read every source through, so that a bad one is found before anything is added.

    A file in a folder that cannot be read, such as a scanned PDF or a table without a column for
    the text, is passed over and named; so is a page that a feed or sitemap leads to. What the
    caller names must be readable, and so must every line of a list.

    :param sources: files of the kinds in :mod:`factcheck.ingest.kinds`, JSON lines, text and
        Markdown, folders of them, addresses of pages, feeds and sitemaps.
    :param columns: which column of a table each field is taken from, where names differ.
    :param defaults: the publisher, day or language of documents that do not state theirs.
    :param progress: told the number of documents read since its last call.
    :param allow_hosts: hosts that may be read although they are not on the public internet.
    :param page_cache: a folder for pages that were read, so that of the same page a server is
        asked only whether it has changed; empty for none.
    :raises InvalidInput: if none of the tables has one of `columns`, or a default is refused.
    :raises InvalidSource: if a source is missing or unreadable, with the line if it has one.
    :raises FetchFailure: if a web address cannot be read.
    """
    reading = _Reading(columns, _storable(defaults), progress or (lambda _: None))
    named = {Path(source) for source in sources if not is_url(source)}
    files = [found for source in sources for found in reading.expanded(source)]
    require_columns(columns, [path for path, _ in files])
    for path, file_id in files:
        reading.file(path, file_id, is_named=path in named)
    with Web(allow_hosts, cache=PageCache(Path(page_cache)) if page_cache else None) as web:
        for address in filter(is_url, sources):
            reading.address(web, address)
    return reading.survey()


def survey_file(path: Path, file_id: str, columns: Columns, defaults: Defaults) -> Survey:
    """Read one file through, whose document has that id if the file is one as a whole.

    :raises InvalidInput: if it is a table without one of the columns, or a default is refused.
    :raises InvalidSource: if it cannot be read, with the line if it has one.
    """
    if not is_readable(path):
        raise InvalidSource(path, None, OF_NO_KIND)
    require_columns(columns, [path])
    reading = _Reading(columns, _storable(defaults), lambda _: None)
    reading.file(path, file_id, is_named=True)
    return reading.survey()


class _Reading:
    """What was read through so far."""

    def __init__(self, columns: Columns, defaults: Defaults, tell: Callable[[int], None]) -> None:
        self._columns, self._defaults, self._tell = columns, defaults, tell
        self._ids, self._ignored, self._kinds = Ids(), Counter[str](), Counter[str]()
        self._files: list[SourceFile] = []
        self._pages: list[Document] = []
        self._skipped: list[Skipped] = []
        self._of_windows: list[Path] = []
        self._captures: list[tuple[Met, str]] = []
        self._originals: Originals = {}

    def expanded(self, source: str) -> list[tuple[Path, str]]:
        """The files that a source is, each with the id of its document if it is one."""
        if is_url(source):
            return []
        path = Path(source)
        if path.is_dir():
            found, skipped = find_files(path)
            self._skipped += skipped
            return [(file, id_below(file, path)) for file in found]
        if not path.exists():
            raise InvalidSource(path, None, "there is no such file or folder")
        if not is_readable(path):
            raise InvalidSource(path, None, f"cannot be a source; sources are {READABLE}")
        if not path.is_file():
            raise InvalidSource(path, None, f"{NO_FILE}, and must be a file: it is read twice")
        return [(path, id_below(path, path.parent))]

    def file(self, path: Path, file_id: str, *, is_named: bool) -> None:
        """Read a file. Nothing of one that cannot be read to its end counts."""
        passed: PassedOver = {}
        met: list[Met] = []
        kind = kind_of(path)
        count = 0
        try:
            for found in read_file(path, file_id, self._ids, self._ignored, passed, self._columns):
                count += 1
                # Those of JSON lines were met already, each with its line.
                if not is_lines(path):
                    met.append(Met.of(found, path))
                self._tell(1)
        except IdTaken:
            raise
        except InvalidSource as error:
            # Of a table only a bad line ends all; one that is no list of texts holds figures.
            may_fail = kind.may_fail or error.line is None if kind else is_text(path)
            if is_named or not may_fail:
                raise
            self._skipped.append(Skipped(path, error.reason))
            return
        if is_of_windows(path):
            self._of_windows.append(path)
        name = name_of(path)
        for item in met:
            self._admit(item, name)
        self._kinds[name] += count
        original = None if is_lines(path) else digest_of_file(path)
        if original:
            self._originals[original] = path
        self._files.append(SourceFile(path, file_id, original))
        noun = kind.part if kind else "line"
        self._skipped += [
            Skipped(path, f"{noun} {place}: {reason}") for place, reason in passed.items()
        ]

    def address(self, web: Web, url: str) -> None:
        """Read the page at an address, or those that a feed or sitemap there leads to."""
        for page in _pages(web, url, self._skipped, self._tell, self._originals):
            self._admit(Met.of(Found(page, captured=""), page.url or url), _PAGE)
            self._kinds[_PAGE] += 1
            self._pages.append(page)

    def survey(self) -> Survey:
        """What was read, of each page only the newest capture."""
        outdated = frozenset(self._ids.outdated)
        kinds, skipped = self._kinds.copy(), self._skipped.copy()
        for met, kind in self._captures:
            if met.digest in outdated:
                kinds[kind] -= 1
                place = "" if met.place is None else f"record {met.place}: "
                reason = f"{place}{met.url} was captured again; the newest counts"
                skipped.append(Skipped(met.path, reason))
        newest = (page for page in self._pages if digest_of(page) not in outdated)
        pages = tuple(_completed(page, self._defaults) for page in newest)
        return Survey(
            *(tuple(self._files), pages, kinds.total(), tuple(skipped), tuple(self._of_windows)),
            *(self._ignored, +kinds, self._columns, self._defaults, self._originals),
            outdated,
        )

    def _admit(self, met: Met, kind: str) -> None:
        self._ids.admit(met)
        if met.captured is not None:
            self._captures.append((met, kind))


def _storable(defaults: Defaults) -> Defaults:
    """As documents state them: a day without its time, a language as a tag."""
    for name, value in defaults.items():
        if is_blank(value):
            raise InvalidInput(name, value, "must not be empty")
    values: dict[str, Any] = dict(defaults)
    bearer = storable(Document(text="any", **values))
    return {name: getattr(bearer, name) for name in defaults}


def _completed(document: Document, defaults: Defaults) -> Document:
    missing: dict[str, Any] = {
        name: value for name, value in defaults.items() if not getattr(document, name)
    }
    return replace(document, **missing) if missing else document


def _article(page: Page, originals: Originals) -> Document:
    try:
        found = storable(article(page))
    except InvalidInput as error:
        raise FetchFailure(page.url, str(error)) from error
    digest = hashlib.sha256(page.content).hexdigest()
    originals[digest] = zlib.compress(page.content)
    return replace(found, original=digest)


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
