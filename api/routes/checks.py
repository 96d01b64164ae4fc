"""A text, and a verdict on each of its claims: as JSON, as a page, as ClaimReview."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify

from factcheck import Report, report_record
from factcheck.api.bodies import json_body
from factcheck.api.events import Tell, told
from factcheck.api.refusals import Refusal
from factcheck.api.representations import as_claim_reviews, as_page
from factcheck.api.schemas import CheckRequest, CheckReviewRequest
from factcheck.api.service import checker_for, service

# About as many as are checked in five minutes where a verdict takes a second.
CLAIMS = 300
blueprint = Blueprint("checks", __name__)


@blueprint.post("/v1/checks")
def create_check() -> Response:
    """The report on a text: the record that `factcheck check --json` prints."""
    return jsonify(report_record(report_on(json_body(CheckRequest()))))


@blueprint.post("/v1/checks/events")
def follow_check() -> Response:
    """How far the check of a text has come, as server-sent events, and at the end the report."""
    body = json_body(CheckRequest())

    def check(tell: Tell) -> None:
        def progress(completed: int, total: int) -> None:
            tell("progress", {"total": total, "completed": completed})

        tell("report", report_record(report_on(body, progress)))

    return told(check)


@blueprint.post("/v1/checks/html")
def create_check_page() -> Response:
    """The report as one HTML file: what `factcheck check --html` writes."""
    return as_page(report_on(json_body(CheckRequest())), "Checked text")


@blueprint.post("/v1/checks/claimreview")
def create_check_reviews() -> Response:
    """The verdicts of the report as ClaimReview, in the order of the text."""
    body = json_body(CheckReviewRequest())
    review = body.pop("review")
    return as_claim_reviews(report_on(body).verdicts, review)


def _refuse_too_many(claims: int) -> None:
    if claims > CLAIMS:
        detail = (
            f"the text holds {claims} claims, and at most {CLAIMS} are checked at once: send parts "
            "of it, or its claims as a batch"
        )
        raise Refusal("too_many_claims", detail, limit=CLAIMS, actual=claims)


def report_on(
    body: dict[str, Any], told_of: Callable[[int, int], None] = lambda _done, _claims: None
) -> Report:
    """The report that a body asks for: a recent one, or a new one, told of while it is made."""
    checker = checker_for(body)

    def check() -> Report:
        options = dict(body)
        with service().bulkheads.texts.place() as go_on:

            def progress(done: int, claims: int) -> None:
                _refuse_too_many(claims)
                go_on()
                told_of(done, claims)

            return checker.check(options.pop("text"), progress=progress, **options)

    return service().recent.get(body, checker.snapshot, check)
