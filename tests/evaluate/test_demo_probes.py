"""The labelled claims of the demo corpus contradict neither the corpus nor themselves."""

import json
from pathlib import Path
from typing import Any

from factcheck.evaluate.data import VERDICTS, read_rows
from factcheck.types import Label

DEMO = Path(__file__).parents[2] / "indexes" / "demo"
SIDES = {
    Label.SUPPORTED: {"SUPPORTS"},
    Label.REFUTED: {"REFUTES"},
    Label.NOT_ENOUGH_EVIDENCE: set[str](),
}


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DEMO / name).read_text("utf-8").splitlines()]


def test_each_verdict_is_that_of_the_notes_that_are_labelled() -> None:
    probes = read_rows(DEMO / "probes.jsonl", {"claim": str, "verdict": str}, {"verdict": VERDICTS})
    notes = {row["id"] for row in rows("sources.jsonl")}
    stances: dict[str, set[str]] = {row["id"]: set() for row in rows("probes.jsonl")}
    for row in rows("probe_gold.jsonl"):
        assert row["source_id"] in notes
        stances[row["claim_id"]].add(row["stance"])
    assert len(stances) == len(probes) == 150
    for probe, found in zip(probes, stances.values(), strict=True):
        if probe["verdict"] is Label.CONFLICTING:
            assert "MIXED" in found or found == {"SUPPORTS", "REFUTES"}
        else:
            assert found == SIDES[probe["verdict"]]
