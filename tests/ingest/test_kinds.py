"""Files of every kind that newsrooms have: real ones, made here, good and bad."""

import codecs
import csv
import gzip
import hashlib
import json
import random
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from fpdf import FPDF
from fpdf.enums import EncryptionMethod

from factcheck import Document, InvalidInput, InvalidSource
from factcheck.ingest import Survey, parse_columns, survey
from factcheck.ingest.docx import read_docx
from factcheck.ingest.pages import flowing
from factcheck.ingest.tables import read_table
from factcheck.marks import mark_at

BRIDGE = "The Harbour Bridge was closed to lorries on 3 March 2025, the port authority said."
FERRY = "A second ferry began to run on Monday, and it carries forty cars."


def only(path: Path, **columns: str) -> Document:
    (document,) = survey([str(path)], columns=columns).documents()
    return document


def refusal(path: Path, **columns: str) -> str:
    with pytest.raises(InvalidSource) as caught:
        list(survey([str(path)], columns=columns).documents())
    return str(caught.value)


def pdf(path: Path, *pages: str, password: str = "", title: str = "") -> Path:
    made = FPDF()
    made.set_font("Helvetica", size=12)
    made.set_title(title)
    if password:
        made.set_encryption(owner_password=f"{password}-owner", user_password=password)
    for page in pages:
        made.add_page()
        made.multi_cell(0, 6, page)
    made.output(str(path))
    return path


def test_headings_of_a_pdf_stand_apart_and_its_running_heads_are_no_text(tmp_path: Path) -> None:
    long = f"{BRIDGE} {FERRY} " * 3
    pages = [f"Port report 2024\nPart {at}\n{long}\nPage {at} of 3" for at in (1, 2, 3)]
    text = only(pdf(tmp_path / "report.pdf", *pages)).text
    assert [part for part in text.split("\n\n") if len(part) < 20] == ["Part 1", "Part 2", "Part 3"]


def test_lines_that_differ_in_more_than_the_number_of_their_page_are_text(tmp_path: Path) -> None:
    told = ("Turnout was 41 percent.", "Turnout was 38 percent.", "Turnout was 57 percent.")
    pages = [f"{line}\n{BRIDGE}\nReport of 2024, {at + 7} of 9" for at, line in enumerate(told)]
    text = only(pdf(tmp_path / "report.pdf", *pages)).text
    assert all(line in text for line in told)
    assert "Report of 2024" not in text


def test_a_line_of_a_pdf_with_a_wide_gap_is_read_in_no_time(is_linear: Callable[..., bool]) -> None:
    assert is_linear(lambda gap: flowing([[f"a{gap}b"]]), " ", 100_000, 0.5)


def test_a_short_line_that_runs_on_is_no_heading(tmp_path: Path) -> None:
    page = f"The Port of\nHarwich, however, was open.\n{BRIDGE} {FERRY} {BRIDGE} {FERRY}"
    assert only(pdf(tmp_path / "report.pdf", page)).text.startswith("The Port of Harwich, however")


def test_a_pdf_gives_its_text_and_the_page_of_every_place(tmp_path: Path) -> None:
    found = only(pdf(tmp_path / "2025-03-04-report.pdf", BRIDGE * 3, FERRY, title="Port report"))
    assert (found.title, found.published) == ("Port report", "2025-03-04")
    assert found.id == f"{tmp_path.name}/2025-03-04-report.pdf"
    assert BRIDGE in found.text and FERRY in found.text
    assert mark_at(found.marks, found.text.index(BRIDGE)).page == 1
    assert mark_at(found.marks, found.text.index(FERRY) - 1).page == 1
    assert mark_at(found.marks, found.text.index(FERRY)).page == 2


def test_documents_name_the_bytes_that_they_were_read_from(tmp_path: Path) -> None:
    report = pdf(tmp_path / "report.pdf", BRIDGE)
    (tmp_path / "rows.csv").write_text(f'id,text\na,"{BRIDGE}"\nb,"{FERRY}"\n')
    (tmp_path / "note.txt").write_bytes(f"{FERRY}\r\n".encode())
    (tmp_path / "lines.jsonl").write_text(json.dumps({"id": "c", "text": FERRY}))
    found = survey([str(tmp_path)])
    named = {Path(item.id).name: item.original for item in found.documents()}
    assert named["c"] is None
    assert named["a"] == named["b"]
    read = {"report.pdf": report, "a": tmp_path / "rows.csv", "note.txt": tmp_path / "note.txt"}
    for document_id, path in read.items():
        digest = named[document_id]
        assert digest == hashlib.sha256(path.read_bytes()).hexdigest()
        with found.original(digest) as content:
            assert content.read() == path.read_bytes()
    report.unlink()
    with pytest.raises(InvalidSource, match="cannot be read"):
        found.original(named["report.pdf"] or "")


def test_a_page_without_words_is_counted(tmp_path: Path) -> None:
    found = only(pdf(tmp_path / "report.pdf", "", BRIDGE, "", FERRY))
    assert mark_at(found.marks, found.text.index(BRIDGE)).page == 2
    assert mark_at(found.marks, found.text.index(FERRY)).page == 4


def test_lines_of_a_pdf_are_joined_and_paragraphs_kept(tmp_path: Path) -> None:
    long = " ".join([BRIDGE] * 4)
    found = only(pdf(tmp_path / "report.pdf", f"{long}\n\n{FERRY}"))
    assert found.text.split("\n\n") == [long, FERRY]


def test_a_pdf_that_holds_no_text_says_why(tmp_path: Path) -> None:
    assert "has no text layer: it is a scan" in refusal(pdf(tmp_path / "scan.pdf", ""))
    assert "is encrypted" in refusal(pdf(tmp_path / "locked.pdf", BRIDGE, password="secret"))
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(pdf(tmp_path / "good.pdf", BRIDGE).read_bytes()[:200])
    assert "cannot be read as PDF" in refusal(broken)
    broken.write_bytes(b"<html>not a PDF at all</html>")
    assert "cannot be read as PDF: it does not begin as one does" in refusal(broken)


def test_a_pdf_that_only_its_owner_may_change_is_read(tmp_path: Path) -> None:
    made = FPDF()
    made.set_font("Helvetica", size=12)
    made.set_encryption(owner_password="owner", encryption_method=EncryptionMethod.AES_256)
    made.add_page()
    made.multi_cell(0, 6, BRIDGE)
    made.output(str(tmp_path / "report.pdf"))
    assert only(tmp_path / "report.pdf").text == BRIDGE


def test_a_damaged_file_in_a_folder_never_stops_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "note.txt").write_text(FERRY)
    made = docx.Document()
    made.add_paragraph(BRIDGE)
    made.save(str(tmp_path / "good.docx"))
    chance = random.Random(4)
    for suffix, good in {
        "docx": (tmp_path / "good.docx").read_bytes(),
        "pdf": pdf(tmp_path / "good.pdf", BRIDGE).read_bytes(),
    }.items():
        for number in range(60):
            altered = bytearray(good)
            for _ in range(4):
                altered[chance.randrange(len(altered))] = chance.randrange(256)
            (folder / f"{number}.{suffix}").write_bytes(altered)
    found = survey([str(folder)])
    assert "in/note.txt" in {item.id for item in found.documents()}
    assert found.skipped and found.total + len(found.skipped) == 121


def test_a_word_file_gives_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    made = docx.Document()
    made.core_properties.title = "Port report"
    made.add_paragraph(BRIDGE)
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Lorries", "412"
    made.add_paragraph(FERRY)
    made.save(str(tmp_path / "report.docx"))
    found = only(tmp_path / "report.docx")
    assert found.title == "Port report"
    assert found.text == f"{BRIDGE}\n\nLorries | 412\n\n{FERRY}"


def test_merged_cells_of_a_table_are_one(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(3, 3)
    for number, cell in enumerate(table._cells):
        cell.text = str(number)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Across"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "Down"
    made.save(str(tmp_path / "report.docx"))
    assert only(tmp_path / "report.docx").text == "Across | 2\n\n3 | 4 | Down\n\n6 | 7"


def test_a_word_file_without_properties_has_the_name_of_the_file_as_its_title(
    tmp_path: Path,
) -> None:
    made = docx.Document()
    made.add_paragraph(BRIDGE)
    (core,) = [key for key, rel in made.part.package.rels.items() if "core-prop" in rel.reltype]
    del made.part.package.rels[core]
    made.save(str(tmp_path / "report.docx"))
    with zipfile.ZipFile(tmp_path / "report.docx") as parts:
        assert "docProps/core.xml" not in parts.namelist()
    assert only(tmp_path / "report.docx").title == "report"


def test_a_word_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(InvalidSource, match="cannot be read: No such file or directory"):
        read_docx(tmp_path / "none.docx")


def test_a_word_file_that_is_none_says_so(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0 an old or encrypted file")
    assert "is no Word file" in refusal(path)
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("hello.txt", "hello")
    assert "cannot be read" in refusal(path)
    docx.Document().save(str(path))
    assert "holds no text" in refusal(path)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        for number in range(3):
            parts.writestr(f"word/{number}.xml", b"\0" * (100 * 2**20))
    assert "unpacks to more than" in refusal(path)


SRT = """1
00:00:01,000 --> 00:00:04,000
The bridge was closed
to lorries.

2
00:12:03,500 --> 00:12:05,000
<i>A second ferry runs.</i>
"""


def test_subtitles_become_paragraphs_and_tell_their_times(tmp_path: Path) -> None:
    (tmp_path / "talk.srt").write_text(SRT)
    expected = "The bridge was closed to lorries.\n\nA second ferry runs."
    found = only(tmp_path / "talk.srt")
    assert found.text == expected
    told = {said: mark_at(found.marks, expected.index(said)).time for said in ("The", "A sec")}
    assert told == {"The": 1.0, "A sec": 723.5}
    vtt = "WEBVTT\n\n" + SRT.replace(",", ".")
    (tmp_path / "talk.vtt").write_text(vtt)
    assert only(tmp_path / "talk.vtt").text == expected
    (tmp_path / "empty.srt").write_text("no times here\n")
    assert "holds no subtitles" in refusal(tmp_path / "empty.srt")


def test_a_table_gives_a_document_a_row(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "Text", "published", "page"])
        rows.writerow(["a", f"{BRIDGE}\nSecond, with a comma", "2025-03-04", "7"])
        rows.writerow(["b", FERRY, "", "8"])
    found = list(survey([str(path)]).documents())
    assert [item.id for item in found] == ["a", "b"]
    assert found[0].text.endswith("Second, with a comma")
    assert (found[0].published, found[1].published) == ("2025-03-04", None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_is_read_as_spreadsheets_write_it(tmp_path: Path, mark: str, encoding: str) -> None:
    path = tmp_path / "notes.csv"
    text = f'Title{mark}Text\r\n"One; two, three"{mark}"Zürich: 1,5; 2,5"\r\n'
    path.write_bytes(text.encode(encoding))
    found = only(path)
    assert (found.title, found.text) == ("One; two, three", "Zürich: 1,5; 2,5")


@pytest.mark.parametrize("stated", ["sep=;", '"sep=|"', "SEP=\t"])
def test_a_first_line_of_excel_tells_what_sets_the_cells_apart(tmp_path: Path, stated: str) -> None:
    path = tmp_path / "notes.csv"
    mark = stated.strip('"')[-1]
    path.write_text(f"{stated}\ntitle,one{mark}text\nBridge{mark}{BRIDGE}\n{mark}\n")
    found = survey([str(path)])
    assert [item.text for item in found.documents()] == [BRIDGE]
    assert [item.reason for item in found.skipped] == ["line 4: has an empty text"]


def test_a_row_without_a_text_is_passed_over_and_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text(f'text,title\n"{BRIDGE}",A\n,"B"\n"  ",C\n"{FERRY}",D\n')
    found = survey([str(path)])
    assert [item.title for item in found.documents()] == ["A", "D"]
    reasons = [f"line {number}: has an empty text" for number in (3, 4)]
    assert [item.reason for item in found.skipped] == reasons


@pytest.mark.parametrize("spelled", ["{}/bad.txt", "{}/./bad.txt", "{}//bad.txt"])
def test_a_named_file_must_be_readable_however_it_is_spelled(tmp_path: Path, spelled: str) -> None:
    (tmp_path / "bad.txt").write_bytes(b"caf\x81 bridge closed")
    with pytest.raises(InvalidSource, match="is not UTF-8"):
        survey([spelled.format(tmp_path)])


def test_a_byte_that_is_no_text_is_named_however_late_in_a_table(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    good = b"text\n" + b"The bridge was closed.\n" * 3_000
    path.write_bytes(good + b"Z\x81rich\n" + good)
    assert f"is not UTF-8 (byte {len(good) + 2})" in refusal(path)
    path.write_bytes(codecs.BOM_UTF8 + good + b"Z\xc3")
    assert f"is not UTF-8 (byte {3 + len(good) + 2})" in refusal(path)


def test_a_table_of_windows_is_read_and_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_bytes("text;title\nThe bridge was closed – again.;Zürich\n".encode("cp1252"))
    found = survey([str(path)])
    assert [(item.text, item.title) for item in found.documents()] == [
        ("The bridge was closed – again.", "Zürich")
    ]
    assert found.of_windows == (path,)


def test_a_table_is_never_held_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    with path.open("w") as file:
        file.write("text\n")
        file.writelines(f'"{BRIDGE * 100}"\n' for _ in range(2_000))
    tracemalloc.start()
    assert sum(1 for _ in read_table(path, {})) == 2_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < path.stat().st_size / 10


def test_other_names_of_columns_are_mapped(tmp_path: Path) -> None:
    path = tmp_path / "notes.tsv"
    path.write_text(f"body\theadline\n{BRIDGE}\tBridge closed\n")
    columns = parse_columns("text=body, title=headline")
    (found,) = survey([str(path)], columns=columns).documents()
    assert (found.text, found.title) == (BRIDGE, "Bridge closed")


def test_a_map_holds_where_a_table_has_its_columns_and_names_hold_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'body,headline\n"{BRIDGE}",Bridge closed\n')
    (tmp_path / "b.csv").write_text(f"Title;Text;page\nFerry;{FERRY};1,5\n")
    (tmp_path / "c.csv").write_text(f'body,text\n"{MORE}",Not this.\n')
    columns = parse_columns("text=body,title=headline")
    found = survey([str(tmp_path)], columns=columns)
    assert [(item.text, item.title) for item in found.documents()] == [
        (BRIDGE, "Bridge closed"),
        (FERRY, "Ferry"),
        (MORE, None),
    ]
    assert found.ignored == {"page": 1, "text": 1}


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("body,headline\nA text.,A title\n")
    assert "has no column 'text'" in refusal(path)
    assert refusal(path).endswith("it has 'body', 'headline'")
    with pytest.raises(InvalidInput) as caught:
        survey([str(path)], columns={"text": "words"})
    there = "columns: must name a column that a table has: 'body', 'headline'; got 'text=words'"
    assert str(caught.value) == there
    (tmp_path / "other.csv").write_text("words\nA text.\n")
    (passed,) = survey([str(tmp_path)], columns={"text": "words"}).skipped
    assert passed.reason.startswith("has no column 'words' nor 'text'")
    path.write_text("Headline;Body;Datum\nBridge;A text;3.5.2025\n")
    assert "has no column 'text'" in refusal(path)
    assert refusal(path).endswith("it has 'Headline', 'Body', 'Datum'")
    path.write_text("text\nA text.,too many\n")
    assert "line 2: has 2 cells" in refusal(path)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_column_that_none_of_the_tables_has_is_refused(tmp_path: Path, ending: str) -> None:
    (tmp_path / "a.csv").write_text(f'text,title\n"{FERRY}",Ferry\n')
    (tmp_path / "note.txt").write_text(MORE)
    other = tmp_path / f"b.{ending}"
    if ending == "csv":
        other.write_text(f'text,headline\n"{BRIDGE}",Bridge\n')
    else:
        pyarrow = pytest.importorskip("pyarrow", reason="NOT TESTED: pip install pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")
        parquet.write_table(pyarrow.table({"text": [BRIDGE], "headline": ["Bridge"]}), other)
    with pytest.raises(InvalidInput) as caught:
        survey([str(tmp_path)], columns={"title": "headlin"})
    assert "a table has: 'text', 'title', 'headline'; got 'title=headlin'" in str(caught.value)
    found = survey([str(tmp_path)], columns={"title": "headline"})
    assert [item.title for item in found.documents()] == ["Ferry", "Bridge", "note"]


def test_a_map_does_no_harm_where_there_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(MORE)
    assert survey([str(tmp_path)], columns={"title": "headline"}).total == 1


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_an_empty_table_says_so(tmp_path: Path, content: str) -> None:
    (tmp_path / "notes.csv").write_text(content)
    assert refusal(tmp_path / "notes.csv").endswith("notes.csv: names no columns")
    assert refusal(tmp_path / "notes.csv", text="body").endswith("notes.csv: names no columns")


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({}, "has several columns for text: 'text' and 'Text '; keep one"),
        ({"text": "body"}, "has several columns for text: 'body' and 'body'; keep one"),
    ],
)
def test_two_columns_for_one_field_are_named_both(
    tmp_path: Path, columns: dict[str, str], reason: str
) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("text,Text ,body,body\nA.,B.,C.,D.\n")
    assert reason in refusal(path, **columns)
    (found,) = survey([str(path)], columns={"text": "Text "}).documents()
    assert found.text == "B."


def test_columns_that_are_no_field_are_told_with_their_rows(tmp_path: Path) -> None:
    rows = f'text,date,source\n"{FERRY}",2025-03-04,A\n"{BRIDGE}",,\n'
    (tmp_path / "notes.csv").write_text(rows)
    found = survey([str(tmp_path)])
    assert found.ignored == {"date": 2, "source": 2}
    mapped = survey([str(tmp_path)], columns={"published": "date"})
    assert mapped.ignored == {"source": 2}


@pytest.mark.parametrize("text", ["words=body", "text=", "text=a,text=b", "text"])
def test_a_map_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="columns: must be FIELD=COLUMN"):
        parse_columns(text)


def test_a_parquet_file_is_a_table(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="NOT TESTED: pip install pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pyarrow.table({"body": [BRIDGE, FERRY], "page": [1, 2]})
    parquet.write_table(table, tmp_path / "notes.parquet")
    surveyed = survey([str(tmp_path / "notes.parquet")], columns={"text": "body"})
    assert surveyed.ignored == {"page": 2}
    found = list(surveyed.documents())
    assert [item.text for item in found] == [BRIDGE, FERRY]
    table = pyarrow.table(
        {
            "text": [BRIDGE, FERRY, None],
            "published": [datetime(2025, 3, 4, 23, 59, tzinfo=UTC), None, None],
        }
    )
    parquet.write_table(table, tmp_path / "times.parquet")
    found = list(survey([str(tmp_path / "times.parquet")]).documents())
    assert [item.published for item in found] == ["2025-03-04", None]
    days = pyarrow.table({"text": [BRIDGE], "published": [date(2025, 3, 4)]})
    parquet.write_table(days, tmp_path / "days.parquet")
    assert only(tmp_path / "days.parquet").published == "2025-03-04"
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 no")
    assert "cannot be read as Parquet" in refusal(tmp_path / "bad.parquet", text="body")


def test_json_lines_may_be_compressed(tmp_path: Path) -> None:
    path = tmp_path / "notes.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"id": "a", "text": BRIDGE}).encode()))
    assert only(path).text == BRIDGE
    path.write_bytes(path.read_bytes()[:-9])
    assert "is damaged gzip" in refusal(path)


MORE = "Engineers had found cracks in two of its spans and will look at the others next week."
PAGE = (
    "<html lang=en><title>Bridge closed</title><body><article><h1>Bridge closed</h1>"
    f"<p>{BRIDGE}</p><p>{FERRY}</p><p>{MORE}</p></article></body></html>"
)


def test_a_saved_page_gives_its_article(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    found = only(tmp_path / "page.html")
    assert found.title == "Bridge closed"
    assert BRIDGE in found.text
    (tmp_path / "page.html").write_text("<html><body></body></html>")
    assert "no readable text" in refusal(tmp_path / "page.html")


def test_a_page_that_was_saved_as_text_is_read_as_a_page(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    (tmp_path / "page.html").write_text(PAGE)
    assert only(tmp_path / "page.txt").text == only(tmp_path / "page.html").text


@pytest.mark.parametrize("name", ["notes.ndjson", "notes.text", "notes.markdown"])
def test_other_endings_of_lists_and_texts_are_known(tmp_path: Path, name: str) -> None:
    lines = name.endswith("json")
    (tmp_path / name).write_text(json.dumps({"text": BRIDGE}) if lines else f"# Bridge\n\n{BRIDGE}")
    (found,) = survey([str(tmp_path)]).documents()
    assert BRIDGE in found.text
    assert (found.title == "Bridge") == name.endswith("markdown")


def test_a_page_may_leave_out_the_tags_that_html_lets_it(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE.replace("<body>", "").replace("</body></html>", ""))
    assert only(tmp_path / "page.html").text == f"Bridge closed\n\n{BRIDGE}\n\n{FERRY}\n\n{MORE}"


def test_in_a_folder_what_cannot_be_read_is_passed_over_and_named(tmp_path: Path) -> None:
    pdf(tmp_path / "good.pdf", BRIDGE)
    pdf(tmp_path / "scan.pdf", "")
    (tmp_path / "note.txt").write_text(FERRY)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    found: Survey = survey([str(tmp_path)])
    assert [Path(item.id).name for item in found.documents()] == ["good.pdf", "note.txt"]
    assert {Path(item.path).name for item in found.skipped} == {"scan.pdf", "picture.png"}
    assert found.kinds == {"PDF": 1, "text": 1}
    assert found.total == 2


@pytest.mark.parametrize("columns", [{}, {"text": "text"}])
def test_a_table_in_a_folder_that_is_no_list_of_texts_is_passed_over_and_named(
    tmp_path: Path, columns: dict[str, str]
) -> None:
    (tmp_path / "towns.csv").write_text("town,county\nHulme,Kent\n")
    (tmp_path / "blank.csv").write_text("")
    (tmp_path / "~$open.xlsx").write_bytes(b"\x04Ruth")
    (tmp_path / "notes.csv").write_text(f'text\n"{BRIDGE}"\n')
    found = survey([str(tmp_path)], columns=columns)
    assert [item.text for item in found.documents()] == [BRIDGE]
    reasons = {Path(item.path).name: item.reason for item in found.skipped}
    assert reasons["towns.csv"].endswith("it has 'town', 'county'")
    assert reasons["blank.csv"] == "names no columns"
    assert reasons["~$open.xlsx"].startswith("is no Excel file")


def test_a_bad_line_of_a_list_in_a_folder_still_ends_it(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("text\nA text.,too many\n")
    with pytest.raises(InvalidSource, match="line 2"):
        survey([str(tmp_path)])
