"""Security headers on every response. A route that needs others sets them itself."""

from __future__ import annotations

from flask import Flask, Response, request

_DEFAULTS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def register(app: Flask) -> None:
    """Add the headers that a response does not have yet."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    for name, value in _DEFAULTS.items():
        response.headers.setdefault(name, value)
    # Browsers must ignore it over plain HTTP (RFC 6797, 7.2), so it is not sent there.
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
