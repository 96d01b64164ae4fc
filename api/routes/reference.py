"""What the service says of itself: its description, and a page for each kind of problem."""

from __future__ import annotations

from importlib.resources import files

from flask import Blueprint, Response, abort
from markupsafe import Markup

from factcheck.api.etags import revalidated
from factcheck.api.problems import PROBLEMS
from factcheck.api.reference_page import reference_page

blueprint = Blueprint("reference", __name__)

_PAGE = Markup(
    "<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>"
    "<h1>{title}</h1><p><code>{code}</code>, HTTP status {status}</p><p>{advice}</p></html>\n"
)


@blueprint.get("/openapi.yaml")
def describe() -> Response:
    """The description of this API (OpenAPI 3.1)."""
    text = files("factcheck.api").joinpath("openapi.yaml").read_bytes()
    return revalidated(Response(text, content_type="application/yaml"))


@blueprint.get("/docs")
def read() -> Response:
    """The description of this API as a page."""
    response = Response(reference_page(), content_type="text/html; charset=utf-8")
    # The page has a style of its own and nothing else.
    policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    response.headers["Content-Security-Policy"] = policy
    return revalidated(response)


@blueprint.get("/problems/<code>")
def explain(code: str) -> Response:
    """What a problem of this code means and what to do about it."""
    problem = PROBLEMS.get(code)
    if problem is None:
        abort(404)
    page = _PAGE.format(
        title=problem.title, code=problem.code, status=problem.status, advice=problem.advice
    )
    return revalidated(Response(page, content_type="text/html; charset=utf-8"))
