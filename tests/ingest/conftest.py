"""The test site: sixty pages in the shapes that news sites have, from a real server."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent / "site"))
from pages import served


@pytest.fixture(scope="session")
def news_site() -> Iterator[str]:
    """Its address."""
    with served() as address:
        yield address
