"""The terminal's promises: exit codes, one line per error, JSON alone on stdout."""

import io
import json
import os
import runpy
import shlex
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from factcheck import FactChecker
from factcheck.cli import main
from factcheck.cli.output import write_whole
from factcheck.encoders import SentenceEncoder, Vectors

TEXT = "The harbour bridge was closed on 16 May 2025. The mayor said that 28 people were hurt."
MILVUS = "milvus://10.0.0.7:19530/news"
NO_DIRECTORY = "path: must be a directory here, and is the address of a server"
COMMAND = [sys.executable, "-m", "factcheck"]
EXPORT = ["claimreview", "export", "x", "--index", "x"]


def stdin(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


def run(*arguments: str) -> int:
    """The exit code, whether it was returned or raised by the parser."""
    try:
        return main(arguments)
    except SystemExit as exit_:
        assert isinstance(exit_.code, int)
        return exit_.code


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["index"],
        ["index", "build"],
        ["index", "build", "somewhere"],
        ["verify", "a claim"],
        ["verify", "a claim", "--index", "x", "-k", "many"],
        ["verify", "a claim", "--index", "x", "--max-error", "little"],
        ["search", "x"],
        ["evaluate"],
        ["serve"],
        ["serve", "--index", "x", "--port", "http"],
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("factcheck: error: ")
    assert err.count("\n") == 1


@pytest.mark.slow
def test_an_address_that_cannot_be_reached_is_one_line_too(tmp_path: Path) -> None:
    address, index = "https://nowhere.invalid/article", str(tmp_path / "index")
    with FactChecker.create(index):
        pass
    code = "import sys; from factcheck.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "check", address, "--index", index]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == f"factcheck: error: {address}: cannot be reached\n"


CHECK = ["check", "{tmp}/article.txt", "--index", "{tmp}/index", "--policy", "{tmp}/own.toml"]


@pytest.mark.parametrize(
    "command",
    [
        [*CHECK, "--html", "{tmp}/article.txt"],
        [*CHECK, "--html", "{tmp}/link.txt"],
        [*CHECK, "--html", "{tmp}/own.toml"],
        [*CHECK, "--html", "{tmp}/index/store"],
        ["index", "original", "{tmp}/index", "article.txt", "--out", "{tmp}/index/store"],
        ["index", "export", "{tmp}/index", "{tmp}/index/new"],
    ],
)
def test_what_is_read_is_never_written_over(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "index").mkdir()
    for name in ("article.txt", "own.toml", "index/store"):
        (tmp_path / name).write_text("as it was")
    (tmp_path / "link.txt").symlink_to("article.txt")
    assert run(*[part.format(tmp=tmp_path) for part in command]) == 2
    assert "must lie apart from what is read" in capsys.readouterr().err
    for name in ("article.txt", "own.toml", "index/store"):
        assert (tmp_path / name).read_text() == "as it was"
    assert not (tmp_path / "index/new").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["claims", "{tmp}/none.txt"], 2, "none.txt: cannot be read: No such file"),
        (["claims", "{tmp}"], 2, "cannot be read: Is a directory"),
        (["claims", "{tmp}/latin.txt"], 2, "latin.txt: is not UTF-8 (byte 1)"),
        (["claims", "{tmp}/empty.txt"], 2, "empty.txt: is empty"),
        (["verify", "x", "--index", "x", "--as-of", "2025-02-30"], 2, "--as-of: must be a date"),
        (["check", "x", "--index", "x", "--published", "May"], 2, "--published: must be a date"),
        (["check", "{tmp}/none.txt", "--index", "x"], 2, "cannot be read"),
        (
            ["check", "{tmp}/bad.jsonl", "--index", "x", "--html", "{tmp}/typo/report.html"],
            2,
            "--html: must lie in a folder, and there is no",
        ),
        (
            ["check", "{tmp}/bad.jsonl", "--index", "x", "--html", "{tmp}"],
            2,
            "--html: must be the name of a file",
        ),
        ([*EXPORT, "--url", "x", "--author", "Us"], 2, "--url: must be an http or https"),
        ([*EXPORT, "--url", "https://x.example/", "--author", " "], 2, "--author: must not be"),
        (
            [*EXPORT, "--url", "https://x.example/", "--author", "Us", "--issued", "2025-02-30"],
            2,
            "--issued: must be a date",
        ),
        (["check", "http://127.0.0.1:1/", "--index", "x"], 1, "not on the public internet"),
        (["index", "build", "{tmp}/i", "{tmp}/none"], 2, "there is no such file or folder"),
        (["index", "build", "{tmp}/i", "{tmp}/bad.jsonl"], 2, "bad.jsonl, line 2: is not JSON"),
        (["index", "build", "{tmp}/i", "{tmp}/day.jsonl"], 2, "line 1: published: must be a date"),
        (["evaluate", "claims", "{tmp}/none.jsonl"], 2, "none.jsonl: cannot be read: No such"),
        (["evaluate", "claims", "{tmp}"], 2, "cannot be read: Is a directory"),
        (["evaluate", "claims", "{tmp}/latin.txt"], 2, "latin.txt: is not UTF-8 (byte 1)"),
        (["evaluate", "claims", "{tmp}/day.jsonl"], 2, "needs true or false in field"),
        (["evaluate", "stance", "{tmp}/day.jsonl"], 2, "line 1: needs a text in field 'claim'"),
        (["index", "export", MILVUS, "{tmp}/i"], 2, NO_DIRECTORY),
        (["index", "import", "{tmp}/bad.jsonl", MILVUS], 2, NO_DIRECTORY),
        (["index", "compact", MILVUS], 2, NO_DIRECTORY),
        (["index", "verify", MILVUS], 2, NO_DIRECTORY),
    ],
)
def test_bad_input_is_one_line_that_names_it(
    arguments: list[str],
    code: int,
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "latin.txt").write_bytes("Łódź".encode("cp1250"))
    (tmp_path / "empty.txt").write_text("\n")
    (tmp_path / "bad.jsonl").write_text('{"text": "A."}\n{"text": \n')
    (tmp_path / "day.jsonl").write_text('{"text": "A.", "published": "2025-02-30"}\n')
    assert run(*[argument.format(tmp=tmp_path) for argument in arguments]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert err.startswith("factcheck: error: ")
    assert err.count("\n") == 1
    assert not (tmp_path / "i").exists()


def test_the_package_runs_as_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["factcheck", "--version"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("factcheck", run_name="__main__")
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("factcheck ")


def test_words_without_quotes_are_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", "Tosk", "won", "it", "--index", "x") == 2
    err = capsys.readouterr().err
    assert "unrecognized arguments: won it; put words that belong together in quotes" in err
    assert run("verify", "Tosk won it", "--index", "x", "--indx") == 2
    assert "quotes" not in capsys.readouterr().err


def test_a_message_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("claims", "\x1b[31m\x1b]0;owned\x07.txt") == 2
    assert "\x1b" not in capsys.readouterr().err


@pytest.mark.parametrize("value", ["many", "\u00b2", "\u0663"])
def test_settings_come_from_the_environment_and_are_checked(
    value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FACTCHECK_K", value)
    assert run("claims", "x") == 2
    assert f"FACTCHECK_K: must be a whole number; got '{value}'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("FACTCHECK_K", "51", "must be a whole number from 1 to 50; got 51"),
        ("FACTCHECK_POLICY", "", "must not be empty; leave it out for the bundled one; got ''"),
    ],
)
def test_a_bad_setting_is_named_as_in_the_environment(
    name: str,
    value: str,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(name, value)
    assert run("claims", "x") == 2
    assert capsys.readouterr().err == f"factcheck: error: {name}: {told}\n"


def test_json_is_one_document_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stdin(monkeypatch, TEXT.encode())
    assert run("claims", "-", "--json") == 0
    claims = json.loads(capsys.readouterr().out)["claims"]
    assert [TEXT[claim["start"] : claim["end"]] for claim in claims] == [
        claim["claim"] for claim in claims
    ]
    assert claims[-1]["attribution"]["speaker"] == "The mayor"


@pytest.mark.parametrize("encoding", ["latin-1", "ascii:replace"])
def test_json_is_whole_in_any_encoding(
    encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("The Brücke of Łódź was closed on 16 May 2025.", "utf-8")
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    done = subprocess.run(
        [*COMMAND, "claims", str(tmp_path / "a.txt"), "--json"], capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")
    (claim,) = json.loads(done.stdout)["claims"]
    assert claim["claim"] == "The Brücke of Łódź was closed on 16 May 2025."


@pytest.mark.parametrize("errors", ["strict", "surrogateescape"])
def test_what_the_terminal_cannot_show_is_no_reason_to_lose_the_rest(
    errors: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("The Brücke of Łódź was closed on 16 May 2025.", "utf-8")
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors=errors)
    monkeypatch.setattr(sys, "stdout", out)
    assert run("claims", str(tmp_path / "a.txt")) == 0
    out.seek(0)
    assert "The Br?cke of ??d?" in out.read()


def test_a_full_disk_is_told_in_words_with_the_file_if_there_is_one(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    files_up_to: Callable[[int], AbstractContextManager[None]],
) -> None:
    with files_up_to(100), pytest.raises(OSError, match=r"File too large: '.*report\.html'"):
        write_whole(tmp_path / "report.html", 1000 * "a")
    keys = tmp_path / "keys"
    keys.mkdir()
    create = ["keys", "create", "--file", str(keys / "k"), "--name", "x", "--scope", "verify"]
    with files_up_to(100):
        assert run(*create) == 1
    assert capsys.readouterr().err == "factcheck: error: File too large\n"
    assert [path.name for path in keys.iterdir()] == ["k.lock"]


def test_a_pipe_is_read_once_as_stdin_is(capsys: pytest.CaptureFixture[str]) -> None:
    end, start = os.pipe()
    with open(end, "rb"):
        with open(start, "w", encoding="utf-8") as pipe:
            pipe.write(f"<html>{TEXT}</html>")
        assert run("claims", f"/dev/fd/{end}") == 0
    assert "The mayor" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("closed", "arguments", "code", "told"),
    [
        # As bad as an empty file.
        ("<&-", "claims -", 2, "factcheck: error: text: must be a text"),
        (">&-", "claims {text}", 0, ""),
        ("2>&-", "claims {text}.missing --json", 2, ""),
    ],
)
def test_a_closed_stream_is_an_empty_one(
    closed: str, arguments: str, code: int, told: str, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    command = f"{shlex.join(COMMAND)} {arguments.format(text=tmp_path / 'a.txt')} {closed}"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(told)
    assert done.stderr.count("\n") == bool(told)


def test_without_json_people_get_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    assert run("claims", str(tmp_path / "a.txt")) == 0
    out = capsys.readouterr().out
    assert "The mayor" in out
    assert "0:45" in out


def test_a_text_over_the_limit_is_refused_without_being_read_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stdin(monkeypatch, ("ü" * 2_000_000).encode())
    assert run("claims", "-") == 2
    assert "at most 500000 characters" in capsys.readouterr().err


def test_an_interrupted_command_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("factcheck.claims.extraction.extract", interrupt)
    stdin(monkeypatch, TEXT.encode())
    assert run("claims", "-") == 130
    assert capsys.readouterr().err == "factcheck: interrupted\n"


def test_an_interrupted_build_says_what_is_kept_and_goes_on_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"The bridge of {name} was shut on Monday.")
    monkeypatch.setattr("factcheck.index.incoming._BATCH_DOCUMENTS", 2)
    encode = SentenceEncoder.encode

    def interrupted(
        self: SentenceEncoder, texts: list[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        if any("bridge of c" in text for text in texts):
            raise KeyboardInterrupt
        return encode(self, texts, progress)

    build = ["index", "build", str(tmp_path / "index"), *map(str, sorted(tmp_path.glob("*.txt")))]
    with monkeypatch.context() as until_then:
        until_then.setattr(SentenceEncoder, "encode", interrupted)
        assert run(*build) == 130
    assert capsys.readouterr().err == (
        "factcheck: the index holds 2 documents, what was under way is lost; repeat the command to "
        "go on\nfactcheck: interrupted\n"
    )
    assert run(*build) == 0
    assert "1 added, 0 replaced, 2 unchanged" in capsys.readouterr().out


def test_of_two_builds_of_one_new_index_the_second_is_told_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    index, other = str(tmp_path / "index"), []
    create = FactChecker.create

    def late(path: str, **given: Any) -> FactChecker:
        other.append(create(path, **given))
        return create(path, **given)

    monkeypatch.setattr(FactChecker, "create", late)
    (tmp_path / "a.txt").write_text(TEXT)
    assert run("index", "build", index, str(tmp_path / "a.txt")) == 1
    other[0].close()
    assert f"process {os.getpid()} is writing to it; wait for it" in capsys.readouterr().err


def test_so_does_one_that_is_interrupted_while_it_is_loaded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupted:
        def find_spec(self, *_: object) -> None:
            raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "factcheck.cli.program", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupted()])
    assert main(["claims", "-"]) == 130
    assert capsys.readouterr().err == "factcheck: interrupted\n"


@pytest.mark.parametrize("command", ["verify", "check"])
def test_an_address_that_is_none_is_refused(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "text", "--index", "index", "--url", "notaurl"]) == 2
    assert "--url: must be an http or https address; got 'notaurl'" in capsys.readouterr().err


def test_a_list_of_no_keys_is_told_to_be_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "keys.json"
    assert main(["keys", "list", "--file", str(path)]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"factcheck: {path}: no such file, so no keys\n")


def test_a_reader_that_leaves_early_causes_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("\n".join(f"The bridge was closed on {n} May 2025." for n in range(1, 31)) * 60)
    process = subprocess.Popen(
        [*COMMAND, "claims", str(path), "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1


@pytest.mark.parametrize(
    ("what", "row"),
    [
        ("stance", ("claim", "evidence", "label")),
        ("retrieval", ("claim", "relevant")),
        ("verdicts", ("claim", "verdict", "as_of")),
        ("claims", ("text", "checkworthy")),
    ],
)
def test_the_help_of_a_measure_says_what_a_row_looks_like(
    what: str, row: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("evaluate", what, "--help") == 0
    out = capsys.readouterr().out
    assert all(f'"{field}"' in out for field in row)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["index", "build", "--help"]])
def test_help_needs_no_heavy_library(arguments: list[str]) -> None:
    script = (
        "import sys; from factcheck.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as e: assert e.code == 0\n"
        "heavy = {'torch', 'faiss', 'transformers', 'trafilatura', 'flask', 'rich'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script, *arguments], check=True, capture_output=True)
