"""What is measured is all that was named, and a bad row is named before anything is computed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest

from factcheck.checker import FactChecker
from factcheck.config import Settings
from factcheck.errors import InvalidSource
from factcheck.evaluate import (
    evaluate_claims,
    evaluate_retrieval,
    evaluate_stance,
    evaluate_verdicts,
)
from factcheck.evaluate.data import read_rows
from factcheck.types import Document

# Nothing is to be asked of it.
NOBODY = cast(FactChecker, None)


def rows(path: Path, *found: dict[str, Any]) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in found))
    return path


@pytest.mark.slow
def test_files_of_the_same_name_are_all_measured(tmp_path: Path) -> None:
    same = {"claim": "It rained.", "evidence": "It rained all day."}
    paths = [
        rows(tmp_path / folder / "dev.jsonl", {**same, "label": label})
        for folder, label in (("a", "SUPPORTS"), ("b", "REFUTES"))
    ]
    found = evaluate_stance(paths, Settings())
    assert [file["n"] for file in found["files"].values()] == [1, 1]
    assert found["mean_macro_f1"] == 0.5


def test_a_day_that_does_not_exist_is_named_before_a_verdict_is_drawn(tmp_path: Path) -> None:
    good = {"claim": "It rained.", "verdict": "SUPPORTED"}
    path = rows(tmp_path / "v.jsonl", good, {**good, "as_of": "01.04.2025"})
    with pytest.raises(InvalidSource, match=r"v\.jsonl, line 2: as_of: .*01\.04\.2025"):
        evaluate_verdicts(path, NOBODY)


@pytest.mark.parametrize(
    ("relevant", "reason"),
    [([], "names no relevant document"), ([5], "line 1: needs only texts in the list 'relevant'")],
)
def test_what_is_relevant_must_be_named(tmp_path: Path, relevant: list[Any], reason: str) -> None:
    path = rows(tmp_path / "q.jsonl", {"claim": "It rained.", "relevant": relevant})
    with pytest.raises(InvalidSource, match=reason):
        evaluate_retrieval(path, NOBODY)


@pytest.mark.slow
def test_what_is_relevant_must_be_in_the_index(tmp_path: Path) -> None:
    asked = {"claim": "It rained.", "relevant": ["rain"]}
    path = rows(tmp_path / "q.jsonl", asked, {**asked, "relevant": ["rain", "rian"]})
    with FactChecker.create(tmp_path / "index") as checker:
        checker.add([Document(id="rain", text="It rained all day.")])
        reason = r"q\.jsonl, line 2: no document of the index has the id 'rian'"
        with pytest.raises(InvalidSource, match=reason):
            evaluate_retrieval(path, checker)


def test_a_byte_order_mark_is_no_part_of_a_row(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes('\ufeff{"claim": "It rained."}\n'.encode())
    assert read_rows(path, {"claim": str}) == [{"claim": "It rained."}]


@pytest.mark.parametrize("claim", ["", "  ", "\u00a0\n", None, 3])
def test_a_text_that_is_missing_or_blank_is_named(tmp_path: Path, claim: object) -> None:
    path = rows(tmp_path / "r.jsonl", {"claim": "It rained."}, {"claim": claim})
    with pytest.raises(InvalidSource, match="line 2: needs a text in field 'claim'"):
        read_rows(path, {"claim": str})


def test_a_line_that_nests_without_end_is_named(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text("[" * 200_000)
    with pytest.raises(InvalidSource, match="line 1: is JSON that nests too deep"):
        read_rows(path, {"claim": str})


def test_a_label_may_be_in_small_letters_as_it_is_printed(tmp_path: Path) -> None:
    path = rows(tmp_path / "r.jsonl", {"verdict": "refuted"}, {"verdict": "REFUTED"})
    assert [row["verdict"] for row in read_rows(path, {"verdict": str}, choices=LABELS)] == [1, 1]


LABELS = {"verdict": {"SUPPORTED": 0, "REFUTED": 1}}


@pytest.mark.slow
def test_sentences_of_which_none_is_checkworthy_are_measured_too(tmp_path: Path) -> None:
    found = evaluate_claims(
        rows(tmp_path / "c.jsonl", {"text": "Thank you.", "checkworthy": False})
    )
    assert (found["n"], found["accuracy"], found["f1"], found["recall"]) == (1, 1.0, 0.0, 0.0)
