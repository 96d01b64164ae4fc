"""The connections of the server: what is sent and taken has some pace, and is worth keeping.

Waitress closes connections that are silent. A byte now and then, sent or taken, would hold one for
ever, and a few hundred of them keep everybody else out.
"""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError

if TYPE_CHECKING:
    from waitress.task import Task

# Of a request for a path with an Authorization: how long a body may be to be looked at.
MostKept = Callable[[str, str], int]
# What lies here counts as taken. The system would let it grow to megabytes.
_SEND_BUFFER_BYTES = 256 * 1024
# To be closed at once, with what was not sent.
_NO_LINGER = struct.pack("ii", 1, 0)


class Connection(HTTPChannel):
    """A connection that is closed if a request does not arrive, or an answer is not taken, in time.

    A request has `seconds` from its first byte, and one more for each `pace` bytes that have come.
    An answer may rest for as long, and longer by a second for each `pace` bytes that were taken
    lately: how long it takes as a whole, as a stream of events does, does not count.
    A connection on which nothing happens gives way after `idle` seconds once no more are taken in.
    """

    seconds, pace, idle = 30.0, 10_000, 5.0
    _began: float | None = None
    _taken_until: float | None = None
    _is_held_back = False

    def __init__(self, server: Any, sock: socket.socket, *rest: Any, **options: Any) -> None:
        self._socket = sock
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)
        super().__init__(server, sock, *rest, **options)

    def readable(self) -> bool:
        """Whether more may be read; asked about each second, in the thread that reads and sends."""
        now = time.monotonic()
        # Asked in this order no other thread can change what is found: it answers no request.
        if not self.requests and self._began is not None and now > self._due():
            self.will_close = True
        if not self.total_outbufs_len:
            self._taken_until = None
            self._go_on()
        elif self._taken_until is None:
            # It was asked last when there was no answer, which may be a while ago.
            self._taken_until = now + self.seconds
        elif now > self._taken_until:
            self._break_off()
        if self.server.in_connection_overflow and self._is_idle():
            self.will_close = True
        return super().readable()

    def received(self, data: bytes) -> bool:
        """Take in what has come."""
        if self._began is None:
            self._began = time.monotonic()
        return super().received(data)

    def service(self) -> None:
        """Answer a request, now that all of it is there; one that came too soon is left."""
        if self.total_outbufs_len:
            # Else one who sends many requests and takes no answer would hold this thread.
            self._is_held_back = True
            self.server.pull_trigger()
            return
        self._began = None
        super().service()

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send what the system takes of it; how much that was, in bytes."""
        sent = super().send(data, do_close)
        latest = time.monotonic() + self.seconds
        until = latest if self._taken_until is None else self._taken_until + sent / self.pace
        # Waitress counts what was sent only afterwards: so much was waiting.
        self._taken_until = None if sent >= self.total_outbufs_len else min(until, latest)
        return sent

    def _due(self) -> float:
        assert self._began is not None
        came = 0
        if self.request is not None:
            came = self.request.header_bytes_received + self.request.body_bytes_received
        return self._began + self.seconds + came / self.pace

    def _go_on(self) -> None:
        """Answer the next request, now that the answer before was sent."""
        if self._is_held_back:
            self._is_held_back = False
            # Waitress puts its channels there, too; only its published types ask for a task.
            self.server.add_task(cast("Task", self))

    def _break_off(self) -> None:
        self.will_close = True
        # That alone would wait until something can be sent. A client may be gone already.
        with suppress(OSError):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
            self._socket.shutdown(socket.SHUT_RDWR)

    def _is_idle(self) -> bool:
        is_at_rest = not self.requests and self.request is None and not self.total_outbufs_len
        return is_at_rest and time.time() > self.last_activity + self.idle


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
    """A request whose body is not kept, in memory or on disk, if it will be refused unread.

    One without a body is there at once, whatever it expects; no other protocol is changed to
    (RFC 9110, 7.8 and 10.1.1).
    """

    most_kept: MostKept
    path: str

    def parse_header(self, header_plus: bytes) -> None:
        """Read the header; the body comes after.

        :raises ParsingError: if it cannot be read.
        """
        try:
            super().parse_header(header_plus)
        # An address that is none, a length of thousands of digits: else nothing would be answered.
        except ValueError as error:
            raise ParsingError("Bad URI or Content-Length") from error
        # An address that ends with its host is that of `/` (RFC 9110, 4.2.3).
        self.path = self.path or "/"
        # Routes would be looked for among those of WebSockets.
        self.headers = {name: value for name, value in self.headers.items() if name != "UPGRADE"}
        if self.body_rcv is None:
            self.expect_continue = False
        else:
            most = self.most_kept(self.path, self.headers.get("AUTHORIZATION", ""))
            if self.content_length > most:
                most = 0
            self.body_rcv.buf = _Body(most, self.adj.inbuf_overflow)


def connections(most_kept: MostKept) -> type[Connection]:
    """The class of the connections of a server."""
    request = type("Request", (_Request,), {"most_kept": staticmethod(most_kept)})
    return type("Connection", (Connection,), {"parser_class": request})
