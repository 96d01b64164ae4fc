"""Policies: what a file may say, what a source is worth, and what follows for a verdict."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from factcheck.calibration import VerdictCalibration
from factcheck.errors import InvalidInput
from factcheck.policy.diff import PolicyDiff, compare
from factcheck.policy.files import default_policy, named_policy, read_policy
from factcheck.policy.types import EXCLUDED, ORDINARY, MinimumOrigins, Policy, Standing
from factcheck.types import (
    Claim,
    DocumentRef,
    Evidence,
    Label,
    Origins,
    Probabilities,
    Span,
    Verdict,
)
from factcheck.verdict import decide

CLAIM = Claim("The bridge is closed.", 0, 21, "The bridge is closed.")
# Credible from a strength of one half on, whatever the other side says.
CALIBRATION = VerdictCalibration(
    support=(2.0, 0.0, 0.0),
    refute=(0.0, 2.0, 0.0),
    sure=dict.fromkeys(Label, (1.0, 0.0)),
    risk=(),
)
PLAIN = Policy("plain", support=0.5, refute=0.5)
FILE = """
name = "harbour desk"          # what verdicts call it
refute = 0.6
primary_for = ["supported"]

[minimum_origins]
supported = 2

[tiers.official]
primary = true
publishers = ["City Hall"]
domains = ["city.example"]

[tiers.blogs]
weight = 0.4
domains = ["blogs.example"]

[others]
weight = 0.9

[excluded]
publishers = ["Daily Hoax"]
domains = ["hoax.example"]
"""


def written(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "desk.toml"
    path.write_text(content, encoding="utf-8")
    return path


def document(publisher: str | None = None, url: str | None = None, name: str = "d") -> DocumentRef:
    return DocumentRef(name, publisher=publisher, url=url)


def evidence(supports: float, refutes: float, publisher: str, origin: str = "") -> Evidence:
    probabilities = Probabilities(supports, refutes, 1.0 - supports - refutes)
    return Evidence(
        document=document(publisher, name=publisher),
        start=0,
        end=10,
        text="Some text.",
        stance=probabilities.stance,
        probabilities=probabilities,
        rationale=Span(0, 10),
        score=0.03,
        origin=origin or publisher,
        dense=0.5,
    )


FOR, ALSO_FOR = evidence(0.9, 0.05, "News"), evidence(0.8, 0.05, "Gazette")
AGAINST = evidence(0.05, 0.9, "Daily Hoax")


def verdict(*items: Evidence, policy: Policy) -> Verdict:
    return decide(CLAIM, items, policy=policy, calibration=CALIBRATION)


def test_a_file_that_windows_saved_with_a_mark_is_the_same_policy(tmp_path: Path) -> None:
    assert read_policy(written(tmp_path, f"\ufeff{FILE}")) == read_policy(written(tmp_path, FILE))


def test_a_file_says_what_is_unlike_the_default(tmp_path: Path) -> None:
    policy = read_policy(written(tmp_path, FILE))
    assert (policy.name, policy.support, policy.refute) == ("harbour desk", 0.5, 0.6)
    assert policy.minimum_origins == MinimumOrigins(supported=2)
    assert policy.primary_for == {Label.SUPPORTED}


def test_the_default_policy_is_known_by_the_hash_that_it_always_had() -> None:
    known = "dce0759bd21d1d8d1cfc1a05822a9d2651ac125572da55939f8e512e60597286"
    assert default_policy().sha256 == known
    assert named_policy("bundled") is default_policy()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (document("City Hall"), Standing("official", 1.0, primary=True)),
        (document(" city hall "), Standing("official", 1.0, primary=True)),
        (document(None, "https://www.city.example/news"), Standing("official", 1.0, primary=True)),
        (document("Ann", "https://a.blogs.example:8080/1"), Standing("blogs", 0.4)),
        (document("Ann", "https://notblogs.example/1"), Standing("ordinary", 0.9)),
        (document("Daily Hoax", "https://city.example/1"), EXCLUDED),
        (document("City Hall", "https://m.hoax.example/1"), EXCLUDED),
        (document(None, "https://["), Standing("ordinary", 0.9)),
        (document(), Standing("ordinary", 0.9)),
    ],
)
def test_a_source_is_known_by_its_publisher_or_its_host(
    tmp_path: Path, source: DocumentRef, expected: Standing
) -> None:
    assert read_policy(written(tmp_path, FILE)).standing(source) == expected


@pytest.mark.parametrize(
    ("domain", "host", "holds"),
    [
        ("www.hoax.example", "www.hoax.example", True),
        ("www.hoax.example", "hoax.example", True),
        ("www.hoax.example", "WWW.Hoax.Example.", True),
        ("WWW.Hoax.Example", "www.hoax.example", True),
        ("www.hoax.example", "a.www.hoax.example", True),
        ("www.hoax.example", "shop.hoax.example", False),
        ("www.hoax.example", "example", False),
        ("hoax.example", "www.hoax.example", True),
        ("hoax.example", "shop.hoax.example", True),
        ("hoax.example", "www.nohoax.example", False),
    ],
)
def test_a_host_with_www_is_the_one_without(
    tmp_path: Path, domain: str, host: str, holds: bool
) -> None:
    policy = read_policy(written(tmp_path, f'name = "a"\nexcluded.domains = ["{domain}"]\n'))
    assert (policy.standing(document(url=f"https://{host}/1")) == EXCLUDED) is holds


@pytest.mark.parametrize(
    ("line", "field", "expected"),
    [
        ("support = 1.5", "policy.support", "between 0 and 1"),
        ("refute = true", "policy.refute", "between 0 and 1"),
        ("minimum_origins = 0", "policy.minimum_origins.supported", "from 1 to 100"),
        ("minimum_origins.refuted = 101", "policy.minimum_origins.refuted", "from 1 to 100"),
        ("minimum_origins.supportd = 1", "policy.minimum_origins.supportd", "there are supported"),
        ("mininum_origins = 2", "policy.mininum_origins", "there are name, support"),
        ('primary_for = ["conflicting"]', "policy.primary_for[0]", "supported or refuted"),
        ('primary_for = "supported"', "policy.primary_for", "a list"),
        ('primary_for = ["refuted"]', "policy.primary_for", "a tier with primary = true"),
        (
            'primary_for = ["refuted"]\ntiers.a.primary = true\ntiers.b.publishers = ["B"]',
            "policy.primary_for",
            "a tier with primary = true",
        ),
        ("tiers.a.weight = 0", "policy.tiers.a.weight", "above 0, at most 1"),
        ("tiers.a.weigth = 1", "policy.tiers.a.weigth", "there are weight"),
        ("tiers.a.primary = 1", "policy.tiers.a.primary", "true or false"),
        ("tiers.excluded.weight = 1", "policy.tiers.excluded", "another name"),
        ('tiers.a.domains = ["https://a.example"]', "policy.tiers.a.domains[0]", "a domain"),
        ('tiers.a.domains = ["a.example."]', "policy.tiers.a.domains[0]", "a domain"),
        ('excluded.domains = ["a.example/news"]', "policy.excluded.domains[0]", "a domain"),
        ('tiers.a.publishers = ["A", " "]', "policy.tiers.a.publishers[1]", "1 to 200"),
        ("tiers = 3", "policy.tiers", "a table"),
        ("others.weight = 2", "policy.others.weight", "at most 1"),
        ('excluded.publisher = ["A"]', "policy.excluded.publisher", "there are publishers"),
        (
            'tiers.a.domains = ["a.example"]\nexcluded.domains = ["www.a.example"]',
            "policy.excluded.domains[0]",
            "in one tier; a has it",
        ),
        (
            'tiers.a.domains = ["www.a.example"]\nexcluded.domains = ["a.example"]',
            "policy.excluded.domains[0]",
            "in one tier; a has it",
        ),
        (
            'tiers.a.publishers = ["X"]\nexcluded.publishers = ["x"]',
            "policy.excluded.publishers[0]",
            "in one tier; a has it",
        ),
    ],
)
def test_a_bad_rule_is_named_with_file_value_and_limit(
    tmp_path: Path, line: str, field: str, expected: str
) -> None:
    path = written(tmp_path, f'name = "ours"\n{line}\n')
    with pytest.raises(InvalidInput) as refused:
        read_policy(path)
    assert refused.value.field == field
    assert expected in refused.value.expected
    assert str(path) in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"[", b"\xff", b"name = 3", b"{}", b"a=" + b"[" * 50_000])
def test_what_is_no_policy_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "desk.toml"
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match="policy"):
        read_policy(path)
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_policy(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "changes",
    [
        {"support": 0.6},
        {"minimum_origins": MinimumOrigins(conflicting=2)},
        {"primary_for": frozenset({Label.REFUTED})},
        {"publishers": {"news": EXCLUDED}},
        {"domains": {"news": EXCLUDED}},
        {"others": Standing("ordinary", 0.9)},
    ],
)
def test_every_rule_is_in_the_hash(changes: dict[str, Any]) -> None:
    assert replace(PLAIN, **changes).sha256 != PLAIN.sha256


def test_an_excluded_source_is_shown_and_does_not_count() -> None:
    assert verdict(FOR, AGAINST, policy=PLAIN).label is Label.CONFLICTING
    found = verdict(FOR, AGAINST, policy=replace(PLAIN, publishers={"daily hoax": EXCLUDED}))
    assert (found.label, found.origins) == (Label.SUPPORTED, Origins(1, 0))
    assert AGAINST in found.evidence
    assert "Daily Hoax: does not count by the policy (tier excluded)" in found.gaps


def test_an_excluded_source_is_no_nearest_miss() -> None:
    policy = replace(PLAIN, publishers={"daily hoax": EXCLUDED})
    weak = evidence(0.3, 0.05, "News")
    assert "nearest miss: News" in verdict(weak, AGAINST, policy=policy).gaps
    assert verdict(AGAINST, policy=policy).gaps == (
        "Daily Hoax: does not count by the policy (tier excluded)",
        "no passage of the index may count for this claim",
    )


def test_a_lower_tier_weighs_less() -> None:
    policy = replace(PLAIN, publishers={"news": Standing("blogs", 0.5)})
    found = verdict(FOR, policy=policy)
    assert found.label is Label.NOT_ENOUGH_EVIDENCE
    assert "News: counts 0.5 by the policy (tier blogs)" in found.gaps
    # The best of an origin counts, whoever published it.
    other = replace(ALSO_FOR, origin=FOR.origin)
    assert verdict(FOR, other, policy=policy).label is Label.SUPPORTED


def test_each_label_may_ask_for_several_origins() -> None:
    two = replace(PLAIN, minimum_origins=MinimumOrigins(supported=2))
    found = verdict(FOR, policy=two)
    assert found.label is Label.NOT_ENOUGH_EVIDENCE
    assert found.gaps[0] == "the policy asks for 2 independent origins for supported, there is 1"
    assert verdict(FOR, ALSO_FOR, policy=two).label is Label.SUPPORTED
    assert verdict(AGAINST, policy=two).label is Label.REFUTED


def test_one_origin_may_be_too_few_to_contest_what_several_say() -> None:
    policy = replace(PLAIN, minimum_origins=MinimumOrigins(conflicting=2))
    assert verdict(FOR, ALSO_FOR, AGAINST, policy=policy).label is Label.SUPPORTED
    assert verdict(FOR, AGAINST, policy=policy).label is Label.NOT_ENOUGH_EVIDENCE


def test_a_label_may_ask_for_a_primary_source() -> None:
    policy = replace(
        PLAIN,
        primary_for=frozenset({Label.SUPPORTED}),
        publishers={"gazette": Standing("official", primary=True)},
    )
    found = verdict(FOR, policy=policy)
    assert found.label is Label.NOT_ENOUGH_EVIDENCE
    told = "the policy asks for a primary source for supported, no origin is one"
    assert found.gaps[0] == told
    for items in ((FOR, ALSO_FOR), (ALSO_FOR, FOR)):
        assert verdict(*items, policy=policy).label is Label.SUPPORTED
    assert verdict(AGAINST, policy=policy).label is Label.REFUTED


def test_the_usual_policy_leaves_no_trace() -> None:
    assert verdict(FOR, policy=default_policy()).gaps == ()
    assert default_policy().others is ORDINARY or default_policy().others == ORDINARY


def difference(*items: Evidence, before: Policy = PLAIN, after: Policy) -> PolicyDiff:
    def anew(verdict: Verdict, policy: Policy, *, content: bool) -> Verdict:
        return decide(verdict.claim, verdict.evidence, policy=policy, calibration=CALIBRATION)

    return compare([verdict(*items, policy=before)], before, after, anew)


def test_the_rule_that_changes_a_verdict_is_named_and_no_other() -> None:
    after = replace(
        PLAIN,
        support=0.55,
        publishers={"daily hoax": EXCLUDED, "elsewhere": EXCLUDED},
    )
    found = difference(FOR, AGAINST, after=after)
    assert [rule.rule for rule in found.rules] == [
        "support",
        "publishers.daily hoax",
        "publishers.elsewhere",
    ]
    (change,) = found.changes
    assert (change.before.label, change.after.label) == (Label.CONFLICTING, Label.SUPPORTED)
    (rule,) = change.rules
    assert (rule.rule, rule.before, rule.after) == ("publishers.daily hoax", None, "excluded")


def test_rules_that_only_together_change_a_verdict_are_both_named() -> None:
    # Without either of them one of the two sources still counts in full.
    after = replace(PLAIN, publishers={"news": EXCLUDED, "gazette": Standing("blogs", 0.3)})
    found = difference(FOR, ALSO_FOR, before=after, after=PLAIN)
    (change,) = found.changes
    assert {rule.rule for rule in change.rules} == {"publishers.news", "publishers.gazette"}


def test_equal_verdicts_are_no_change() -> None:
    found = difference(FOR, after=replace(PLAIN, refute=0.9))
    assert (found.claims, found.changes) == (1, ())
    assert [rule.rule for rule in found.rules] == ["refute"]


STANDINGS = st.sampled_from([EXCLUDED, Standing("low", 0.3), Standing("top", 1.0, primary=True)])
POLICIES = st.builds(
    Policy,
    name=st.just("any"),
    support=st.sampled_from([0.3, 0.5, 0.8]),
    refute=st.sampled_from([0.3, 0.5, 0.8]),
    minimum_origins=st.builds(MinimumOrigins, *[st.integers(1, 2)] * 3),
    primary_for=st.frozensets(st.sampled_from([Label.SUPPORTED, Label.REFUTED])),
    publishers=st.dictionaries(st.sampled_from(["news", "gazette", "daily hoax"]), STANDINGS),
    others=st.sampled_from([ORDINARY, Standing("ordinary", 0.5)]),
)


@given(POLICIES, POLICIES)
def test_every_change_has_rules_that_differ(before: Policy, after: Policy) -> None:
    found = difference(FOR, ALSO_FOR, AGAINST, before=before, after=after)
    differs = found.changes and found.changes[0].before.label is not found.changes[0].after.label
    assert bool(found.changes) == bool(differs)
    for change in found.changes:
        assert change.rules
        assert set(change.rules) <= set(found.rules)
