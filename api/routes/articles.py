"""Articles of the web, read so that they can be checked."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from factcheck.api.bodies import json_body
from factcheck.api.schemas import ArticleRequest
from factcheck.api.service import service

blueprint = Blueprint("articles", __name__)


@blueprint.post("/v1/articles")
def read_article() -> Response:
    """The main text of a web page, with title, publisher and date."""
    url = json_body(ArticleRequest())["url"]
    with service().bulkheads.pages.place():
        found = service().checker.article(url)
    return jsonify(
        url=found.url,
        title=found.title,
        publisher=found.publisher,
        published=found.published,
        language=found.language,
        text=found.text,
    )
