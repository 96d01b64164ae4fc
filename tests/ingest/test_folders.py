"""Folders: text and Markdown files become documents; the rest is listed, never guessed at."""

import codecs
import os
from pathlib import Path

import pytest

from factcheck.errors import InvalidSource
from factcheck.ingest import survey
from factcheck.ingest.folders import (
    Skipped,
    find_files,
    id_below,
    is_of_windows,
    read_document,
    read_one,
)

ID = "notes/a.txt"


def put(root: Path, name: str, text: str = "Some text.") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_readable_files_are_found_recursively_in_a_fixed_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b/c.jsonl", "A.TXT"):
        put(tmp_path, name)
    found, skipped = find_files(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "A.TXT",
        "a/b/c.jsonl",
        "a/z.md",
        "b.txt",
    ]
    assert skipped == []


def test_hidden_files_are_passed_over_by_name_and_hidden_folders_not_looked_at(
    tmp_path: Path,
) -> None:
    for name in (".DS_Store", ".note.txt", ".git/config.txt", ".git/HEAD", "kept.txt"):
        put(tmp_path, name)
    found, skipped = find_files(tmp_path)
    assert [path.name for path in found] == ["kept.txt"]
    assert skipped == [
        Skipped(tmp_path / ".DS_Store", "is of no kind that can be read"),
        Skipped(tmp_path / ".note.txt", "is hidden: its name begins with a dot"),
    ]


def test_a_pipe_in_a_folder_is_passed_over_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "pipe.jsonl").symlink_to("pipe.txt")
    found, skipped = find_files(tmp_path)
    assert found == []
    assert {item.reason for item in skipped} == {"is a pipe, socket or device"}


def test_a_pipe_or_device_that_is_named_is_refused_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "endless.jsonl").symlink_to("/dev/zero")
    for name in ("pipe.txt", "endless.jsonl"):
        reason = rf"{name}: is a pipe, socket or device, and must be a file"
        with pytest.raises(InvalidSource, match=reason):
            survey([str(tmp_path / name)])


def test_a_link_that_leads_out_of_the_folder_is_passed_over_by_name(tmp_path: Path) -> None:
    put(tmp_path, "outside/secret.txt")
    folder = put(tmp_path, "notes/kept.txt").parent
    (folder / "file.txt").symlink_to("../outside/secret.txt")
    (folder / "folder").symlink_to(tmp_path / "outside")
    (folder / "gone.txt").symlink_to("../gone.txt")
    (folder / "2025").mkdir()
    (folder / "2025/up").symlink_to("../..")
    found, skipped = find_files(folder)
    assert [path.name for path in found] == ["kept.txt"]
    reason = "is a link that leads out of the folder"
    names = ("2025/up", "file.txt", "folder", "gone.txt")
    assert skipped == [Skipped(folder / name, reason) for name in names]


def test_a_link_within_the_folder_is_followed_to_a_file_and_never_round(tmp_path: Path) -> None:
    put(tmp_path, "notes/2025/a.txt")
    folder = tmp_path / "notes"
    (folder / "b.txt").symlink_to("2025/a.txt")
    (folder / "2025/up").symlink_to("..")
    (folder / "self").symlink_to("self")
    (tmp_path / "link").symlink_to("notes")
    for start in (folder, tmp_path / "link"):
        found, skipped = find_files(start)
        assert [path.relative_to(start).as_posix() for path in found] == ["2025/a.txt", "b.txt"]
        assert [item.path.name for item in skipped if isinstance(item.path, Path)] == ["self"]


def test_other_kinds_are_listed_with_the_reason(tmp_path: Path) -> None:
    path = put(tmp_path, "scan.png")
    assert find_files(tmp_path) == ([], [Skipped(path, "is of no kind that can be read")])


@pytest.mark.parametrize("name", ["blank.txt", "blank.md"])
@pytest.mark.parametrize(
    "text", ["", " \n", "\ufeff", "\ufeff\ufeff \n", "\u200b\u2060\u00ad\n\u200d"]
)
def test_a_file_in_which_nothing_is_to_be_seen_is_empty(
    tmp_path: Path, name: str, text: str
) -> None:
    with pytest.raises(InvalidSource, match="is empty"):
        read_document(put(tmp_path, name, text), ID)


def test_an_empty_file_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "kept.txt")
    path = put(tmp_path, "blank.txt", "\u200b\n")
    found = survey([str(tmp_path)])
    assert found.total == 1
    assert found.skipped == (Skipped(path, "is empty"),)


@pytest.mark.parametrize("spelled", ["notes", "notes/", "./notes", "notes/2025/..", "link"])
def test_the_id_is_the_path_from_the_name_of_the_folder_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spelled: str
) -> None:
    put(tmp_path, "notes/2025/bridge.txt")
    (tmp_path / "link").symlink_to("notes")
    monkeypatch.chdir(tmp_path)
    folder = Path(spelled)
    (path,) = find_files(folder)[0]
    assert id_below(path, folder) == "notes/2025/bridge.txt"
    monkeypatch.chdir("notes")
    assert id_below(Path("2025/bridge.txt"), Path()) == "notes/2025/bridge.txt"


def test_names_are_read_as_utf_8_where_the_locale_takes_them_for_ascii(tmp_path: Path) -> None:
    path = put(tmp_path, "1932-03-19-Łódź.txt")
    seen = tmp_path / path.name.encode("utf-8").decode("ascii", "surrogateescape")
    assert id_below(seen, tmp_path) == f"{tmp_path.name}/{path.name}"
    assert read_one(seen).title == "1932-03-19-Łódź"
    assert read_one(seen).id == path.name


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("bridge.md", "Intro.\n\n## The bridge ##\n\n# Later", "The bridge"),
        ("bridge.md", "#hashtag is no heading", "bridge"),
        ("bridge.md", "```sh\n# a comment\n```\n\n## The bridge", "The bridge"),
        ("bridge.md", "~~~~\n# a comment\n~~~\n# another\n~~~~\n# The bridge", "The bridge"),
        ("bridge.md", "```sh\n# a fence that nothing closes", "bridge"),
        ("bridge.txt", "# not Markdown", "bridge"),
        ("2025-06-21-bridge.txt", "Text.", "2025-06-21-bridge"),
        ("bridge.txt", "\n Bridge shut for a year \n \nIt is closed.", "Bridge shut for a year"),
        ("bridge.txt", "“Shut it now”\n\n\nIt is closed.", "“Shut it now”"),
        ("bridge.txt", "It is closed.\n\nIt was open.", "bridge"),
        ("bridge.txt", "Dear reader,\n\nIt is closed.", "bridge"),
        ("bridge.txt", "Bridge shut\nIt is closed.\n\nIt was open.", "bridge"),
        ("bridge.txt", "Bridge shut\n\n", "bridge"),
        ("bridge.txt", "* * *\n\nIt is closed.", "bridge"),
        ("bridge.txt", f"Bridge {'shut ' * 20}\n\nIt is closed.", "bridge"),
    ],
)
def test_the_title_is_the_first_heading_or_the_file_name(
    tmp_path: Path, name: str, text: str, title: str
) -> None:
    found = read_document(put(tmp_path, name, text), ID)
    assert found.title == title
    assert found.text == text


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("2025-06-21-briefing.txt", "2025-06-21"),
        ("2025-06-21.md", "2025-06-21"),
        ("2025-06-215.md", None),
        ("briefing-2025-06-21.txt", None),
    ],
)
def test_a_date_that_starts_the_name_is_the_date_of_publication(
    tmp_path: Path, name: str, published: str | None
) -> None:
    assert read_document(put(tmp_path, name), ID).published == published


def test_a_name_that_starts_with_an_impossible_date_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "2025-02-30-briefing.txt")
    with pytest.raises(InvalidSource, match="2025-02-30, which is not a date"):
        read_document(path, ID)


def test_the_text_is_that_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffÜber den Fluss.\r\nZweite Zeile.".encode())
    assert read_document(path, ID).text == "Über den Fluss.\nZweite Zeile."


def test_a_file_that_says_to_be_utf_16_is_read_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(codecs.BOM_UTF16_LE + "Über den Fluß.\r\n".encode("utf-16-le"))
    assert read_document(path, ID).text == "Über den Fluß.\n"
    path.write_bytes(codecs.BOM_UTF16_BE + b"\xd8")
    with pytest.raises(InvalidSource, match=r"is not UTF-16 \(byte 3\)"):
        read_document(path, ID)


@pytest.mark.parametrize("ending", ["txt", "md"])
def test_a_text_of_windows_is_read_as_it_is_from_the_web(tmp_path: Path, ending: str) -> None:
    text = "Über den Fluß führt “eine” Brücke, die 5 € kostet – für 20 m²."
    path = tmp_path / f"a.{ending}"
    path.write_bytes(text.encode("cp1252"))
    assert read_document(path, ID).text == text
    assert is_of_windows(path)
    path.write_text(text)
    assert not is_of_windows(path)


@pytest.mark.parametrize(
    ("content", "byte"),
    [
        ("Мост закрыт.".encode("cp1251"), 1),
        ("Październik".encode("cp1250"), 3),
        ("Zürich über".encode() + b"\xfc", 14),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 1),
        (b"The bridge \x81 was closed.", 12),
        (b"\x7fELF\x02\x01\xff was closed", 7),
    ],
)
def test_what_reads_as_no_text_of_windows_is_refused(
    tmp_path: Path, content: bytes, byte: int
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    advice = rf"is not UTF-8 \(byte {byte}\), nor text in windows-1252; convert it: iconv"
    with pytest.raises(InvalidSource, match=advice):
        read_document(path, ID)


FRONT_MATTER = """---
# a comment
title: "The bridge: a year on"
publisher: Harbour News
date: 2025-06-21 14:00
tags: [bridge, harbour]
---

# Closed

It was closed on Friday.
"""


def test_front_matter_tells_title_and_date_and_is_no_text(tmp_path: Path) -> None:
    found = read_document(put(tmp_path, "2025-07-01-bridge.md", FRONT_MATTER), ID)
    assert (found.title, found.publisher) == ("The bridge: a year on", "Harbour News")
    assert found.published == "2025-06-21"
    assert found.text == "# Closed\n\nIt was closed on Friday.\n"


@pytest.mark.parametrize(
    ("day", "published"),
    [
        ("date: 2025-06-21", "2025-06-21"),
        ("date: '2025-06-21'", "2025-06-21"),
        ("date: 21 June 2025", "2025-06-21"),
        ("date: 2025-06-21T23:30:00-05:00", "2025-06-21"),
        ("published: 2025-06-21\ndate: 2025-06-23", "2025-06-21"),
        ("date:", "2025-07-01"),
    ],
)
def test_the_date_of_front_matter_counts_before_that_of_the_name(
    tmp_path: Path, day: str, published: str
) -> None:
    path = put(tmp_path, "2025-07-01-bridge.md", f"---\n{day}\n---\nClosed.")
    assert read_document(path, ID).published == published


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("title: The bridge: a year on", r"line 2: has front matter that cannot be read: mapping"),
        ("date: 2025-02-30", "has front matter that cannot be read: day is out of range"),
        ("date: 3/6/2025", "date: must be a day, as YYYY-MM-DD; got '3/6/2025'"),
        ("date: last summer", "date: must be a day, as YYYY-MM-DD; got 'last summer'"),
    ],
)
def test_front_matter_that_cannot_be_read_is_refused(
    tmp_path: Path, block: str, reason: str
) -> None:
    with pytest.raises(InvalidSource, match=reason):
        read_document(put(tmp_path, "bridge.md", f"---\n{block}\n---\nClosed."), ID)


@pytest.mark.parametrize(
    "text", ["---\nThe bridge was closed.\n---\nMore.", "Text.\n\n---\ntitle: x\n---\n"]
)
def test_a_rule_of_dashes_is_no_front_matter(tmp_path: Path, text: str) -> None:
    assert read_document(put(tmp_path, "bridge.md", text), ID).text == text


@pytest.mark.parametrize("name", ["vote_files", "vote-Dateien", "vote_fichiers"])
def test_what_a_browser_saves_beside_a_page_is_no_source(tmp_path: Path, name: str) -> None:
    for folder in (name, "other_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "advertisement.html").write_text("<p>Nine of ten recommend it.</p>")
    (tmp_path / "vote.htm").write_text("<p>The council voted for the bridge.</p>")
    found, _ = find_files(tmp_path)
    assert [path.parent.name for path in found] == ["other_files", tmp_path.name]


def test_remarks_and_what_is_struck_out_of_markdown_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("It costs ~~9~~ 12 million.<!-- check\nthis --> It is ~5 km.")
    assert read_document(tmp_path / "a.md", "a").text == "It costs 12 million. It is ~5 km."
