"""Web archives, made here."""

import gzip
from pathlib import Path
from uuid import uuid4


def record(
    url: str, body: str, *, status: str = "200 OK", day: str = "04", more: str = ""
) -> bytes:
    """As ISO 28500 has it: compressed by itself; `day` is that of the capture, in March 2025."""
    block = f"HTTP/1.1 {status}\r\ncontent-type: text/html\r\n\r\n{body}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2025-03-{day}T09:00:00Z\r\n{more}"
        f"WARC-Record-ID: <urn:uuid:{uuid4()}>\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}"
    )
    return gzip.compress(head.encode() + b"\r\n\r\n" + block + b"\r\n\r\n")


def archive(path: Path, *records: bytes) -> Path:
    """A file of such records."""
    path.write_bytes(b"".join(records))
    return path


def article(title: str, *sentences: str) -> str:
    """A page with an article."""
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return (
        f"<html lang=en><title>{title}</title><body><article><h1>{title}</h1>{paragraphs}"
        "</article></body></html>"
    )
