"""`factcheck policy`, `match`, and fact-checks into an index, as a user types them."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from factcheck import FactChecker
from factcheck.cli import main
from factcheck.ingest import claim_search

pytestmark = pytest.mark.slow

SOURCES = [
    {"id": "a", "publisher": "Hoax", "text": "The harbour bridge was closed in May 2025."},
    {"id": "b", "publisher": "News", "text": "Farmers expect the best cherry harvest for years."},
]
CLAIM = "The harbour bridge was closed in May 2025."
REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example/1",
    "claimReviewed": "The bridge in the harbour was closed in May 2025.",
    "reviewRating": {"@type": "Rating", "alternateName": "Mostly true"},
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("policies")
    (folder / "sources.jsonl").write_text("\n".join(map(json.dumps, SOURCES)))
    assert main(["index", "build", str(folder / "index"), str(folder / "sources.jsonl")]) == 0
    return folder / "index"


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "desk.toml"
    path.write_text('name = "desk"\nexcluded.publishers = ["Hoax"]\n')
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def command(*arguments: object) -> Any:
        capsys.readouterr()
        assert main([*map(str, arguments), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return command


def test_a_verdict_goes_by_the_policy_that_is_named(
    run: Any, index: Path, policy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = run("verify", CLAIM, "--index", index)
    ours = run("verify", CLAIM, "--index", index, "--policy", policy)
    assert (usual["label"], ours["label"]) == ("supported", "not_enough_evidence")
    assert ours["provenance"]["policy"]["name"] == "desk"
    assert ours["provenance"]["policy"]["sha256"] == run("policy", "show", policy)["sha256"]
    monkeypatch.setenv("FACTCHECK_POLICY", str(policy))
    assert run("verify", CLAIM, "--index", index) == ours
    assert run("policy", "show")["name"] == "desk"
    assert run("policy", "show", "bundled")["name"] == "default"


def test_a_change_of_policy_is_told_with_the_rule_behind_it(
    run: Any, index: Path, policy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = tmp_path / "claims.txt"
    claims.write_text(f"{CLAIM}\n\n{json.dumps({'claim': 'Cherries are red.'})}\n")
    found = run("policy", "diff", "bundled", policy, claims, "--index", index)
    assert found["claims"] == 2
    (change,) = found["changes"]
    assert (change["claim"], change["content"]) == (CLAIM, False)
    assert (change["before"]["label"], change["after"]["label"]) == (
        "supported",
        "not_enough_evidence",
    )
    rule = {"rule": "publishers.hoax", "before": None, "after": "excluded"}
    assert change["rules"] == [rule]
    assert main(["policy", "diff", "bundled", str(policy), str(claims), "--index", str(index)]) == 0
    shown = capsys.readouterr().out
    assert "supported → not_enough_evidence" in shown
    assert "publishers.hoax: no rule → excluded" in shown


def test_only_named_documents_and_tiers_are_searched(
    run: Any, index: Path, policy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def found(*options: object) -> list[str]:
        return [hit["document"]["id"] for hit in run("search", index, "bridge", *options)["hits"]]

    assert found("--document", "b") == ["b"]
    assert found("--document", "b", "--document", "a") == ["a", "b"]
    assert found("--document", "b", "--document", "gone") == ["b"]
    assert found("--policy", policy, "--tier", "excluded") == ["a"]
    assert found("--policy", policy, "--tier", "ordinary") == ["b"]
    assert main(["search", str(index), "bridge", "--document", "gone", "--tier", "excluded"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "factcheck: no document of the index is of the tier 'excluded'",
        "factcheck: no document of the index has the id 'gone'",
    ]
    claims = tmp_path / "claims.txt"
    claims.write_text(f"{CLAIM}\n")
    diff = ["policy", "diff", policy, "bundled", claims, "--index", index]
    assert len(run(*diff, "--tier", "excluded")["changes"]) == 1
    assert run(*diff, "--tier", "ordinary")["changes"] == []


def test_only_a_new_line_ends_a_claim(run: Any, index: Path, policy: Path, tmp_path: Path) -> None:
    claims = tmp_path / "claims.txt"
    line = json.dumps({"claim": "Cherries\u2028are red."}, ensure_ascii=False)
    claims.write_text(f"{line}\n{CLAIM}\n", "utf-8")
    assert run("policy", "diff", "bundled", policy, claims, "--index", index)["claims"] == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["policy", "show", "none.toml"], "none.toml"),
        (["policy", "diff", "bundled", "bundled", "CLAIMS", "--index", "INDEX"], "line 1"),
        (["verify", "x", "--index", "INDEX", "--policy", "none.toml"], "cannot be read"),
        (["verify", "x", "--index", "INDEX", "--tier", "official"], "policy 'default'"),
        (["claimreview", "fetch", "bridge", "--index", "INDEX"], "FACTCHECK_GOOGLE_KEY"),
    ],
)
def test_bad_input_is_one_line(
    arguments: list[str],
    said: str,
    index: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("FACTCHECK_GOOGLE_KEY", raising=False)
    (tmp_path / "claims").write_text('{"claims": 3}\n')
    places = {"INDEX": str(index), "CLAIMS": str(tmp_path / "claims")}
    assert main([places.get(word, word) for word in arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()[-1:]
    assert said in line


def test_a_page_in_the_charset_that_it_states_is_read_and_imported(
    run: Any, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    review = {**REVIEW, "claimReviewed": "The Brücke was closed in May 2025."}
    script = json.dumps(review, ensure_ascii=False)
    html = f"<meta charset=iso-8859-1><script type='application/ld+json'>{script}</script>"
    page.write_bytes(html.encode("iso-8859-1"))
    (read,) = run("claimreview", "read", page)["reviews"]
    assert read["claimReviewed"] == review["claimReviewed"]
    assert run("claimreview", "import", page, "--index", tmp_path / "new")["added"] == 1


def test_fact_checks_are_added_and_matched(
    run: Any, index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "feed.json"
    broken = {**REVIEW, "reviewRating": {}}
    file.write_text(json.dumps({"dataFeedElement": [{"item": [REVIEW]}, {"item": [broken]}]}))
    page = tmp_path / "page.html"
    page.write_text(f"<html><script type='application/ld+json'>{json.dumps(REVIEW)}</script>")
    done = run("claimreview", "import", file, page, "--index", index)
    assert (done["added"], done["unchanged"], len(done["skipped"])) == (1, 0, 1)
    assert done["skipped"][0].startswith(f"{file}: review 2 ")
    found = run("match", CLAIM, "--index", index)
    (match,) = found["matches"]
    assert (match["same"], match["review"]) == (True, REVIEW)
    assert found["snapshot"] == done["snapshot"]
    assert main(["match", "The harbour bridge was closed in May 2021.", "--index", str(index)]) == 0
    shown = capsys.readouterr().out
    assert "≠ another claim" in shown
    assert "date differs: May 2021 vs May 2025" in shown
    assert run("match", CLAIM, "--index", index, "--publisher", "Nobody")["matches"] == []


def test_a_rating_that_is_only_a_number_is_shown_with_its_scale(
    run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, index = tmp_path / "review.json", str(tmp_path / "index")
    rating = {"@type": "Rating", "ratingValue": 1, "worstRating": 1, "bestRating": 5}
    file.write_text(json.dumps({**REVIEW, "reviewRating": rating}))
    run("claimreview", "import", file, "--index", index)
    for command in (["claimreview", "read", str(file)], ["match", CLAIM, "--index", index]):
        assert main(command) == 0
        assert "1 (of 1 to 5)" in capsys.readouterr().out


def test_fact_checks_are_taken_from_an_address_in_the_kinds_that_feeds_have(
    run: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = {**REVIEW, "url": "https://checks.example/2"}
    lines = f"{json.dumps(REVIEW)}\n{json.dumps(other)}\n".encode()
    answers = {
        "/feed.json": ("application/ld+json", json.dumps([REVIEW]).encode()),
        "/feed.jsonl": ("application/octet-stream", lines),
        "/report.pdf": ("application/pdf", b"%PDF-1.7"),
        "/report": (
            "application/octet-stream",
            b"%PDF-1.7 \xe2\xe3\xcf\xd3 " + bytes(range(256)) * 9,
        ),
    }

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = answers.get(self.path, ("text/plain", b""))
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    monkeypatch.setenv("FACTCHECK_ALLOW_HOSTS", "127.0.0.1")
    index = str(tmp_path / "index")
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        at = f"http://127.0.0.1:{server.server_port}"
        feeds = [f"{at}/feed.json", f"{at}/feed.jsonl"]
        assert run("claimreview", "import", *feeds, "--index", index)["added"] == 2
        for name in ("report.pdf", "report"):
            assert main(["claimreview", "import", f"{at}/{name}", "--index", index]) == 1
            out, err = capsys.readouterr()
            assert (out, err.count("\n")) == ("", 1)
            assert f"{at}/{name}" in err
        server.shutdown()


def test_fact_checks_are_fetched_into_a_new_index(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = {"url": REVIEW["url"], "textualRating": "Mostly true", "languageCode": "en"}
    claim = {"text": REVIEW["claimReviewed"], "claimReview": [review]}

    def page(self: claim_search.ClaimSearch, asked: Any) -> Any:
        assert asked == {"query": "bridge", "pageSize": 7}
        return {"claims": [claim]}

    monkeypatch.setenv("FACTCHECK_GOOGLE_KEY", "a-key")
    monkeypatch.setattr(claim_search.ClaimSearch, "_page", page)
    index = tmp_path / "new"
    done = run("claimreview", "fetch", "bridge", "--most", "7", "--index", index)
    assert done["added"] == 1
    with FactChecker.open(index) as checker:
        (document,) = checker.documents()
        assert document.review is not None
        assert document.review.rating == "Mostly true"
