"""Fact-checks in files: pages, feeds and lists; one broken review loses no other."""

import json

import pytest

from factcheck.errors import InvalidSource
from factcheck.ingest.reviews import decoded_file, find_reviews, read_reviews

ONE = {
    "@type": "ClaimReview",
    "url": "https://checks.example/1",
    "claimReviewed": "The bridge fell.",
    "reviewRating": {"alternateName": "False"},
}
TWO = {**ONE, "url": "https://checks.example/2"}


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([ONE, TWO]),
        "\ufeff" + json.dumps({"@graph": [ONE, TWO]}),
        json.dumps({"dataFeedElement": [{"item": [ONE]}, {"item": [TWO]}]}),
        f"{json.dumps(ONE)}\n\n{json.dumps(TWO)}\n",
        f"<!doctype html><html><head><script type='application/ld+json'>{json.dumps(ONE)}</script>"
        f"<SCRIPT TYPE=' Application/LD+JSON; charset=utf-8'>{json.dumps([TWO])}</SCRIPT>"
        "<script>var x = {'@type': 'ClaimReview'}</script></head></html>",
    ],
    ids=["list", "graph", "feed", "lines", "page"],
)
def test_every_form_is_read(content: str) -> None:
    found = read_reviews(content, "x")
    assert [review.url[-1] for review in found.reviews] == ["1", "2"]
    assert found.skipped == ()


def test_what_is_escaped_as_for_html_is_read_as_it_is_meant() -> None:
    escaped = {
        **ONE,
        "claimReviewed": "&quot;The bridge&#8217;s fallen.&quot;",
        "author": {"name": "Salt &amp; Pepper"},
        "reviewRating": {"alternateName": "Don&#039;t believe it"},
    }
    (review,) = read_reviews(json.dumps(escaped), "x").reviews
    assert review.claim == '"The bridge\u2019s fallen."'
    assert review.author is not None
    assert review.author.name == "Salt & Pepper"
    assert review.rating == "Don't believe it"


def test_a_broken_review_is_passed_over_with_its_reason() -> None:
    found = read_reviews(json.dumps([{**ONE, "claimReviewed": ""}, TWO]), "x")
    assert [review.url[-1] for review in found.reviews] == ["2"]
    assert len(found.skipped) == 1
    assert found.skipped[0].startswith("review 1 ")
    assert "claimReviewed" in found.skipped[0]


@pytest.mark.parametrize(
    ("lacking", "reason"),
    [
        (
            {"reviewRating": None},
            "reviewRating: must hold the rating, in words (alternateName) or as a number "
            "(ratingValue); got None",
        ),
        ({"claimReviewed": " "}, "claimReviewed: must hold the claim; got ' '"),
    ],
)
def test_what_a_review_lacks_is_told_with_its_address(
    lacking: dict[str, object], reason: str
) -> None:
    (skipped,) = read_reviews(json.dumps([TWO, {**ONE, **lacking}]), "x").skipped
    assert skipped == f"review 2 ('https://checks.example/1'): {reason}"


def test_an_address_that_is_none_is_told_as_it_stands() -> None:
    (skipped,) = read_reviews(json.dumps({**ONE, "url": "ftp://checks.example/1"}), "x").skipped
    assert skipped == (
        "review 1: url: must be the http or https address of the review; "
        "got 'ftp://checks.example/1'"
    )


def test_of_one_claim_at_one_address_the_last_counts_and_the_others_are_named() -> None:
    again = {**ONE, "reviewRating": {"alternateName": "True after all"}}
    found = find_reviews([ONE, TWO, again])
    assert [review.rating for review in found.reviews][-1] == "True after all"
    assert len(found.reviews) == 2
    one, three = (f"review {number} ('https://checks.example/1')" for number in (1, 3))
    reason = f"{one}: is of the same claim at the same address as {three}, which counts"
    assert found.skipped == (reason,)


def test_with_a_pointer_what_is_passed_over_is_named_by_where_it_stands() -> None:
    feed = {"dataFeedElement": [{"a/b": TWO}, {"item": [{**ONE, "claimReviewed": ""}]}]}
    answer = {"claims": [{"text": "It fell.", "claimReview": [{}]}, {"claimReview": []}]}
    found = find_reviews([{}, feed, answer, {**TWO, "url": "none"}], pointer="/reviews")
    assert [review.url[-1] for review in found.reviews] == ["2"]
    assert [reason.partition(": ")[::2] for reason in found.skipped] == [
        ("/reviews/1/dataFeedElement/1/item/0", "claimReviewed: must hold the claim; got ''"),
        (
            "/reviews/2/claims/0",
            "reviewRating: must hold the rating, in words (alternateName) or as a number "
            "(ratingValue); got {'alternateName': None}",
        ),
        ("/reviews/2/claims/1", "has no review"),
        (
            "/reviews/3",
            "url: must be the http or https address of the review; got 'none'",
        ),
        ("/reviews/0", "holds no ClaimReview"),
    ]


def test_a_review_at_an_address_with_a_password_is_passed_over_without_telling_it() -> None:
    found = find_reviews([{**ONE, "url": "https://me:secret@checks.example/1"}, TWO])
    assert [review.url[-1] for review in found.reviews] == ["2"]
    (reason,) = found.skipped
    assert reason.startswith("review 1: url: must hold no user name or password")
    assert "secret" not in reason


def test_no_name_of_a_field_makes_a_long_reason() -> None:
    broken = {**ONE, "claimReviewed": ""}
    found = find_reviews([{"x" * 1_000_000: [broken] * 1_000}], pointer="/reviews")
    assert len(found.skipped) == 1_000
    assert max(map(len, found.skipped)) < 300


def test_other_line_ends_within_a_string_end_no_line() -> None:
    said = "The bridge\u2028fell\u0085down."
    lines = [json.dumps({**ONE, "claimReviewed": said}, ensure_ascii=False), json.dumps(TWO)]
    found = read_reviews("\r\n".join(lines), "x")
    assert [review.claim for review in found.reviews] == [said, "The bridge fell."]
    assert found.skipped == ()


def test_a_broken_line_is_passed_over_with_its_number() -> None:
    found = read_reviews(f"\n{json.dumps(ONE)}\n{{oops\n{json.dumps(TWO)}\n", "x")
    assert [review.url[-1] for review in found.reviews] == ["1", "2"]
    (skipped,) = found.skipped
    assert skipped.startswith("line 3 is not JSON: ")


def test_a_list_that_is_cut_off_is_not_taken_for_lines() -> None:
    content = json.dumps([ONE, TWO], indent=1)
    with pytest.raises(InvalidSource, match="neither HTML nor JSON"):
        read_reviews(content[:-2], "x")
    with pytest.raises(InvalidSource, match="line 1"):
        read_reviews(f"{{oops\n{json.dumps(ONE)}\n", "x")


def test_a_broken_block_of_a_page_is_passed_over() -> None:
    page = (
        "<html><script type='application/ld+json'>{oops</script>"
        f"<script type='application/ld+json'>{json.dumps(ONE)}</script>"
    )
    found = read_reviews(page, "x")
    assert len(found.reviews) == 1
    assert "block 1 of the page is broken" in found.skipped[0]


@pytest.mark.parametrize("content", ["", "hello", "{oops", "[" * 100_000])
def test_what_is_neither_page_nor_json_is_refused(content: str) -> None:
    with pytest.raises(InvalidSource, match="neither HTML nor JSON"):
        read_reviews(content, "x")


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8", "utf-8-sig", "utf-16"])
def test_a_page_is_read_in_the_charset_that_it_states(encoding: str) -> None:
    review = json.dumps({**ONE, "claimReviewed": "Die Brücke fiel."}, ensure_ascii=False)
    page = (
        f"<!doctype html><meta charset={encoding.removesuffix('-sig')}>"
        f"<script type='application/ld+json'>{review}</script>"
    )
    found = read_reviews(decoded_file(page.encode(encoding), "x"), "x")
    assert [review.claim for review in found.reviews] == ["Die Brücke fiel."]


def test_json_is_utf_8() -> None:
    with pytest.raises(InvalidSource, match="is not UTF-8"):
        decoded_file(b'{"claim": "Z\xfcrich"}', "x")
