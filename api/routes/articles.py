"""Articles of the web, read so that they can be checked."""

from __future__ import annotations

import threading

from flask import Blueprint, Response, jsonify

from factcheck.api.bodies import json_body
from factcheck.api.refusals import Refusal
from factcheck.api.schemas import ArticleRequest
from factcheck.api.service import service

blueprint = Blueprint("articles", __name__)

# A slow site holds a thread of the server for as long as a page may take.
AT_ONCE = 4
_places = threading.BoundedSemaphore(AT_ONCE)


@blueprint.post("/v1/articles")
def read_article() -> Response:
    """The main text of a web page, with title, publisher and date."""
    url = json_body(ArticleRequest())["url"]
    if not _places.acquire(blocking=False):
        raise Refusal("overloaded", f"{AT_ONCE} pages are being read already", retry_after=5)
    try:
        found = service().checker.article(url)
    finally:
        _places.release()
    return jsonify(
        url=found.url,
        title=found.title,
        publisher=found.publisher,
        published=found.published,
        language=found.language,
        text=found.text,
    )
