"""SIGKILL at random moments of adding, replacing, removing, merging and compacting."""

from pathlib import Path

from kills import survive


def test_a_writer_killed_at_any_moment_loses_nothing_and_leaves_nothing_by_half(
    tmp_path: Path,
) -> None:
    found = survive(tmp_path / "index", kills=25, seed=7, steps=26)
    assert found["steps"] > 25
