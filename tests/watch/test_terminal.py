"""`factcheck watch`, with the real models."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from factcheck import FactChecker
from factcheck.cli import main

pytestmark = pytest.mark.slow

CLAIM = "The harbour bridge was closed to lorries in May 2025."
NEWS = {"id": "a", "publisher": "Post", "text": "The harbour bridge was closed in May 2025."}
DENIAL = {"id": "b", "text": "The harbour bridge was never closed to lorries in May 2025."}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    build({**NEWS, "text": f"{CLAIM} Cars may pass."})
    return tmp_path


def build(*sources: dict[str, str]) -> None:
    Path("s.jsonl").write_text("".join(json.dumps(source) + "\n" for source in sources))
    assert main(["index", "build", "index", "s.jsonl"]) == 0


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command that must succeed and print one JSON document alone; return it."""

    def _run(*arguments: str) -> Any:
        capsys.readouterr()
        assert main([*arguments, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return _run


def test_a_run_that_finds_nothing_new_loads_no_model(run: Any, folder: Path) -> None:
    run("watch", "add", CLAIM, "--index", "index")
    run("watch", "run")
    program = (
        "import sys; from factcheck.cli import main\n"
        "code = main(['watch', 'run'])\n"
        "print(code, sorted({'torch', 'faiss'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    told, loaded = done.stdout.splitlines()
    assert told.endswith("0 unaffected, 1 checked before.")
    assert loaded == "0 []"


def test_from_adding_a_claim_to_the_history_of_its_verdict(
    run: Any, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    added = run("watch", "add", CLAIM, "--index", "index", "-k", "5")
    (watch,) = added["watches"]
    assert (watch["verdict"], watch["options"], added["secret"]) == (None, {"k": 5}, None)
    first = run("watch", "run")
    assert [item["first"] for item in first["indexes"]] == [[watch["id"]]]
    (listed,) = run("watch", "list")["watches"]
    with FactChecker.open(folder / "index") as checker:
        fresh = checker.verify(CLAIM, k=5)
    assert (listed["verdict"]["label"], listed["verdict"]["confidence"]) == (
        fresh.label.value,
        round(fresh.confidence, 2),
    )
    assert listed["verdict"]["label"] == "supported"
    build(DENIAL)
    (index,) = run("watch", "run")["indexes"]
    (change,) = index["changes"]
    assert change["documents"] == [{"id": "b", "change": "added", "before": None, "after": 1}]
    assert (change["before"]["label"], change["after"]["label"]) == ("supported", "conflicting")
    history = run("watch", "history", watch["id"])
    assert history["changes"] == [change]
    assert main(["watch", "history", watch["id"]]) == 0
    shown = capsys.readouterr().out
    assert "SUPPORTED" in shown and "CONFLICTING" in shown and "added: b" in shown
    assert f"since {change['at']}" in shown
    assert main(["watch", "remove", watch["id"], "wat_none"]) == 1
    assert run("watch", "list")["watches"] != []
    assert run("watch", "remove", watch["id"]) == {"removed": [watch["id"]]}
    assert run("watch", "list") == {"watches": []}
    assert run("watch", "run")["indexes"] == []


def test_a_file_gives_a_claim_a_line_and_a_secret_is_printed_once(
    run: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("claims.txt").write_text(f"{CLAIM}\n\n  The ferry sank.  \n")
    added = run(
        *("watch", "add", "--file", "claims.txt", "--index", "index"),
        *("--webhook", "https://desk.example/hook", "--publisher", "Post"),
    )
    assert [watch["claim"] for watch in added["watches"]] == [CLAIM, "The ferry sank."]
    assert added["secret"].startswith("whsec_")
    assert main(["watch", "list"]) == 0
    assert added["secret"] not in capsys.readouterr().out
    assert main(["watch", "add", "Another claim.", "--index", "index"]) == 0
    assert "factcheck watch run" in capsys.readouterr().err


def test_a_line_of_a_file_may_be_json(
    run: Any, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("claims.jsonl").write_text(json.dumps({"id": "c1", "claim": CLAIM}) + "\nIt sank.\n")
    added = run("watch", "add", "--file", "claims.jsonl", "--index", "index")
    assert [watch["claim"] for watch in added["watches"]] == [CLAIM, "It sank."]
    Path("claims.jsonl").write_text('\n{"text": "It sank."}\n')
    assert main(["watch", "add", "--file", "claims.jsonl", "--index", "index"]) == 2
    assert "claims.jsonl, line 2: must have a text in the field claim" in capsys.readouterr().err


def test_only_a_new_line_ends_a_claim_of_a_file(run: Any) -> None:
    Path("claims.txt").write_text(f"The ferry\u2028sank.\r\n{CLAIM}\r\n", "utf-8", newline="")
    added = run("watch", "add", "--file", "claims.txt", "--index", "index")
    assert [watch["claim"] for watch in added["watches"]] == ["The ferry\u2028sank.", CLAIM]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["add", "--index", "index"], 2, "claim: must be given, or else --file"),
        (["add", "A.", "--file", "x", "--index", "index"], 2, "or else --file"),
        (["add", "--file", "none.txt", "--index", "index"], 2, "none.txt: cannot be read"),
        (["add", " ", "--index", "index"], 2, "claim: must hold at least one visible"),
        (["add", "A.", "--index", "gone"], 1, "gone"),
        (["add", "A.", "--index", "index", "--webhook", "http://127.0.0.1/"], 2, "public internet"),
        (["history", "wat_1"], 1, "no such file; factcheck watch add makes one"),
        (["remove", "wat_1"], 1, "no such file"),
        (["run"], 1, "no such file"),
        (["list", "--watches", "s.jsonl"], 1, "not a database"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    capsys.readouterr()
    assert main(["watch", *arguments]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1 and message in err


def test_an_index_that_is_gone_does_not_keep_the_others_from_being_checked(
    run: Any, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree("index", "gone")
    run("watch", "add", "The ferry sank.", "--index", "gone")
    shutil.rmtree("gone")
    (kept,) = run("watch", "add", CLAIM, "--index", "index", "-k", "3")["watches"]
    assert main(["watch", "run", "--json"]) == 1
    out, err = capsys.readouterr()
    assert [item["first"] for item in json.loads(out)["indexes"]] == [[kept["id"]]]
    assert "gone" in err


def test_verdicts_follow_the_policy_that_a_run_is_given(run: Any, folder: Path) -> None:
    run("watch", "add", CLAIM, "--index", "index", "-k", "5")
    run("watch", "run")
    Path("strict.toml").write_text('name = "strict"\n[minimum_origins]\nsupported = 2\n')
    (index,) = run("watch", "run", "--policy", "strict.toml")["indexes"]
    (change,) = index["changes"]
    assert change["cause"] == "policy"
    assert (change["before"]["label"], change["after"]["label"]) == (
        "supported",
        "not_enough_evidence",
    )
