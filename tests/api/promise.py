"""What a client of one description of the API would miss or be refused under a later one.

Requests: all that was taken is still taken. Answers: all that is given was described, but for new
fields, headers, kinds of problem and statuses of refusal, which are announced as open. Both are one
question, whether what the narrower schema lets through the wider one does too. Where that cannot be
told, as of two patterns, a change is reported: somebody has to look.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]

METHODS = {"get", "post", "put", "patch", "delete", "head", "options"}
_AT_MOST = {"maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties"}
_AT_LEAST = {"minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties"}
_SAME = {"pattern", "format", "multipleOf", "uniqueItems", "const", "contentMediaType"}
_OTHERS = {"type", "enum", "required", "properties", "additionalProperties", "items", "default"}
_SAID = {"description", "title", "example", "examples", "deprecated"}
_COMPARED = _AT_MOST | _AT_LEAST | _SAME | _OTHERS | _SAID
# The values of these may become more: it says so where they are described.
_OPEN = {"#/components/schemas/ProblemCode"}


def broken(old: Node, new: Node) -> list[str]:
    """Each break as a sentence, beginning with its place.

    :raises NotImplementedError: for a keyword of a schema that is not compared.
    """
    return list(_Comparison(old, new).operations())


class _Comparison:
    """Two descriptions; every method goes through the same place of both."""

    def __init__(self, old: Node, new: Node) -> None:
        self._old, self._new = old, new
        # The pairs of schemas that are being compared: one may be part of itself.
        self._begun: set[tuple[int, int, bool]] = set()

    def operations(self) -> Iterator[str]:
        for path, before in self._old["paths"].items():
            after = self._new["paths"].get(path, {})
            for method in sorted(METHODS & before.keys()):
                name = f"{method.upper()} {path}"
                if method not in after:
                    yield f"{name} is gone"
                    continue
                yield from self._security(name, before[method], after[method])
                yield from self._parameters(name, (before, before[method]), (after, after[method]))
                yield from self._body(name, before[method], after[method])
                yield from self._answers(name, before[method]["responses"], after[method])

    def _security(self, name: str, old: Node, new: Node) -> Iterator[str]:
        now = new.get("security", self._new.get("security", [{}]))
        for way in old.get("security", self._old.get("security", [{}])):
            if way not in now:
                yield f"{name} no longer lets in by {way}"

    def _parameters(
        self, name: str, old: tuple[Node, Node], new: tuple[Node, Node]
    ) -> Iterator[str]:
        known, now = _parameters(old, self._old), _parameters(new, self._new)
        for key, parameter in known.items():
            if key not in now:
                yield f"{name} no longer takes {key[1]}"
                continue
            if now[key].get("required") and not parameter.get("required"):
                yield f"{name} now asks for {key[1]}"
            for style in ("style", "explode"):
                yield from _unlike(f"{name} {key[1]}", style, parameter, now[key])
            where = f"{name} {key[1]}"
            yield from self._schemas(where, parameter["schema"], now[key]["schema"], taken=True)
        for key in now.keys() - known.keys():
            if now[key].get("required"):
                yield f"{name} now asks for {key[1]}"

    def _body(self, name: str, old: Node, new: Node) -> Iterator[str]:
        body = _resolved(old.get("requestBody", {}), self._old)
        now = _resolved(new.get("requestBody", {}), self._new)
        if now.get("required") and not body.get("required"):
            yield f"{name} now asks for a body"
        for kind, content in body.get("content", {}).items():
            if kind not in now.get("content", {}):
                yield f"{name} no longer takes {kind}"
            else:
                after = now["content"][kind]["schema"]
                yield from self._schemas(name, content["schema"], after, taken=True)

    def _answers(self, name: str, old: Node, operation: Node) -> Iterator[str]:
        new = operation["responses"]
        for status in new.keys() - old.keys():
            if status < "4":
                yield f"{name} now answers {status}"
        for status, answer in old.items():
            where = f"{name} {status}"
            if status in new:
                yield from self._answer(
                    where, _resolved(answer, self._old), _resolved(new[status], self._new)
                )
            elif status < "4":
                yield f"{name} no longer answers {status}"

    def _answer(self, where: str, old: Node, new: Node) -> Iterator[str]:
        for name, before in old.get("headers", {}).items():
            header, after = _resolved(before, self._old), new.get("headers", {}).get(name)
            if after is None:
                yield f"{where} no longer has the header {name}"
                continue
            after = _resolved(after, self._new)
            if header.get("required") and not after.get("required"):
                yield f"{where} no longer always has the header {name}"
            place = f"{where} {name}"
            yield from self._schemas(place, header["schema"], after["schema"], taken=False)
        for kind, content in old.get("content", {}).items():
            if kind not in new.get("content", {}):
                yield f"{where} is no longer given as {kind}"
            else:
                after = new["content"][kind]["schema"]
                yield from self._schemas(where, content["schema"], after, taken=False)

    def _schemas(self, where: str, old: Node, new: Node, *, taken: bool) -> Iterator[str]:
        """What breaks between two schemas of something that is taken, or given."""
        pair = id(old), id(new), taken
        is_open = not taken and old.get("$ref") in _OPEN and old == new
        if not is_open and pair not in self._begun:
            self._begun.add(pair)
            yield from self._compared(where, old, new, taken=taken)
            self._begun.discard(pair)

    def _compared(self, where: str, old: Node, new: Node, *, taken: bool) -> Iterator[str]:
        olds, news = _alternatives(old, self._old), _alternatives(new, self._new)
        wide, narrow = (news, olds) if taken else (olds, news)
        for one in narrow:
            # Among those of its type, if there are any, the one that it is most like.
            like = [other for other in wide if _is_within(one.get("type"), other.get("type"))]
            if not like:
                types = (" or ".join(str(x.get("type")) for x in xs) for xs in (olds, news))
                yield f"{where} changes its type from {next(types)} to {next(types)}"
                continue
            found = (
                list(self._pair(where, *((one, other) if taken else (other, one)), taken=taken))
                for other in like
            )
            yield from min(found, key=len)

    def _pair(self, where: str, old: Node, new: Node, *, taken: bool) -> Iterator[str]:
        """As `_schemas`, of one alternative each."""
        wide, narrow = (new, old) if taken else (old, new)
        for key in sorted(_AT_MOST & wide.keys()):
            if key not in narrow or narrow[key] > wide[key]:
                yield f"{where}: {key} was {old.get(key)}, is {new.get(key)}"
        for key in sorted(_AT_LEAST & wide.keys()):
            if key not in narrow or narrow[key] < wide[key]:
                yield f"{where}: {key} was {old.get(key)}, is {new.get(key)}"
        for key in sorted(_SAME & wide.keys()):
            yield from _unlike(where, key, old, new)
        if "enum" in wide and ("enum" not in narrow or set(narrow["enum"]) - set(wide["enum"])):
            yield f"{where}: enum was {old.get('enum')}, is {new.get('enum')}"
        if taken and "default" in old:
            yield from _unlike(where, "default", old, new)
        for field in sorted(set(wide.get("required", [])) - set(narrow.get("required", []))):
            yield f"{where} now asks for {field}" if taken else f"{where}.{field} may be missing"
        yield from self._fields(where, old, new, taken=taken)
        if "items" in old and "items" in new:
            yield from self._schemas(f"{where}[]", old["items"], new["items"], taken=taken)
        elif "items" in wide:
            yield f"{where}: items was {old.get('items')}, is {new.get('items')}"

    def _fields(self, where: str, old: Node, new: Node, *, taken: bool) -> Iterator[str]:
        fields = new.get("properties", {})
        for name, before in old.get("properties", {}).items():
            if name in fields:
                place = f"{where}.{name}"
                yield from self._schemas(place, before, fields[name], taken=taken)
            else:
                yield f"{where} no longer takes {name}" if taken else f"{where}.{name} is gone"
        before, after = (x.get("additionalProperties", True) for x in (old, new))
        wide, narrow = (after, before) if taken else (before, after)
        if isinstance(before, dict) and isinstance(after, dict):
            yield from self._schemas(f"{where}.*", before, after, taken=taken)
        elif wide is not True and narrow != wide and narrow is not False:
            yield f"{where}: additionalProperties was {before}, is {after}"


def _unlike(where: str, key: str, old: Node, new: Node) -> Iterator[str]:
    if old.get(key) != new.get(key):
        yield f"{where}: {key} was {old.get(key)!r}, is {new.get(key)!r}"


def _parameters(nodes: tuple[Node, Node], whole: Node) -> dict[tuple[str, str], Node]:
    """Those of a path and of an operation, by place and name."""
    listed = [_resolved(item, whole) for node in nodes for item in node.get("parameters", [])]
    return {(item["in"], item["name"]): item for item in listed}


def _alternatives(node: Node, whole: Node) -> list[Node]:
    """The schemas of one type each of which a value has to meet one."""
    node = _resolved(node, whole)
    for choice in ("oneOf", "anyOf"):
        if choice in node:
            rest = {key: value for key, value in node.items() if key != choice}
            members = (_resolved(member, whole) for member in node[choice])
            return [x for each in members for x in _alternatives({**rest, **each}, whole)]
    if strange := node.keys() - _COMPARED:
        raise NotImplementedError(f"schemas with {sorted(strange)} are not compared")
    types = node.get("type")
    if not isinstance(types, list):
        return [node]
    some = node.get("enum")
    return [
        {"type": "null"}
        if each == "null"
        else {
            **node,
            "type": each,
            **({"enum": [x for x in some if x is not None]} if some else {}),
        }
        for each in types
    ]


def _is_within(narrow: str | None, wide: str | None) -> bool:
    return wide in (None, narrow) or (narrow, wide) == ("integer", "number")


def _resolved(node: Node, whole: Node) -> Node:
    while "$ref" in node:
        found: Node = whole
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node
