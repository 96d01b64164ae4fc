"""A checker with real search, claims, origins and verdicts, and a stance model that can count."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck import FactChecker
from factcheck.watch.store import Watches

sys.path.insert(0, str(Path(__file__).parent))
from watch_samples import WordScorer, new_checker


@pytest.fixture
def scorer() -> WordScorer:
    return WordScorer()


@pytest.fixture
def checker(tmp_path: Path, scorer: WordScorer) -> Iterator[FactChecker]:
    """A checker over an empty index, open for writing."""
    with new_checker(tmp_path / "index", scorer) as checker:
        yield checker


@pytest.fixture
def watches(tmp_path: Path) -> Watches:
    return Watches(tmp_path / "watches.sqlite", create=True)
