"""What is in deploy/: it passes its linters, and the commands in it are ones that exist."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.cli.program import parser

DEPLOY = Path(__file__).parents[1] / "deploy"
UNIT = (DEPLOY / "factcheck.service").read_text("utf-8")
IMAGE = (DEPLOY / "Dockerfile").read_text("utf-8")


def test_the_dockerfile_passes_its_linter() -> None:
    linter = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([linter, DEPLOY / "Dockerfile"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_unit_is_one_that_systemd_takes() -> None:
    checker = shutil.which("systemd-analyze")
    if checker is None:
        pytest.skip("NOT TESTED: systemd-analyze is missing; apt install systemd")
    done = subprocess.run(
        [checker, "verify", "--man=no", DEPLOY / "factcheck.service"],
        capture_output=True,
        text=True,
    )
    # The command is not installed where it will be.
    lines = [line for line in done.stderr.splitlines() if "is not executable" not in line]
    assert [line for line in lines if "factcheck.service" in line] == []


def test_both_serve_with_options_that_exist() -> None:
    (line,) = re.findall(r"^ExecStart=((?:[^\n\\]|\\\n)*)", UNIT, re.MULTILINE)
    of_the_unit = shlex.split(line.replace("\\\n", " "))
    (command,) = re.findall(r"^CMD (\[.*\])$", IMAGE, re.MULTILINE)
    for arguments in (of_the_unit[1:], json.loads(command)):
        found = parser().parse_args(arguments)
        # Others reach it, so it asks for keys and knows where its state lies.
        assert found.keys and found.state


def test_the_image_holds_what_is_installed() -> None:
    copied = re.findall(r"^COPY (?!--)(.*) \S+$", IMAGE, re.MULTILINE)
    names = [name for line in copied for name in line.split()]
    assert [name for name in names if not (DEPLOY.parent / name).exists()] == []


def test_the_proxy_of_the_guide_is_one_that_nginx_takes(tmp_path: Path) -> None:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.skip("NOT TESTED: nginx is missing; apt install nginx-light")
    guide = (DEPLOY.parent / "docs/serving.md").read_text("utf-8")
    (server,) = re.findall(r"^```nginx\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    config = tmp_path / "nginx.conf"
    config.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{server}}}\n", "utf-8")
    done = subprocess.run([nginx, "-t", "-c", config], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
