"""Stored reports, to be shown to others by their address."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g, jsonify, url_for

from factcheck import Report, report_of, report_record, verdict_of, verdict_record
from factcheck.api.bodies import json_body
from factcheck.api.etags import require_match, revalidated
from factcheck.api.reports import StoredReport
from factcheck.api.representations import as_claim_reviews, as_page, nothing
from factcheck.api.routes import checks, verifications
from factcheck.api.schemas import CheckRequest, ReportReviewRequest, VerificationRequest
from factcheck.api.service import service

blueprint = Blueprint("reports", __name__)


@blueprint.post("/v1/checks/stored")
def store_check() -> tuple[Response, int, dict[str, str]]:
    """Store the report on a text."""
    body = json_body(CheckRequest())
    asked = dict(body)
    return _stored("checks", asked, report_record(checks.report_on(body)))


@blueprint.post("/v1/verifications/stored")
def store_verification() -> tuple[Response, int, dict[str, str]]:
    """Store the verdict on a claim."""
    body = json_body(VerificationRequest())
    asked = dict(body)
    verdict = verifications.report_on(body).verdicts[0]
    return _stored("verifications", asked, verdict_record(verdict))


@blueprint.get("/v1/reports/<report_id>")
def read_report(report_id: str) -> Response:
    """A stored report, for anybody who has its address and may verify."""
    return revalidated(jsonify(_record(service().reports.get(report_id))))


@blueprint.get("/v1/reports/<report_id>/html")
def read_report_page(report_id: str) -> Response:
    """A stored report as one HTML file."""
    stored = service().reports.get(report_id)
    title = "Checked text" if stored.kind == "checks" else "Checked claim"
    return as_page(_report(stored), title)


@blueprint.post("/v1/reports/<report_id>/claimreview")
def create_report_reviews(report_id: str) -> Response:
    """The verdicts of a stored report as ClaimReview, in the order of the text."""
    review = json_body(ReportReviewRequest())["review"]
    return as_claim_reviews(_report(service().reports.get(report_id)).verdicts, review)


@blueprint.delete("/v1/reports/<report_id>")
def delete_report(report_id: str) -> Response:
    """Delete a report: one's own, or as `admin` anybody's."""
    reports = service().reports
    is_admin = g.get("is_admin")
    stored = reports.get(report_id) if is_admin else reports.own(report_id, g.get("key_id"))
    require_match(lambda: jsonify(_record(stored)))
    reports.delete(stored)
    return nothing()


def _stored(
    kind: str, asked: dict[str, Any], answer: dict[str, Any]
) -> tuple[Response, int, dict[str, str]]:
    report = service().reports.store(kind, asked, answer, g.get("key_id"))
    address = url_for("reports.read_report", report_id=report.id)
    return jsonify(_record(report)), 201, {"Location": address}


def _report(stored: StoredReport) -> Report:
    """What was answered, drawn up from the store and not anew."""
    if stored.kind == "checks":
        return report_of(stored.asked["text"], stored.answer)
    return verifications.report_with(stored.asked["claim"], verdict_of(stored.answer))


def _record(report: StoredReport) -> dict[str, Any]:
    """All but who stored it."""
    return {
        "id": report.id,
        "created": report.created,
        "kind": report.kind,
        "asked": report.asked,
        "answer": report.answer,
    }
