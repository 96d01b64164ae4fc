"""The id of each request and its one line in the log. No line holds a claim or a text."""

from __future__ import annotations

import logging
import re
import time
from urllib.parse import quote
from uuid import uuid4

from flask import Flask, Response, g, request

HEADER = "Request-Id"

_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,64}")
_log = logging.getLogger(__name__)


def request_id() -> str:
    """The client's own id for this request if it sent a well-formed one, else a new one."""
    if "request_id" not in g:
        sent = request.headers.get(HEADER, "")
        g.request_id = sent if _WELL_FORMED.fullmatch(sent) else uuid4().hex
    found: str = g.request_id
    return found


def register(app: Flask) -> None:
    """Give each response its `Request-Id` and each request its log line."""
    app.before_request(_start)
    app.after_request(_finish)


def _start() -> None:
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    # Percent-encoded, so that no path can forge a line.
    path = quote(request.path)
    took = (time.perf_counter() - g.started) * 1000
    key = g.get("key_id", "-")
    values = (request_id(), key, request.method, path, response.status_code, took)
    _log.info("%s %s %s %s %d %.1f ms", *values)
    return response
