"""What each kind of value accepts, and what a refusal says."""

import copy
import json
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, strategies as st
from marshmallow import Schema, ValidationError

from factcheck import InvalidInput
from factcheck.api import schemas
from factcheck.api.violations import MOST, excerpt, violations
from factcheck.language.language_tags import valid_tag


def fault(schema: Schema, value: dict[str, Any]) -> dict[str, Any]:
    """The only fault that the schema finds."""
    with pytest.raises(ValidationError) as refused:
        schema.load(value)
    (found,) = violations(refused.value.messages, refused.value.data)
    return found


def claim(**options: Any) -> dict[str, Any]:
    return {"claim": "The bridge is closed.", **options}


@pytest.mark.parametrize("text", ["x", " x", "x\n", "\x01x\x02", "é", "𝔸", "\u202ex", "x" * 2_000])
def test_a_text_with_something_visible_is_taken_as_it_is(text: str) -> None:
    assert schemas.VerificationRequest().load({"claim": text}) == {"claim": text}


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t\v\f\r", "\x1c\x1d\x1e\x1f\x85", "\ufeff", "\xa0\u3000", "\x00", "x\x00"]
)
def test_a_text_with_nothing_visible_or_with_nul_is_refused(text: str) -> None:
    found = fault(schemas.VerificationRequest(), {"claim": text})
    assert found["detail"] == "must hold at least one visible character, and no NUL"
    assert found["pointer"] == "/claim"


def test_a_long_text_is_refused_with_both_numbers() -> None:
    assert fault(schemas.VerificationRequest(), {"claim": "x" * 2_001}) == {
        "detail": "must be at most 2000 characters, is 2001",
        "limit": 2_000,
        "actual": 2_001,
        "pointer": "/claim",
        "value": "x" * 79 + "…",
    }


@pytest.mark.parametrize("value", [1, True, [], {}, ["x"]])
def test_a_text_must_be_a_string(value: Any) -> None:
    assert fault(schemas.VerificationRequest(), {"claim": value})["detail"] == "must be a string"


def test_patterns_take_no_longer_than_reading() -> None:
    hostile = ["\x1f" * 4_000_000, "x" * 4_000_000 + "\x00", " x" * 2_000_000 + "\x00"]
    started = time.perf_counter()
    for text in hostile:
        fault(schemas.NewDocument(), {"text": text})
    assert time.perf_counter() - started < 5


@given(st.dates())
def test_each_date_that_exists_is_taken(day: Any) -> None:
    assert schemas.VerificationRequest().load(claim(as_of=str(day)))["as_of"] == str(day)


@pytest.mark.parametrize(
    "day",
    [
        "2025-02-29",
        "0000-01-01",
        "2025-6-1",
        "20250601",
        "2025-W01-1",
        "2025-06-01T00:00:00Z",
        "2025-06-01\n",
        " 2025-06-01",
        "２０２５-06-01",
        "",
    ],
)
def test_only_calendar_dates_are_taken(day: str) -> None:
    found = fault(schemas.VerificationRequest(), claim(as_of=day))
    assert found["detail"] == "must be a date that exists, as YYYY-MM-DD"


@pytest.mark.parametrize(("given_", "taken"), [(1, 1), (50, 50), (5.0, 5)])
def test_a_number_without_a_fraction_is_whole(given_: float, taken: int) -> None:
    loaded = schemas.VerificationRequest().load(claim(k=given_))["k"]
    assert loaded == taken
    assert type(loaded) is int


@pytest.mark.parametrize("k", [0, -1, 51, 10**30, 1e300])
def test_a_number_out_of_range_is_refused_with_the_range(k: float) -> None:
    found = fault(schemas.VerificationRequest(), claim(k=k))
    assert found["detail"] == "must be a whole number from 1 to 50"
    assert (found["minimum"], found["maximum"]) == (1, 50)


@pytest.mark.parametrize("k", [1.5, "5", True, float("inf"), [5]])
def test_what_is_no_whole_number_is_refused(k: Any) -> None:
    found = fault(schemas.VerificationRequest(), claim(k=k))
    assert found["detail"] == "must be a whole number from 1 to 50"
    assert (found["minimum"], found["maximum"]) == (1, 50)


@pytest.mark.parametrize("limit", ["1", "20", "100"])
def test_a_number_in_a_query_is_digits(limit: str) -> None:
    assert schemas.PageQuery().load({"limit": limit}) == {"limit": int(limit)}


@pytest.mark.parametrize("limit", ["", "0", "101", "-1", "1.0", "1_0", " 1", "１", "9" * 5_000])
def test_anything_else_in_a_query_is_refused(limit: str) -> None:
    found = fault(schemas.PageQuery(), {"limit": limit})
    assert found["detail"] == "must be a whole number from 1 to 100"
    assert (found["pointer"], found["minimum"], found["maximum"]) == ("/limit", 1, 100)


@pytest.mark.parametrize("most", [0, 1, -0.1, 1.5, float("inf"), "0.1", True, 10**400])
def test_an_error_rate_lies_between_0_and_1(most: Any) -> None:
    found = fault(schemas.VerificationRequest(), claim(max_error=most))
    assert found["detail"] == "must be a number between 0 and 1, both excluded"
    assert (found["pointer"], found["minimum"], found["maximum"]) == ("/max_error", 0, 1)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://x.example",
        "//x.example",
        "https://",
        "https://x.example/a b",
        "https://x.example\n",
        "https://x.example/\x85",
        "https://[x",
        "https://a]b/c",
        "https://[::1]/",
        "https://x.example:65536/",
        "https://reader:secret@x.example/",
        "https://a\u2100b/",
        "https://" + "x" * 2_041,
    ],
)
def test_only_web_addresses_are_taken(url: str) -> None:
    assert fault(schemas.NewDocument(), {"text": "x", "url": url})["pointer"] == "/url"


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8000/a",
        "https://zeitung_2.example/b?c=[1]#d",
        "https://münchen.example/straße",
        "http://192.0.2.7:65535",
        "https://例え.テスト/?",
    ],
)
def test_an_address_has_a_host_in_any_script(url: str) -> None:
    assert schemas.NewDocument().load({"text": "x", "url": url})["url"] == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://a.example/b",
        "example.org/a",
        "https://me:secret@a.example/",
        "https://me@a.example/",
        "https://a.example/b c",
        "http://",
        "http://[::1",
    ],
)
def test_what_is_no_address_for_readers_is_refused(url: str) -> None:
    found = fault(schemas.NewDocument(), {"text": "x", "url": url})
    assert found["detail"].startswith("must be an address such as https://")


@pytest.mark.parametrize("names", [[], "en", [""], [1], ["x"] * 101, ["x" * 201], {"en": 1}])
def test_names_are_a_list_of_texts(names: Any) -> None:
    found = fault(schemas.VerificationRequest(), claim(publishers=names))
    assert found["pointer"].startswith("/publishers")


def test_documents_are_named_by_their_ids_but_not_for_a_watch() -> None:
    ids = [f"{number:0256}" for number in range(5_000)]
    assert schemas.VerificationRequest().load(claim(documents=ids))["documents"] == ids
    for field in ("documents", "tiers"):
        found = fault(schemas.WatchRequest(), claim(**{field: ["a"]}))
        assert (found["pointer"], found["detail"]) == (f"/{field}", "is not known to this request")


@pytest.mark.parametrize(
    "tag", ["en", "pt-BR", "zh-Hant-TW", "de-1996", "EN-us", "en-u-ca-gregory"]
)
def test_a_language_is_a_tag(tag: str) -> None:
    assert valid_tag(tag, "language") == tag
    document = {"text": "x", "language": tag}
    assert schemas.NewDocument().load(document) == document
    assert schemas.VerificationRequest().load(claim(languages=[tag]))["languages"] == [tag]


@pytest.mark.parametrize(
    "tag", ["!!", "english", "e", "en_US", "en-", "en--US", "en\n", "en" + "-a" * 17]
)
def test_what_is_no_tag_is_no_language_over_http_and_elsewhere(tag: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        valid_tag(tag, "language")
    faults = (
        fault(schemas.NewDocument(), {"text": "x", "language": tag}),
        fault(schemas.VerificationRequest(), claim(languages=[tag])),
    )
    assert [found["pointer"] for found in faults] == ["/language", "/languages/0"]
    for found in faults:
        assert found["detail"] == refused.value.expected


@pytest.mark.parametrize(
    ("schema", "field", "item", "limit"),
    [
        (schemas.BatchRequest(), "claims", {}, 10_000),
        (schemas.BatchRequest(), "publishers", 1, 100),
        (schemas.BatchRequest(), "documents", 1, 5_000),
        (schemas.DocumentsRequest(), "documents", {}, 100),
    ],
)
def test_of_too_long_a_list_no_item_is_looked_at(
    schema: Schema, field: str, item: Any, limit: int
) -> None:
    started = time.process_time()
    with pytest.raises(ValidationError) as refused:
        schema.load({"claims": [{"claim": "x"}], field: [item] * 1_000_000})
    assert time.process_time() - started < 1
    fault = {"detail": f"must be at most {limit} items, is 1000000", "limit": limit}
    assert refused.value.messages[field] == [{**fault, "actual": 1_000_000}]


def test_null_stands_for_left_out() -> None:
    nothing = dict.fromkeys(schemas.VerificationRequest().fields, None)
    assert schemas.VerificationRequest().load({**nothing, "claim": "x"}) == {"claim": "x"}


def test_unknown_fields_are_refused_where_they_stand() -> None:
    found = fault(schemas.DocumentsRequest(), {"documents": [{"text": "x", "a/b~c": 1}]})
    assert found == {
        "detail": "is not known to this request",
        "pointer": "/documents/0/a~1b~0c",
        "value": 1,
    }


@pytest.mark.parametrize(
    ("value", "told"),
    [(0, 0), (51, 51), (1.5, 1.5), (True, "true"), ("0", "0"), (float("inf"), "Infinity")],
)
def test_a_refused_number_is_told_as_one(value: Any, told: Any) -> None:
    found = fault(schemas.VerificationRequest(), {"claim": "x", "k": value})["value"]
    assert found == told
    assert type(found) is type(told)
    json.dumps(found, allow_nan=False)


ODD = [None, True, 0, -1, 1.5, float("inf"), 10**400, "", "\x00", [], [None], [[]], {}, {"x": None}]


def changed(value: Any) -> Iterator[Any]:
    """Each value that a valid one becomes if one part of it is changed."""
    yield from ODD
    if isinstance(value, dict | list):
        for name, part in value.items() if isinstance(value, dict) else enumerate(value):
            for other in changed(part):
                whole = copy.deepcopy(value)
                whole[name] = other
                yield whole


@pytest.mark.parametrize(
    ("schema", "valid"),
    [
        (
            schemas.CheckReviewRequest(),
            {"text": "x", "review": {"url": "https://x", "author": "y"}},
        ),
        (
            schemas.VerificationRequest(),
            claim(k=1, max_error=0.1, as_of="2025-01-01", languages=["en"]),
        ),
        (schemas.BatchRequest(), {"claims": [{"claim": "x", "custom_id": "y"}]}),
        (
            schemas.DocumentsRequest(),
            {"documents": [{"text": "x", "url": "https://x", "language": "en"}]},
        ),
        (schemas.ReviewsRequest(), {"reviews": [{}]}),
        (schemas.WatchRequest(), claim(webhook="https://x.example")),
    ],
)
def test_whatever_is_refused_is_told_in_one_style(schema: Schema, valid: Any) -> None:
    assert schema.load(valid)
    for value in changed(valid):
        try:
            schema.load(value)
        except ValidationError as error:
            for found in violations(error.messages, error.data):
                told = found["detail"]
                assert re.match("(must|is required|is not known)", told), (value, told)


def test_null_is_named_where_a_value_is_needed() -> None:
    assert fault(schemas.VerificationRequest(), {"claim": None}) == {
        "detail": "must be a string, not null",
        "pointer": "/claim",
    }


def test_a_thousand_faults_and_a_huge_name_make_a_small_answer() -> None:
    body = {"x" * 1_000_000: 1, **{f"unknown{number}": "y" * 1_000 for number in range(1_000)}}
    with pytest.raises(ValidationError) as refused:
        schemas.VerificationRequest().load(body)
    found = violations(refused.value.messages, refused.value.data)
    assert len(found) == MOST
    assert len(json.dumps(found)) < 5_000


def test_an_excerpt_is_short_whatever_it_is_of() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    for value in ("x" * 10**6, 10**4_000, deep, {"x": deep}, 1.5, None, True):
        assert len(excerpt(value)) <= 80
