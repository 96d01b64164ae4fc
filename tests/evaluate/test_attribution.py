"""Attribution against marked texts: reading brat files, and the measures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from factcheck.errors import InvalidSource
from factcheck.evaluate import evaluate_attribution
from factcheck.evaluate.brat import read_folder
from factcheck.tagging import TaggedAttribution
from factcheck.types import Span

TEXT = "Ito said it rained. Lee denied that."
MARKS = """T1\tSource 0 3\tIto
T2\tCue 4 8\tsaid
T3\tContent 9 11;12 18\tit rained
T4\tAttribution 4 8\tsaid
E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3
T5\tDiscuss 0 3\tIto
E2\tDiscuss:T5
"""


def write(folder: Path, marks: str = MARKS, name: str = "a_ann1") -> Path:
    (folder / "attributions").mkdir(parents=True, exist_ok=True)
    (folder / "text").mkdir(exist_ok=True)
    (folder / "attributions" / f"{name}.ann").write_text(marks, "utf-8")
    (folder / "text" / "a.txt").write_text(TEXT, "utf-8")
    return folder


def found(*items: TaggedAttribution) -> Sequence[TaggedAttribution]:
    return items


RIGHT = TaggedAttribution(Span(4, 8), Span(0, 3), (Span(9, 18),))


def test_parts_in_pieces_and_remarks_are_read(tmp_path: Path) -> None:
    (item,) = read_folder(write(tmp_path))
    assert (item.name, item.text) == ("a", TEXT)
    (marked,) = item.attributions
    assert marked.sources == (Span(0, 3),)
    assert marked.contents == (Span(9, 11), Span(12, 18))


def test_both_kinds_of_files_may_lie_side_by_side(tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_text(MARKS, "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert len(read_folder(tmp_path)) == 1


def test_what_is_the_same_scores_one(tmp_path: Path) -> None:
    result = evaluate_attribution(write(tmp_path), tag=lambda _: found(RIGHT))
    assert result["linked"] == 1.0
    for role in ("source", "cue", "content"):
        assert result[role]["exact"]["f1"] == result[role]["overlap"]["f1"] == 1.0


def test_an_overlap_is_a_match_but_not_an_exact_one(tmp_path: Path) -> None:
    near = TaggedAttribution(Span(4, 8), None, (Span(12, 36),))
    result = evaluate_attribution(write(tmp_path), tag=lambda _: found(near))
    assert result["content"]["overlap"]["f1"] == 1.0
    assert result["content"]["exact"]["f1"] == 0.0
    assert result["source"]["overlap"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    assert result["linked"] == 0.0


def test_what_is_found_beside_costs_precision(tmp_path: Path) -> None:
    wrong = TaggedAttribution(Span(24, 30), Span(20, 23), (Span(31, 35),))
    result = evaluate_attribution(write(tmp_path), tag=lambda _: found(RIGHT, wrong))
    assert result["cue"]["overlap"]["precision"] == 0.5
    assert result["cue"]["overlap"]["recall"] == 1.0


def test_what_any_annotator_marked_counts(tmp_path: Path) -> None:
    other = MARKS.replace("T2\tCue 4 8\tsaid", "T2\tCue 24 30\tdenied")
    write(write(tmp_path), other, name="a_ann2")
    result = evaluate_attribution(tmp_path, tag=lambda _: found(RIGHT))
    assert (result["texts"], result["attributions"]) == (1, 2)
    assert result["cue"]["marked"] == 2


def test_the_bundled_tagger_reads_it(tmp_path: Path) -> None:
    done: list[int] = []
    result = evaluate_attribution(write(tmp_path), done.append)
    assert done == [1]
    assert result["cue"]["overlap"]["recall"] == 1.0


@pytest.mark.parametrize(
    ("marks", "line", "reason"),
    [
        ("T1\tSource 0 99\tIto\n", 1, "outside"),
        ("\nT1 Source 0 3\n", 2, "is not"),
        ("E1\tAttribution:T4 Cue:T2\n", 1, "names T2"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, marks: str, line: int, reason: str) -> None:
    with pytest.raises(InvalidSource, match=reason) as caught:
        read_folder(write(tmp_path, marks))
    assert caught.value.line == line


def test_an_annotation_needs_its_text(tmp_path: Path) -> None:
    write(tmp_path, name="b_ann1")
    with pytest.raises(InvalidSource, match="no text of that name"):
        read_folder(tmp_path)


def test_a_folder_without_annotations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidSource, match=r"no \.ann files"):
        read_folder(tmp_path)
