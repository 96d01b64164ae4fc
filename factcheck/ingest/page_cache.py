"""Pages that were read, kept on disk, so that a server need only say that one has not changed."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from factcheck.ingest.page import Page

# What a server says of a state of a page, and how it is asked for that state (RFC 9110, 13.1).
_VALIDATORS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was read, and what to send to learn whether it has changed."""

    page: Page
    conditions: Mapping[str, str]


class PageCache:
    """Pages by address, a file each; damaged files count as missing.

    :param folder: made when the first page is kept, readable by its owner alone.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, url: str) -> Kept | None:
        """The page that was read at that address, if it is there as it was written."""
        try:
            head, _, content = self._path(url).read_bytes().partition(b"\n")
            record = json.loads(head)
            sha256, conditions = record.pop("sha256"), record.pop("conditions")
            page = Page(content=content, **record)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return Kept(page, conditions) if _sha256(content) == sha256 else None

    def keep(self, url: str, page: Page, headers: Mapping[str, str]) -> None:
        """Keep a page if its server names its state and does not forbid it.

        :param url: the address that was asked for.
        :param headers: those of the answer.
        :raises OSError: if the folder cannot be written to.
        """
        conditions = {
            asked: headers[said] for said, asked in _VALIDATORS.items() if headers.get(said)
        }
        if not conditions or "no-store" in headers.get("Cache-Control", "").casefold():
            self._path(url).unlink(missing_ok=True)
            return
        record = {name: value for name, value in asdict(page).items() if name != "content"}
        record |= {"sha256": _sha256(page.content), "conditions": conditions}
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=self._folder)
        with os.fdopen(descriptor, "wb") as file:
            file.write(json.dumps(record).encode() + b"\n" + page.content)
        os.replace(temporary, self._path(url))

    def _path(self, url: str) -> Path:
        return self._folder / _sha256(url.encode())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
