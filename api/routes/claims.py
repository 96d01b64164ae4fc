"""The claims of a text, unchecked."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from factcheck import extraction_record
from factcheck.api.bodies import json_body
from factcheck.api.schemas import ClaimsRequest
from factcheck.api.service import checker_for

blueprint = Blueprint("claims", __name__)


@blueprint.post("/v1/claims")
def extract_claims() -> Response:
    """The claims of a text: the record that `factcheck claims --json` prints."""
    body = json_body(ClaimsRequest())
    checker = checker_for(body)
    return jsonify(extraction_record(checker.claims(body["text"], published=body.get("published"))))
