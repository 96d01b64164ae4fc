"""Earlier fact-checks: into the index, to be matched."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, jsonify

from factcheck import find_reviews, review_id
from factcheck.api.bodies import json_body
from factcheck.api.schemas import ReviewsRequest
from factcheck.api.service import service

blueprint = Blueprint("reviews", __name__)


@blueprint.post("/v1/reviews")
def add_reviews() -> tuple[Response, int]:
    """Add fact-checks; what `factcheck claimreview import` does with a file of them."""
    found = find_reviews(json_body(ReviewsRequest())["reviews"], pointer="/reviews")
    with service().bulkheads.changes.place():
        summary = service().checker.add_reviews(found.reviews)
    ids = [review_id(review) for review in found.reviews]
    return jsonify(**asdict(summary), ids=ids, skipped=list(found.skipped)), 201
