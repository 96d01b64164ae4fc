"""Write docs/reference/ from the code: what is exported, what the terminal takes, what is where.

    python scripts/write_reference.py [FOLDER]

The tests compare what this writes with what is committed.
"""

from __future__ import annotations

import argparse
import ast
import dataclasses
import enum
import inspect
import os
import re
import sys
from collections.abc import Container, Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import factcheck
from factcheck.cli.program import parser
from factcheck.client import Client

_FOLDER = Path(__file__).parents[1] / "docs" / "reference"
_GENERATED = "Written by `scripts/write_reference.py`; do not edit."
_FIRST = ("FactChecker", "Options", "Client", "Settings", "Limits", "Document", "Verdict", "Report")
_WIDTH = "96"
_PACKAGE = Path(factcheck.__file__).parent
_FLOORS = """\
A claim comes from a text (`claims/`), is looked for (`retrieve`, `index/`) and read against each
passage (`stance/`, with `checks/` beside the model); its sources are counted (`lineage/`), and a
verdict is drawn (`verdict`, by a `policy/`). `pipeline` runs these steps, and `checker` is what
callers see of them: the library, the terminal (`cli/`) and HTTP (`api/`, which sees nothing but
what `factcheck` exports).

Whatever stands on a floor imports only from floors below it."""


def main() -> None:
    """Write all files."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "library.md").write_text(library(), encoding="utf-8")
    (folder / "terminal.md").write_text(terminal(), encoding="utf-8")
    (folder / "code.md").write_text(code(), encoding="utf-8")


def library() -> str:
    """Everything that `factcheck` exports, and the client."""
    found = {name: getattr(factcheck, name) for name in factcheck.__all__ if name[0] != "_"}
    found |= {"Client": Client}
    groups: dict[str, list[str]] = {"Classes": [], "Functions": [], "Errors": []}
    for name in sorted(found, key=lambda name: (name not in _FIRST, _rank(name), name)):
        value = found[name]
        if inspect.isclass(value):
            kind = "Errors" if issubclass(value, Exception) else "Classes"
            groups[kind].append(_class(name, value))
        else:
            groups["Functions"].append(f"### {name}\n\n{_callable(name, value)}")
    parts = ["# The library", _GENERATED]
    for title, entries in groups.items():
        parts += [f"## {title}", *entries]
    return "\n\n".join(parts) + "\n"


def terminal() -> str:
    """The help of every command."""
    # argparse wraps to the width of the terminal.
    os.environ["COLUMNS"], os.environ["NO_COLOR"] = _WIDTH, "1"
    parts = ["# The terminal", _GENERATED]
    for command in _commands(parser()):
        title = "#" * min(2, command.prog.count(" ") + 1)
        parts += [f"{title}# {command.prog}", f"```text\n{command.format_help().rstrip()}\n```"]
    return "\n\n".join(parts) + "\n"


def code() -> str:
    """Every package and module of the first level, by floors: each imports only from below."""
    places = {path.stem: path for path in _PACKAGE.glob("*.py") if path.stem != "__init__"}
    places |= {path.parent.name: path for path in _PACKAGE.glob("*/__init__.py")}
    below = {name: _imported(path, places) - {name} for name, path in places.items()}
    floors: dict[str, int] = {}
    for name in TopologicalSorter(below).static_order():
        floors[name] = 1 + max((floors[each] for each in below[name]), default=0)
    rows = []
    for name in sorted(places, key=lambda name: (-floors[name], name)):
        path = places[name]
        shown = f"{name}/" if path.stem == "__init__" else name
        (first, *_) = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").splitlines()
        rows.append(f"| {floors[name]} | `{shown}` | {first} |")
    table = "\n".join(["| floor | in `factcheck/` | |", "| --- | --- | --- |", *rows])
    return "\n\n".join(["# The code", _GENERATED, _FLOORS, table]) + "\n"


def _imported(path: Path, places: Container[str]) -> set[str]:
    """The places that a module, or all modules of a package, import from."""
    files = path.parent.rglob("*.py") if path.stem == "__init__" else [path]
    found = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                top, *inner = node.module.split(".")
                names = inner[:1] or [alias.name for alias in node.names]
                # What `factcheck` exports stands on no floor: its topmost part is the checker.
                places_of = (name if name in places else "checker" for name in names)
                found |= set(places_of) if top == "factcheck" else set()
    return found


def _rank(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


def _commands(command: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield command
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from _commands(each)


def _class(name: str, value: type[Any]) -> str:
    home = "factcheck" if name in factcheck.__all__ else value.__module__
    parts = [f"### {name}", f"`{home}.{name}`"]
    if issubclass(value, enum.Enum):
        members = ", ".join(f"`{member.value}`" for member in value)
        return "\n\n".join([*parts, _prose(value), f"One of {members}."])
    if dataclasses.is_dataclass(value):
        fields = (f"- `{item.name}: {item.type}`" for item in dataclasses.fields(value))
        parts += [_prose(value), "\n".join(fields)]
    elif value is factcheck.Options:
        parts.append(_prose(value))
    elif value is factcheck.Limits:
        numbers = {name: found for name, found in vars(value).items() if isinstance(found, int)}
        parts += [
            _prose(value),
            "\n".join(f"- `{name} = {most:_}`" for name, most in numbers.items()),
        ]
    else:
        parts += [_signature(name, value), _prose(value)]
    for member, found in vars(value).items():
        if member.startswith("_") or not getattr(found, "__doc__", None):
            continue
        if isinstance(found, property):
            parts.append(f"#### {name}.{member}\n\n{_prose(found)}")
        elif inspect.isfunction(inspect.unwrap(getattr(value, member))) or isinstance(
            found, classmethod
        ):
            parts.append(
                f"#### {name}.{member}\n\n{_callable(f'{name}.{member}', getattr(value, member))}"
            )
    return "\n\n".join(part for part in parts if part)


def _callable(name: str, value: Any) -> str:
    return f"{_signature(name, value)}\n\n{_prose(value)}"


def _signature(name: str, value: Any) -> str:
    try:
        found = inspect.signature(value)
    except ValueError:
        return ""
    kept = [item for item in found.parameters.values() if item.name != "self"]
    shown = str(found.replace(parameters=kept)).replace("'", "")
    # A function as a default is shown with its place in memory.
    shown = re.sub(r"<function .+? at 0x[0-9a-f]+>", "...", shown)
    return f"```python\n{name}{shown}\n```"


def _prose(value: Any) -> str:
    """A docstring with its fields as a list."""
    text = inspect.getdoc(value) or ""
    text = re.sub(r":(?:meth|class|data|func|mod):`~?([^`]+)`", r"`\1`", text)
    body, *fields = re.split(r"^:(?=param|raises|return)", text, flags=re.MULTILINE)
    lines = []
    for field in fields:
        kind, _, said = field.partition(":")
        subject = kind.removeprefix("param ").removeprefix("raises ")
        head = f"raises `{subject}`" if kind.startswith("raises") else f"`{subject}`"
        head = "returns" if kind == "return" else head
        lines.append(f"- {head}: {' '.join(said.split())}")
    return "\n\n".join(part for part in (body.strip(), "\n".join(lines)) if part)


if __name__ == "__main__":
    main()
