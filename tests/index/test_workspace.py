"""Folders in which something is made: gone in the end, and once their process has died."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from factcheck.errors import IndexDamaged
from factcheck.index.archive import export_index, import_index
from factcheck.index.history import PastState, snapshots
from factcheck.index.workspace import workspace

AT_WORK = """
import sys, time
from pathlib import Path
from factcheck.index.workspace import workspace
with workspace(Path(sys.argv[1]), ".making-") as folder:
    (folder / "half").write_text("done")
    print(folder, flush=True)
    time.sleep(60)
"""


def test_a_folder_is_empty_and_is_deleted_in_the_end_whatever_happens(tmp_path: Path) -> None:
    with suppress(ZeroDivisionError), workspace(tmp_path, ".making-") as folder:
        assert folder.parent == tmp_path
        assert list(folder.iterdir()) == []
        (folder / "half").mkdir()
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_deleted_by_the_next_and_not_what_one_is_at_work_on(
    tmp_path: Path,
) -> None:
    (tmp_path / ".other-kind").mkdir()
    (tmp_path / ".making-link").symlink_to(tmp_path / ".other-kind")
    command = [sys.executable, "-c", AT_WORK, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        theirs = Path(process.stdout.readline().strip())
        with workspace(tmp_path, ".making-") as mine, workspace(tmp_path, ".making-") as another:
            assert all(path.is_dir() for path in (mine, another, theirs))
            assert (theirs / "half").read_text() == "done"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert theirs.exists()
    with workspace(tmp_path, ".making-"):
        assert not theirs.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".making-link", ".other-kind"]


@pytest.mark.parametrize("kind", [".importing-", ".exporting-", "factcheck-snapshot-"])
def test_imports_exports_and_copies_of_earlier_states_sweep_up_after_those_that_were_killed(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    leftover = tmp_path / f"{kind}abc"
    leftover.mkdir()
    (leftover / "store.sqlite").write_bytes(b"half")
    export_index(built, tmp_path / "built.tar")
    import_index(tmp_path / "built.tar", tmp_path / "copy")
    PastState(built, snapshots(built)[0].id).close()
    assert sorted(os.listdir(tmp_path)) == ["built", "built.tar", "copy"]
    (tmp_path / "bad.tar").write_bytes(b"x")
    with pytest.raises(IndexDamaged):
        import_index(tmp_path / "bad.tar", tmp_path / "none")
    assert sorted(os.listdir(tmp_path)) == ["bad.tar", "built", "built.tar", "copy"]
