"""Figures for Prometheus."""

from __future__ import annotations

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from factcheck.api.service import service

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
def figures() -> Response:
    """What this process has counted and timed since it started."""
    return Response(generate_latest(service().metrics.registry), content_type=CONTENT_TYPE_LATEST)
