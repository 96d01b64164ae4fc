"""The connections of the server: a request has to arrive at some pace, and to be worth keeping.

Waitress closes connections that are silent. A byte now and then would hold one for ever, and a few
hundred of them keep everybody else out.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

# Of a request for a path with an Authorization: how long a body may be to be looked at.
MostKept = Callable[[str, str], int]


class Connection(HTTPChannel):
    """A connection that is closed if a request does not arrive in time.

    A request has `seconds` from its first byte, and one more for each `pace` bytes that have come.
    """

    seconds, pace = 30.0, 10_000
    _began: float | None = None

    def readable(self) -> bool:
        """Whether more may be read; asked about each second, in the thread that reads."""
        # Asked in this order no other thread can change what is found: it answers no request.
        if not self.requests and self._began is not None and time.monotonic() > self._due():
            self.will_close = True
        return super().readable()

    def received(self, data: bytes) -> bool:
        """Take in what has come."""
        if self._began is None:
            self._began = time.monotonic()
        return super().received(data)

    def service(self) -> None:
        """Answer a request, now that all of it is there."""
        self._began = None
        super().service()

    def _due(self) -> float:
        assert self._began is not None
        came = 0
        if self.request is not None:
            came = self.request.header_bytes_received + self.request.body_bytes_received
        return self._began + self.seconds + came / self.pace


class _Body(OverflowableBuffer):
    """A body that is dropped once it is too long; the application learns how long it was."""

    def __init__(self, most: int, overflow: int) -> None:
        super().__init__(overflow)
        self._most, self._length = most, 0

    def __len__(self) -> int:
        return self._length

    def append(self, s: bytes) -> None:
        """Take in the next bytes."""
        self._length += len(s)
        if self._length <= self._most:
            super().append(s)


class _Request(HTTPRequestParser):
    """A request whose body is not kept, in memory or on disk, if it will be refused unread."""

    most_kept: MostKept
    path: str

    def parse_header(self, header_plus: bytes) -> None:
        """Read the header; the body comes after."""
        super().parse_header(header_plus)
        if self.body_rcv is not None:
            most = self.most_kept(self.path, self.headers.get("AUTHORIZATION", ""))
            if self.content_length > most:
                most = 0
            self.body_rcv.buf = _Body(most, self.adj.inbuf_overflow)


def connections(most_kept: MostKept) -> type[Connection]:
    """The class of the connections of a server."""
    request = type("Request", (_Request,), {"most_kept": staticmethod(most_kept)})
    return type("Connection", (Connection,), {"parser_class": request})
