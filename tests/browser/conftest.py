"""A real server with the bundled demo, and a headless Chromium that visits it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
NEEDED = "pip install 'factcheck-engine[test]', and a Chromium: apt install chromium"
FACTCHECK = str(Path(sys.executable).with_name("factcheck"))
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# No sandbox, since tests often run as root in a container; it visits loopback alone.
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots", metavar="DIR", help="keep the pictures that the browser test makes there"
    )


@contextmanager
def served(index: Path, *options: str) -> Iterator[str]:
    """`factcheck serve` in a process of its own, once it is ready: its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [FACTCHECK, "serve", "--index", str(index)]
    with subprocess.Popen([*command, "--port", str(port), *options]) as process:
        try:
            wait_until_ready(process, f"http://127.0.0.1:{port}/readyz")
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(60)


def wait_until_ready(process: subprocess.Popen, address: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the server is not ready after two minutes")


@pytest.fixture(scope="session")
def demo_index(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The bundled demo as an index."""
    path = tmp_path_factory.mktemp("browser") / "demo"
    sources = repository / "indexes" / "demo" / "sources.jsonl"
    command = [FACTCHECK, "index", "build", str(path), str(sources)]
    subprocess.run(command, check=True, capture_output=True)
    return path


@pytest.fixture(scope="session")
def address(demo_index: Path) -> Iterator[str]:
    """A server of the demo that documents can be added to."""
    with served(demo_index, "--timeout", "300") as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason=f"NOT TESTED: {NEEDED}")
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    with playwright.sync_playwright() as started:
        if path is None and not Path(started.chromium.executable_path).exists():
            pytest.skip(f"NOT TESTED: no browser; {NEEDED}")
        found = started.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def screenshots(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where pictures go: a temporary folder, unless --screenshots names another."""
    return Path(request.config.getoption("--screenshots") or tmp_path)


def is_fault(said: Any) -> bool:
    """Whether the page says that it is wrong; that an answer was refused, the browser says too."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """The page as it is opened first; whatever goes wrong on it fails the test."""
    with browser.new_context(viewport={"width": 1440, "height": 1000}) as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if is_fault(said) else None)
        page.set_default_timeout(120_000)
        page.goto(address)
        page.locator("#served:not(:empty)").wait_for()
        yield page
        assert faults == []
