"""Passages for a query, without a verdict."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, jsonify

from factcheck import hit_record, of_one_state
from factcheck.api.bodies import json_body
from factcheck.api.schemas import SearchRequest
from factcheck.api.service import checker_for, service

blueprint = Blueprint("evidence", __name__)


@blueprint.post("/v1/evidence/search")
def search_evidence() -> Response:
    """The passages nearest to a query, best first."""
    body = json_body(SearchRequest())
    checker = checker_for(body)
    with service().bulkheads.searches.place():
        hits, snapshot = of_one_state(checker, partial(checker.search, body.pop("query"), **body))
    return jsonify(hits=[hit_record(hit) for hit in hits], snapshot=snapshot)
