"""What is served, how much it holds, and in which state."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, jsonify

from factcheck.api.etags import revalidated
from factcheck.api.service import service

blueprint = Blueprint("indexes", __name__)


@blueprint.get("/v1/indexes")
def list_indexes() -> Response:
    """The served indexes: always one."""
    checker = service().checker
    record = asdict(checker.info())
    # Where it lies on the server is nobody's business.
    del record["path"]
    return revalidated(
        jsonify(indexes=[{**record, "name": service().name, "writable": checker.is_writable}])
    )
