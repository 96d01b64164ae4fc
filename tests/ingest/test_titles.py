"""Titles of pages without the name of the site."""

from __future__ import annotations

from collections.abc import Callable

from factcheck.ingest.titles import without_site


def test_a_title_of_very_many_parts_is_read_in_linear_time(is_linear: Callable[..., bool]) -> None:
    assert is_linear(lambda title: without_site(title, [], lambda _: False), "a | ", 16_000, 1)
