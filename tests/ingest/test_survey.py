"""Several sources at once: read through before use, with one id for one text."""

import json
from pathlib import Path

import pytest

from factcheck.config import Limits
from factcheck.errors import InvalidInput, InvalidSource
from factcheck.ingest import survey


def test_files_and_folders_are_read_in_the_order_given(tmp_path: Path) -> None:
    (tmp_path / "folder" / "deep").mkdir(parents=True)
    (tmp_path / "folder" / "deep" / "b.txt").write_text("B.")
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "A."}\n{"id": "c", "text": "C."}\n')
    (tmp_path / "d.md").write_text("D.")
    found = survey([str(tmp_path / name) for name in ("folder", "a.jsonl", "d.md")])
    assert [document.text for document in found.documents()] == ["B.", "A.", "C.", "D."]
    assert [document.id for document in found.documents()] == [
        *("folder/deep/b.txt", "a", "c", f"{tmp_path.name}/d.md")
    ]
    assert found.total == 4


def test_a_bad_line_anywhere_is_found_before_any_document_is_given(tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_text('{"text": "A."}\n')
    (tmp_path / "bad.jsonl").write_text('{"text": "A."}\nnot JSON\n')
    with pytest.raises(InvalidSource, match=r"bad\.jsonl, line 2"):
        survey([str(tmp_path / "good.jsonl"), str(tmp_path / "bad.jsonl")])


def test_files_of_the_same_name_in_two_folders_are_two_documents(tmp_path: Path) -> None:
    for folder in ("mon", "tue"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "interview.txt").write_text(f"Said on {folder}.")
    ids = [
        document.id
        for folder in ("mon", "tue")
        for document in survey([str(tmp_path / folder)]).documents()
    ]
    assert ids == ["mon/interview.txt", "tue/interview.txt"]
    both = survey([str(tmp_path / "mon"), str(tmp_path / "tue" / "interview.txt")])
    assert [document.id for document in both.documents()] == ids


def test_folders_of_the_same_name_must_not_replace_each_other(tmp_path: Path) -> None:
    for parent in ("one", "two"):
        (tmp_path / parent / "mon").mkdir(parents=True)
        (tmp_path / parent / "mon" / "note.txt").write_text(parent)
    reason = r"two/mon/note\.txt: id 'mon/note\.txt' was used before"
    with pytest.raises(InvalidSource, match=reason):
        survey([str(tmp_path / "one" / "mon"), str(tmp_path / "two" / "mon")])


def test_rows_of_two_tables_with_one_text_are_named_both(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text(f"text,publisher\nThe bridge is closed.,{name}\n")
    reason = r"b\.csv, line 2: repeats the text of .*a\.csv, line 2 with another publisher"
    with pytest.raises(InvalidSource, match=reason):
        survey([str(tmp_path)])


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
    (tmp_path / "latin.txt").write_bytes("Z\x81rich.".encode("latin-1"))
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


LIMIT = Limits.document_chars
TOO_MUCH = {
    "long.txt": ("word " * (LIMIT // 5 + 1), f"text: must be at most {LIMIT} characters"),
    f"{'n' * 250}.txt": ("Text.", "id: must be a string of at most 256 characters"),
    "title.md": (f"# {'word ' * 1_000}", "title: must be a string of at most 4000 characters"),
    "wide.txt": ("The ferry runs.", "holds null characters: it is binary, or UTF-16 without"),
}


def test_a_file_that_no_index_keeps_is_passed_over_in_a_folder_and_told(tmp_path: Path) -> None:
    for name, (text, _) in TOO_MUCH.items():
        (tmp_path / name).write_text(text, "utf-16-le" if name == "wide.txt" else "utf-8")
    (tmp_path / "good.txt").write_text("A.")
    found = survey([str(tmp_path)])
    assert [document.text for document in found.documents()] == ["A."]
    assert found.total == 1
    reasons = {Path(item.path).name: item.reason for item in found.skipped}
    assert reasons.keys() == TOO_MUCH.keys()
    for name, (_, reason) in TOO_MUCH.items():
        assert reasons[name].startswith(reason)
        with pytest.raises(InvalidSource) as caught:
            survey([str(tmp_path / name)])
        assert caught.value.path == tmp_path / name


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"id": "x" * 257}, "id: must be a string of at most 256 characters"),
        ({"url": "x" * 4_001}, "url: must be a string of at most 4000 characters"),
        ({"publisher": "x" * 4_001}, "publisher: must be a string of at most 4000 characters"),
        ({"title": "a\0b"}, "title: must not hold a null character"),
        ({"text": "a\0b"}, "text: must be text without null characters"),
    ],
)
def test_a_line_or_row_that_no_index_keeps_is_named_before_anything_is_added(
    tmp_path: Path, row: dict[str, str], reason: str
) -> None:
    row = {"text": "B.", **row}
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"text": "A."}\n' + json.dumps(row) + "\n")
    table = tmp_path / "a.csv"
    cells = ({**dict.fromkeys(row, ""), "text": "A."}, row)
    table.write_text("\n".join([",".join(row), *(",".join(each.values()) for each in cells)]))
    for path in (lines, table):
        with pytest.raises(InvalidSource) as caught:
            survey([str(path)])
        assert caught.value.reason.startswith(reason)
        assert caught.value.line == (2 if path == lines else 3)


def test_null_and_an_empty_field_stand_for_left_out_in_every_format(tmp_path: Path) -> None:
    rows = (
        {"text": "A.", "published": "", "title": ""},
        {"text": "B.", "published": None, "title": None},
        {"text": "", "published": None, "title": "C"},
        {"text": None, "published": None, "title": "D"},
    )
    lines = tmp_path / "a.jsonl"
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows))
    table = tmp_path / "a.csv"
    table.write_text("text,published,title\nA.,,\nB.,,\n,,C\n,,D\n")
    for path, first in ((lines, 3), (table, 4)):
        found = survey([str(path)])
        given = [(each.text, each.published, each.title) for each in found.documents()]
        assert given == [("A.", None, None), ("B.", None, None)]
        told = [f"line {number}: has an empty text" for number in (first, first + 1)]
        assert [item.reason for item in found.skipped] == told


def test_a_file_that_has_changed_meanwhile_is_named(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("The bridge is closed.")
    found = survey([str(tmp_path)])
    (document,) = found.documents()
    path.write_text("The bridge is open.")
    reason = r"note\.txt: has changed since the build began; run it again"
    with pytest.raises(InvalidSource, match=reason):
        list(found.documents())
    with pytest.raises(InvalidSource, match=reason):
        found.original(document.original or "")


def test_defaults_hold_for_what_a_document_does_not_state(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "publisher": "AFP", "text": "A."}\n')
    (tmp_path / "b.csv").write_text("text,language\nB.,de\nC.,\n")
    (tmp_path / "d.md").write_text("---\npublisher: dpa\n---\nD.\n")
    (tmp_path / "2025-06-21-e.txt").write_text("E.")
    found = survey(
        [str(tmp_path)],
        defaults={"publisher": "Reuters", "language": "en_GB", "published": "2025-06-01"},
    )
    stated = {
        item.text.strip(): (item.publisher, item.language, item.published)
        for item in found.documents()
    }
    assert stated == {
        "A.": ("AFP", "en-GB", "2025-06-01"),
        "B.": ("Reuters", "de", "2025-06-01"),
        "C.": ("Reuters", "en-GB", "2025-06-01"),
        "D.": ("dpa", "en-GB", "2025-06-01"),
        "E.": ("Reuters", "en-GB", "2025-06-21"),
    }


def test_a_default_leaves_the_id_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("text\nB.\n")
    (plain,) = survey([str(tmp_path)]).documents()
    (named,) = survey([str(tmp_path)], defaults={"publisher": "Reuters"}).documents()
    assert named.id == plain.id


def test_one_document_in_files_of_two_kinds_is_one_with_defaults_too(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "A."}\n')
    (tmp_path / "b.csv").write_text("id,text\na,A.\n")
    for defaults in ({}, {"publisher": "Reuters"}):
        given = list(survey([str(tmp_path)], defaults=defaults).documents())
        assert [item.publisher for item in given] == [defaults.get("publisher")] * 2


def test_of_captures_of_a_page_the_newest_counts_with_defaults_too(tmp_path: Path) -> None:
    for name, number in (("a", "500"), ("b", "1,000")):
        (tmp_path / f"{name}.html").write_text(
            "<title>Swap</title><link rel=canonical href='https://news.example/swap'>"
            f"<article><p>Each side freed {number} soldiers on Monday, both of them said.</p>"
            "<p>The talks were held in Istanbul, and others would follow soon.</p></article>"
        )
    found = survey([str(tmp_path)], defaults={"language": "en", "published": "2025-06-01"})
    (page,) = found.documents()
    assert "1,000" in page.text
    assert (page.publisher, page.published) == ("news.example", "2025-06-01")


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("publisher", " ", "publisher: must not be empty"),
        ("publisher", "x" * 4_001, "publisher: must be a string of at most 4000 characters"),
        ("language", "English", "language: must be a language tag such as en or pt-BR"),
        ("published", "June", "published: "),
    ],
)
def test_a_default_that_no_document_may_have_is_refused_before_anything_is_read(
    tmp_path: Path, name: str, value: str, reason: str
) -> None:
    with pytest.raises(InvalidInput, match=reason):
        survey([str(tmp_path / "missing.txt")], defaults={name: value})
