"""A server of the HTTP API as a client reaches it: with patience, and its refusals as errors."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from operator import itemgetter
from typing import Any, Self, TypeAlias, TypeVar

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.exceptions import InvalidHeader, MaxRetryError, ReadTimeoutError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Retry

from factcheck.errors import FetchFailure, InvalidInput
from factcheck.sending import json_of
from factcheck.version import __version__

T = TypeVar("T")
Read: TypeAlias = Callable[[dict[str, Any]], T]

_SCHEMES = ("http://", "https://")
_KEY = re.compile(r"[\x21-\x7e]*")
# 502 and 504 come from a proxy before a server that is just starting, or has too much to do.
_FINE, _BUSY = range(200, 300), (429, 502, 503, 504)
# What says enough without a problem, as a proxy sends it.
_CODES = {
    401: "unauthenticated",
    413: "payload_too_large",
    429: "rate_limited",
    **dict.fromkeys(_BUSY[1:], "overloaded"),
}
# A server that wants to be left alone for longer is not waited for.
_LONGEST_PAUSE = 120.0
# A stream is read in parts that are as long, or as they come.
_PART_BYTES = 1024 * 1024


class ServerRefusal(FetchFailure):
    """The server answered with a problem (RFC 9457).

    :param url: what was asked.
    :param body: the problem as it was sent.
    """

    def __init__(self, url: str, body: dict[str, Any]) -> None:
        self.body = body
        self.status: int = body["status"]
        # Of a class elsewhere; here each answer has its own.
        self.code = str(body.get("code", "internal"))  # type: ignore[misc]
        self.request_id = body.get("request_id")
        said = [body[part] for part in ("title", "detail") if part in body]
        super().__init__(url, ": ".join(map(str, said)) or f"answered {self.status}")


class KeyRefused(ServerRefusal):
    """The key is missing, not good, or lacks the scope (401, 403)."""


class NothingThere(ServerRefusal):
    """There is no such document, batch, index or page (404)."""


class RequestRefused(ServerRefusal):
    """The request is at fault; `body["errors"]` names each value (other 4xx)."""


class ServerBusy(ServerRefusal):
    """Too many requests or too much work, also after the last attempt (429, 502, 503, 504).

    At once where the server asks for a pause of more than two minutes, or none that is understood.
    """


class ServerFailed(ServerRefusal):
    """The server is at fault (5xx)."""


class _Key(AuthBase):
    """Sends a key, also where a `.netrc` of the user's has a password for the host."""

    def __init__(self, key: str) -> None:
        # A file that a key was written to ends with a line break.
        self._key = key.strip()
        if not _KEY.fullmatch(self._key):
            expected = "must be a key as `factcheck keys create` printed it, in visible ASCII"
            raise InvalidInput("key", "(not shown)", expected)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._key}"
        return request


class _Patience(Retry):
    """Waits as long as the server says, within reason."""

    def increment(self, method: str | None = None, *rest: Any, **named: Any) -> Self:
        response: BaseHTTPResponse | None = named.get("response")
        if response is not None and not self._is_short(response):
            raise MaxRetryError(named["_pool"], "", InvalidHeader("Retry-After"))
        return super().increment(method, *rest, **named)

    def _is_short(self, response: BaseHTTPResponse) -> bool:
        try:
            return (self.get_retry_after(response) or 0.0) <= _LONGEST_PAUSE
        except (InvalidHeader, ValueError, OverflowError):
            return False


class _Caution(_Patience):
    """Does not repeat what the server may still be at work on: it would do it all once more."""

    def increment(self, method: str | None = None, *rest: Any, **named: Any) -> Self:
        error = named.get("error")
        if method == "POST" and isinstance(error, ReadTimeoutError):
            raise error
        return super().increment(method, *rest, **named)

    def is_retry(self, method: str, status_code: int, has_retry_after: bool = False) -> bool:
        """Whether a request with that answer may be repeated; a 504 is a proxy's patience."""
        if method == "POST" and status_code == requests.codes.gateway_timeout:
            return False
        return super().is_retry(method, status_code, has_retry_after)


class Connection:
    """Asks a server. Safe to share between threads.

    :param url: the address of the server.
    :param key: sent with every request; None for none.
    :param attempts: how often a request is repeated while the server is busy or not to be reached.
    :param timeout: seconds without a byte after which a request fails.
    :param repeatable: the path below which work that got no answer may be asked for once more.
    :raises InvalidInput: for an address that is none of the web, or a key that can be none.
    """

    def __init__(
        self, url: str, key: str | None, attempts: int, timeout: float, repeatable: str
    ) -> None:
        if not url.startswith(_SCHEMES):
            raise InvalidInput("url", url, "must start with http:// or https://")
        self.url, self.timeout = url.rstrip("/"), timeout
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"factcheck/{__version__}"
        if key is not None:
            self._session.auth = _Key(key)
        terms: dict[str, Any] = {
            "total": attempts,
            "backoff_factor": 0.5,
            "backoff_jitter": 0.5,
            "status_forcelist": _BUSY,
            "allowed_methods": None,
            "raise_on_status": False,
        }
        for scheme in _SCHEMES:
            self._session.mount(scheme, HTTPAdapter(max_retries=_Caution(**terms)))
        self._session.mount(self.url + repeatable, HTTPAdapter(max_retries=_Patience(**terms)))

    def post(self, path: str, body: dict[str, Any], read: Read[T], **more: Any) -> T:
        """What the server answers to a body, of which what is None is left out. See :meth:`ask`.

        :raises InvalidInput: for a value that no JSON can hold.
        """
        headers = {"Content-Type": "application/json", **more.pop("headers", {})}
        return self.ask("POST", path, read, data=_content(body), headers=headers, **more)

    def follow(
        self,
        path: str,
        body: dict[str, Any],
        read: Read[T],
        progress: Callable[[int, int], None],
        **more: Any,
    ) -> T:
        """What is read from the last event of a stream. See :meth:`post`.

        :param progress: called with (completed, total) of the events before; what it raises ends
            the work of the server.
        """
        headers = {"Content-Type": "application/json"}
        sent = {"data": _content(body), "headers": headers, "stream": True}
        with self.response("POST", path, **sent, **more) as response:
            for name, data in _events(response):
                if name == "problem":
                    raise refusal_of(response.url, data)
                if name != "progress":
                    return _read(response, data, read)
                progress(*_read(response, data, itemgetter("completed", "total")))
        raise FetchFailure(response.url, "the answer broke off: is it a factcheck server?")

    def ask(self, method: str, path: str, read: Read[T], **options: Any) -> T:
        """What is read from the JSON object that the server answers with.

        :param read: may fail as it likes where the object is not what it should be.
        :param options: those of :meth:`requests.Session.request`.
        :raises ServerRefusal: one of its kinds.
        :raises FetchFailure: if the server cannot be reached, or answers something else.
        """
        response = self.response(method, path, **options)
        return _read(response, _body(response), read)

    def response(self, method: str, path: str, **options: Any) -> requests.Response:
        """The answer, if it is no refusal. See :meth:`ask`."""
        url = self.url + path
        options.setdefault("timeout", self.timeout)
        try:
            response = self._session.request(method, url, allow_redirects=False, **options)
        except requests.ReadTimeout as error:
            raise FetchFailure(url, f"no answer within {options['timeout']:g} seconds") from error
        except requests.RequestException as error:
            is_silent = type(error) in {requests.ConnectionError, requests.ConnectTimeout}
            reason = "nothing answers there" if is_silent else error
            raise FetchFailure(url, f"the server cannot be reached: {reason}") from error
        if response.status_code in _FINE:
            return response
        raise refusal_of(url, _problem(response))

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()


def refusal_of(url: str, problem: dict[str, Any]) -> ServerRefusal:
    """A problem as the error that it is, by its status."""
    return _kind_of(problem["status"])(url, problem)


def _content(body: dict[str, Any]) -> bytes:
    given = [
        f"{json.dumps(name)}: {json_of(name, value)}"
        for name, value in body.items()
        if value is not None
    ]
    return f"{{{', '.join(given)}}}".encode()


def _read(response: requests.Response, body: dict[str, Any], read: Read[T]) -> T:
    try:
        return read(body)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        reason = f"answered with something else ({error!r}): is it a factcheck server?"
        raise FetchFailure(response.url, reason) from error


def _events(response: requests.Response) -> Iterator[tuple[str, dict[str, Any]]]:
    """The name and data of each event, as they come."""
    name = ""
    try:
        for line in response.iter_lines(_PART_BYTES):
            field, _, value = line.partition(b": ")
            if field == b"event":
                name = value.decode()
            elif field == b"data":
                yield name, json.loads(value)
    except (requests.RequestException, ValueError) as error:
        raise FetchFailure(response.url, f"the answer broke off: {error}") from error


def _problem(response: requests.Response) -> dict[str, Any]:
    status = response.status_code
    try:
        return {**_body(response), "status": status}
    except FetchFailure as error:
        if status not in _CODES:
            raise
        return {"status": status, "code": _CODES[status], "detail": error.reason}


def _body(response: requests.Response) -> dict[str, Any]:
    with suppress(requests.JSONDecodeError):
        body = response.json()
        if isinstance(body, dict):
            return body
    reason = f"answered {response.status_code} without a JSON object: is it a factcheck server?"
    raise FetchFailure(response.url, reason)


def _kind_of(status: int) -> type[ServerRefusal]:
    if status in _BUSY:
        return ServerBusy
    if status >= requests.codes.server_error:
        return ServerFailed
    by_status = {401: KeyRefused, 403: KeyRefused, 404: NothingThere}
    return by_status.get(status, RequestRefused)
