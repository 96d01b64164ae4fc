"""From any exception to a problem body (RFC 9457): the only place where errors become answers."""

from __future__ import annotations

import logging
from functools import singledispatch
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, json, request
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from factcheck import (
    DocumentNotFound,
    FactcheckError,
    FetchFailure,
    IndexNotFound,
    InvalidInput,
    WatchNotFound,
)
from factcheck.api.problems import PROBLEMS, Problem
from factcheck.api.storage import is_full
from factcheck.api.telemetry import request_id
from factcheck.api.violations import excerpt, given, violations

_log = logging.getLogger(__name__)
_RETRY_AFTER_SECONDS = 1
# Nobody makes room on a disk at once.
_FULL_SECONDS = 60
_OF_STATUS = {
    400: "bad_request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    412: "precondition_failed",
    413: "payload_too_large",
    415: "unsupported_media_type",
    422: "invalid_input",
    429: "rate_limited",
    500: "internal",
}


class Refusal(Exception):
    """A request that the HTTP layer itself refuses.

    :param code: a key of :data:`factcheck.api.problems.PROBLEMS`.
    :param detail: what is wrong with this request.
    :param facts: each variable of the detail, for programs.
    """

    def __init__(self, code: str, detail: str, **facts: Any) -> None:
        self.code, self.detail, self.facts = code, detail, facts
        super().__init__(detail)


def register(app: Flask) -> None:
    """Answer every exception with a problem."""
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(Exception, answer_to)


def problem_of(error: Exception) -> dict[str, Any]:
    """What went wrong with one of several things, for an answer that is not itself a problem."""
    problem = _kind_of(error)
    is_own = problem.status == HTTPStatus.INTERNAL_SERVER_ERROR or problem.code == "storage_full"
    told = {} if is_own else facts(error)
    return {
        "code": problem.code,
        "title": problem.title,
        "status": problem.status,
        "detail": told.get("detail", problem.advice),
    }


def _kind_of(error: Exception) -> Problem:
    if is_full(error):
        return PROBLEMS["storage_full"]
    if isinstance(error, Refusal | FactcheckError):
        return PROBLEMS.get(error.code, PROBLEMS["internal"])
    return PROBLEMS["invalid_input" if isinstance(error, ValidationError) else "internal"]


def answer_to(error: Exception) -> Response:
    """The problem that an exception is; one of ours is logged."""
    problem = _kind_of(error)
    if problem.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("%s failed", request_id(), exc_info=error)
        return _answer(problem, {})
    if problem.code == "storage_full":
        _log.error("%s found no room on the disk: %s", request_id(), error)
        return _answer(problem, {"retry_after": _FULL_SECONDS})
    return _answer(problem, facts(error))


def _from_http(error: HTTPException) -> Response:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    code = _OF_STATUS.get(status, error.name.lower().replace(" ", "_"))
    problem = PROBLEMS.get(code) or Problem(code, status, error.name, "")
    response = _answer(problem, facts(error))
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return response


@singledispatch
def facts(error: Exception) -> dict[str, Any]:
    """What a problem body says of this very error; without a `detail` the advice stands in.

    Messages of the library that name paths of the server are not passed on.
    """
    return {}


@facts.register
def _(error: Refusal) -> dict[str, Any]:
    return {"detail": error.detail, **error.facts}


@facts.register
def _(error: ValidationError) -> dict[str, Any]:
    found = violations(error.messages, error.data)
    place = found[0]["pointer"] or "the body"
    return {"detail": f"{place}: {found[0]['detail']}", "errors": found}


@facts.register
def _(error: InvalidInput) -> dict[str, Any]:
    fault: dict[str, Any] = {"detail": error.expected, "field": error.field}
    fault["value"] = given(error.value)
    if error.limit is not None:
        fault["limit"] = error.limit
    return {"detail": f"{error.field}: {error.expected}", "errors": [fault]}


@facts.register
def _(error: IndexNotFound) -> dict[str, Any]:
    name = excerpt(error.name)
    return {"detail": f"no index named {name!r} is served here", "index": name}


@facts.register
def _(error: DocumentNotFound) -> dict[str, Any]:
    return {"detail": str(error), "document_id": excerpt(error.document_id)}


@facts.register
def _(error: FetchFailure) -> dict[str, Any]:
    limit = {} if error.limit is None else {"limit": error.limit}
    return {"detail": error.reason, **limit}


@facts.register
def _(error: WatchNotFound) -> dict[str, Any]:
    return {"detail": str(error), "watch_id": excerpt(error.watch_id)}


@facts.register
def _(error: MethodNotAllowed) -> dict[str, Any]:
    allowed = sorted(error.valid_methods or ())
    return {"detail": f"this address takes {', '.join(allowed)}", "allowed": allowed}


@facts.register
def _(error: RequestEntityTooLarge) -> dict[str, Any]:
    limit = request.max_content_length
    return {"detail": f"the body must be at most {limit} bytes", "limit": limit}


def _answer(problem: Problem, more: dict[str, Any]) -> Response:
    body = {
        "type": _type_of(problem),
        "title": problem.title,
        "status": problem.status,
        "detail": problem.advice or problem.title,
        "code": problem.code,
        "request_id": request_id(),
        **more,
    }
    headers = {}
    if problem.status in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS}:
        headers["Retry-After"] = str(more.get("retry_after", _RETRY_AFTER_SECONDS))
    return Response(
        json.dumps(body), problem.status, headers, content_type="application/problem+json"
    )


def _type_of(problem: Problem) -> str:
    if problem.code not in PROBLEMS:
        return "about:blank"
    return f"{_base()}problems/{problem.code}"


def _base() -> str:
    """Where addresses here begin; a request without a usable Host leaves no name for it."""
    try:
        return request.root_url if request.headers.get("Host") and request.host else "/"
    except UnicodeError:
        return "/"
