"""Answers that a client may keep: it asks again with the ETag and mostly gets a 304."""

from __future__ import annotations

from flask import Response, request


def revalidated(response: Response) -> Response:
    """`response` with an ETag of its body, or 304 without a body if the client has it."""
    response.add_etag()
    response.headers["Cache-Control"] = "private, no-cache"
    # If-Match is for changes: here it would give a 412 with the whole of the answer.
    asked = {name: value for name, value in request.environ.items() if name != "HTTP_IF_MATCH"}
    response.make_conditional(asked)
    return response
