"""Word files: what a reader of the final text would see, and nothing else."""

import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from factcheck.ingest import survey
from factcheck.ingest.docx import read_docx

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
COSTS = "The repair costs 4.2 million euros."


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def word(path: Path, *blocks: str) -> Path:
    """A file with those elements as its body."""
    made = docx.Document()
    for block in blocks:
        tag, _, rest = block.partition(">")
        made.element.body.insert(-1, parse_xml(f"{tag} {nsdecls('w')}>{rest}"))
    made.save(str(path))
    return path


INSERTED = f"<w:ins>{run('4.2')}</w:ins>"
DELETED = "<w:del><w:r><w:delText>3.9</w:delText></w:r></w:del>"
MOVED_AWAY = f"<w:moveFrom>{run('twelve ')}</w:moveFrom>"


@pytest.mark.parametrize(
    "figure",
    [
        INSERTED,
        f"{DELETED}{INSERTED}",
        f"<w:moveTo>{run('4.2')}</w:moveTo>{MOVED_AWAY}",
        f"<w:smartTag>{run('4.2')}</w:smartTag>",
        f"<w:sdt><w:sdtContent>{run('4.2')}</w:sdtContent></w:sdt>",
        f"<w:hyperlink>{run('4.2')}</w:hyperlink>",
        f"<w:fldSimple>{run('4.2')}</w:fldSimple>",
    ],
)
def test_what_was_inserted_is_read_and_what_was_deleted_is_not(tmp_path: Path, figure: str) -> None:
    words = f"{run('The repair costs ')}{figure}{run(' million euros.')}"
    assert read_docx(word(tmp_path / "a.docx", f"<w:p>{words}</w:p>"))["text"] == COSTS


@pytest.mark.parametrize(
    "block",
    [
        f"<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:ins>{run(COSTS)}</w:ins></w:p>",
        f"<w:sdt><w:sdtContent><w:p>{run(COSTS)}</w:p></w:sdtContent></w:sdt>",
        f"<w:customXml><w:p>{run(COSTS)}</w:p></w:customXml>",
    ],
)
def test_paragraphs_stand_in_their_order_whatever_is_around_them(
    tmp_path: Path, block: str
) -> None:
    before, after = f"<w:p>{run('Before.')}</w:p>", f"<w:p>{run('After.')}</w:p>"
    found = read_docx(word(tmp_path / "a.docx", before, block, after))
    assert found["text"] == f"Before.\n\n{COSTS}\n\nAfter."


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('The repair costs ')}</w:p>"
    second = f"<w:p>{DELETED}{run('4.2 million euros.')}</w:p>"
    gone = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{DELETED}</w:p>"
    found = read_docx(word(tmp_path / "a.docx", first, second, gone))
    assert found["text"] == COSTS


def test_tables_are_read_whatever_is_around_their_rows_and_cells(tmp_path: Path) -> None:
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    lorries = f"<w:sdt><w:sdtContent>{cell.format(run('Lorries'))}</w:sdtContent></w:sdt>"
    row = f"<w:tr>{lorries}{cell.format(INSERTED)}</w:tr>"
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell.format(DELETED) * 2}</w:tr>"
    nested = f"<w:tr><w:tc><w:tbl>{row}</w:tbl><w:p>{run('Total')}</w:p></w:tc></w:tr>"
    rows = f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>{deleted}{nested}"
    found = read_docx(word(tmp_path / "a.docx", f"<w:tbl>{rows}</w:tbl>"))
    assert found["text"] == "Lorries | 4.2\n\nLorries | 4.2\nTotal"


def test_prompts_and_tables_of_contents_are_no_text(tmp_path: Path) -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    prompt = control.format("<w:showingPlcHdr/>", run("Click here to enter a date."))
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    contents = control.format(gallery, f"<w:p>{run('The bridge 3')}</w:p>")
    path = word(tmp_path / "a.docx", contents, f"<w:p>{prompt}{run(COSTS)}</w:p>")
    assert read_docx(path)["text"] == COSTS


def test_a_file_whose_properties_are_odd_is_passed_over_in_a_folder_and_named(
    tmp_path: Path,
) -> None:
    sound = word(tmp_path / "sound.docx", f"<w:p>{run(COSTS)}</w:p>")
    with zipfile.ZipFile(sound) as parts, zipfile.ZipFile(tmp_path / "odd.docx", "w") as odd:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "[Content_Types].xml":
                content = re.sub(rb'<Override PartName="/docProps/core.xml"[^>]*>', b"", content)
            odd.writestr(name, content)
    found = survey([str(tmp_path)])
    assert [item.text for item in found.documents()] == [COSTS]
    (skipped,) = found.skipped
    assert (skipped.path, skipped.reason) == (
        *(tmp_path / "odd.docx", "cannot be read (AttributeError)"),
    )


def test_its_title_is_the_one_that_it_states_or_what_is_set_as_one(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    made = docx.Document()
    made.add_paragraph("Port of Harwich")
    made.add_paragraph("The bridge", style="Title")
    made.core_properties.title = ""
    made.save(str(path))
    assert read_docx(path)["title"] == "The bridge"
    made.core_properties.title = "Report"
    made.save(str(path))
    assert read_docx(path)["title"] == "Report"


@pytest.mark.parametrize("mark", ["strike", "dstrike", "vanish"])
def test_what_is_struck_out_or_hidden_is_no_text(tmp_path: Path, mark: str) -> None:
    gone = f"<w:r><w:rPr><w:{mark}/></w:rPr><w:t>3.9</w:t></w:r>"
    off = f'<w:r><w:rPr><w:{mark} w:val="0"/></w:rPr><w:t>4.2</w:t></w:r>'
    words = f"{run('The repair costs ')}{gone}{off}{run(' million euros.')}"
    assert read_docx(word(tmp_path / "a.docx", f"<w:p>{words}</w:p>"))["text"] == COSTS


def test_raised_numbers_are_those_of_notes_or_powers(tmp_path: Path) -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
    words = f"{run('The lake of 30 km')}{raised}{run(' lost 40')}{raised}{run(' million litres.')}"
    text = read_docx(word(tmp_path / "a.docx", f"<w:p>{words}</w:p>"))["text"]
    assert text == "The lake of 30 km² lost 40 million litres."


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run('The mayor disputes it.')}</w:p></w:txbxContent>"
    again = f'<mc:Fallback xmlns:mc="{MC}"><w:pict>{box}</w:pict></mc:Fallback>'
    drawn = f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice>{box}</mc:Choice>{again}'
    words = f"<w:r>{drawn}</mc:AlternateContent></w:r>{run(COSTS)}"
    text = read_docx(word(tmp_path / "a.docx", f"<w:p>{words}</w:p>"))["text"]
    assert text.split("\n\n") == ["The mayor disputes it.", COSTS]


def test_notes_are_read_behind_the_text(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", f"<w:p>{run(COSTS)}</w:p>")
    notes = (
        f"<w:footnotes {nsdecls('w')}>"
        f'<w:footnote w:type="separator" w:id="-1"><w:p>{run("line")}</w:p></w:footnote>'
        f'<w:footnote w:id="1"><w:p>{run("The insurer disputes it.")}</w:p></w:footnote>'
        "</w:footnotes>"
    )
    made = docx.Document(str(path))
    name, kind = PackURI("/word/footnotes.xml"), "application/vnd.openxmlformats-officedocument"
    part = Part(name, f"{kind}.wordprocessingml.footnotes+xml", notes.encode(), made.part.package)
    made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    made.save(str(path))
    assert read_docx(path)["text"].split("\n\n") == [COSTS, "The insurer disputes it."]


@pytest.mark.parametrize("title", ["Word Document", "Microsoft Word - report.docx", "untitled 2"])
def test_a_title_that_a_program_made_up_is_none(tmp_path: Path, title: str) -> None:
    made = docx.Document()
    made.core_properties.title = title
    made.add_paragraph(COSTS)
    made.save(str(tmp_path / "a.docx"))
    assert read_docx(tmp_path / "a.docx")["title"] is None
