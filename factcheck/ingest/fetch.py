"""Reading one web page: the only module that touches the network (requests)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from urllib.parse import urlsplit

import requests
import urllib3

from factcheck.errors import FetchFailure, InvalidInput
from factcheck.version import __version__

MAX_BYTES = 10 * 2**20
MAX_REDIRECTS = 5
CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 10, 20, 60
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
MEDIA_TYPES = HTML_TYPES | {"text/plain"}

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered: `url` is where the redirects ended."""

    url: str
    content: bytes
    media_type: str
    charset: str | None


def is_url(value: str) -> bool:
    """Whether a source named by the user is a web address rather than a path."""
    return value.casefold().startswith(("http://", "https://"))


def fetch(url: str) -> Page:
    """Read a page over HTTP, at most `MAX_BYTES` of it, within `TOTAL_SECONDS`.

    :raises InvalidInput: if `url` is not an http or https address with a host.
    :raises FetchFailure: if there is no answer in time, the answer is an error, too large,
        redirected too often or elsewhere than to the web, or is neither HTML nor plain text.
    """
    _require_web_address(url)
    deadline = time.monotonic() + TOTAL_SECONDS
    with _foreign_errors_mapped(url), requests.Session() as session:
        session.max_redirects = MAX_REDIRECTS
        session.headers.update({"User-Agent": f"factcheck/{__version__}", "Accept": "text/html"})
        timeout = (CONNECT_SECONDS, READ_SECONDS)
        with session.get(url, stream=True, timeout=timeout) as response:
            media_type, charset = _media_type(response.headers.get("Content-Type", ""))
            _require_readable(url, response, media_type)
            return Page(response.url, _body(url, response, deadline), media_type, charset)


def _require_web_address(url: str) -> None:
    try:
        host = urlsplit(url).hostname if is_url(url) else None
    except ValueError:
        host = None
    if not host:
        raise InvalidInput("url", url, "must be an http or https address")


@contextmanager
def _foreign_errors_mapped(url: str) -> Iterator[None]:
    try:
        yield
    except requests.TooManyRedirects as error:
        raise FetchFailure(url, f"more than {MAX_REDIRECTS} redirects") from error
    except requests.Timeout as error:
        raise FetchFailure(url, "no answer in time") from error
    except requests.exceptions.InvalidSchema as error:
        raise FetchFailure(url, "redirects to something other than a web address") from error
    except requests.ConnectionError as error:
        raise FetchFailure(url, "cannot be reached") from error
    # A malformed address in a redirect surfaces as a bare ValueError.
    except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
        raise FetchFailure(url, f"cannot be read ({type(error).__name__})") from error


def _require_readable(url: str, response: requests.Response, media_type: str) -> None:
    if not response.ok:
        raise FetchFailure(url, f"the server answered {response.status_code} {response.reason}")
    if media_type not in MEDIA_TYPES:
        kind = media_type or "of no stated type"
        raise FetchFailure(url, f"is {kind}; only HTML and plain text can be read")


def _media_type(header: str) -> tuple[str, str | None]:
    message = Message()
    message["Content-Type"] = header or "application/octet-stream"
    return message.get_content_type(), message.get_content_charset()


def _body(url: str, response: requests.Response, deadline: float) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > MAX_BYTES:
            raise FetchFailure(url, f"is larger than {MAX_BYTES} bytes")
        if time.monotonic() > deadline:
            raise FetchFailure(url, f"took longer than {TOTAL_SECONDS} seconds")
    return bytes(body)
