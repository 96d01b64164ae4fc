"""A user's own 200 rows are measured and trained on by following docs/stance.md."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def own_rows() -> str:
    """Two hundred labelled rows of somebody's."""
    states = ("closed", "open", "repaired", "painted", "inspected")
    labels = ("SUPPORTS", "REFUTES", "NEI", "NEI", "NEI")
    return "".join(
        json.dumps(
            {
                "claim": f"Bridge {number} was {state} on Monday.",
                "evidence": f"On Monday bridge {number} was shut to all traffic.",
                "label": label,
            }
        )
        + "\n"
        for number in range(40)
        for state, label in zip(states, labels, strict=True)
    )


@pytest.mark.slow
def test_the_guide_word_for_word(repository: Path, demo_index: Path, tmp_path: Path) -> None:
    blocks = FENCE.findall((repository / "docs" / "stance.md").read_text("utf-8"))
    (tmp_path / "mine.jsonl").write_text(own_rows())
    (recipe,) = [code for language, code in blocks if language == "toml"]
    (tmp_path / "mine.toml").write_text(recipe)
    (tmp_path / "indexes/demo").mkdir(parents=True)
    (tmp_path / "indexes/demo/index").symlink_to(demo_index)
    program = f"{sys.executable} -c 'import sys; from factcheck.cli import main; sys.exit(main())'"
    commands = "\n".join(code for language, code in blocks if language == "sh")
    script = f'set -e\nfactcheck() {{ {program} "$@"; }}\npip() {{ :; }}\n{commands}'
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(repository)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    before, after = re.findall(r"^mean_macro_f1 +([\d.]+)", done.stdout, re.MULTILINE)
    assert float(after) > float(before)
    assert (tmp_path / "runs/mine/results.png").is_file()
