"""Within v1 answers may grow and never change: the description against that of the last release."""

import copy
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
METHODS = {"get", "post", "put", "patch", "delete"}
Node = dict[str, Any]


def broken(old: Node, new: Node) -> list[str]:
    """What a client of the old description would miss or be refused under the new one."""
    return list(_operations(old, new))


def _operations(old: Node, new: Node) -> Iterator[str]:
    for path, operations in old["paths"].items():
        for method in METHODS & operations.keys():
            name = f"{method.upper()} {path}"
            now = new["paths"].get(path, {}).get(method)
            if now is None:
                yield f"{name} is gone"
                continue
            yield from _answers(name, operations[method], now, old, new)
            yield from _request(name, operations[method], now, old, new)


def _answers(name: str, before: Node, now: Node, old: Node, new: Node) -> Iterator[str]:
    for status, answer in before["responses"].items():
        if not status.startswith("2"):
            continue
        if status not in now["responses"]:
            yield f"{name} no longer answers {status}"
            continue
        contents = _resolved(answer, old).get("content", {})
        contents_now = _resolved(now["responses"][status], new).get("content", {})
        for kind, content in contents.items():
            if kind not in contents_now:
                yield f"{name} {status} is no longer given as {kind}"
            else:
                where = f"{name} {status}"
                yield from _given(where, content["schema"], contents_now[kind]["schema"], old, new)


def _given(where: str, before: Node, now: Node, old: Node, new: Node) -> Iterator[str]:
    """What is given may get more fields, and no field goes or changes its type."""
    before, now = _resolved(before, old), _resolved(now, new)
    if before.get("type") != now.get("type"):
        yield f"{where} changes its type from {before.get('type')} to {now.get('type')}"
    for field in set(before.get("required", [])) - set(now.get("required", [])):
        yield f"{where}.{field} is no longer always there"
    for field, schema in before.get("properties", {}).items():
        if field not in now.get("properties", {}):
            yield f"{where}.{field} is gone"
        else:
            yield from _given(f"{where}.{field}", schema, now["properties"][field], old, new)
    if "items" in before and "items" in now:
        yield from _given(f"{where}[]", before["items"], now["items"], old, new)


def _request(name: str, before: Node, now: Node, old: Node, new: Node) -> Iterator[str]:
    """What was taken is still taken, and nothing more is asked for."""
    taken = _body(before, old)
    taken_now = _body(now, new)
    for field in set(taken_now.get("required", [])) - set(taken.get("required", [])):
        yield f"{name} now asks for {field}"
    for field, schema in taken.get("properties", {}).items():
        found = taken_now.get("properties", {}).get(field)
        if found is None:
            yield f"{name} no longer takes {field}"
            continue
        for limit in ("maxLength", "maximum", "maxItems"):
            if found.get(limit, schema.get(limit, 0)) < schema.get(limit, 0):
                yield f"{name} takes less of {field}"


def _body(operation: Node, whole: Node) -> Node:
    if "requestBody" not in operation:
        return {}
    return _resolved(operation["requestBody"]["content"]["application/json"]["schema"], whole)


def _resolved(node: Node, whole: Node) -> Node:
    while "$ref" in node:
        found: Node = whole
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


def last_release() -> Node | None:
    """The description in the newest tag, if there is one."""

    def git(*arguments: str) -> str | None:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else None

    tag = git("describe", "--tags", "--abbrev=0")
    text = git("show", f"{tag}:openapi.yaml") if tag else None
    return yaml.safe_load(text) if text else None


def test_nothing_that_was_released_is_broken(specification: Node) -> None:
    released = last_release()
    if released is None:
        pytest.skip("nothing was released yet")
    assert broken(released, specification) == []


def test_the_same_description_breaks_nothing(specification: Node) -> None:
    assert broken(specification, specification) == []


def test_more_is_no_break(specification: Node) -> None:
    new = copy.deepcopy(specification)
    new["components"]["schemas"]["Verdict"]["properties"]["mood"] = {"type": "string"}
    new["paths"]["/v1/moods"] = new["paths"]["/v1/claims"]
    new["components"]["schemas"]["CheckRequest"]["properties"]["text"]["maxLength"] += 1
    assert broken(specification, new) == []


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (lambda s: s["paths"].pop("/v1/models"), "GET /v1/models is gone"),
        (
            lambda s: s["components"]["schemas"]["Verdict"]["properties"].pop("gaps"),
            "POST /v1/verifications 200.gaps is gone",
        ),
        (
            lambda s: s["components"]["schemas"]["CheckRequest"]["required"].append("published"),
            "POST /v1/checks now asks for published",
        ),
        (
            lambda s: s["components"]["schemas"]["CheckRequest"]["properties"].pop("url"),
            "POST /v1/checks no longer takes url",
        ),
        (
            lambda s: s["components"]["schemas"]["Evidence"]["properties"]["start"].update(
                type="string"
            ),
            "POST /v1/verifications 200.evidence[].start changes its type from integer to string",
        ),
    ],
)
def test_what_clients_rely_on_cannot_go_unnoticed(
    specification: Node, where: Any, expected: str
) -> None:
    new = copy.deepcopy(specification)
    where(new)
    assert expected in broken(specification, new)
