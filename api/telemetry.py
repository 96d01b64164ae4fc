"""The id of each request and its one line in the log. Only if asked for it holds a claim."""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from flask import Flask, Response, current_app, g, request

HEADER = "Request-Id"
# Whether lines hold claims: a setting of the application.
LOG_CLAIMS = "LOG_CLAIMS"

_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,64}")
_log = logging.getLogger(__name__)


def request_id() -> str:
    """The client's own id for this request if it sent a well-formed one, else a new one."""
    if "request_id" not in g:
        sent = request.headers.get(HEADER, "")
        g.request_id = sent if _WELL_FORMED.fullmatch(sent) else uuid4().hex
    found: str = g.request_id
    return found


def note_claim(claim: str) -> None:
    """Have a claim in the line of the request that it is verified for, if that is asked for."""
    if current_app.config.get(LOG_CLAIMS):
        g.claim = claim


def when_sent(response: Response, action: Callable[[], None]) -> None:
    """Do something once a response is there as a whole: a stream, when it ends."""
    if response.is_streamed:
        response.call_on_close(action)
    else:
        action()


def register(app: Flask) -> None:
    """Give each response its `Request-Id` and each request its log line."""
    app.before_request(_start)
    app.after_request(_finish)


def _start() -> None:
    g.started = time.perf_counter()
    # One for all threads that work for it.
    request_id()


def _finish(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    facts = {
        "request_id": request_id(),
        "key": g.get("key_id"),
        "method": request.method,
        # Percent-encoded, so that no path can forge a line.
        "path": quote(request.path),
        "status": response.status_code,
    }
    when_sent(response, partial(_write, facts, g.started, g.get("claim")))
    return response


def _write(facts: dict[str, Any], started: float, claim: str | None) -> None:
    facts["duration_ms"] = round((time.perf_counter() - started) * 1000, 1)
    words = ["-" if value is None else str(value) for value in facts.values()]
    shown = ""
    if claim is not None:
        facts["claim"] = claim
        shown = f" {json.dumps(claim, ensure_ascii=False)}"
    _log.info("%s ms%s", " ".join(words), shown, extra={"facts": facts})
