"""What passages say of the claims that the calibration is fitted to."""

import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.types import DocumentRef, Passage, Stance

FIELDS = Path(__file__).parents[2] / "benchmarks" / "fields"
DEMO = Path(__file__).parents[2] / "indexes" / "demo" / "sources.jsonl"
CLAIM = "The alarm went off."
SIDES = {
    "SUPPORTED": {"SUPPORTS"},
    "REFUTED": {"REFUTES"},
    "NOT_ENOUGH_EVIDENCE": set[str](),
}


@pytest.fixture(scope="module")
def sets() -> Iterator[Any]:
    """The script's module that looks labels up."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parents[2] / "scripts")
        yield importlib.import_module("labelled_sets")


def stance_of(sets: Any, folder: Path, text: str, *labels: dict[str, str]) -> Stance:
    file = folder / "stances.jsonl"
    file.write_text("".join(json.dumps(label) + "\n" for label in labels), "utf-8")
    known = sets.stance_labels(file, [{"id": "c1", "claim": CLAIM}])
    passage = Passage(1, DocumentRef("d1"), 0, len(text), text, "2026-01-01T00:00:00Z")
    return sets.stance_of(CLAIM, passage, known)


def of_document(stance: str, **more: str) -> dict[str, str]:
    return {"claim_id": "c1", "source_id": "d1", "stance": stance, **more}


def test_a_label_of_a_document_is_that_of_its_passages(sets: Any, tmp_path: Path) -> None:
    assert stance_of(sets, tmp_path, "It rang.", of_document("SUPPORTS")) is Stance.SUPPORTS
    assert stance_of(sets, tmp_path, "It rang.") is Stance.NEUTRAL
    assert stance_of(sets, tmp_path, "It rang.", of_document("MIXED")) is Stance.NEUTRAL


def test_with_words_it_is_that_of_the_passages_which_hold_them(sets: Any, tmp_path: Path) -> None:
    """One part of a document may support what another refutes, and the rest says nothing."""
    labels = of_document("SUPPORTS", words="It rang"), of_document("REFUTES", words="was silent")
    assert stance_of(sets, tmp_path, "At 3.41 It rang.", *labels) is Stance.SUPPORTS
    assert stance_of(sets, tmp_path, "No, it was silent.", *labels) is Stance.REFUTES
    assert stance_of(sets, tmp_path, "Nobody was hurt.", *labels) is Stance.NEUTRAL


def test_a_label_of_a_passage_goes_before_that_of_its_document(sets: Any, tmp_path: Path) -> None:
    own = {"claim": CLAIM, "evidence": "It rang.", "label": "REFUTES"}
    assert stance_of(sets, tmp_path, "It rang.", own, of_document("SUPPORTS")) is Stance.REFUTES
    assert stance_of(sets, tmp_path, "It did.", own, of_document("SUPPORTS")) is Stance.SUPPORTS


@pytest.mark.parametrize(
    ("sources", "prefix"),
    [(FIELDS / "sources.jsonl", ""), (DEMO, "demo_"), (FIELDS / "desk_sources.jsonl", "desk_")],
)
def test_each_verdict_is_that_of_the_passages_that_are_labelled(sources: Path, prefix: str) -> None:
    texts = {row["id"]: row["text"] for row in rows(sources)}
    verdicts = {row["id"]: row["verdict"] for row in rows(FIELDS / f"{prefix}claims.jsonl")}
    stances: dict[str, set[str]] = {claim: set() for claim in verdicts}
    for row in rows(FIELDS / f"{prefix}stances.jsonl"):
        text = texts[row["source_id"]]
        assert text.count(row.get("words", text)) == 1, row
        stances[row["claim_id"]].add(row["stance"])
    for claim, found in stances.items():
        both = "MIXED" in found or found == {"SUPPORTS", "REFUTES"}
        assert found == SIDES.get(verdicts[claim], found), claim
        assert both == (verdicts[claim] == "CONFLICTING"), claim


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]
