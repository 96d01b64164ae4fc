"""ClaimReview: what goes out is valid, and what is read and written again is the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

from factcheck import InvalidInput, Label, Origins, Stance
from factcheck.claim_types import Attribution, Claim, Polarity
from factcheck.known_claims.claimreview import (
    from_json_ld,
    from_verdict,
    reviews_within,
    to_json_ld,
)
from factcheck.review_types import Citation, ClaimReview, Party

URL = "https://checks.example/bridge"
WORDS = st.text(min_size=1, max_size=40).map(str.strip).filter(bool)
URLS = st.integers(0, 99).map(lambda number: f"https://site.example/{number}")
DAYS = st.dates().map(str)
NUMBERS = st.floats(-100, 100) | st.integers(-5, 5)
PARTIES = st.builds(Party, WORDS, st.sampled_from(["Person", "Organization"]), st.none() | URLS)
REVIEWS = st.builds(
    ClaimReview,
    claim=WORDS,
    rating=WORDS,
    url=URLS,
    author=st.none() | PARTIES,
    published=st.none() | DAYS,
    value=st.none() | NUMBERS,
    worst=st.none() | NUMBERS,
    best=st.none() | NUMBERS,
    claimant=st.none() | PARTIES,
    claimed=st.none() | DAYS,
    appearances=st.lists(URLS, unique=True, max_size=3).map(tuple),
    citations=st.lists(
        st.builds(Citation, *(st.none() | each for each in (URLS, WORDS, WORDS, DAYS, WORDS))),
        max_size=3,
    ).map(tuple),
    body=st.none() | WORDS,
    language=st.none() | st.just("de"),
    title=st.none() | WORDS,
)


@given(REVIEWS)
def test_what_is_written_is_read_and_written_again_unchanged(review: ClaimReview) -> None:
    written = json.dumps(to_json_ld(review))
    read = from_json_ld(json.loads(written))
    assert read == review
    assert json.dumps(to_json_ld(read)) == written


@pytest.mark.parametrize(
    ("label", "value", "words"),
    [
        (Label.SUPPORTED, 5, "Supported"),
        (Label.REFUTED, 1, "Refuted"),
        (Label.CONFLICTING, 3, "Conflicting evidence"),
        (Label.NOT_ENOUGH_EVIDENCE, None, "Not enough evidence"),
    ],
)
def test_a_verdict_goes_out_with_all_that_readers_require(
    label: Label, value: int | None, words: str, make_verdict: Any
) -> None:
    review = from_verdict(make_verdict(label), url=URL, author="Us", published="2025-06-24")
    record = to_json_ld(review)
    assert (record["@context"], record["@type"]) == ("https://schema.org", "ClaimReview")
    assert (record["url"], record["claimReviewed"]) == (URL, "The bridge is closed.")
    assert record["author"] == {"@type": "Organization", "name": "Us"}
    assert record["reviewRating"]["alternateName"] == words
    assert record["reviewRating"].get("ratingValue") == value
    assert ("bestRating" in record["reviewRating"]) == (value is not None)
    assert from_json_ld(record) == review


@pytest.mark.parametrize(
    ("supports", "words"),
    [(1, "Supported: 1 independent source for, 0"), (2, "Supported: 2 independent sources for, 0")],
)
def test_the_body_counts_the_sources_of_each_side(
    supports: int, words: str, make_verdict: Any
) -> None:
    verdict = make_verdict(Label.SUPPORTED, origins=Origins(supports, 0))
    assert from_verdict(verdict, url=URL, author="Us").body == f"{words} against."


def test_the_deciding_sentence_of_both_sides_is_cited(make_verdict: Any) -> None:
    record = to_json_ld(from_verdict(make_verdict(Label.CONFLICTING), url=URL, author="Us"))
    assert [citation["text"] for citation in record["citation"]] == ["The bridge was closed."] * 2
    assert record["citation"][0]["publisher"]["name"] == "Harbour News"


def test_passages_that_take_no_side_are_not_cited(make_verdict: Any, make_evidence: Any) -> None:
    texts = {Stance.SUPPORTS: "It is shut.", Stance.REFUTES: "It is open.", Stance.NEUTRAL: "It."}
    evidence = tuple(make_evidence(stance, text) for stance, text in texts.items())
    verdict = make_verdict(Label.CONFLICTING, evidence=evidence)
    review = from_verdict(verdict, url=URL, author="Us")
    assert [citation.text for citation in review.citations] == ["It is shut.", "It is open."]


@pytest.mark.parametrize(
    ("polarity", "said", "claimant"),
    [
        (Polarity.ASSERTS, Label.SUPPORTED, "Ann Roe"),
        (Polarity.ASSERTS, Label.NOT_ENOUGH_EVIDENCE, "Ann Roe"),
        (Polarity.ASSERTS, Label.REFUTED, None),
        (Polarity.ASSERTS, Label.CONFLICTING, None),
        (Polarity.DENIES, Label.SUPPORTED, None),
        (Polarity.DOUBTS, Label.SUPPORTED, None),
    ],
)
def test_nobody_is_named_as_claimant_of_what_they_denied_or_did_not_say(
    polarity: Polarity, said: Label, claimant: str | None, make_verdict: Any
) -> None:
    whole, content = "Ann Roe spoke of it: the bridge is closed.", "The bridge is closed."
    attribution = Attribution("Ann Roe", "spoke", polarity, content, 21, 42, statement=content)
    verdict = make_verdict(
        said,
        claim=Claim(whole, 0, len(whole), whole, attribution),
        content=make_verdict(Label.REFUTED, content),
    )
    review = from_verdict(verdict, url=URL, author="Us")
    named = review.claimant.name if review.claimant else None
    assert named == claimant
    assert review.claim == (content if claimant else whole)
    assert (review.rating == "Refuted") is (claimant is not None or said is Label.REFUTED)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"url": "ftp://checks.example/a"}, "url"),
        ({"url": "checks.example"}, "url"),
        ({"author": "  "}, "author"),
        ({"published": "2025-02-30"}, "published"),
    ],
)
def test_a_review_that_nobody_could_use_is_refused(
    changes: dict[str, str], field: str, make_verdict: Any
) -> None:
    values = {"url": URL, "author": "Us", **changes}
    with pytest.raises(InvalidInput) as caught:
        from_verdict(make_verdict(Label.SUPPORTED), **values)
    assert caught.value.field == field


FOREIGN = {
    "@context": "http://schema.org",
    "@type": ["ClaimReview", "https://schema.org/Review"],
    "url": URL,
    "claimReviewed": " The bridge fell. ",
    "datePublished": "2025-06-24 10:00:00",
    "author": [{"@type": "NewsMediaOrganization", "name": "Checkers", "image": "x.png"}],
    "reviewRating": {"ratingValue": "2", "bestRating": "5", "worstRating": 1},
    "itemReviewed": {
        "@type": "Claim",
        "author": "A blogger",
        "firstAppearance": {"@type": "CreativeWork", "url": "https://blog.example/1"},
        "appearance": ["https://blog.example/1", "https://blog.example/2", "no address"],
    },
    "citation": ["https://source.example/", "A book"],
}


def test_the_spellings_of_others_are_read() -> None:
    review = from_json_ld(FOREIGN)
    assert (review.claim, review.rating, review.value) == ("The bridge fell.", "2", 2)
    assert review.author == Party("Checkers", "NewsMediaOrganization")
    assert review.claimant == Party("A blogger")
    assert review.published == "2025-06-24"
    assert review.appearances == ("https://blog.example/1", "https://blog.example/2")
    assert review.citations == (Citation("https://source.example/"), Citation(name="A book"))
    assert from_json_ld(to_json_ld(review)) == review


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("claimReviewed", None, "claimReviewed"),
        ("claimReviewed", 7, "claimReviewed"),
        ("reviewRating", None, "reviewRating"),
        ("reviewRating", {"alternateName": " "}, "reviewRating"),
        ("reviewRating", {"ratingValue": "high"}, "reviewRating.ratingValue"),
        ("reviewRating", {"ratingValue": "NaN"}, "reviewRating.ratingValue"),
        ("reviewRating", {"ratingValue": True}, "reviewRating.ratingValue"),
        ("url", "javascript:alert(1)", "url"),
        ("url", "http://[", "url"),
    ],
)
def test_a_broken_review_is_refused_by_field(field: str, value: object, named: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        from_json_ld({**FOREIGN, field: value})
    assert caught.value.field == named


@pytest.mark.parametrize("day", ["June 5, 2025", "2025-6-5", "yesterday", 20250605, "x" * 30_000])
def test_a_day_that_cannot_be_read_is_not_known(day: object) -> None:
    item = {"@type": "Claim", "datePublished": day}
    source = {"name": "A book", "datePublished": day}
    review = from_json_ld(
        {**FOREIGN, "datePublished": day, "itemReviewed": item, "citation": [source]}
    )
    assert (review.published, review.claimed) == (None, None)
    assert review.citations == (Citation(name="A book"),)


@pytest.mark.parametrize(
    "number", ["False", "4/5", "NaN", True, [], pytest.param(10**400, id="huge")]
)
def test_a_number_beside_a_rating_in_words_that_cannot_be_read_is_not_known(number: object) -> None:
    names = ("ratingValue", "bestRating", "worstRating")
    rating = {"alternateName": "Mostly false", **dict.fromkeys(names, number)}
    review = from_json_ld({**FOREIGN, "reviewRating": rating})
    assert review.rating == "Mostly false"
    assert (review.value, review.best, review.worst) == (None, None, None)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=9))
def test_any_value_in_any_field_is_read_or_refused(value: object) -> None:
    for field in FOREIGN:
        try:
            from_json_ld({**FOREIGN, field: value})
        except InvalidInput:
            continue


def test_reviews_are_found_wherever_they_stand_in_order() -> None:
    feed = {"@type": "DataFeed", "dataFeedElement": [{"item": [{**FOREIGN, "url": "u1"}]}]}
    graph = {"@graph": [{"@type": "WebPage"}, {**FOREIGN, "url": "u2"}]}
    assert [found["url"] for _, found in reviews_within([feed, graph])] == ["u1", "u2"]
