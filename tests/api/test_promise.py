"""Within v1 answers may grow and never change: the description against the one last promised.

That one is `docs/released/openapi.yaml`; a release copies `openapi.yaml` there.
"""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.api.promise import broken

ROOT = Path(__file__).parents[2]
Node = dict[str, Any]

SMALL: Node = yaml.safe_load("""
security: [{}, {key: []}]
paths:
  /things/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string, maxLength: 9}}]
    post:
      parameters:
        - {name: sort, in: query, schema: {type: string, enum: [up, down], default: up}}
      requestBody:
        content:
          application/json:
            schema:
              type: object
              additionalProperties: false
              required: [name]
              properties:
                name: {type: string, minLength: 1, maxLength: 9, pattern: a, format: date}
                size: {type: [integer, "null"], minimum: 1, maximum: 9}
                tags: {type: array, minItems: 1, maxItems: 9, items: {type: string}}
                of: {oneOf: [{type: string}, {type: object}]}
                notes: {type: object, additionalProperties: {type: string}}
          text/csv: {schema: {type: string}}
      responses:
        "200":
          headers:
            ETag: {required: true, schema: {type: string}}
          content:
            application/json: {schema: {$ref: "#/components/schemas/Thing"}}
            text/html: {schema: {type: string}}
        "404":
          content:
            application/problem+json:
              schema:
                type: object
                required: [code]
                properties: {code: {$ref: "#/components/schemas/ProblemCode"}}
components:
  schemas:
    ProblemCode: {type: string, enum: [gone]}
    Thing:
      type: object
      required: [label]
      properties:
        label: {type: string, enum: [new, old], pattern: a, maxLength: 9, minLength: 1}
        share: {type: number, minimum: 0, maximum: 1}
        made: {type: string, format: date, default: never}
        none: {anyOf: [{type: string}, {type: "null"}]}
        parts: {type: array, items: {$ref: "#/components/schemas/Thing"}}
""")
BODY = "requestBody content application/json schema"
HERE, THERE = "POST /things/{id}", "POST /things/{id} 200"


def at(description: Node, place: str) -> Any:
    """What stands at a place, below the operation or, after `Thing`, below that schema."""
    node: Any = description["paths"]["/things/{id}"]["post"]
    for step in place.split():
        node = description["components"]["schemas"] if step == "schemas" else node[step]
    return node


def put(place: str, **values: Any) -> Callable[[Node], Any]:
    return lambda description: at(description, place).update(values)


def drop(place: str, key: Any) -> Callable[[Node], Any]:
    return lambda description: at(description, place).pop(key)


NAME, SIZE, TAGS = (f"{BODY} properties {name}" for name in ("name", "size", "tags"))
THING = "schemas Thing properties"
FIND = {"name": "find", "in": "query", "schema": {"type": "string"}}
BREAKS = [
    (lambda d: d["paths"].clear(), f"{HERE} is gone"),
    (put("", security=[{"key": []}]), f"{HERE} no longer lets in by {{}}"),
    # parameters
    (lambda d: at(d, "parameters").clear(), f"{HERE} no longer takes sort"),
    (lambda d: at(d, "parameters").append({**FIND, "required": True}), f"{HERE} now asks for find"),
    (lambda d: at(d, "parameters")[0].update(required=True), f"{HERE} now asks for sort"),
    (
        lambda d: at(d, "parameters")[0]["schema"]["enum"].remove("up"),
        f"{HERE} sort: enum was ['up', 'down'], is ['down']",
    ),
    (
        lambda d: at(d, "parameters")[0]["schema"].update(default="down"),
        f"{HERE} sort: default was 'up', is 'down'",
    ),
    (
        lambda d: d["paths"]["/things/{id}"]["parameters"][0]["schema"].update(maxLength=8),
        f"{HERE} id: maxLength was 9, is 8",
    ),
    (
        lambda d: at(d, "parameters")[0].update(style="spaceDelimited"),
        f"{HERE} sort: style was None, is 'spaceDelimited'",
    ),
    # what is taken
    (put("requestBody", required=True), f"{HERE} now asks for a body"),
    (drop("requestBody content", "text/csv"), f"{HERE} no longer takes text/csv"),
    (put(BODY, required=["name", "size"]), f"{HERE} now asks for size"),
    (drop(f"{BODY} properties", "size"), f"{HERE} no longer takes size"),
    (put(NAME, maxLength=8), f"{HERE}.name: maxLength was 9, is 8"),
    (put(NAME, minLength=2), f"{HERE}.name: minLength was 1, is 2"),
    (put(NAME, pattern="b"), f"{HERE}.name: pattern was 'a', is 'b'"),
    (put(NAME, format="uri"), f"{HERE}.name: format was 'date', is 'uri'"),
    (put(NAME, enum=["x"]), f"{HERE}.name: enum was None, is ['x']"),
    (put(SIZE, maximum=8), f"{HERE}.size: maximum was 9, is 8"),
    (put(SIZE, exclusiveMinimum=1), f"{HERE}.size: exclusiveMinimum was None, is 1"),
    (
        put(SIZE, type="integer"),
        f"{HERE}.size changes its type from integer or null to integer",
    ),
    (put(TAGS, minItems=2), f"{HERE}.tags: minItems was 1, is 2"),
    (
        put(TAGS, items={"type": "integer"}),
        f"{HERE}.tags[] changes its type from string to integer",
    ),
    (
        put(f"{BODY} properties of", oneOf=[{"type": "string"}]),
        f"{HERE}.of changes its type from string or object to string",
    ),
    (
        put(f"{BODY} properties notes", additionalProperties=False),
        f"{HERE}.notes: additionalProperties was {{'type': 'string'}}, is False",
    ),
    (
        put(f"{BODY} properties notes", additionalProperties={"type": "integer"}),
        f"{HERE}.notes.* changes its type from string to integer",
    ),
    # what is given
    (drop("responses", "200"), f"{HERE} no longer answers 200"),
    (put("responses", **{"202": {}}), f"{HERE} now answers 202"),
    (drop("responses 200 headers", "ETag"), f"{THERE} no longer has the header ETag"),
    (
        put("responses 200 headers ETag", required=False),
        f"{THERE} no longer always has the header ETag",
    ),
    (
        put("responses 200 headers ETag schema", type="integer"),
        f"{THERE} ETag changes its type from string to integer",
    ),
    (drop("responses 200 content", "text/html"), f"{THERE} is no longer given as text/html"),
    (drop(THING, "made"), f"{THERE}.made is gone"),
    (put("schemas Thing", required=[]), f"{THERE}.label may be missing"),
    (
        put(f"{THING} label", enum=["new", "old", "odd"]),
        f"{THERE}.label: enum was ['new', 'old'], is ['new', 'old', 'odd']",
    ),
    (put(f"{THING} label", pattern="b"), f"{THERE}.label: pattern was 'a', is 'b'"),
    (put(f"{THING} label", maxLength=10), f"{THERE}.label: maxLength was 9, is 10"),
    (drop(f"{THING} label", "maxLength"), f"{THERE}.label: maxLength was 9, is None"),
    (
        drop(f"{THING} parts", "items"),
        f"{THERE}.parts: items was {{'$ref': '#/components/schemas/Thing'}}, is None",
    ),
    (put(f"{THING} label", minLength=0), f"{THERE}.label: minLength was 1, is 0"),
    (put(f"{THING} share", maximum=100), f"{THERE}.share: maximum was 1, is 100"),
    (put(f"{THING} made", format="date-time"), f"{THERE}.made: format was 'date', is 'date-time'"),
    (
        put(f"{THING} made", type=["string", "null"]),
        f"{THERE}.made changes its type from string to string or null",
    ),
    (
        put(f"{THING} none", anyOf=[{"type": "string"}, {"type": "integer"}]),
        f"{THERE}.none changes its type from string or null to string or integer",
    ),
    (
        put("responses 404 content application/problem+json schema", required=[]),
        f"{HERE} 404.code may be missing",
    ),
]
GROWTH = [
    lambda d: d["paths"].update({"/more": {}}),
    lambda d: at(d, "parameters").append(FIND),
    lambda d: at(d, "parameters")[0]["schema"]["enum"].append("sideways"),
    put("requestBody content", **{"text/plain": {"schema": {"type": "string"}}}),
    put(BODY, required=[]),
    put(NAME, maxLength=10, minLength=0),
    drop(NAME, "pattern"),
    put(SIZE, type=["number", "null"]),
    put(f"{BODY} properties", mood={"type": "string"}),
    put("responses", **{"429": {}}),
    drop("responses", "404"),
    put("responses 200 headers", Link={"schema": {"type": "string"}}),
    put(THING, mood={"type": "string"}),
    put(f"{THING} label", enum=["new"], maxLength=8, minLength=2),
    put(f"{THING} share", type="integer"),
    put(f"{THING} made", default="now"),
    put(f"{THING} none", anyOf=[{"type": "string"}]),
    put("schemas ProblemCode", enum=["gone", "lost"]),
]


def changed(change: Callable[[Node], Any]) -> Node:
    new = copy.deepcopy(SMALL)
    change(new)
    return new


def test_nothing_that_was_promised_is_broken(specification: Node) -> None:
    promised = yaml.safe_load((ROOT / "docs/released/openapi.yaml").read_text("utf-8"))
    assert broken(promised, specification) == []


@pytest.mark.parametrize(("change", "expected"), BREAKS, ids=[sentence for _, sentence in BREAKS])
def test_what_clients_rely_on_cannot_go_unnoticed(
    change: Callable[[Node], Any], expected: str
) -> None:
    assert expected in broken(SMALL, changed(change))


@pytest.mark.parametrize("change", GROWTH)
def test_more_is_no_break(change: Callable[[Node], Any]) -> None:
    assert broken(SMALL, changed(change)) == []


def test_a_keyword_that_is_not_compared_is_told() -> None:
    strange = changed(put(NAME, contains={"type": "string"}))
    with pytest.raises(NotImplementedError, match="contains"):
        broken(SMALL, strange)
