"""One claim, one verdict."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from factcheck import verdict_record
from factcheck.api.bodies import json_body
from factcheck.api.schemas import VerificationRequest
from factcheck.api.service import checker_for, service

blueprint = Blueprint("verifications", __name__)


@blueprint.post("/v1/verifications")
def create_verification() -> Response:
    """The verdict on a claim: the record that `factcheck verify --json` prints."""
    body = json_body(VerificationRequest())
    checker_for(body)
    return jsonify(verdict_record(service().gate.verify(body.pop("claim"), body)))
