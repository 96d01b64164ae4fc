"""The open connections of a session, which end together when their time is over."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from urllib3.connection import HTTPConnection


class Connections:
    """Connections to end at once, wherever a slow server holds them: in a TLS handshake, too.

    `is_over` is set once the time of what is asked for now is over.
    """

    def __init__(self) -> None:
        self.is_over = threading.Event()
        self._changing = threading.Lock()
        # TLS takes a socket away from who made it (`SSLContext.wrap_socket`), a duplicate of it
        # stays. As long as it is open, so is the connection.
        self._duplicates: dict[HTTPConnection, socket.socket] = {}

    @contextmanager
    def deadline(self, seconds: float) -> Iterator[None]:
        """Hang up after so many seconds, unless what is done in this context ends before."""
        self.is_over.clear()
        timer = threading.Timer(seconds, self._hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            # One that is at it must not end what is asked for next.
            timer.join()
            self._forget_closed()

    def add(self, connection: HTTPConnection, made: socket.socket) -> None:
        """Have a connection end with the others.

        :raises TimeoutError: if their time is over already; then it is closed.
        """
        with self._changing:
            if not self.is_over.is_set():
                self._forget(connection)
                self._duplicates[connection] = made.dup()
                return
        made.close()
        raise TimeoutError("the time was over before it was connected")

    def forget(self) -> None:
        """Let go of every connection; those that are open are somebody else's to close."""
        with self._changing:
            for connection in [*self._duplicates]:
                self._forget(connection)

    def _forget_closed(self) -> None:
        with self._changing:
            for connection in [*self._duplicates]:
                if connection.sock is None:
                    self._forget(connection)

    def _hang_up(self) -> None:
        with self._changing:
            self.is_over.set()
            for duplicate in self._duplicates.values():
                # One that the other side has ended is no longer connected.
                with suppress(OSError):
                    duplicate.shutdown(socket.SHUT_RDWR)

    def _forget(self, connection: HTTPConnection) -> None:
        duplicate = self._duplicates.pop(connection, None)
        if duplicate is not None:
            duplicate.close()
