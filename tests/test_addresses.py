"""Web addresses in a text, as they are compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factcheck.addresses import links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://a.example/wiki/Bridge_(Varna).", {"a.example/wiki/Bridge_(Varna)"}),
        ("(See https://a.example/wiki/Bridge_(Varna))", {"a.example/wiki/Bridge_(Varna)"}),
        ("[a](https://a.example/a)[b](https://b.example/b)", {"a.example/a", "b.example/b"}),
        ("[https://a.example/a], 'http://b.example/b'", {"a.example/a", "b.example/b"}),
        ("Is it HTTPS://a.example/a? Or http://b.example/b!", {"a.example/a", "b.example/b"}),
        ("“https://a.example/a”, ’https://b.example/b’", {"a.example/a", "b.example/b"}),
        ("|https://a.example/a|, **https://b.example/b**", {"a.example/a", "b.example/b"}),
        ("https://a.example/a…", {"a.example/a"}),
        ("http://[::1]/a is here", {"[::1]/a"}),
        ("https://a.example/a(b is open", {"a.example/a"}),
    ],
)
def test_a_link_ends_where_the_text_goes_on(text: str, found: set[str]) -> None:
    assert links(text) == found


@pytest.mark.parametrize("unit", ["http://(", "http://a(b)", "(a", "http://a(("])
def test_links_are_found_in_linear_time(unit: str, is_linear: Callable[..., bool]) -> None:
    assert is_linear(links, unit, 100_000, 1)
