"""Every command over a real index, as the contract has it."""

import errno
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import docx
import pytest

from factcheck import FactChecker, report_record, verdict_record
from factcheck.cli import main

pytestmark = pytest.mark.slow

CLAIM = "Rustem Umerov headed the Ukrainian team in Istanbul on 16 May 2025."
SOURCES = [
    {"id": "a", "text": "The harbour bridge opened in 1932.", "published": "1932-03-19"},
    {"id": "b", "text": "The harbour bridge was closed in May 2025.", "publisher": "News"},
]


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    path = tmp_path / "sources.jsonl"
    path.write_text("".join(json.dumps(source) + "\n" for source in SOURCES))
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command that must succeed and print one JSON document alone; return it."""

    def _run(*arguments: object) -> Any:
        assert main([*map(str, arguments), "--json"]) == 0
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return json.loads(out)

    return _run


def test_a_filter_ignores_case_and_what_nothing_in_the_index_has_is_named(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = str(tmp_path / "index")
    assert main(["index", "build", index, str(sources)]) == 0
    capsys.readouterr()
    assert main(["search", index, "bridge", "--publisher", "NEWS", "--json"]) == 0
    out, err = capsys.readouterr()
    assert [hit["document"]["id"] for hit in json.loads(out)["hits"]] == ["b"]
    assert err == ""
    asked = ["--publisher", "news", "--publisher", "Nws", "--language", "en"]
    for command in (["search", index, "bridge"], ["verify", CLAIM, "--index", index]):
        assert main([*command, *asked, "--json"]) == 0
        assert capsys.readouterr().err.splitlines() == [
            "factcheck: no document of the index is from the publisher 'Nws'",
            "factcheck: no document of the index is in the language 'en'",
        ]


def test_building_again_changes_nothing(run: Any, sources: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    first = run("index", "build", index, sources)
    assert (first["added"], first["replaced"], first["unchanged"]) == (2, 0, 0)
    second = run("index", "build", index, sources)
    assert (second["added"], second["replaced"], second["unchanged"]) == (0, 0, 2)
    assert second["snapshot"] == first["snapshot"]


def test_documents_are_listed_and_removed_all_or_none(
    run: Any, sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = str(tmp_path / "index")
    run("index", "build", index, sources)
    listed = run("index", "list", index)["documents"]
    assert [(item["id"], item["published"], item["publisher"]) for item in listed] == [
        ("a", "1932-03-19", None),
        ("b", None, "News"),
    ]
    assert main(["index", "remove", index, "a", "none"]) == 1
    assert "'none'" in capsys.readouterr().err
    assert main(["index", "list", index]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "a  1932-03-19  publisher unknown",
        "b  no date  News",
    ]
    assert run("index", "remove", index, "a")["removed"] == 1
    assert [item["id"] for item in run("index", "list", index)["documents"]] == ["b"]


def test_each_document_is_listed_in_a_line(
    run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"id": "a", "title": "Bridge\\r\\nshut", "text": "It is shut."}'
    )
    run("index", "build", tmp_path / "index", tmp_path / "a.jsonl")
    assert main(["index", "list", str(tmp_path / "index")]) == 0
    assert capsys.readouterr().out == "a  no date  publisher unknown  Bridge shut\n"


def test_a_document_is_shown_with_the_text_that_was_read(
    run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "<html><head><title>Bridge</title></head><body><nav>Home</nav>{}</body></html>"
    text = "The harbour bridge opened in 1932.\n\nIt was closed in 2025."
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    (tmp_path / "2025-05-02.html").write_text(page.format(f"<article>{paragraphs}</article>"))
    index, document = str(tmp_path / "index"), f"{tmp_path.name}/2025-05-02.html"
    run("index", "build", index, tmp_path / "2025-05-02.html", "--publisher", "Harbour \x1bNews")
    found = run("index", "show", index, document)
    assert (found["id"], found["title"], found["text"]) == (document, "Bridge", text)
    assert main(["index", "show", index, document]) == 0
    assert capsys.readouterr().out == (
        "title      Bridge\n"
        "publisher  Harbour \ufffdNews\n"
        "date       2025-05-02\n"
        "address    unknown\n"
        f"version    {found['version']}\n\n"
        f"{text}\n"
    )
    assert main(["index", "show", index, "none"]) == 1
    assert "'none'" in capsys.readouterr().err


def test_building_takes_over_changes_and_additions(
    run: Any, sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = tmp_path / "index"
    run("index", "build", index, sources)
    (tmp_path / "note.md").write_text("# Ferries\n\nFerries carry passengers.")
    changed = {**SOURCES[0], "text": "The harbour bridge opened in March 1932."}
    sources.write_text(json.dumps(changed) + "\n")
    summary = run("index", "build", index, sources, tmp_path / "note.md")
    assert (summary["added"], summary["replaced"]) == (1, 1)
    info = run("index", "info", index)
    assert info["documents"] == 3
    assert {"passages", "origins", "bytes", "snapshot", "embedder"} <= info.keys()
    assert main(["index", "info", str(index)]) == 0
    told = capsys.readouterr().out
    assert "origins    3 different texts; which of them tell of one report says" in told
    assert (
        f"embedder   all-MiniLM-L6-v2, 384 dimensions, sha256 {info['embedder']['sha256']}" in told
    )


def test_origins_name_the_documents_of_one_report_and_why(
    run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "The harbour bridge was closed in May 2025 because of cracks in two of its pillars."
    rows = [
        {"id": "copy", "text": f"{text} (Reuters)", "published": "2025-05-04"},
        {"id": "first", "text": text, "published": "2025-05-03"},
        {"id": "other", "text": "Farmers expect a fine harvest of cherries."},
    ]
    (tmp_path / "s.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    run("index", "build", tmp_path / "index", tmp_path / "s.jsonl")
    found = run("index", "origins", tmp_path / "index")
    assert (found["documents"], found["origins"]) == (3, 2)
    (group,) = found["groups"]
    assert (group["origin"], group["documents"]) == ("first", ["copy", "first"])
    assert [(x["first"], x["second"], x["reason"]) for x in group["links"]] == [
        ("first", "copy", "copy")
    ]
    assert main(["index", "origins", str(tmp_path / "index")]) == 0
    assert "first - copy  copy: " in capsys.readouterr().out


def test_an_existing_empty_folder_may_become_an_index(
    run: Any, sources: Path, tmp_path: Path
) -> None:
    (tmp_path / "index").mkdir()
    assert run("index", "build", tmp_path / "index", sources)["added"] == 2


def test_a_folder_with_other_things_in_it_does_not(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(tmp_path.iterdir())
    assert main(["index", "build", str(tmp_path), str(sources)]) in {1, 2}
    assert capsys.readouterr().err.startswith("factcheck: error: ")
    assert sorted(tmp_path.iterdir()) == before


def test_one_bad_line_leaves_the_index_as_it_was(
    run: Any, sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = tmp_path / "index"
    before = run("index", "build", index, sources)["snapshot"]
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"text": "Another text."}\n{"text": "cut sh\n')
    assert main(["index", "build", str(index), str(bad)]) == 2
    assert "bad.jsonl, line 2" in capsys.readouterr().err
    assert run("index", "info", index)["snapshot"] == before


def test_what_was_passed_over_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "a.jsonl").write_text('{"text": "The bridge opened.", "story": 1}\n')
    (folder / "b.png").write_bytes(b"\x89PNG")
    (folder / "c.csv").write_text("text\nThe ferry ran.\nThe tunnel closed.\n")
    assert main(["index", "build", str(tmp_path / "index"), str(folder), "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["ignored_fields"] == {"story": 1}
    assert "ignored unknown fields: 'story' (1 line)" in err
    assert "skipped 1 file of no kind that can be read: 1 .png" in err
    assert "read: 1 JSON line, 2 table rows; passed over: 1\n" in err


def test_no_reason_is_hidden_behind_files_of_other_kinds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "note.txt").write_text("The bridge opened.")
    for number in range(12):
        (folder / f"{number}.PNG").write_bytes(b"\x89PNG")
        (folder / f"broken {number}.pdf").write_bytes(b"no PDF")
    (folder / "Makefile").write_text("all:")
    (folder / "memo win.txt").write_bytes("The mayor of Zürich came.".encode("cp1252"))
    (folder / "memo east.txt").write_bytes("Burmistrz przyjechał w październiku".encode("cp1250"))
    assert main(["index", "build", str(tmp_path / "index"), str(folder)]) == 0
    err = capsys.readouterr().err
    assert "skipped 13 files of no kind that can be read: 12 .png, 1 without an ending\n" in err
    assert f"read {folder}/memo win.txt as windows-1252: it is not UTF-8\n" in err
    assert "memo east.txt: is not UTF-8 (byte 20), nor text in windows-1252; convert it" in err
    assert err.count("cannot be read as PDF") == 12


def test_a_folder_of_texts_is_given_its_publisher_its_day_and_its_language(
    run: Any, tmp_path: Path
) -> None:
    wire = tmp_path / "wire"
    wire.mkdir()
    (wire / "bridge.txt").write_text("The harbour bridge opened in 1932.")
    given = ("--publisher", "Reuters", "--language", "en", "--published", "2025-06-01")
    run("index", "build", tmp_path / "index", wire, *given)
    asked = ("--publisher", "reuters", "--language", "en", "--as-of", "2025-06-02")
    (hit,) = run("search", tmp_path / "index", "bridge", *asked)["hits"]
    assert hit["document"]["publisher"] == "Reuters"
    assert hit["document"]["published"] == "2025-06-01"


def test_a_build_that_would_fail_half_way_adds_nothing(
    run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(600):
        (notes / f"{number}.txt").write_text(f"Bridge {number} is open.")
    index, long = tmp_path / "index", tmp_path / "long.txt"
    long.write_text("The bridge is open. " * 285_000)
    assert main(["index", "build", str(index), str(notes), str(long)]) == 2
    assert "long.txt: text: must be at most 5000000 characters" in capsys.readouterr().err
    assert not index.exists()


def test_a_page_that_was_corrected_replaces_what_it_said(run: Any, tmp_path: Path) -> None:
    index, page = tmp_path / "index", tmp_path / "page.html"
    more = "The talks were held in Istanbul, and both sides said that others would follow soon."
    counts = []
    for number, name in (("500", "monday.html"), ("1,000", "tuesday.html")):
        page = tmp_path / name
        page.write_text(
            "<title>Soldiers freed</title><link rel=canonical href='https://news.example/swap'>"
            f"<article><p>Each side freed {number} soldiers on Monday.</p><p>{more}</p></article>"
        )
        built = run("index", "build", index, page)
        counts.append((built["added"], built["replaced"]))
    assert counts == [(1, 0), (0, 1)]
    (hit,) = run("search", index, "soldiers freed")["hits"]
    assert "1,000" in hit["text"]


def test_a_file_whose_name_is_no_unicode_is_named_all_the_same(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "good.txt").write_text("The bridge is open.")
    with open(os.fsencode(folder) + b"/caf\xe9.txt", "w") as file:
        file.write("The bridge is open.")
    (skipped,) = run("index", "build", tmp_path / "index", folder)["skipped"]
    assert os.fsencode(skipped["path"]).endswith(b"/caf\xe9.txt")
    assert skipped["reason"].startswith("id: must be valid Unicode")


def test_verify_prints_what_the_library_returns(run: Any, demo_index: Path) -> None:
    printed = run("verify", CLAIM, "--index", demo_index, "-k", 5)
    with FactChecker.open(demo_index) as checker:
        assert printed == json.loads(json.dumps(verdict_record(checker.verify(CLAIM, k=5))))
    assert {"claim", "label", "confidence", "evidence", "origins", "gaps"} <= printed.keys()
    assert {"attribution", "later_evidence", "provenance"} <= printed.keys()


def test_options_reach_the_verdict(run: Any, demo_index: Path) -> None:
    printed = run(
        *("verify", CLAIM, "--index", demo_index, "-k", 3, "--as-of", "2025-05-16"),
        *("--published", "2025-05-20", "--max-error", 0.01, "--publisher", "LIGA.net"),
    )
    provenance = printed["provenance"]
    assert (provenance["as_of"], provenance["published"]) == ("2025-05-16", "2025-05-20")
    assert (provenance["k"], provenance["max_error"]) == (3, 0.01)
    assert provenance["publishers"] == ["LIGA.net"]
    assert {item["document"]["publisher"] for item in printed["evidence"]} <= {"LIGA.net"}


def test_search_prints_passages_best_first(run: Any, demo_index: Path) -> None:
    hits = run("search", demo_index, "return of 6,000 bodies", "-k", 3)["hits"]
    assert len(hits) == 3
    assert hits[0]["document"]["id"] == "s027"
    assert [hit["score"] for hit in hits] == sorted((h["score"] for h in hits), reverse=True)


def test_search_as_of_knows_nothing_later(run: Any, demo_index: Path) -> None:
    hits = run("search", demo_index, "talks in Istanbul", "--as-of", "2022-12-31")["hits"]
    assert hits
    assert all(hit["document"]["published"] <= "2022-12-31" for hit in hits)


def test_check_reads_stdin_and_writes_a_report(
    run: Any, demo_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"Istanbul news\n\n{CLAIM}"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    page = tmp_path / "report.html"
    printed = run(
        *("check", "-", "--index", demo_index, "--published", "2025-06-24", "--html", page)
    )
    with FactChecker.open(demo_index) as checker:
        expected = report_record(checker.check(text, published="2025-06-24"))
    assert printed == json.loads(json.dumps(expected))
    assert "Rustem Umerov headed" in page.read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_costs_no_verdict_and_no_earlier_report(
    demo_index: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "text.txt").write_text(CLAIM)
    page = tmp_path / "report.html"
    page.write_text("of yesterday")

    def cut_short(path: Path, text: str, **_: str) -> None:
        path.write_bytes(text.encode()[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", cut_short)
    command = ["check", str(tmp_path / "text.txt"), "--index", str(demo_index)]
    assert main([*command, "--html", str(page), "--json"]) == 1
    out, err = capsys.readouterr()
    assert [claim["claim"] for claim in json.loads(out)["claims"]] == [CLAIM]
    assert "No space left on device" in err
    assert page.read_text() == "of yesterday"
    assert {path.name for path in tmp_path.iterdir()} == {"text.txt", "report.html"}


def test_a_text_without_a_claim_gives_an_empty_report_and_an_error(
    demo_index: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = tmp_path / "greeting.txt"
    text.write_text("Good morning! How are you?")
    assert main(["check", str(text), "--index", str(demo_index), "--json"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["claims"] == []
    assert (
        f"{text}: must hold at least one checkable claim; got 'Good morning! How are you?'" in err
    )
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Hello.\n")))
    assert main(["check", "-", "--index", str(demo_index)]) == 2
    told = "standard input: must hold at least one checkable claim; got 'Hello.'"
    assert told in capsys.readouterr().err


def test_for_people_the_verdict_is_in_words(
    demo_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(CLAIM)
    assert main(["verify", CLAIM, "--index", str(demo_index)]) == 0
    assert "independent origins:" in " ".join(capsys.readouterr().out.split())
    assert main(["check", str(tmp_path / "a.txt"), "--index", str(demo_index)]) == 0
    assert "1 claim: " in capsys.readouterr().out
    assert main(["search", str(demo_index), "bodies", "-k", "1"]) == 0
    assert "s027" in capsys.readouterr().out
    assert main(["index", "info", str(demo_index)]) == 0
    assert "documents  98" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["verify", CLAIM, "--index"], ["index", "info"]])
def test_a_missing_index_is_a_failure_that_says_how_to_build_one(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, str(tmp_path / "none")]) == 1
    assert "build one with: factcheck index build" in capsys.readouterr().err


def test_a_bad_model_is_a_failure_that_names_it(
    demo_index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FACTCHECK_STANCE_MODEL", "/no/such/folder")
    assert main(["verify", CLAIM, "--index", str(demo_index)]) == 1
    assert "model /no/such/folder: there is no such folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (["--host", "0.0.0.0"], "host: must be a loopback address"),
        (["--port", "70000"], "port: must be a whole number from 0 to 65535"),
        (["--proxy", "gate"], "proxy: must be an IP address"),
    ],
)
def test_an_address_that_cannot_be_served_is_refused_before_models_are_loaded(
    demo_index: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    fault: str,
) -> None:
    warmed: list[FactChecker] = []
    monkeypatch.setattr(FactChecker, "warm_up", warmed.append)
    assert main(["serve", "--index", str(demo_index), "--read-only", *options]) == 2
    assert fault in capsys.readouterr().err
    assert not warmed


def test_evaluate_prints_measures(
    run: Any, demo_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def data(name: str, **row: object) -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(row) + "\n")
        return path

    stance = run(
        "evaluate", "stance", data("s", claim="It rains.", evidence="It rains.", label="SUPPORTS")
    )
    assert stance["files"]["s"]["n"] == 1
    retrieval = data("r", id="1", claim="return of 6,000 bodies", relevant=["s027"])
    assert run("evaluate", "retrieval", retrieval, "--index", demo_index)["recall@1"] == 1.0
    verdicts = data("v", id="1", claim=CLAIM, verdict="SUPPORTED")
    assert run("evaluate", "verdicts", verdicts, "--index", demo_index)["n"] == 1
    assert main(["evaluate", "verdicts", str(verdicts), "--index", str(demo_index)]) == 0
    told = capsys.readouterr().out
    assert "risk_coverage  coverage 1.0000  error 0.0000  confidence 0." in told
    assert "{" not in told
    claims = data("c", text="The bridge opened on 5 May 1932.", checkworthy=True)
    assert run("evaluate", "claims", claims)["n"] == 1


def test_a_verdict_is_exported_as_claimreview_and_read_back(
    run: Any, demo_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--url", "https://checks.example/1", "--author", "Us", "--issued", "2025-06-24"]
    exported = run("claimreview", "export", CLAIM, "--index", demo_index, *where)
    assert (exported["@type"], exported["claimReviewed"]) == ("ClaimReview", CLAIM)
    assert exported["datePublished"] == "2025-06-24"
    page = tmp_path / "page.html"
    script = f'<script type="application/ld+json">{json.dumps(exported)}</script>'
    page.write_text(f"<html><head>{script}</head></html>")
    assert run("claimreview", "read", page) == {"reviews": [exported], "skipped": []}
    assert main(["claimreview", "read", str(page)]) == 0
    assert CLAIM in capsys.readouterr().out
    (tmp_path / "broken.json").write_text("{oops")
    assert main(["claimreview", "read", str(tmp_path / "broken.json")]) == 2


def test_the_time_at_which_evidence_is_said_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    talk = tmp_path / "talk.srt"
    talk.write_text(
        "1\n00:00:01,000 --> 00:00:05,000\nGood evening to all.\n\n"
        "2\n00:12:05,500 --> 00:12:09,000\nThe harbour bridge opened in 1932.\n"
    )
    index = str(tmp_path / "index")
    assert main(["index", "build", index, str(talk)]) == 0
    claim = ["verify", "The harbour bridge opened in 1932.", "--index", index]
    capsys.readouterr()
    assert main([*claim, "--json"]) == 0
    (evidence,) = json.loads(capsys.readouterr().out)["evidence"]
    assert (evidence["page"], evidence["time"]) == (None, 725.5)
    assert main(claim) == 0
    assert "00:12:05" in capsys.readouterr().out
    assert main(["search", index, "evening", "--json"]) == 0
    (hit,) = json.loads(capsys.readouterr().out)["hits"]
    assert (hit["page"], hit["time"]) == (None, 1.0)


def test_the_file_that_a_document_was_read_from_is_given_back(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    talk = tmp_path / "talk.srt"
    talk.write_bytes(b"1\r\n00:00:01,000 --> 00:00:02,000\r\nThe <i>ferry</i> runs.\r\n")
    index = str(tmp_path / "index")
    assert main(["index", "build", index, str(talk)]) == 0
    capfdbinary.readouterr()
    document = f"{tmp_path.name}/talk.srt"
    assert main(["index", "original", index, document]) == 0
    assert capfdbinary.readouterr().out == talk.read_bytes()
    output = tmp_path / "copy.srt"
    assert main(["index", "original", index, document, "--out", str(output)]) == 0
    assert output.read_bytes() == talk.read_bytes()
    assert main(["index", "build", f"{index}2", str(talk), "--no-originals"]) == 0
    assert main(["index", "original", f"{index}2", document]) == 1
    assert f"no original is kept of document '{document}'".encode() in capfdbinary.readouterr().err


def test_an_index_on_milvus_is_built_searched_and_checked_against(
    run: Any, sources: Path, tmp_path: Path
) -> None:
    pytest.importorskip("milvus_lite", reason="NOT TESTED: pip install 'factcheck-engine[test]'")
    address, directory = f"milvus://{tmp_path}/news.db", tmp_path / "index"
    built, alike = (run("index", "build", place, sources) for place in (address, directory))
    assert built["added"] == 2
    assert built["snapshot"] == alike["snapshot"]
    assert run("index", "build", address, sources)["unchanged"] == 2
    info = run("index", "info", address)
    assert (info["path"], info["name"], info["documents"]) == (address, "news", 2)
    claim = "The harbour bridge opened in 1932."
    there, here = (run("search", place, claim)["hits"] for place in (address, directory))
    assert [hit["document"]["id"] for hit in there] == [hit["document"]["id"] for hit in here]
    assert there[0]["lexical"] > 0
    there, here = (run("verify", claim, "--index", place) for place in (address, directory))
    for name in ("label", "confidence", "origins"):
        assert there[name] == here[name]
    assert there["provenance"]["snapshot"] == built["snapshot"]


def test_claims_are_read_from_the_files_that_newsrooms_have(run: Any, tmp_path: Path) -> None:
    words = "In 1990 the harbour bridge was closed to lorries."
    made = docx.Document()
    made.add_paragraph(words)
    made.save(str(tmp_path / "2025-03-04-draft.docx"))
    (tmp_path / "talk.srt").write_text(f"1\n00:00:01,000 --> 00:00:04,000\n{words}\n")
    (tmp_path / "wide.txt").write_bytes(words.encode("utf-16"))
    for name in ("2025-03-04-draft.docx", "talk.srt", "wide.txt"):
        (claim,) = run("claims", tmp_path / name)["claims"]
        assert claim["claim"] == words


@pytest.mark.parametrize("command", ["check", "claims"])
@pytest.mark.parametrize(
    "name", ["mail.msg", "note.rtf", "data.json", "rows.jsonl", "rows.csv", "crawl.warc.gz"]
)
def test_a_file_that_is_no_single_text_is_refused_with_those_that_are(
    demo_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, name: str
) -> None:
    (tmp_path / name).write_text("MIME-Version: 1.0\n\nThe harbour bridge was closed in 1990.\n")
    index = ["--index", str(demo_index)] if command == "check" else []
    assert main([command, str(tmp_path / name), *index]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{name}: is no single text; of files, *.txt, *.text, *.md, *.markdown, *.pdf," in err


@pytest.mark.parametrize("name", ["2025-06-21-x.txt", "2025-06-21-x.md", "2025-06-21-x.srt"])
def test_days_are_reckoned_from_the_date_in_the_name_of_the_file(
    run: Any, tmp_path: Path, name: str
) -> None:
    words = "The harbour bridge was closed to lorries on Friday."
    timed = f"1\n00:00:01,000 --> 00:00:04,000\n{words}\n"
    (tmp_path / name).write_text(timed if name.endswith("srt") else words)
    (claim,) = run("claims", tmp_path / name)["claims"]
    assert "20 June 2025" in claim["claim"]


def test_a_file_without_an_ending_is_text(run: Any, tmp_path: Path) -> None:
    words = "In 1990 the harbour bridge was closed to lorries."
    (tmp_path / "draft").write_text(words)
    (claim,) = run("claims", tmp_path / "draft")["claims"]
    assert claim["claim"] == words
