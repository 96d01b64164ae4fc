"""The reference is what the code says today."""

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="other versions word signatures and help otherwise"
)
@pytest.mark.parametrize("name", ["library", "terminal", "code"])
def test_the_reference_is_written_from_the_code(
    repository: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "96")
    monkeypatch.setenv("NO_COLOR", "1")
    path = repository / "scripts/write_reference.py"
    specification = importlib.util.spec_from_file_location("write_reference", path)
    assert specification is not None
    assert specification.loader is not None
    script = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(script)
    committed = (repository / f"docs/reference/{name}.md").read_text(encoding="utf-8")
    assert getattr(script, name)() == committed, "run: python scripts/write_reference.py"
