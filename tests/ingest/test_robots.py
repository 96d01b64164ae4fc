"""robots.txt, read as RFC 9309 says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factcheck.errors import FetchFailure
from factcheck.ingest.robots import Robots

SITE = "https://a.example"


def allows(rules: str, path: str, status: int = 200) -> bool:
    return Robots(lambda _: (status, rules)).refusal(f"{SITE}{path}") is None


@pytest.mark.parametrize(
    ("rules", "path", "is_allowed"),
    [
        ("Disallow: /private", "/private/a", False),
        ("Disallow: /private", "/public", True),
        ("Disallow: /*.pdf", "/a/b.pdf?c", False),
        ("Disallow: /*.pdf$", "/a/b.pdf?c", True),
        ("Disallow: /*.pdf$", "/a/b.pdf", False),
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Disallow: /a\nAllow: /a", "/a", True),
        ("Disallow: /a%62c", "/abc", False),
        ("Disallow:", "/a", True),
        ("Disallow: / # all", "/a", False),
        ("Disallow: /", "/robots.txt", True),
    ],
)
def test_the_longest_rule_that_fits_is_kept(rules: str, path: str, is_allowed: bool) -> None:
    assert allows(f"User-agent: *\n{rules}", path) is is_allowed


@pytest.mark.parametrize(
    ("names", "is_allowed"),
    [
        (["*"], False),
        (["other", "FactCheck/2.0"], False),
        (["other", "*", "more"], False),
        (["other"], True),
        (["factchecker"], True),
    ],
)
def test_a_group_is_for_the_programs_that_it_names(names: list[str], is_allowed: bool) -> None:
    group = "".join(f"User-Agent: {name}\n" for name in names)
    assert allows(f"{group}Disallow: /", "/a") is is_allowed


def test_rules_by_name_come_before_those_for_all_and_are_put_together() -> None:
    rules = (
        "User-agent: factcheck\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n"
        "User-agent: factcheck\nDisallow: /b"
    )
    assert [allows(rules, path) for path in ("/a", "/b", "/c")] == [False, False, True]


def test_without_a_file_all_is_allowed() -> None:
    assert allows("User-agent: *\nDisallow: /", "/a", status=404)


def test_what_is_not_allowed_is_told_with_the_reason() -> None:
    def read(url: str) -> tuple[int, str]:
        raise FetchFailure(url, "took longer than 60 seconds")

    asked = Robots(lambda _: (200, "User-agent: *\nDisallow: /")).refusal(f"{SITE}/a")
    failed = Robots(lambda _: (503, "")).refusal(f"{SITE}/a")
    late = Robots(read).refusal(f"{SITE}/a")
    assert asked == "the robots.txt of the site asks programs not to read it"
    without = "the robots.txt of the site, without which nothing of it is read, "
    assert failed == f"{without}is answered with 503"
    assert late == f"{without}took longer than 60 seconds"


def test_a_file_that_names_very_many_programs_is_read_in_linear_time(
    is_linear: Callable[..., bool],
) -> None:
    def read(unit: str) -> None:
        count = range(len(unit))
        names = "".join(f"User-agent: a{n}\nUser-agent: factcheck{n}\n" for n in count)
        allows(names + "".join(f"Disallow: /{n}\n" for n in count), "/a")

    assert is_linear(read, "a", 4_000, 1)
