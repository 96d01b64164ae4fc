"""Which way things went, each by its own subject."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck import Document, FactChecker, Label
from factcheck.checks.directions import other_way


@pytest.mark.parametrize(
    ("claim", "passage", "verb"),
    [
        ("Sales in Asia grew.", "Revenue rose, although sales in Asia fell by 6%.", "fell"),
        ("Acme's sales in Asia grew.", "Sales in Asia have fallen.", "fallen"),
        ("House prices dropped.", "House prices in the end rose.", None),
        ("House prices dropped.", "House prices slowly climbed.", "climbed"),
        ("Net profit rose.", "Revenue rose. Acme's net profit sank by a third.", "sank"),
    ],
)
def test_the_other_way_is_noticed(claim: str, passage: str, verb: str | None) -> None:
    assert other_way(claim, passage) == verb


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Sales in Asia grew.", "Sales in Europe fell."),
        ("Sales in Asia grew.", "Sales fell."),
        ("Acme's sales grew.", "Zenith's sales fell."),
        ("Sales grew.", "Sales rose by 3%."),
        ("Sales grew.", "Sales fell in May. In June sales rose."),
        ("Sales grew.", "Sales may have fallen."),
        ("Sales grew.", "Sales never fell."),
        ("Sales grew.", "Sales did not fall."),
        ("Sales grew.", "The fall in sales was feared."),
        ("He rose to fame.", "He fell."),
        ("Sales were strong.", "Sales fell."),
    ],
)
def test_what_is_of_something_else_or_not_told_is_left_alone(claim: str, passage: str) -> None:
    assert other_way(claim, passage) is None


@pytest.mark.slow
def test_a_passage_in_which_other_things_rose_refutes(tmp_path: Path) -> None:
    text = (
        "Appliance maker Veltra reported a net profit of €212 million for the first half of 2025, "
        "up 18 per cent. Revenue rose to €3.4 billion, although sales in Africa fell by 6 per cent."
    )
    with FactChecker.create(tmp_path / "index") as checker:
        checker.add([Document(id="news", text=text)])
        verdict = checker.verify("Veltra's sales in Africa grew in the first half of 2025.")
    assert verdict.label is Label.REFUTED
    assert verdict.evidence[0].reason == "the passage says “fell”"


def test_a_passage_is_read_in_linear_time(is_linear: Callable[..., bool]) -> None:
    assert is_linear(lambda text: other_way("Sales rose.", text), "sales fell not ", 100_000, 5)
