"""Answers that a client may keep: it asks again with the ETag and mostly gets a 304."""

from __future__ import annotations

from flask import Response, request


def revalidated(response: Response) -> Response:
    """`response` with an ETag of its body, or 304 without a body if the client has it."""
    response.add_etag()
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response
