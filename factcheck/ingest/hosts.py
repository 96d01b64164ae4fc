"""Connections to the public internet only: what a host name resolves to is checked and kept.

Every connection of a session, that of a redirect too, goes to an address that was checked just
before, never to the name, so a name cannot point elsewhere in between (DNS rebinding). The ranges
are those of the IANA special-purpose address registries (RFC 6890), as `ipaddress` knows them.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Iterator, Set
from contextlib import suppress
from typing import Any, Self

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    InvalidHeader,
    MaxRetryError,
    NewConnectionError,
)
from urllib3.response import BaseHTTPResponse
from urllib3.util.connection import create_connection
from urllib3.util.retry import Retry

from factcheck.ingest.connections import Connections

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Prefixes whose last 32 bits are an IPv4 address: NAT64 (RFC 6052, RFC 8215), IPv4-compatible.
_WITH_IPV4 = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96")))
# Special ones that not every version of `ipaddress` knows, and Azure's service for its machines.
_SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "168.63.129.16/32",
        "fec0::/10",
        "100::/64",
        "64:ff9b:1::/48",
        "3fff::/20",
        "5f00::/16",
        "2001::/23",
    )
)

_BUSY = (429, 500, 502, 503, 504)
# A server that asks for a longer pause (`Retry-After`, RFC 9110, 10.2.3) is not asked again.
MOST_PAUSE_SECONDS = 15.0


class NotPublic(Exception):
    """A host that resolves to an address beyond the public internet.

    :param host: the host as it was asked for.
    :param address: what it resolves to.
    """

    def __init__(self, host: str, address: str) -> None:
        self.host, self.address = host, address
        super().__init__(f"{host} is {address}")


def stands_inside(host: str) -> bool:
    """Whether a host is beyond the public internet by its very spelling, whoever resolves it."""
    address = _number(host)
    if address is not None:
        return not is_public(address)
    name = host.casefold().rstrip(".")
    return name == "localhost" or name.endswith(".localhost")


def _number(host: str) -> Address | None:
    """The address of which a host is the number, in any spelling that resolvers take."""
    with suppress(ValueError):
        return ipaddress.ip_address(host)
    # Such as 127.1, 0x7f.1 and 2130706433.
    with suppress(OSError, UnicodeError):
        return ipaddress.IPv4Address(socket.inet_aton(host))
    return None


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet, and so is any that it embeds."""
    is_special = address.is_multicast or any(address in network for network in _SPECIAL)
    return address.is_global and not is_special and all(map(is_public, _inner(address)))


def _inner(address: Address) -> Iterator[Address]:
    if isinstance(address, ipaddress.IPv4Address):
        return
    embedded = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in _WITH_IPV4):
        embedded.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    yield from (inner for inner in embedded if inner is not None)


def checked_addresses(host: str, port: int, allowed: Set[str]) -> list[str]:
    """What a host resolves to, in the order of the resolver.

    :param allowed: hosts, as written in the address, that may be anywhere.
    :raises NotPublic: if any of its addresses is not public.
    :raises OSError: if it does not resolve.
    """
    found = [str(place[4][0]) for place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if host.casefold() not in allowed:
        for address in found:
            if not is_public(ipaddress.ip_address(address)):
                raise NotPublic(host, address)
    return list(dict.fromkeys(found))


def _retry(is_over: threading.Event) -> Retry:
    """How often, and after which pauses; there are no more of either once `is_over` is set."""

    class Patience(Retry):
        def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
            try:
                return super().get_retry_after(response)
            except InvalidHeader:
                return None

        def increment(
            self,
            method: str | None = None,
            url: str | None = None,
            response: BaseHTTPResponse | None = None,
            *rest: Any,
            **named: Any,
        ) -> Self:
            asked = self.get_retry_after(response) if response is not None else None
            if is_over.is_set() or (asked or 0) > MOST_PAUSE_SECONDS:
                raise MaxRetryError(named["_pool"], url)
            return super().increment(method, url, response, *rest, **named)

        def sleep(self, response: BaseHTTPResponse | None = None) -> None:
            asked = self.get_retry_after(response) if response is not None else None
            is_over.wait(self.get_backoff_time() if asked is None else asked)

    return Patience(
        total=None,
        connect=2,
        read=1,
        status=2,
        redirect=0,
        other=0,
        backoff_factor=0.3,
        status_forcelist=_BUSY,
        raise_on_status=False,
    )


class PublicOnly(HTTPAdapter):
    """Carries requests to public addresses and to hosts that are allowed by name.

    Connections that fail and servers that are busy are tried again, up to twice, after a pause
    that grows, or the one that the server asks for if that is at most `MOST_PAUSE_SECONDS`, as
    long as the deadline of `connections` is not over.

    :param allowed: hosts, in small letters, that may be anywhere.
    """

    def __init__(self, allowed: Set[str]) -> None:
        self._allowed = allowed
        self.connections = Connections()
        super().__init__(max_retries=_retry(self.connections.is_over))

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Make the pools of this session's own kinds of connection."""
        super().init_poolmanager(*arguments, **options)
        connect = self._connect

        class Plain(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return connect(self)

        class Secure(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return connect(self)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    def close(self) -> None:
        """Close every connection."""
        super().close()
        self.connections.forget()

    def _connect(self, connection: HTTPConnection) -> socket.socket:
        host, port = connection.host, connection.port
        try:
            failure: OSError | None = None
            for address in checked_addresses(host, port, self._allowed):
                if self.connections.is_over.is_set():
                    break
                try:
                    made = create_connection(
                        (address, port),
                        connection.timeout,
                        socket_options=connection.socket_options,
                    )
                    self.connections.add(connection, made)
                    return made
                except OSError as error:
                    failure = error
            raise failure or OSError(f"no connection to {host}")
        except TimeoutError as error:
            raise ConnectTimeoutError(connection, f"no answer from {host}") from error
        except (OSError, UnicodeError) as error:
            raise NewConnectionError(connection, f"no connection to {host}") from error
