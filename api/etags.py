"""Answers that a client may keep: by their ETag it asks again, or changes only what it has seen."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, request

from factcheck.api.refusals import Refusal


def revalidated(response: Response) -> Response:
    """`response` with an ETag of its body, or 304 without a body if the client has it."""
    response.add_etag()
    response.headers["Cache-Control"] = "private, no-cache"
    # If-Match is for changes: here it would give a 412 with the whole of the answer.
    asked = {name: value for name, value in request.environ.items() if name != "HTTP_IF_MATCH"}
    response.make_conditional(asked)
    return response


def require_match(current: Callable[[], Response]) -> None:
    """Go on with a change if it does not depend on an ETag, or on that of what is there now.

    :param current: what GET answers; its own refusals come before those of `If-Match`
        (RFC 9110, 13.2.1).
    :raises Refusal: if `If-Match` names something else.
    """
    if "If-Match" not in request.headers:
        return
    response = current()
    response.add_etag()
    tag, _ = response.get_etag()
    if tag is None or not request.if_match.contains(tag):
        detail = "If-Match does not name what is at this address now"
        raise Refusal("precondition_failed", detail)
