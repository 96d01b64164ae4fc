"""A run that is killed at any moment: what is noted is whole, and the rest is done by the next."""

import json
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from watch_samples import WordScorer, asked, document, new_checker, opened

from factcheck import Document
from factcheck.watch.store import Watches

pytestmark = pytest.mark.slow

RUN = """
import sys
sys.path.insert(0, {here!r})
from pathlib import Path
from watch_samples import WordScorer, opened
from factcheck.watch.store import Watches
with opened(Path("index"), WordScorer()) as checker:
    checker.recheck(Watches("watches.sqlite"), pause=lambda: print("next", flush=True))
"""


def kill_run_after(claims: int, folder: Path) -> None:
    """Start a run in another process, and kill it at work on the claim of that number."""
    code = RUN.format(here=str(Path(__file__).parent))
    process = subprocess.Popen([sys.executable, "-c", code], cwd=folder, stdout=subprocess.PIPE)
    assert process.stdout is not None
    for _ in range(claims):
        assert process.stdout.readline() == b"next\n"
    process.kill()
    process.communicate()


def test_a_killed_run_neither_loses_nor_doubles_a_change(tmp_path: Path) -> None:
    random_ = random.Random(11)
    watches = Watches(tmp_path / "watches.sqlite", create=True)
    claims = [f"{claim[:-1]} in {year}." for claim, _ in asked(random_, 8) for year in range(8)]
    with new_checker(tmp_path / "index", WordScorer()) as checker:
        checker.add([document(random_, f"d{i}") for i in range(30)])
        watches.add(claims, tmp_path / "index", webhook="https://desk.example/hook")
        checker.recheck(watches)
        before = {watch.id: watch.standing for watch in watches.page(limit=1_000)}
        checker.add([Document(id=f"n{i}", text=claim) for i, claim in enumerate(claims)])
    for _ in range(2):
        kill_run_after(random_.randint(2, 8), tmp_path)
    done = [x for x in watches.page(limit=1_000) if x.standing != before[x.id]]
    assert 2 <= len(done) < len(before)
    with opened(tmp_path / "index", WordScorer()) as checker:
        checker.recheck(watches)
        assert not watches.is_behind(tmp_path / "index", checker.snapshot)
    after = {watch.id: watch for watch in watches.page(limit=1_000)}
    for name, watch in after.items():
        then, changes = before[name], watches.changes(name)
        assert then is not None and watch.standing is not None
        assert len(changes) == (then.gist != watch.standing.gist)
        assert all((x.before, x.after) == (then, watch.standing) for x in changes)
    with sqlite3.connect(tmp_path / "watches.sqlite") as connection:
        (told,) = connection.execute("SELECT count(*) FROM outbox WHERE due > 0").fetchone()
        rows = connection.execute("SELECT record FROM changes").fetchall()
    connection.close()
    assert told == len(rows) == len({json.loads(row[0])["watch"] for row in rows}) > 10
