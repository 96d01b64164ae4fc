"""The claims of a text, unchecked; and which claims were checked before."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, jsonify

from factcheck import extraction_record, matches_record, of_one_state
from factcheck.api.bodies import json_body
from factcheck.api.schemas import ClaimsRequest, MatchRequest
from factcheck.api.service import checker_for, service

blueprint = Blueprint("claims", __name__)


@blueprint.post("/v1/claims")
def extract_claims() -> Response:
    """The claims of a text: the record that `factcheck claims --json` prints."""
    body = json_body(ClaimsRequest())
    checker = checker_for(body)
    with service().bulkheads.claims.place():
        found = checker.claims(body["text"], published=body.get("published"))
    return jsonify(extraction_record(found))


@blueprint.post("/v1/claims/match")
def match_claim() -> Response:
    """Earlier fact-checks beside a claim: the record that `factcheck match --json` prints."""
    body = json_body(MatchRequest())
    checker = checker_for(body)
    claim = body.pop("claim")
    with service().bulkheads.claims.place():
        found, snapshot = of_one_state(checker, partial(checker.match, claim, **body))
    return jsonify(matches_record(claim, found, snapshot))
