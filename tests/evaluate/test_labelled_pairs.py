"""Labelled files hold pairs, or stories that are as many pairs."""

import json
from pathlib import Path
from typing import Any

import pytest

from factcheck.errors import InvalidSource
from factcheck.evaluate.labelled_pairs import read_pairs
from factcheck.train.examples import read_examples
from factcheck.types import Stance

STORY = {
    "passages": [
        "The bridge was shut on Monday.",
        "The bridge stayed open.",
        "A bridge is planned.",
    ],
    "claims": ["Nobody could cross the bridge on Monday.", "There is a bridge."],
    "labels": ["SRN", "SsN"],
}
FOLDER = Path(__file__).parents[2]


def lines(path: Path, *rows: dict[str, Any]) -> Path:
    """A file of those rows."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_each_claim_of_a_story_stands_beside_each_of_its_passages(tmp_path: Path) -> None:
    found = read_pairs(
        lines(tmp_path / "stories.jsonl", STORY, {**STORY, "labels": ["NNN", "RRR"]})
    )
    assert len(found) == 12
    assert [row["label"] for row in found[:6]] == [
        Stance.SUPPORTS,
        Stance.REFUTES,
        Stance.NEUTRAL,
        Stance.SUPPORTS,
        Stance.SUPPORTS,
        Stance.NEUTRAL,
    ]
    assert found[4]["claim"] == "There is a bridge."
    assert found[4]["evidence"] == "The bridge stayed open."
    assert {row["label"] for row in found[9:]} == {Stance.REFUTES}


def test_a_story_teaches_what_its_pairs_would(tmp_path: Path) -> None:
    stories = lines(tmp_path / "rows.jsonl", STORY)
    examples = read_examples(stories)
    names = {Stance.SUPPORTS: "SUPPORTS", Stance.REFUTES: "REFUTES", Stance.NEUTRAL: "NEI"}
    pairs = [{**row, "label": names[row["label"]]} for row in read_pairs(stories)]
    assert examples == read_examples(lines(stories, *pairs))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"labels": ["SRN"]}, "has labels for 1 claims; it has 2"),
        ({"labels": ["SRN", "SS"]}, r"needs one of S\|R\|N for each of 3 passages, not 'SS'"),
        ({"labels": ["SRN", "SSX"]}, r".* not 'SSX'"),
        ({"labels": [1, 2]}, "needs only texts in the list 'labels'"),
        ({"passages": []}, "needs at least one passage and one claim"),
        ({"claims": [], "labels": []}, "needs at least one passage and one claim"),
        ({"claims": ["It rained.", " "]}, "needs words in each of its passages and claims"),
        ({"passages": "It rained."}, "needs a list in field 'passages'"),
    ],
)
def test_a_bad_story_is_named_with_its_line(
    tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    path = lines(tmp_path / "stories.jsonl", STORY, {**STORY, **change})
    with pytest.raises(InvalidSource, match=f"line 2: {reason}"):
        read_pairs(path)


def test_pairs_and_stories_are_not_mixed_in_one_file(tmp_path: Path) -> None:
    pair = {"claim": "It rained.", "evidence": "It did not rain.", "label": "REFUTES"}
    with pytest.raises(InvalidSource, match="line 2: needs a list in field 'passages'"):
        read_pairs(lines(tmp_path / "mixed.jsonl", STORY, pair))
    with pytest.raises(InvalidSource, match="line 2: needs a text in field 'claim'"):
        read_pairs(lines(tmp_path / "mixed.jsonl", pair, STORY))


@pytest.mark.parametrize("path", sorted((FOLDER / "recipes").glob("*.jsonl")), ids=lambda p: p.stem)
def test_the_pairs_that_were_written_for_this_project_can_be_read(path: Path) -> None:
    labels = {row["label"] for row in read_pairs(path)}
    assert labels == {Stance.SUPPORTS, Stance.REFUTES, Stance.NEUTRAL}


def test_the_rows_that_the_guide_shows_can_be_read(tmp_path: Path) -> None:
    guide = (FOLDER / "docs" / "stance.md").read_text("utf-8")
    blocks = [part.partition("```")[0] for part in guide.split("```json\n")[1:]]
    found = [read_pairs(lines(tmp_path / "rows.jsonl", json.loads(block))) for block in blocks]
    assert [len(rows) for rows in found] == [1, 4]
