"""Files that somebody sent: read apart from this process, whatever they hold."""

import gzip
import hashlib
import io
import json
import subprocess
import unicodedata
import zipfile
from pathlib import Path

import docx
import pyarrow as pa
import pytest
from fpdf import FPDF
from pyarrow import parquet

from factcheck import FactChecker, InvalidInput, InvalidSource, Limits, read_upload
from factcheck.ingest import uploads
from factcheck.ingest.folders import id_below


def pdf(*pages: str) -> bytes:
    made = FPDF()
    made.set_font("helvetica", size=12)
    for words in pages:
        made.add_page()
        made.multi_cell(0, 8, words)
    return bytes(made.output())


def test_a_file_is_read_as_a_build_of_an_index_reads_it() -> None:
    content = pdf("The bridge was closed.", "It opened again.")
    found = read_upload(content, "2025-05-06 report.pdf", publisher="Harbour Board", language=None)
    (document,) = found.documents
    assert document.id == "2025-05-06 report.pdf"
    assert (document.title, document.published) == ("2025-05-06 report", "2025-05-06")
    assert document.publisher == "Harbour Board"
    assert [mark.page for mark in document.marks] == [1, 2]
    assert document.original == hashlib.sha256(content).hexdigest()
    assert found.original(document.original).read() == content


def test_what_a_file_states_stands_and_what_is_passed_over_is_told() -> None:
    rows = "text,publisher,mood\nOne fell.,The Vane,sad\n,The Vane,glad\nTwo rose.,,\n"
    found = read_upload(rows.encode(), "rows.csv", publisher="Us", published="2025-05-06")
    assert [(each.text, each.publisher) for each in found.documents] == [
        ("One fell.", "The Vane"),
        ("Two rose.", "Us"),
    ]
    assert {each.published for each in found.documents} == {"2025-05-06"}
    assert found.skipped == ("line 3: has an empty text",)
    assert found.notes == ("ignored unknown fields: 'mood' (3 lines)",)


def test_a_text_that_is_not_utf_8_is_read_and_told() -> None:
    found = read_upload("The café is open.".encode("windows-1252"), "a.txt")
    assert found.documents[0].text == "The café is open."
    assert found.notes == ("was read as windows-1252, since it is not UTF-8",)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"no PDF", "does not begin as one does"),
        ("a.docx", b"PK", "is no Word file"),
        ("a.txt", b" \n", "is empty"),
        ("a.exe", b"MZ", "of no kind that can be read"),
        ("a.jsonl", b'{"text": "One."}\n{"text": 2}\n', "text: must be a text"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_no_folder_of_ours(
    name: str, content: bytes, reason: str
) -> None:
    with pytest.raises(InvalidSource, match=reason) as caught:
        read_upload(content, name)
    assert str(caught.value).startswith(name)
    assert "factcheck-" not in str(caught.value)
    assert caught.value.line == (2 if name == "a.jsonl" else None)


@pytest.mark.parametrize("name", ["", " ", ".env", "a/b.txt", "..\\b.txt", "a\0.txt", "a" * 257])
def test_a_name_that_no_file_has_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match=r"^name: "):
        read_upload(b"One fell.", name)


@pytest.mark.parametrize(
    "name", ["a" * 250 + ".txt", "文" * 250 + ".txt", "文" * 100 + ".jsonl.gz"]
)
def test_a_name_that_is_too_long_for_a_disk_is_kept(name: str) -> None:
    if name.endswith(".gz"):
        packed = gzip.compress(b'{"text": "One fell."}')
        assert read_upload(packed, name).documents[0].text == "One fell."
        return
    (document,) = read_upload(b"One fell.", name).documents
    assert document.id == name
    assert document.title is not None and name.startswith(document.title)


def test_letters_that_a_system_took_apart_from_their_marks_are_put_together(
    tmp_path: Path,
) -> None:
    apart = unicodedata.normalize("NFD", "Größe.txt")
    assert read_upload(b"One fell.", apart).documents[0].id == "Größe.txt"
    (tmp_path / apart).write_text("One fell.")
    assert id_below(tmp_path / apart, tmp_path).endswith("/Größe.txt")


def test_a_default_that_no_document_can_have_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"^published: "):
        read_upload(b"One fell.", "a.txt", published="2025-02-30")


def test_more_documents_than_are_added_at_one_go_are_refused() -> None:
    lines = "".join(f'{{"text": "{number} fell."}}\n' for number in range(1_001))
    with pytest.raises(InvalidSource, match=f"1001 documents; at most {Limits.documents_per_file}"):
        read_upload(lines.encode(), "a.jsonl")


def test_a_small_file_that_holds_more_text_than_is_added_at_one_go_is_refused() -> None:
    line = b'{"text": "' + b"a " * 2_000_000 + b'"}\n'
    with pytest.raises(InvalidSource, match=f"more than {Limits.file_chars} characters"):
        read_upload(gzip.compress(3 * line, 1), "bomb.jsonl.gz")


def test_of_many_places_that_are_passed_over_the_first_are_told() -> None:
    found = read_upload(b'{"text": "One fell."}\n' + b'{"text": ""}\n' * 300, "a.jsonl")
    assert len(found.skipped) == 101
    assert found.skipped[-1] == "and 200 more"
    many = b",".join(b"c%d" % number for number in range(5_000)) + b"\n"
    with pytest.raises(InvalidSource, match="has no column") as caught:
        read_upload(many, "a.csv")
    assert len(str(caught.value)) < 600


def test_a_file_without_a_document_says_so() -> None:
    with pytest.raises(InvalidSource, match="holds no documents"):
        read_upload(b"text,title\n", "a.csv")


def test_cells_that_are_no_text_are_told_of_the_file() -> None:
    table = pa.table({"text": pa.array([b"caf\xe9"], pa.binary()).view(pa.string())})
    made = io.BytesIO()
    parquet.write_table(table, made)
    with pytest.raises(InvalidSource, match="cannot be read"):
        read_upload(made.getvalue(), "a.parquet")


def test_what_nobody_has_foreseen_is_told_of_the_file_and_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("of the reader")

    monkeypatch.setattr(uploads, "survey_file", fail)
    asked = {"path": "a.txt", "id": "a.txt", "columns": {}, "defaults": {}}
    answer = uploads._read(asked)
    assert answer["fault"] == "cannot be read (ZeroDivisionError)"

    def failing(child: subprocess.Popen[bytes], request: bytes, _: object) -> tuple[bytes, bytes]:
        child.communicate(request)
        return json.dumps(answer).encode(), b""

    monkeypatch.setattr(uploads, "_answer", failing)
    with pytest.raises(InvalidSource, match="ZeroDivisionError"):
        read_upload(b"One fell.", "a.txt")
    assert "of the reader" in caplog.text


def test_reading_ends_when_it_may_not_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "_LOOK_SECONDS", 0.05)

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_upload(b"One fell.", "a.txt", go_on=stop)


def test_a_small_file_that_asks_for_much_memory_ends_its_reader_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uploads, "_MEMORY_BYTES", 400 * 2**20)
    made = io.BytesIO()
    docx.Document().save(made)
    paragraph = "<w:p><w:r><w:t>A.</w:t></w:r></w:p>"
    with zipfile.ZipFile(made) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    long = parts["word/document.xml"].replace(
        b"<w:body>", b"<w:body>" + 900_000 * paragraph.encode()
    )
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, "word/document.xml": long}.items():
            archive.writestr(name, content)
    assert len(made.getvalue()) < 300_000
    with pytest.raises(InvalidSource, match="cannot be read"):
        read_upload(made.getvalue(), "bomb.docx")


def test_a_file_that_is_read_for_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "_SECONDS", 0.05)
    with pytest.raises(InvalidSource, match=r"cannot be read within 0\.05 seconds"):
        read_upload(b"One fell.", "a.txt")


def test_a_module_in_the_present_folder_stands_in_for_none_of_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    assert read_upload(b"One fell.", "a.txt").documents[0].text == "One fell."


@pytest.mark.slow
def test_a_file_is_kept_beside_the_index(tmp_path: Path) -> None:
    content = pdf("The bridge was closed.")
    found = read_upload(content, "a.pdf")
    with FactChecker.create(tmp_path / "index") as checker:
        assert checker.add(found.documents, originals=found.original).added == 1
        assert checker.original("a.pdf") == content
        assert checker.get("a.pdf").marks[0].page == 1
