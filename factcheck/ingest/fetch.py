"""Reading web pages: the only module that talks to the network (requests).

Only addresses of the public internet are read, unless a host is allowed by name; `robots.txt` is
respected, a host is asked at most once a second, and size and time are bounded.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Set
from contextlib import contextmanager
from types import TracebackType
from urllib.parse import urlsplit

import requests
import urllib3

from factcheck.errors import FetchFailure, InvalidInput
from factcheck.ingest.hosts import NotPublic, PublicOnly
from factcheck.ingest.media_types import DOCUMENTS, Readable, is_page, media_type_of
from factcheck.ingest.page import Page
from factcheck.ingest.page_cache import Kept, PageCache
from factcheck.ingest.robots import AGENT, Robots
from factcheck.version import __version__

MAX_BYTES = 10 * 2**20
MAX_FILE_BYTES = 50 * 2**20
MAX_REDIRECTS = 5
CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 10, 20, 60
PAUSE_SECONDS = 1.0

_CHUNK = 64 * 1024
_MAX_ROBOTS_BYTES = 512 * 1024


def is_url(value: object) -> bool:
    """Whether a source named by the user is a web address rather than a path."""
    return isinstance(value, str) and value.casefold().startswith(("http://", "https://"))


class Web:
    """Reads pages; a context manager that keeps what it learns of each host.

    Proxies and passwords of the environment are not used: behind a proxy, where a name leads
    cannot be checked.

    :param allow_hosts: hosts that may be read although they are not on the public internet.
    :param robots: whether `robots.txt` is respected.
    :param cache: pages read before, of which servers are asked only whether they have changed.
    :param readable: the kinds of answers that the caller can read; others are refused.
    """

    def __init__(
        self,
        allow_hosts: Set[str] = frozenset(),
        *,
        robots: bool = True,
        cache: PageCache | None = None,
        readable: Readable = DOCUMENTS,
    ) -> None:
        self._adapter = PublicOnly({host.casefold() for host in allow_hosts})
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.max_redirects = MAX_REDIRECTS
        self._session.headers.update({"User-Agent": f"{AGENT}/{__version__}"})
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, self._adapter)
        self._robots = Robots(self._robots_txt) if robots else None
        self._cache = cache
        self._readable = readable
        self._asked: dict[str, float] = {}

    def __enter__(self) -> Web:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._session.close()

    def read(self, url: str) -> Page:
        """Read a page of at most `MAX_BYTES`, or a file of `MAX_FILE_BYTES`, in `TOTAL_SECONDS`.

        :raises InvalidInput: if `url` is not an http or https address with a host.
        :raises FetchFailure: if it leads to an address that is not public, `robots.txt` asks not
            to read it, there is no answer in time, the answer is an error, too large, redirected
            too often or elsewhere than to the web, or is of no kind that can be read.
        """
        host = _host(url)
        with _foreign_errors_mapped(url):
            refusal = self._robots.refusal(url) if self._robots is not None else None
            if refusal is not None:
                raise FetchFailure(url, refusal)
            kept = self._cache.find(url) if self._cache is not None else None
            page = self._asked_for(url, host, kept) if kept is not None else None
            page = page or self._asked_for(url, host, None)
            if page is None:
                raise FetchFailure(url, "the server answered 304 Not Modified without being asked")
            return page

    def _asked_for(self, url: str, host: str, kept: Kept | None) -> Page | None:
        """The page as it is now; None if all that is said of it is that it has not changed."""
        self._wait_for(host)
        with (
            self._deadline(url),
            self._session.get(
                url,
                stream=True,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                headers=dict(kept.conditions) if kept is not None else None,
            ) as response,
        ):
            if response.status_code == requests.codes.not_modified:
                # Of another address than before it would say nothing of the page that is kept.
                return kept.page if kept is not None and kept.page.url == response.url else None
            media_type, charset = media_type_of(response.headers, response.url)
            _require_answer(url, response)
            if media_type not in self._readable.types:
                raise FetchFailure(url, f"is {media_type}; only {self._readable.named} can be read")
            limit = MAX_BYTES if is_page(media_type) else MAX_FILE_BYTES
            page = Page(response.url, _body(url, response, limit), media_type, charset)
            self._keep(url, page, response)
            return page

    def _keep(self, url: str, page: Page, response: requests.Response) -> None:
        if self._cache is not None:
            try:
                self._cache.keep(url, page, response.headers)
            except OSError as error:
                reason = f"the page cache cannot be written ({error.strerror})"
                raise FetchFailure(url, f"{reason}; FACTCHECK_PAGE_CACHE names another") from error

    def _robots_txt(self, url: str) -> tuple[int, str]:
        try:
            with (
                self._deadline(url),
                self._session.get(
                    url, stream=True, timeout=(CONNECT_SECONDS, READ_SECONDS)
                ) as response,
            ):
                text = _body(url, response, _MAX_ROBOTS_BYTES).decode("utf-8", "replace")
                return response.status_code, text
        # A site that cannot be reached at all is told of as any page of it.
        except requests.ConnectionError:
            raise
        except requests.RequestException as error:
            raise FetchFailure(url, f"cannot be read ({type(error).__name__})") from error

    def _wait_for(self, host: str) -> None:
        """One page a second from a host."""
        wait = self._asked.get(host, 0.0) + PAUSE_SECONDS - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self._asked[host] = time.monotonic()

    @contextmanager
    def _deadline(self, url: str) -> Iterator[None]:
        """Hang up when the time is over, wherever a slow server holds us."""
        late = FetchFailure(url, f"took longer than {TOTAL_SECONDS} seconds", limit=TOTAL_SECONDS)
        connections = self._adapter.connections
        try:
            with connections.deadline(TOTAL_SECONDS):
                yield
        except Exception as error:
            if connections.is_over.is_set():
                raise late from error
            raise
        if connections.is_over.is_set():
            raise late


def fetch(url: str, allow_hosts: Set[str] = frozenset()) -> Page:
    """Read one page; see :meth:`Web.read`."""
    with Web(allow_hosts) as web:
        return web.read(url)


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname if is_url(url) else None
    except ValueError:
        host = None
    if not host:
        raise InvalidInput("url", url, "must be an http or https address")
    return host


@contextmanager
def _foreign_errors_mapped(url: str) -> Iterator[None]:
    try:
        yield
    except NotPublic as error:
        raise FetchFailure(
            url,
            f"{error.host} is not on the public internet; hosts of your own network are read "
            f"only when FACTCHECK_ALLOW_HOSTS names them",
        ) from error
    except requests.TooManyRedirects as error:
        reason = f"more than {MAX_REDIRECTS} redirects"
        raise FetchFailure(url, reason, limit=MAX_REDIRECTS) from error
    except requests.Timeout as error:
        raise FetchFailure(url, "no answer in time") from error
    except requests.exceptions.InvalidSchema as error:
        raise FetchFailure(url, "redirects to something other than a web address") from error
    except requests.ConnectionError as error:
        raise FetchFailure(url, "cannot be reached") from error
    # A malformed address in a redirect surfaces as a bare ValueError.
    except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
        raise FetchFailure(url, f"cannot be read ({type(error).__name__})") from error


def _require_answer(url: str, response: requests.Response) -> None:
    if not response.ok:
        pause = response.headers.get("Retry-After")
        asks = f" and asks to be left alone (Retry-After: {pause})" if pause else ""
        answer = f"{response.status_code} {response.reason}"
        raise FetchFailure(url, f"the server answered {answer}{asks}")


def _body(url: str, response: requests.Response, limit: int) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > limit:
            raise FetchFailure(url, f"is larger than {limit} bytes", limit=limit)
    return bytes(body)
