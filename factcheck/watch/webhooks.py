"""Webhooks as standardwebhooks.com has them: signed, to public addresses, no redirects."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Set
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

from factcheck.errors import HostNotAllowed, InvalidInput
from factcheck.ingest.hosts import NotPublic, PublicOnly, stands_inside
from factcheck.version import __version__

_PREFIX = "whsec_"
_SECRET_BYTES = 32
_URL_CHARS = 2_048
# Seconds to connect, between two bytes of an answer, and in all.
_CONNECT, _READ, _TOTAL = 10, 15, 30
_LATE = "no answer in time"
_OWN_NETWORK = (
    "is not on the public internet; hosts of your own network are told only when "
    "FACTCHECK_ALLOW_HOSTS names them"
)


def new_secret() -> str:
    """A secret to sign with, as receivers want it: `whsec_` and base64."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode("ascii")


def signature(secret: str, message_id: str, timestamp: int, body: str) -> str:
    """HMAC-SHA256 over id, time and body, as in `v1,` and base64.

    :param timestamp: seconds since 1970, when the message is sent.
    """
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    signed = f"{message_id}.{timestamp}.{body}".encode()
    return f"v1,{base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode('ascii')}"


def checked_url(url: str, allowed: Set[str]) -> str:
    """An address that messages may be sent to. Where its name leads is checked at each sending.

    :param allowed: hosts that may be anywhere.
    :raises InvalidInput: if it is not http or https, holds a password, or is too long.
    :raises HostNotAllowed: if it is `localhost` or the number of a machine that is not on the
        public internet, and not allowed.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or not url.isprintable() or " " in url:
        raise InvalidInput("webhook", url, "must be an http or https address")
    if "@" in parts.netloc:
        raise InvalidInput("webhook", f"{parts.scheme}://…@{host}", "must not hold a password")
    if len(url) > _URL_CHARS:
        raise InvalidInput("webhook", url, f"must be at most {_URL_CHARS} characters")
    if host not in {name.casefold() for name in allowed} and stands_inside(host):
        expected = f"must be reachable for anybody: {host} {_OWN_NETWORK}"
        raise HostNotAllowed("webhook", url, expected)
    return url


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Why a message did not arrive.

    :param is_answer: whether the receiver said so; else it was not reached, or did not answer.
    """

    reason: str
    is_answer: bool = False


class Sender:
    """Sends messages, one at a time; a context manager. Proxies of the environment are not used.

    :param allowed: hosts that may be told although they are not on the public internet.
    """

    def __init__(self, allowed: Set[str] = frozenset()) -> None:
        self._adapter = PublicOnly({host.casefold() for host in allowed})
        self._session = requests.Session()
        self._session.trust_env = False
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, self._adapter)

    def __enter__(self) -> Sender:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def send(
        self, url: str, secret: str, message_id: str, timestamp: int, body: str
    ) -> Undelivered | None:
        """Send a message once.

        :return: why it did not arrive, None if it did: the receiver answered 2xx.
        """
        headers = {
            "Content-Type": "application/json",
            "User-Agent": f"factcheck/{__version__}",
            "webhook-id": message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature(secret, message_id, timestamp, body),
        }
        connections = self._adapter.connections
        try:
            with (
                connections.deadline(_TOTAL),
                self._session.post(
                    url,
                    data=body.encode(),
                    headers=headers,
                    timeout=(_CONNECT, _READ),
                    allow_redirects=False,
                    stream=True,  # what the receiver has to say is not read
                ) as response,
            ):
                return _refusal(response.status_code)
        except NotPublic as error:
            return Undelivered(f"{error}, which {_OWN_NETWORK}")
        except requests.Timeout:
            return Undelivered(_LATE)
        except (requests.RequestException, ValueError, OSError) as error:
            if connections.is_over.is_set():
                return Undelivered(_LATE)
            return Undelivered(f"cannot be reached ({type(error).__name__})")


def _refusal(status: int) -> Undelivered | None:
    if status // 100 == 2:
        return None
    note = ": redirects are not followed" if status // 100 == 3 else ""
    return Undelivered(f"answered {status}{note}", is_answer=True)
