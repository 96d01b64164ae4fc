"""One claim, one verdict: as JSON, as a page, as ClaimReview."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify

from factcheck import Report, Verdict, verdict_record
from factcheck.api.bodies import json_body
from factcheck.api.representations import as_claim_review, as_page
from factcheck.api.schemas import VerificationRequest, VerificationReviewRequest
from factcheck.api.service import checker_for, service
from factcheck.api.telemetry import note_claim

blueprint = Blueprint("verifications", __name__)


@blueprint.post("/v1/verifications")
def create_verification() -> Response:
    """The verdict on a claim: the record that `factcheck verify --json` prints."""
    body = json_body(VerificationRequest())
    return jsonify(verdict_record(report_on(body).verdicts[0]))


@blueprint.post("/v1/verifications/html")
def create_verification_page() -> Response:
    """The verdict as one HTML file."""
    return as_page(report_on(json_body(VerificationRequest())), "Checked claim")


@blueprint.post("/v1/verifications/claimreview")
def create_verification_review() -> Response:
    """The verdict as ClaimReview: what `factcheck claimreview export` prints."""
    body = json_body(VerificationReviewRequest())
    review = body.pop("review")
    return as_claim_review(report_on(body).verdicts[0], review)


def report_on(body: dict[str, Any]) -> Report:
    """The claim as a text of its own, with the one verdict."""
    checker_for(body)
    claim = body.pop("claim")
    note_claim(claim)
    return report_with(claim, service().gate.verify(claim, body))


def report_with(claim: str, verdict: Verdict) -> Report:
    """A claim as a text of its own, with its verdict."""
    terms = verdict.provenance["published"], verdict.provenance["as_of"]
    return Report(claim, *terms, (verdict,), verdict.provenance)
