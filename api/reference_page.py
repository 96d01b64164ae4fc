"""openapi.yaml as one page for people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

Node = dict[str, Any]
# Descriptions are CommonMark (OpenAPI 3.1, 4.8.2.1); markup in them is shown as text.
_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_METHODS = ("get", "post", "put", "patch", "delete")


@cache
def reference_page() -> str:
    """The page; it loads nothing."""
    text = files("factcheck.api").joinpath("openapi.yaml").read_text("utf-8")
    specification: Node = yaml.safe_load(text)
    pages = Environment(
        loader=PackageLoader("factcheck.api"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters["shown"] = _shown
    pages.filters["marked"] = lambda text: Markup(_MARKDOWN.render(text))
    pages.filters["line"] = lambda text: Markup(_MARKDOWN.renderInline(text))
    return pages.get_template("reference.html").render(
        info=specification["info"],
        groups=[
            (tag, list(_operations(specification, tag["name"]))) for tag in specification["tags"]
        ],
        schemas={
            name: list(_fields(schema))
            for name, schema in specification["components"]["schemas"].items()
        },
        described=specification["components"]["schemas"],
    )


def _operations(specification: Node, tag: str) -> Iterator[Node]:
    for path, item in specification["paths"].items():
        for method in _METHODS:
            operation = item.get(method)
            if operation is not None and tag in operation["tags"]:
                given = [*item.get("parameters", []), *operation.get("parameters", [])]
                yield {
                    "id": operation["operationId"],
                    "method": method.upper(),
                    "path": path,
                    "summary": operation["summary"],
                    "description": operation.get("description", ""),
                    "parameters": [_resolved(each, specification) for each in given],
                    "examples": _examples(operation.get("requestBody", {})),
                    "schema": _schema_name(operation.get("requestBody", {})),
                    "responses": {
                        status: _response(_resolved(each, specification))
                        for status, each in operation["responses"].items()
                    },
                }


def _response(response: Node) -> Node:
    return {
        "description": response["description"],
        "examples": _examples(response),
        "schema": _schema_name(response),
    }


def _examples(described: Node) -> list[str]:
    return [
        _shown(example["value"])
        for content in described.get("content", {}).values()
        for example in content.get("examples", {}).values()
        if "value" in example
    ]


def _schema_name(described: Node) -> str:
    for content in described.get("content", {}).values():
        return str(content["schema"].get("$ref", "")).rpartition("/")[2]
    return ""


def _fields(schema: Node) -> Iterator[Node]:
    required = set(schema.get("required", ()))
    for part in (schema, *schema.get("allOf", ())):
        for name, field in part.get("properties", {}).items():
            yield {
                "name": name,
                "type": _type(field),
                "reference": _reference(field),
                "required": name in required,
                "description": field.get("description", ""),
                "limits": {key: field[key] for key in _LIMITS if key in field},
            }


_LIMITS = (
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "enum",
    "default",
)


def _type(field: Node) -> str:
    kind = field.get("type", "")
    if field.get("format"):
        return f"{_listed(kind)} ({field['format']})"
    if kind == "array":
        return f"array of {_type(field.get('items', {})) or _reference(field['items'])}"
    return _listed(kind)


def _listed(kind: str | list[str]) -> str:
    return kind if isinstance(kind, str) else " or ".join(kind)


def _reference(field: Node) -> str:
    for each in (field, field.get("items", {}), *field.get("oneOf", ()), *field.get("anyOf", ())):
        if "$ref" in each:
            return str(each["$ref"]).rpartition("/")[2]
    return ""


def _resolved(node: Node, specification: Node) -> Node:
    while "$ref" in node:
        found: Any = specification
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)
