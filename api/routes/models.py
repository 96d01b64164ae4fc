"""Which models give the answers."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from factcheck.api.etags import revalidated
from factcheck.api.service import service

blueprint = Blueprint("models", __name__)


@blueprint.get("/v1/models")
def list_models() -> Response:
    """The models in use, by role, with the SHA-256 of their weights."""
    return revalidated(jsonify(models=service().checker.models()))
