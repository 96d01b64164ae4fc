"""Earlier fact-checks over HTTP: what is stored, and what of the request is not."""

import pytest
from flask.testing import FlaskClient

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("restored")]

FELL = {
    "@type": "ClaimReview",
    "url": "https://checks.example/fell",
    "claimReviewed": "The Harbour Bridge fell.",
    "reviewRating": {"alternateName": "False"},
}


def test_each_item_is_stored_or_told_with_its_place_and_the_reason(client: FlaskClient) -> None:
    unrated = {key: value for key, value in FELL.items() if key != "reviewRating"}
    sent = [{}, FELL, {"dataFeedElement": [unrated]}, {**FELL, "reviewBody": "It stands."}]
    response = client.post("/v1/reviews", json={"reviews": sent})
    assert response.status_code == 201
    assert response.json["added"] == 1
    (stored,) = response.json["ids"]
    assert client.get(f"/v1/documents/{stored}").json["review"]["reviewBody"] == "It stands."
    assert response.json["skipped"] == [
        "/reviews/2/dataFeedElement/0: reviewRating: must hold the rating, in words "
        "(alternateName) or as a number (ratingValue); got None",
        "/reviews/1: is of the same claim at the same address as /reviews/3, which counts",
        "/reviews/0: holds no ClaimReview",
    ]


@pytest.mark.parametrize("found", [5, True, {"url": "https://checks.example/1"}, "no"])
def test_what_a_claim_search_gives_in_place_of_a_list_is_skipped(
    client: FlaskClient, found: object
) -> None:
    sent = [{"claims": [{"text": "The bridge fell.", "claimReview": found}]}, FELL]
    response = client.post("/v1/reviews", json={"reviews": sent})
    assert (response.status_code, response.json["added"]) == (201, 1)
    (skipped,) = response.json["skipped"]
    assert "claimReview: must be a list of objects" in skipped
