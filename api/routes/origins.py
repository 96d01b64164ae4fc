"""Which documents of the index go back to one report."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify

from factcheck.api.bodies import query
from factcheck.api.cursors import cursor_after, read_cursor
from factcheck.api.schemas import PageQuery
from factcheck.api.service import service

blueprint = Blueprint("origins", __name__)


@blueprint.get("/v1/origins")
def list_origins() -> Response:
    """One page of the groups of documents that share an origin, in the order of the origins."""
    page = query(PageQuery())
    listed, limit = f"origins of {service().name}", page["limit"]
    after = read_cursor(page["cursor"], listed) if "cursor" in page else ""
    record = service().origins.newest()
    found = [group for group in record["groups"] if group["origin"] > after]
    body: dict[str, Any] = {**record, "groups": found[:limit]}
    if len(found) > limit:
        body["next"] = cursor_after(found[limit - 1]["origin"], listed)
    return jsonify(body)
