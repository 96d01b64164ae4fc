"""Answers that are not JSON: a page for readers, fact-checks for machines, and nothing at all."""

from __future__ import annotations

from typing import Any

from flask import Response, json

from factcheck import Report, Verdict, claim_review_record, html_report


def nothing() -> Response:
    """An answer that has nothing to say (204)."""
    response = Response(status=204)
    del response.headers["Content-Type"]
    return response


def as_page(report: Report, title: str) -> Response:
    """The report as one HTML file, which loads nothing and runs nothing."""
    response = Response(html_report(report, title=title), content_type="text/html; charset=utf-8")
    # The page has a style of its own and nothing else.
    policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    response.headers["Content-Security-Policy"] = policy
    return response


def as_claim_reviews(verdicts: tuple[Verdict, ...], terms: dict[str, Any]) -> Response:
    """A list of ClaimReview objects, one for each verdict, each complete in itself."""
    return _json_ld([claim_review_record(verdict, **terms) for verdict in verdicts])


def as_claim_review(verdict: Verdict, terms: dict[str, Any]) -> Response:
    """One ClaimReview object."""
    return _json_ld(claim_review_record(verdict, **terms))


def _json_ld(value: Any) -> Response:
    return Response(json.dumps(value), content_type="application/ld+json")
