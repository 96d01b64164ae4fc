"""What a server says that its answer is, and which answers can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message

from factcheck.addresses import path

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
    }
)
_JSON_TYPES = frozenset(
    {
        "application/json",
        "application/ld+json",
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl",
        "text/json",
    }
)
_PAGE_TYPES = HTML_TYPES | FEED_TYPES | {"text/plain"}
# The endings of files by their media types.
_ENDINGS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-subrip": ".srt",
    "text/srt": ".srt",
    "text/vtt": ".vtt",
}
# The same for what is packed; of that only lists of pages are.
_PACKED = {"application/xml": ".xml.gz"}
# What servers call files of which they know no more than the name.
_ANYTHING = frozenset({"application/octet-stream", "binary/octet-stream", "text/plain"})
_GZIP = frozenset({"application/gzip", "application/x-gzip"})


@dataclass(frozen=True, slots=True)
class Readable:
    """Media types of which something can be made, and how they are called."""

    types: frozenset[str]
    named: str


# What documents are made of, and what fact-checks are found in.
DOCUMENTS = Readable(
    _PAGE_TYPES | _ENDINGS.keys(),
    "HTML, plain text, PDF, Word (.docx), subtitles, feeds and sitemaps",
)
REVIEWS = Readable(_PAGE_TYPES | _JSON_TYPES | _ANYTHING, "HTML, plain text, JSON and JSON lines")


def media_type_of(headers: Mapping[str, str], url: str) -> tuple[str, str | None]:
    """Media type and charset of an answer; of a file without a type of its own, by its name.

    :param headers: those of the answer, in which letters of either size are the same.
    :param url: where it was found, for the name if the answer gives none.
    """
    message = Message()
    message["Content-Type"] = headers.get("Content-Type") or "application/octet-stream"
    message["Content-Disposition"] = headers.get("Content-Disposition") or ""
    media_type = message.get_content_type()
    packed = _PACKED if media_type in _ANYTHING | _GZIP else {}
    endings = (_ENDINGS if media_type in _ANYTHING else {}) | packed
    for name in (message.get_filename() or "", path(url)):
        named = (known for known, end in endings.items() if name.lower().endswith(end))
        media_type = next(named, media_type)
    return media_type, message.get_content_charset()


def ending_of(media_type: str) -> str | None:
    """The ending for the name of a file of that media type; None for what is read as a page."""
    return _ENDINGS.get(media_type)


def is_page(media_type: str) -> bool:
    """Whether it is written to be shown as a page, and not a file to be taken along."""
    return media_type in _PAGE_TYPES
