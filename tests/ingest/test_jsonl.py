"""JSON lines sources: every bad line is refused by number, and nothing is guessed."""

import json
import logging
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from factcheck.errors import InvalidSource
from factcheck.ingest import jsonl, read_sources
from factcheck.ingest.ids import Ids
from factcheck.types import Document

Write = Callable[..., Path]

GOOD = '{"text": "The bridge opened in 1932."}'


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(*lines: str | bytes) -> Path:
        path = tmp_path / "sources.jsonl"
        raw = [line.encode() if isinstance(line, str) else line for line in lines]
        path.write_bytes(b"\n".join(raw) + b"\n")
        return path

    return _write


def test_all_seven_fields_are_taken_over(write: Write) -> None:
    record = {
        "id": "a1",
        "title": "Bridge",
        "publisher": "Harbour News",
        "url": "https://example.org/bridge",
        "published": "1932-03-19",
        "language": "en",
        "text": "The bridge opened in 1932.",
    }
    (document,) = read_sources(write(json.dumps(record)))
    assert document == Document(**record)


def test_only_text_is_required_and_the_id_then_follows_from_url_and_text(write: Write) -> None:
    first, second = read_sources(write(GOOD, '{"text": "Another.", "id": null, "title": null}'))
    assert first.id == Document(text="The bridge opened in 1932.").id
    assert first.id != second.id
    assert first.published is None


def test_an_id_may_be_a_number_as_in_a_table(write: Write) -> None:
    (document,) = read_sources(write('{"text": "One.", "id": 7}'))
    assert document.id == "7"


def test_blank_lines_and_a_byte_order_mark_are_passed_over(write: Write) -> None:
    assert len(list(read_sources(write(b"\xef\xbb\xbf" + GOOD.encode(), "", "  ")))) == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{'text': 'single quotes'}", "not JSON"),
        ('{"text": "cut sh', "not JSON"),
        ('["text"]', "must be a JSON object, not list"),
        ("null", "must be a JSON object, not NoneType"),
        ("[" * 200_000, "nests too deep"),
        ('{"text": "x", "id": ' + "9" * 5000 + "}", "too long a number"),
        ('{"title": "no text"}', "text: is missing"),
        ('{"claimReviewed": "It rained."}', "factcheck claimreview import adds it"),
        ('{"text": null}', "text: "),
        ('{"text": "  \\n "}', "text: "),
        ('{"text": ["a"]}', "text: "),
        ('{"text": "x", "id": 7.5}', "id: must be a string; got 7.5"),
        ('{"text": "x", "id": true}', "id: must be a string; got True"),
        ('{"text": "x", "publisher": {"name": "y"}}', "publisher: must be a string"),
        ('{"text": "x", "published": "2025-02-30"}', "published: must be a date that exists"),
        ('{"text": "x", "published": "30.02.2025"}', "published: must be a date that exists"),
        ('{"text": "x", "published": 20250230}', "published: must be a date that exists"),
        ('{"text": "x", "url": " JavaScript:alert(1)"}', "url: must be the address of a source"),
        ('{"text": "x", "url": "data:text/html,x"}', "url: must be the address of a source"),
        ('{"text": "x", "url": "http://me:secret@a.example"}', "got 'http://…@a.example'"),
        ('{"text": "x", "language": "!!"}', "language: must be a language tag such as en or pt-BR"),
        ('{"text": "x", "title": "\\ud800"}', "title: must be valid Unicode"),
        ('{"text": "\\udfff alone"}', "text: must be valid Unicode"),
        (b'{"text": "caf\xe9"}', "is not UTF-8 (byte 14)"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_reason(
    write: Write, line: str | bytes, reason: str
) -> None:
    path = write(GOOD, "", line, GOOD)
    with pytest.raises(InvalidSource) as caught:
        list(read_sources(path))
    assert (caught.value.path, caught.value.line) == (path, 3)
    assert reason in caught.value.reason
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("url", ["example.org/a", "doi:10.1000/182", "scans/12.pdf", "http://[::1"])
def test_an_address_that_only_its_archive_knows_is_kept(write: Write, url: str) -> None:
    (document,) = read_sources(write(json.dumps({"text": "x", "url": url})))
    assert document.url == url


def test_a_language_is_kept_as_its_tag(write: Write) -> None:
    lines = [json.dumps({"text": name, "language": name}) for name in ("en_GB", "pt-BR")]
    assert [one.language for one in read_sources(write(*lines))] == ["en-GB", "pt-BR"]


def test_a_line_longer_than_the_limit_is_refused(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonl, "LINE_BYTES", len(GOOD) + 1)
    assert len(list(read_sources(write(GOOD)))) == 1
    with pytest.raises(InvalidSource, match="line 1: is longer than"):
        list(read_sources(write(GOOD + " ")))


def test_a_missing_file_is_a_bad_source(tmp_path: Path) -> None:
    with pytest.raises(InvalidSource, match="cannot be read: No such file"):
        list(read_sources(tmp_path / "none.jsonl"))


def test_one_id_cannot_stand_for_two_texts(write: Write) -> None:
    path = write('{"id": "a", "text": "One."}', '{"id": "a", "text": "Two."}')
    reason = r"id 'a' was used before with other content \(line 1\)"
    with pytest.raises(InvalidSource, match=reason) as caught:
        list(read_sources(path))
    assert caught.value.line == 2


def test_one_id_cannot_stand_for_two_dates(write: Write) -> None:
    path = write(
        '{"id": "a", "text": "One.", "published": "2025-01-01"}',
        '{"id": "a", "text": "One.", "published": "2025-01-02"}',
    )
    with pytest.raises(InvalidSource, match="line 2"):
        list(read_sources(path))


def test_a_text_that_two_publishers_print_needs_ids(write: Write) -> None:
    path = write('{"text": "One.", "publisher": "A"}', "", '{"text": "One.", "publisher": "B"}')
    reason = "line 3: repeats the text of line 1 with another publisher, day or title; give each an"
    with pytest.raises(InvalidSource, match=reason):
        list(read_sources(path))


def test_the_same_line_twice_does_no_harm(write: Write) -> None:
    assert len(list(read_sources(write(GOOD, GOOD)))) == 2


def test_ids_can_be_kept_apart_across_files(write: Write) -> None:
    ids = Ids()
    list(read_sources(write('{"id": "a", "text": "One."}'), ids=ids))
    with pytest.raises(InvalidSource, match="line 1"):
        list(read_sources(write('{"id": "a", "text": "Two."}'), ids=ids))


def test_unknown_fields_are_counted_for_the_caller(write: Write) -> None:
    ignored: Counter[str] = Counter()
    lines = ['{"text": "a", "story": 1}', '{"text": "b", "story": 2, "tags": []}']
    list(read_sources(write(*lines), ignored=ignored))
    assert ignored == {"story": 2, "tags": 1}


def test_unknown_fields_are_logged_once_where_nobody_counts(
    write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    path = write(*['{"text": "a", "story": 1}'] * 3)
    with caplog.at_level(logging.WARNING):
        list(read_sources(path))
    assert caplog.messages == [f"{path}: ignored unknown fields: 'story' (3 lines)"]


def test_documents_are_streamed(write: Write) -> None:
    documents = read_sources(write(GOOD, "not JSON"))
    assert next(documents).text == "The bridge opened in 1932."


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
records = st.dictionaries(
    st.sampled_from([*jsonl.FIELDS, "other"]), json_values | st.dates().map(str), max_size=8
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(line=records.map(json.dumps) | st.text(max_size=40))
def test_any_line_is_a_document_or_a_bad_source(write: Write, line: str) -> None:
    path = write(line.encode("utf-8", "surrogatepass"))
    try:
        for document in read_sources(path):
            assert document.text.strip()
            assert document.id
    except InvalidSource as error:
        assert error.line is not None


def test_a_file_in_utf_16_is_told_how_to_be_converted(tmp_path: Path) -> None:
    path = tmp_path / "wide.jsonl"
    path.write_bytes('{"id": "a", "text": "b"}\n'.encode("utf-16"))
    with pytest.raises(InvalidSource, match=r"line 1: is UTF-16.*iconv -f UTF-16 -t UTF-8"):
        list(read_sources(path))
