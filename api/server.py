"""Running the application: waitress, one process, a fixed number of threads.

Waitress is pure Python and never forks. Models and vector search bring threads of their own,
which do not survive a fork; more capacity is more processes, each started by itself.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Flask, request
from waitress.server import BaseWSGIServer, create_server

from factcheck import InvalidInput
from factcheck.api.access import asks_for_keys, opens_any
from factcheck.api.bodies import DOCUMENTS_BODY_BYTES, most_bytes
from factcheck.api.connections import connections
from factcheck.api.refusals import Refusal
from factcheck.api.service import finish, run_on
from factcheck.api.threads import THREADS

_log = logging.getLogger(__name__)
# The longest cursor, every character percent-encoded, is answered by the application.
_HEADER_BYTES = 128 * 1024
_CONNECTIONS = 200
_IDLE_SECONDS = 60
# What a server that ends gives those who still take their answers.
_SENDING_SECONDS = 30
_HIGHEST_PORT = 65_535
_ENDS = (signal.SIGINT, signal.SIGTERM)


def serve(
    app: Flask,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    threads: int = THREADS,
    insecure: bool = False,
    proxy: str | None = None,
) -> None:
    """Answer requests until SIGINT or SIGTERM; what was taken in until then is finished.

    A second signal ends it at once.

    An application that asks for keys may listen anywhere. One that does not listens on a
    loopback address, where only requests addressed to this machine by its own names are
    answered, so that no web page can reach the index by pointing its name here.

    :param port: 0 takes any free one; the log says which.
    :param threads: requests answered at the same time. Most of them only wait for their turn at
        the models, so there are more than processors. Eight are left to what is answered at
        once, as is one that is refused.
    :param insecure: allow an address that others can reach although no keys are asked for.
    :param proxy: the address of a proxy whose `X-Forwarded-Proto` is believed, so that addresses in
        answers begin with https; "*" for anybody who can reach the server.
    :raises InvalidInput: if the address is public and `insecure` is not set, or is not free.
    """
    if not insecure and not asks_for_keys(app):
        _require_loopback(host)
        app.before_request(_refuse_foreign_names)
    run_on(app, threads)
    believed = _believed(proxy)
    listener = _listening(host, port)
    server = create_server(
        app,
        sockets=[listener],
        threads=threads,
        ident=None,
        connection_limit=_CONNECTIONS,
        channel_timeout=_IDLE_SECONDS,
        max_request_header_size=_HEADER_BYTES,
        # It takes less than this, and the application as much as its limit.
        max_request_body_size=DOCUMENTS_BODY_BYTES + 1,
        # No thread waits until an answer is taken: each connection holds one answer at most.
        outbuf_high_watermark=sys.maxsize,
        clear_untrusted_proxy_headers=True,
        **believed,
    )
    assert isinstance(server, BaseWSGIServer), "one socket makes one server"
    server.channel_class = connections(
        lambda path, authorization: most_bytes(path) if opens_any(app, authorization) else 0
    )
    # Set even for SIGINT, which a process started in the background inherits as ignored.
    stop = _Stop(lambda: _finish(app, server))
    previous = {number: signal.signal(number, stop) for number in _ENDS}
    try:
        _log.info("serving on http://%s:%d", *listener.getsockname()[:2])
        server.run()
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        server.close()


def check_address(
    host: str, port: int, *, has_keys: bool, insecure: bool = False, proxy: str | None = None
) -> None:
    """Refuse what :func:`serve` would, before an application begins to load its models.

    :param has_keys: whether the application will ask for keys.
    :raises InvalidInput: as :func:`serve`.
    """
    if not insecure and not has_keys:
        _require_loopback(host)
    _believed(proxy)
    _listening(host, port).close()


def _finish(app: Flask, server: BaseWSGIServer) -> None:
    """Return once what was taken in is done and its answers are sent, or not taken in time."""
    finish(app)
    until = time.monotonic() + _SENDING_SECONDS
    while time.monotonic() < until and any(
        channel.requests or channel.total_outbufs_len
        for channel in list(cast(dict[int, Any], server.active_channels).values())
    ):
        time.sleep(0.05)


def _believed(proxy: str | None) -> dict[str, Any]:
    if proxy is None:
        return {}
    try:
        address = proxy if proxy == "*" else str(ipaddress.ip_address(proxy))
    except ValueError as error:
        raise InvalidInput("proxy", proxy, "must be an IP address, or * for any") from error
    return {"trusted_proxy": address, "trusted_proxy_headers": {"x-forwarded-proto"}}


def _require_loopback(host: str) -> None:
    expected = (
        "must be a loopback address such as 127.0.0.1: anyone who can reach the server could "
        "read and change the index; make keys (factcheck keys create), put a proxy that checks who "
        "asks in front, or set insecure"
    )
    if not _is_loopback(host):
        raise InvalidInput("host", host, expected)


def _is_loopback(host: str | None) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _refuse_foreign_names() -> None:
    if not _is_loopback(urlsplit(f"//{request.host}").hostname):
        detail = "this server answers only to localhost; a proxy must pass that on as Host"
        raise Refusal("bad_request", detail)


def _listening(host: str, port: int) -> socket.socket:
    if not 0 <= port <= _HIGHEST_PORT:
        raise InvalidInput("port", port, f"must be a whole number from 0 to {_HIGHEST_PORT}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except socket.gaierror as error:
        raise InvalidInput("host", host, "must be the address of this machine") from error
    except OSError as error:
        expected = f"must be free on {host}: {error.strerror}"
        raise InvalidInput("port", port, expected) from error


class _Stop:
    """Handles a signal to end: first what is under way, then the server. The second time at once.

    :param finish: returns once nothing is under way.
    """

    def __init__(self, finish: Callable[[], None]) -> None:
        self._finish, self._is_ending, self._is_finished = finish, False, False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if self._is_finished:
            raise SystemExit
        if self._is_ending:
            # What is stored is whole at any moment; threads at work would be waited for.
            os._exit(128 + number)
        self._is_ending = True
        _log.info("ending; answering what was asked until now")
        # Answers are sent by the main thread, so that it cannot wait itself.
        threading.Thread(target=self._end, args=(number,), name="ending", daemon=True).start()

    def _end(self, number: int) -> None:
        try:
            self._finish()
        except Exception:
            # A disk that is gone must not keep a server up that answers nobody.
            _log.exception("not all could be finished")
        self._is_finished = True
        os.kill(os.getpid(), number)
