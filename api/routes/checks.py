"""A text, and a verdict on each of its claims."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from factcheck import report_record
from factcheck.api.bodies import json_body
from factcheck.api.schemas import CheckRequest
from factcheck.api.service import checker_for, service

blueprint = Blueprint("checks", __name__)


@blueprint.post("/v1/checks")
def create_check() -> Response:
    """The report on a text: the record that `factcheck check --json` prints."""
    body = json_body(CheckRequest())
    checker = checker_for(body)
    with service().gate.text():
        return jsonify(report_record(checker.check(body.pop("text"), **body)))
