"""The page for people, at `/`, and its parts. It talks to `/v1` as any other client does."""

from __future__ import annotations

from importlib.resources import files

from flask import Blueprint, Response, abort

from factcheck.api.etags import revalidated

blueprint = Blueprint("workbench", __name__)

_FOLDER = files("factcheck.api").joinpath("workbench")
_KINDS = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_PAGE = "index.html"
# Only what was there at the start is served: no name of a request ever becomes a path.
PARTS = {
    part.name: (part.read_bytes(), kind)
    for part in sorted(_FOLDER.iterdir(), key=lambda part: part.name)
    if (kind := _KINDS.get(part.name.rpartition(".")[2]))
}
# Nothing from elsewhere, nothing inline, and no string becomes markup or code.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)


@blueprint.get("/")
def read_page() -> Response:
    """The page."""
    return _part(_PAGE)


@blueprint.get("/workbench/<name>")
def read_part(name: str) -> Response:
    """A style sheet, script or picture of the page."""
    if name not in PARTS or name == _PAGE:
        abort(404)
    return _part(name)


def _part(name: str) -> Response:
    content, kind = PARTS[name]
    response = revalidated(Response(content, content_type=kind))
    response.headers["Content-Security-Policy"] = _POLICY
    return response
