"""Requests that nobody thought of: made from the description, and made to break it."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings, strategies as st

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("restored")]

DESCRIPTION = schemathesis.openapi.from_path(Path(__file__).parents[2] / "openapi.yaml")
DESCRIPTION.config.update(base_url="http://localhost")


SETTINGS = settings(
    derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)


@DESCRIPTION.parametrize()
@settings(SETTINGS, max_examples=25)
def test_the_api_keeps_every_promise_of_its_description(
    app: Flask, case: schemathesis.Case
) -> None:
    case.call_and_validate(app=app)


FIELDS = st.sampled_from(
    ["claim", "text", "query", "documents", "id", "k", "as_of", "max_error", "publishers", "url"]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=20)
    | st.sampled_from(["2025-03-04", "0000-00-00", "\x00", "\ud800", "\u202e", " ", "https://x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS | st.text(), inner),
    max_leaves=8,
)
BODIES = st.binary(max_size=40) | st.dictionaries(FIELDS, VALUES).map(
    lambda value: json.dumps(value).encode()
)
ADDRESSES = st.sampled_from(
    [path for path in DESCRIPTION.raw_schema["paths"] if "{" not in path]
) | st.text(st.characters(codec="utf-8"), max_size=20).map(
    lambda name: f"/v1/documents/{quote(name, safe='')}"
)
METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "ODD"])
TYPES = st.sampled_from(["application/json", "application/json; charset=utf-16", "text/html", ""])


@settings(SETTINGS, max_examples=500)
@given(METHODS, ADDRESSES, BODIES, TYPES, st.dictionaries(FIELDS, st.text(), max_size=2))
def test_no_request_makes_the_server_fail(
    client: FlaskClient, method: str, address: str, body: bytes, kind: str, query: dict[str, str]
) -> None:
    response = client.open(address, method=method, data=body, content_type=kind, query_string=query)
    assert response.status_code < 500
