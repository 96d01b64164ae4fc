"""Reading what a client sent: a JSON body or a query string, validated by a schema."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from typing import Any, NoReturn
from urllib.parse import unquote_to_bytes

from flask import Flask, request
from marshmallow import Schema, ValidationError

from factcheck.api.refusals import Refusal
from factcheck.api.schemas import Query
from factcheck.api.violations import excerpt, violations

# Every valid body fits, even with each character escaped as a surrogate pair (12 bytes); only ids
# of documents to count are taken for ASCII.
BODY_BYTES = 8 * 1024 * 1024
DOCUMENTS_BODY_BYTES = 64 * 1024 * 1024
_LARGE = {"/v1/batches", "/v1/documents", "/v1/files"}

_JSON, _FILE = "application/json", "application/octet-stream"
# Below it a query that nobody reads is refused: a misspelt filter would widen what is found.
_CLOSED = "/v1/"
_READ_THEIR_OWN = {
    "batches.list_batches",
    "batches.list_results",
    "documents.list_documents",
    "files.add_file",
    "origins.list_origins",
    "watches.list_changes",
    "watches.list_watches",
}
_SURROGATE_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")


def register(app: Flask) -> None:
    """Refuse parameters where an address takes none."""
    app.before_request(_refuse_query)


def most_bytes(path: str) -> int:
    """How long the body of a request for that path may be."""
    return DOCUMENTS_BODY_BYTES if path in _LARGE else BODY_BYTES


def json_body(schema: Schema) -> dict[str, Any]:
    """The body of the request as `schema` loads it.

    :raises Refusal: if it is not sent as JSON, or is not well-formed JSON.
    :raises RequestEntityTooLarge: if it is longer than its path takes.
    :raises marshmallow.ValidationError: if it is not what `schema` describes.
    """
    _require_plain_json()
    request.max_content_length = most_bytes(request.path)
    loaded: dict[str, Any] = schema.load(_parsed(request.get_data(cache=False)))
    return loaded


def file_body() -> bytes:
    """The body of the request as it is: a file.

    :raises Refusal: if it is not sent as one, or holds nothing.
    :raises RequestEntityTooLarge: if it is longer than its path takes.
    """
    if request.mimetype != _FILE:
        detail = f"the body must be the file itself, sent as Content-Type: {_FILE}"
        raise Refusal("unsupported_media_type", detail, accepted=_FILE)
    _require_unencoded(_FILE)
    request.max_content_length = most_bytes(request.path)
    content = request.get_data(cache=False)
    if not content:
        detail = "the body must hold the file; it is empty"
        raise Refusal("invalid_input", detail, errors=[{"pointer": "", "detail": detail}])
    return content


def query(schema: Schema) -> dict[str, Any]:
    """The query string of the request as `schema` loads it.

    :raises Refusal: if a parameter is not what `schema` describes, is given twice, or is no UTF-8.
    """
    given = request.args.to_dict(flat=False)
    try:
        loaded: dict[str, Any] = schema.load({name: values[0] for name, values in given.items()})
    except ValidationError as error:
        faults = violations(error.messages, error.data)
        # A JSON Pointer leads into a body; here is none.
        errors = [{"parameter": fault.pop("pointer")[1:], **fault} for fault in faults]
        detail = f"{errors[0]['parameter']}: {errors[0]['detail']}"
        raise Refusal("invalid_input", detail, errors=errors) from error
    _require_one_reading(given)
    return loaded


def _require_one_reading(given: Mapping[str, list[str]]) -> None:
    """Refuse what others may read otherwise: one value of two, bytes that are no text."""
    for name, values in given.items():
        if (actual := len(values)) > 1:
            detail = f"must be given at most once, is given {actual} times"
            _refuse_parameter(name, detail, limit=1, actual=actual)
    for parameter in request.query_string.split(b"&"):
        try:
            unquote_to_bytes(parameter).decode()
        except UnicodeDecodeError:
            name, _, value = parameter.decode("latin-1").partition("=")
            _refuse_parameter(name, "must be UTF-8, percent-encoded", value=excerpt(value))


def _refuse_parameter(name: str, detail: str, **facts: Any) -> NoReturn:
    errors = [{"parameter": name, "detail": detail, **facts}]
    raise Refusal("bad_request", f"{name}: {detail}", errors=errors)


def _refuse_query() -> None:
    is_ours = request.path.startswith(_CLOSED) and request.endpoint is not None
    if is_ours and request.endpoint not in _READ_THEIR_OWN and request.method != "OPTIONS":
        query(Query())


def _require_plain_json() -> None:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype != _JSON or charset not in {"utf-8", "utf8"}:
        detail = f"the body must be sent as Content-Type: {_JSON}, in UTF-8"
        raise Refusal("unsupported_media_type", detail, accepted=_JSON)
    _require_unencoded(_JSON)


def _require_unencoded(accepted: str) -> None:
    if request.content_encoding not in {None, "", "identity"}:
        detail = "the body must be sent without Content-Encoding"
        raise Refusal("unsupported_media_type", detail, accepted=accepted)


def _parsed(raw: bytes) -> Any:
    try:
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_object_without_duplicates,
            parse_constant=_refuse_constant,
        )
        if _SURROGATE_ESCAPE.search(raw):
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except RecursionError as error:
        raise Refusal("malformed_json", "the body is nested too deeply") from error
    except UnicodeEncodeError as error:
        detail = "a string holds half of a surrogate pair, which is no character"
        raise Refusal("malformed_json", detail) from error
    except UnicodeDecodeError as error:
        detail = f"the body is not UTF-8: byte {error.start}"
        raise Refusal("malformed_json", detail, position=error.start) from error
    except json.JSONDecodeError as error:
        # Without advice to programs in Python, and without their "at" before a place.
        wrong = error.msg.partition(" (")[0].removesuffix(" at")
        detail = f"the body is not JSON: {wrong} at line {error.lineno}, column {error.colno}"
        place = {"position": error.pos, "line": error.lineno, "column": error.colno}
        raise Refusal("malformed_json", detail, **place) from error
    except ValueError as error:
        limit = sys.get_int_max_str_digits()
        detail = f"a number of the body has too many digits; at most {limit} are read"
        raise Refusal("malformed_json", detail, limit=limit) from error
    return value


def _object_without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            detail = f"an object of the body names a field twice: {excerpt(name)!r}"
            raise Refusal("malformed_json", detail)
        found[name] = value
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise Refusal("malformed_json", f"{name} is not a JSON number")
