"""Web archives: whole pages or none, and of each address the newest capture."""

import gzip
from pathlib import Path

import pytest
from archives import archive, article, record

from factcheck.errors import InvalidSource
from factcheck.ingest import saved, survey

URL = "https://news.example/bridge"
CRACKS = "Engineers had found cracks in two of its spans and will look at the others next week."
BRIDGE = article("Bridge closed", "The Harbour Bridge was closed on Monday.", CRACKS)
FERRY = article("Ferry runs", "A second ferry began to run on Monday, and carries forty cars.")


def pages(count: int) -> list[bytes]:
    """Pages of some length that cannot be packed well."""
    return [
        record(f"{URL}/{number}", article(f"Page {number}", *(
            f"Sentence {number * at} of the page says that {at * at} lorries were counted."
            for at in range(60)
        )))
        for number in range(1, count + 1)
    ]  # fmt: skip


def refusal(path: Path) -> str:
    with pytest.raises(InvalidSource) as caught:
        survey([str(path)])
    return str(caught.value)


def test_a_web_archive_gives_the_articles_in_it(tmp_path: Path) -> None:
    gone = record(URL, BRIDGE, status="404 Gone")
    path = archive(tmp_path / "crawl.warc.gz", record(URL, BRIDGE), gone)
    (found,) = survey([str(path)]).documents()
    assert (found.url, found.title) == (URL, "Bridge closed")
    assert "holds no page with an article" in refusal(archive(tmp_path / "none.warc.gz"))
    (tmp_path / "bad.warc").write_bytes(b"nothing of the kind")
    assert refusal(tmp_path / "bad.warc").endswith("bad.warc: is no web archive")


ADDRESS = "https://news.example/2025/03/04/bridge/"
CHROME = f"<!DOCTYPE html>\n<!-- saved from url=(00{len(ADDRESS)}){ADDRESS} -->\n"
SINGLE_FILE = (
    f"<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: {ADDRESS} \n"
    " saved date: Tue Mar 04 2025 10:00:00 GMT+0100 \n-->"
)


@pytest.mark.parametrize("comment", [CHROME, SINGLE_FILE])
def test_a_page_has_the_address_that_the_browser_wrote_into_it(
    tmp_path: Path, comment: str
) -> None:
    path = tmp_path / "bridge.html"
    path.write_text(comment + BRIDGE)
    (found,) = survey([str(path)]).documents()
    assert (found.url, found.published, found.publisher) == (ADDRESS, "2025-03-04", "news.example")
    path.write_text(f'{comment}<link rel=canonical href="{URL}">{BRIDGE}')
    (corrected,) = survey([str(path)]).documents()
    assert corrected.url == URL


def test_a_page_has_the_address_that_its_own_article_states(tmp_path: Path) -> None:
    path = tmp_path / "bridge.html"
    data = '{{"@type": "NewsArticle", "headline": "Bridge", "url": "{}"}}'
    script = '<script type="application/ld+json">{}</script>'
    path.write_text(script.format(data.format(URL)) + BRIDGE)
    (found,) = survey([str(path)]).documents()
    assert found.url == URL
    path.write_text(script.format(data.format("#main")) + BRIDGE)
    (other,) = survey([str(path)]).documents()
    assert (other.url, other.id) == (None, f"{tmp_path.name}/bridge.html")


def test_a_front_page_that_was_saved_keeps_the_id_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "front.html"
    path.write_text(f"<!-- saved from url=(0021)https://news.example/ -->{BRIDGE}")
    (found,) = survey([str(path)]).documents()
    assert (found.id, found.url) == (f"{tmp_path.name}/front.html", "https://news.example/")


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0014)about:internet -->",
        "<!-- saved from url=(0010)file:///a/b -->",
        "<!-- saved from url=(0020)https://[news.example/x -->",
    ],
)
def test_what_is_no_web_address_is_not_taken_for_one(tmp_path: Path, comment: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(comment + BRIDGE)
    (found,) = survey([str(path)]).documents()
    assert found.url is None
    assert found.title == "Bridge closed"


@pytest.mark.parametrize("lost", [40, 400])
def test_an_archive_that_is_cut_off_is_refused(tmp_path: Path, lost: int) -> None:
    whole = b"".join(pages(5))
    path = archive(tmp_path / "crawl.warc.gz", whole[:-lost])
    assert "is cut off or damaged from record 5 on" in refusal(path)


def test_an_archive_that_is_packed_as_one_piece_says_what_to_do(tmp_path: Path) -> None:
    records = b"".join(map(gzip.decompress, pages(2)))
    assert "unpack it first" in refusal(archive(tmp_path / "a.warc.gz", gzip.compress(records)))
    found = survey([str(archive(tmp_path / "a.warc", records))])
    assert [item.title for item in found.documents()] == ["Page 1", "Page 2"]


@pytest.mark.parametrize("number", [1, 2])
def test_a_record_that_is_longer_than_it_says_is_no_half_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    records = pages(2)
    plain = gzip.decompress(records[number - 1])
    stated = plain.index(b"Content-Length: ") + len("Content-Length: ")
    records[number - 1] = gzip.compress(plain[:stated] + b"2" + plain[stated + 1 :])
    assert "is cut off or damaged" in refusal(archive(tmp_path / "a.warc.gz", *records))
    assert capsys.readouterr().err == ""


def test_nothing_of_an_archive_that_is_damaged_half_way_counts(tmp_path: Path) -> None:
    first, second, third = pages(3)
    harmed = second[: len(second) // 2] + b"\0" * 40 + second[len(second) // 2 + 40 :]
    archive(tmp_path / "a.warc.gz", first, harmed, third)
    (tmp_path / "note.txt").write_text("The ferry runs.")
    found = survey([str(tmp_path)])
    assert [item.text for item in found.documents()] == ["The ferry runs."]
    assert (found.total, found.kinds) == (1, {"text": 1})
    (skipped,) = found.skipped
    assert skipped.reason == "is cut off or damaged from record 2 on"


def test_the_ids_of_a_damaged_archive_are_free_for_others(tmp_path: Path) -> None:
    first, second = pages(2)
    archive(tmp_path / "a.warc.gz", first, second[:-400])
    sound = record(f"{URL}/1", article("Page 1", CRACKS), day="01")
    archive(tmp_path / "b.warc.gz", sound)
    found = survey([str(tmp_path)])
    assert [item.text for item in found.documents()] == [f"Page 1\n\n{CRACKS}"]


def test_half_a_page_is_passed_over_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved, "MAX_BYTES", 400)
    long = article("Long", *[CRACKS] * 5)
    cut = record(f"{URL}/cut", BRIDGE, more="WARC-Truncated: length\r\n")
    path = archive(tmp_path / "a.warc.gz", record(f"{URL}/long", long), cut, record(URL, BRIDGE))
    found = survey([str(path)])
    assert [item.title for item in found.documents()] == ["Bridge closed"]
    assert [item.reason for item in found.skipped] == [
        "record 1: is larger than 400 bytes",
        "record 2: was cut short when it was captured",
    ]


def test_a_page_that_no_index_keeps_loses_none_of_the_others(tmp_path: Path) -> None:
    endless = record(f"{URL}?{'x' * 4_000}", BRIDGE)
    path = archive(tmp_path / "a.warc.gz", endless, record(URL, FERRY))
    found = survey([str(path)])
    assert [item.title for item in found.documents()] == ["Ferry runs"]
    (skipped,) = found.skipped
    assert skipped.reason.startswith("record 1: url: must be a string of at most 4000 characters")
