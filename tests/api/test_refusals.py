"""However a request fails, the answer is a problem of the same shape."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from werkzeug.exceptions import default_exceptions
from werkzeug.test import TestResponse, create_environ, run_wsgi_app

from factcheck import FactChecker, FactcheckError, IndexDamaged, InvalidInput
from factcheck.api import refusals
from factcheck.api.problems import PROBLEMS

JSON = "application/json"


def tree(kind: type[Exception]) -> Iterator[type[Exception]]:
    yield kind
    for inner in kind.__subclasses__():
        yield from tree(inner)


def assert_problem(response: TestResponse, status: int, code: str) -> dict[str, Any]:
    """The canonical shape of an error; returns its body."""
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    body: dict[str, Any] = json.loads(response.data)
    assert body["status"] == status
    assert body["code"] == code
    assert body["request_id"] == response.headers["Request-Id"]
    assert body["title"] and body["detail"]
    return body


@pytest.mark.parametrize("kind", list(tree(FactcheckError)), ids=lambda kind: kind.__name__)
def test_each_error_of_the_library_has_a_problem(kind: type[FactcheckError]) -> None:
    code = "internal" if kind is FactcheckError else kind.code
    assert PROBLEMS[code].status >= 400


def test_each_code_stands_for_one_problem_that_says_what_to_do() -> None:
    for code, problem in PROBLEMS.items():
        assert re.fullmatch(r"[a-z_]+", code)
        assert problem.code == code
        assert problem.title and problem.advice.endswith(".")


@pytest.mark.parametrize("status", sorted(default_exceptions))
def test_each_http_error_is_a_problem(status: int) -> None:
    app = Flask("failing")
    refusals.register(app)
    app.add_url_rule("/", view_func=lambda: abort(status))
    response = app.test_client().get("/")
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    body = json.loads(response.data)
    known = body["code"] in PROBLEMS
    assert body["type"] == (f"http://localhost/problems/{body['code']}" if known else "about:blank")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ZeroDivisionError("secret"), "internal"),
        (FactcheckError("secret"), "internal"),
        (IndexDamaged("/srv/secret", "secret"), "index_damaged"),
    ],
)
def test_a_failure_of_the_server_tells_nothing_but_the_request_id_and_is_logged(
    error: Exception, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> str:
        raise error

    app = Flask("failing")
    refusals.register(app)
    app.add_url_rule("/", view_func=fail)
    body = json.loads(app.test_client().get("/").data)
    assert body["code"] == code
    assert "secret" not in json.dumps(body)
    (record,) = [record for record in caplog.records if record.name.startswith("factcheck")]
    assert body["request_id"] in record.getMessage()
    assert record.exc_info is not None and record.exc_info[1] is error


@pytest.mark.parametrize("host", ["a b", "xn--", "xn--.example"])
def test_without_a_host_the_type_is_relative(host: str) -> None:
    app = Flask("failing")
    refusals.register(app)
    body, status, _ = run_wsgi_app(app, {**create_environ("/"), "HTTP_HOST": host})
    assert status == "404 NOT FOUND"
    assert json.loads(b"".join(body))["type"] == "/problems/not_found"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", "the body is not JSON: Expecting value at line 1, column 1"),
        (b'{"claim": ', "the body is not JSON: Expecting value at line 1, column 11"),
        (b'{"claim": "\xff"}', "the body is not UTF-8: byte 11"),
        (b'\xef\xbb\xbf{"claim": "x"}', "the body is not JSON: Unexpected UTF-8 BOM at line 1"),
        ('{"claim": "x"}'.encode("utf-16"), "the body is not UTF-8: byte 0"),
        (b'{"claim": "\\ud800"}', "a string holds half of a surrogate pair"),
        (b'{"\\udfff": 1}', "a string holds half of a surrogate pair"),
        (b'{"claim": "x", "claim": "y"}', "an object of the body names a field twice: 'claim'"),
        (
            b'{"claim": "x',
            "the body is not JSON: Unterminated string starting at line 1, column 11",
        ),
        (b'{"claim": "x", "k": NaN}', "NaN is not a JSON number"),
        (b'{"claim": "x", "max_error": -Infinity}', "-Infinity is not a JSON number"),
        (b"[" * 200_000, "the body is nested too deeply"),
        (b'{"a":' * 200_000, "the body is nested too deeply"),
        (
            b'{"k": 1' + b"0" * 5_000 + b"}",
            "a number of the body has too many digits; at most 4300 ",
        ),
        (b"{'claim': 'x'}", "the body is not JSON: "),
    ],
)
def test_what_is_not_well_formed_json_is_refused(
    client: FlaskClient, body: bytes, detail: str
) -> None:
    response = client.post("/v1/verifications", data=body, content_type=JSON)
    problem = assert_problem(response, 400, "malformed_json")
    assert problem["detail"].startswith(detail)
    if (place := re.search(r"line (\d+), column (\d+)$", problem["detail"])) is not None:
        assert [problem["line"], problem["column"]] == [int(number) for number in place.groups()]


@pytest.mark.slow
@pytest.mark.parametrize("depth", [10, 500, 900, 970, 990])
def test_deep_json_is_refused_one_way_or_the_other(client: FlaskClient, depth: int) -> None:
    for deep in (b"[" * depth + b"]" * depth, b'{"a":' * depth + b"1" + b"}" * depth):
        for body in (deep, b'{"claim": ' + deep + b"}", b'{"publishers": [' + deep + b"]}"):
            response = client.post("/v1/verifications", data=body, content_type=JSON)
            assert response.status_code in {400, 422}


@pytest.mark.slow
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json; charset=latin-1"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ],
)
def test_only_plain_json_is_read(client: FlaskClient, headers: dict[str, str]) -> None:
    response = client.post("/v1/verifications", data=b'{"claim": "x"}', headers=headers)
    assert assert_problem(response, 415, "unsupported_media_type")["accepted"] == JSON


@pytest.mark.slow
@pytest.mark.parametrize("value", [None, 1, "x", [], [{"claim": "x"}]])
def test_the_body_is_an_object(client: FlaskClient, value: Any) -> None:
    response = client.post("/v1/verifications", data=json.dumps(value), content_type=JSON)
    (fault,) = assert_problem(response, 422, "invalid_input")["errors"]
    assert (fault["pointer"], fault["detail"]) == ("", "must be a JSON object")


@pytest.mark.slow
def test_what_the_library_refuses_is_named(
    client: FlaskClient, checker: FactChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise InvalidInput("claim", "x" * 1_000, "must be 7 times better", limit=7)

    monkeypatch.setattr(checker, "verify_many", refuse)
    response = client.post("/v1/verifications", json={"claim": "x"})
    (fault,) = assert_problem(response, 422, "invalid_input")["errors"]
    told = {"field": "claim", "detail": "must be 7 times better", "limit": 7}
    assert fault == {**told, "value": "x" * 79 + "…"}


@pytest.mark.slow
def test_a_claim_in_another_language_is_refused_by_field_and_value(client: FlaskClient) -> None:
    claim = "Le président n'a pas voté la loi."
    response = client.post("/v1/verifications", json={"claim": claim})
    (fault,) = assert_problem(response, 422, "invalid_input")["errors"]
    assert (fault["field"], fault["value"]) == ("claim", claim)
    assert "must be in English" in fault["detail"]


@pytest.mark.slow
@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "TRACE", "ODD"])
def test_another_method_is_answered_with_those_that_there_are(
    client: FlaskClient, method: str
) -> None:
    response = client.open("/v1/verifications", method=method)
    body = assert_problem(response, 405, "method_not_allowed")
    assert body["allowed"] == ["OPTIONS", "POST"]
    assert response.headers["Allow"] == "OPTIONS, POST"


@pytest.mark.slow
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "ODD"])
@pytest.mark.parametrize(
    "address", ["/v1", "/v2/checks", "/v1/documents/", "/v1/verifications/", "/v1//indexes"]
)
def test_nothing_is_found_at_other_addresses(
    client: FlaskClient, method: str, address: str
) -> None:
    assert_problem(client.open(f"http://localhost{address}", method=method), 404, "not_found")


@pytest.mark.slow
def test_another_index_is_not_found(client: FlaskClient) -> None:
    response = client.post("/v1/evidence/search", json={"query": "x", "index": "../secret"})
    body = assert_problem(response, 404, "index_not_found")
    assert body["index"] == "../secret"
    assert body["detail"] == "no index named '../secret' is served here"


@pytest.mark.slow
def test_the_page_of_each_problem_opens(client: FlaskClient) -> None:
    for code, problem in PROBLEMS.items():
        response = client.get(f"/problems/{code}")
        assert response.content_type == "text/html; charset=utf-8"
        assert problem.title in response.text and f"<code>{code}</code>" in response.text


@pytest.mark.slow
def test_the_type_of_a_problem_leads_to_its_page(client: FlaskClient) -> None:
    kind = client.post("/v1/checks", json={}).json["type"]
    assert kind == "http://localhost/problems/invalid_input"
    assert client.get(kind).status_code == 200
