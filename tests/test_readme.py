"""Every example of the README and of the guides runs; what it names of the terminal is there."""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import NamedTuple

import pytest

from factcheck import Settings
from factcheck.cli.program import parser

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GUIDES = ("index", "api", "serving", "watch", "sources", "policy", "known-claims")
INSTALLS = ("make demo", "pip install")
SERVE = "factcheck serve"
COMMAND_ROW = re.compile(r"^\| `factcheck ([^`]+)` \| [^|]+ \|$", re.MULTILINE)
TERMINAL = "docs/reference/terminal.md"


class Example(NamedTuple):
    """A fenced block of the README with the output that is shown after it, if any."""

    language: str
    code: str
    output: str | None


def _guide(name: str) -> str:
    return (ROOT / f"docs/{name}.md").read_text("utf-8")


def examples() -> list[Example]:
    """The blocks that a reader would run. docs/stance.md has a test of its own."""
    found = []
    for page in (README, *map(_guide, GUIDES)):
        blocks = FENCE.findall(page)
        shown = [code if language == "text" else None for language, code in blocks[1:]] + [None]
        found += [
            Example(language, code, output)
            for (language, code), output in zip(blocks, shown, strict=True)
            if language in {"sh", "python", "js"}
            and not any(word in code for word in (*INSTALLS, SERVE))
        ]
    return found


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory, demo_index: Path) -> Path:
    """A folder as it is after `make demo`, with `factcheck` on the path."""
    root = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "indexes/demo", root / "indexes/demo", ignore=lambda *_: ["index"])
    shutil.copytree(demo_index, root / "indexes/demo/index")
    command = root / "bin/factcheck"
    command.parent.mkdir()
    code = "import sys; from factcheck.cli import main; sys.exit(main())"
    command.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{code}' \"$@\"\n")
    command.chmod(0o755)
    return root


@pytest.fixture(scope="module")
def environment(checkout: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": f"{checkout / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "88",
    }


@pytest.fixture(scope="module")
def server(checkout: Path, environment: dict[str, str]) -> Iterator[str]:
    """The README's server, on a free port; its address."""
    (command,) = (code for _, code in FENCE.findall(README) if code.startswith(SERVE))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [*command.split(), "--port", str(port)], cwd=checkout, env=environment
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        assert process.wait(timeout=30) == 0


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server has ended"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not answer")


def comparable(text: str) -> str:
    """Text without what depends on the CPU or the day: decimals, snapshots, trailing space."""
    text = re.sub(r"\d\.\d\d", "N", text)
    text = re.sub(r"\b[0-9a-f]{32}\b", "SNAPSHOT", text)
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


@pytest.mark.slow
@pytest.mark.parametrize("example", examples(), ids=lambda example: example.code.split("\n")[0])
def test_an_example_runs_and_prints_what_is_shown(
    example: Example, checkout: Path, environment: dict[str, str], request: pytest.FixtureRequest
) -> None:
    code = example.code
    if "127.0.0.1:8000" in code:
        code = code.replace("127.0.0.1:8000", request.getfixturevalue("server"))
        code = code.replace("curl -s", "curl -sS --fail-with-body")
    start = ["bash", "-euo", "pipefail", "-c"]
    if example.language == "python":
        start = [sys.executable, "-W", "error::ResourceWarning", "-c"]
    if example.language == "js":
        if shutil.which("node") is None:
            pytest.skip("NOT TESTED: node is missing; apt install nodejs")
        start = ["node", "--input-type=module", "--eval"]
    done = subprocess.run(
        [*start, code], cwd=checkout, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    if example.output is not None:
        assert comparable(done.stdout) == comparable(example.output)


def commands(top: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The commands that do something, found in the parser itself."""
    groups = [a for a in top._actions if isinstance(a, argparse._SubParsersAction)]
    if not groups:
        yield top
    for group in groups:
        for command in group.choices.values():
            yield from commands(command)


COMMANDS = {command.prog: command for command in commands(parser())}


@pytest.mark.parametrize("row", COMMAND_ROW.findall(README))
def test_the_readme_names_commands_and_options_that_there_are(row: str) -> None:
    (command,) = (found for name, found in COMMANDS.items() if f"factcheck {row} ".startswith(name))
    assert set(re.findall(r"(?<!\S)-\S+", row)) <= command._option_string_actions.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_in_the_reference_that_the_readme_leads_to(name: str) -> None:
    assert f"({TERMINAL})" in README
    told = dict(
        re.findall(r"^### (.*)\n([^#]*)", (ROOT / TERMINAL).read_text("utf-8"), re.MULTILINE)
    )
    for option in COMMANDS[name]._option_string_actions:
        assert f"  {option}" in told[name] or f", {option}" in told[name], option


@pytest.mark.parametrize("target", ["demo", "test"])
def test_the_two_commands_are_targets_of_make(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    assert f"make {target}" in README


@pytest.mark.parametrize("item", [f.name for f in fields(Settings) if f.name != "limits"])
def test_every_setting_from_the_environment_is_named(item: str) -> None:
    variable = f"FACTCHECK_{item.upper()}"
    assert f"`{variable}`" in README
    assert variable in (parser().epilog or "")
