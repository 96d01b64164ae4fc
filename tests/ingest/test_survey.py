"""Several sources at once: read through before use, with one id for one text."""

from pathlib import Path

import pytest

from factcheck.errors import InvalidSource
from factcheck.ingest import survey


def test_files_and_folders_are_read_in_the_order_given(tmp_path: Path) -> None:
    (tmp_path / "folder" / "deep").mkdir(parents=True)
    (tmp_path / "folder" / "deep" / "b.txt").write_text("B.")
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "A."}\n{"id": "c", "text": "C."}\n')
    (tmp_path / "d.md").write_text("D.")
    found = survey([str(tmp_path / name) for name in ("folder", "a.jsonl", "d.md")])
    assert [document.text for document in found.documents()] == ["B.", "A.", "C.", "D."]
    assert [document.id for document in found.documents()] == ["deep/b.txt", "a", "c", "d.md"]
    assert found.total == 4


def test_a_bad_line_anywhere_is_found_before_any_document_is_given(tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_text('{"text": "A."}\n')
    (tmp_path / "bad.jsonl").write_text('{"text": "A."}\nnot JSON\n')
    with pytest.raises(InvalidSource, match=r"bad\.jsonl, line 2"):
        survey([str(tmp_path / "good.jsonl"), str(tmp_path / "bad.jsonl")])


def test_files_of_the_same_name_in_two_folders_must_not_replace_each_other(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "note.txt").write_text(folder)
    with pytest.raises(InvalidSource, match=r"two/note\.txt: id 'note\.txt' was used before"):
        survey([str(tmp_path / "one"), str(tmp_path / "two")])


def test_a_folder_given_twice_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("A.")
    assert survey([str(tmp_path), str(tmp_path)]).total == 2


@pytest.mark.parametrize(
    ("name", "reason"), [("missing.jsonl", "no such file"), ("scan.png", "cannot be a source")]
)
def test_a_source_that_cannot_be_one_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "scan.png").write_bytes(b"%PDF")
    with pytest.raises(InvalidSource, match=reason):
        survey([str(tmp_path / name)])


def test_texts_in_a_folder_that_cannot_be_read_are_passed_over_and_told(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("A.")
    (tmp_path / "blank.md").write_text(" \n")
    (tmp_path / "2025-02-30-note.txt").write_text("B.")
    (tmp_path / "latin.txt").write_bytes("Zürich.".encode("latin-1"))
    found = survey([str(tmp_path)])
    assert [document.text for document in found.documents()] == ["A."]
    assert [(Path(item.path).name, item.reason[:13]) for item in found.skipped] == [
        ("2025-02-30-note.txt", "its name star"),
        ("blank.md", "is empty"),
        ("latin.txt", "is not UTF-8 "),
    ]
    with pytest.raises(InvalidSource, match=r"latin\.txt: is not UTF-8"):
        survey([str(tmp_path / "latin.txt")])


def test_progress_counts_every_document(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "A."}\n{"text": "B."}\n')
    told: list[int] = []
    survey([str(tmp_path)], progress=told.append)
    assert sum(told) == 2


def test_fields_that_are_ignored_and_files_that_are_skipped_are_reported(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "A.", "story": 1}\n')
    (tmp_path / "b.xls").write_text("x")
    found = survey([str(tmp_path)])
    assert found.ignored == {"story": 1}
    assert [item.path.name for item in found.skipped] == ["b.xls"]


def test_a_line_with_an_empty_text_is_passed_over_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "One."}\n{"id": "b", "text": ""}\n{"text": "Two."}\n')
    found = survey([str(path)])
    assert [document.text for document in found.documents()] == ["One.", "Two."]
    assert [(item.path, item.reason) for item in found.skipped] == [
        (path, "line 2: has an empty text")
    ]
