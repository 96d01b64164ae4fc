"""Adding, replacing, removing and reading documents."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from index_samples import FERRY, HARBOUR, THREE, UNDATED, HashedWords

from factcheck.config import Limits
from factcheck.errors import DocumentNotFound, IndexDamaged, IndexFailure, InvalidInput
from factcheck.index import AddSummary, Index, incoming
from factcheck.index.database import Database
from factcheck.index.store import Reader
from factcheck.types import Document, Mark, text_sha256

Find = Callable[..., set[str]]
Make = Callable[[int], list[Document]]


def test_a_document_comes_back_as_it_was_given_with_what_the_index_adds(index: Index) -> None:
    index.add([HARBOUR])
    found = index.get("harbour")
    assert replace(found, ingested=None) == HARBOUR
    assert found.sha256 == text_sha256(HARBOUR.text)
    assert found.version == 1
    assert found.ingested is not None and len(found.ingested) == len("2025-06-21")


def test_an_index_from_before_there_were_details_is_read_and_then_goes_on(
    tmp_path: Path, encoder: HashedWords
) -> None:
    with Index.create(tmp_path / "old", encoder) as made:
        made.add([HARBOUR])
    with contextlib.closing(sqlite3.connect(tmp_path / "old" / "store.sqlite")) as store:
        store.execute("DROP TABLE details")
    with Index.open(tmp_path / "old", encoder) as old:
        assert old.get("harbour").marks == ()
        assert old.passages([1])[0].marks == ()
    with Index.open(tmp_path / "old", encoder, writable=True) as old:
        assert old.add([HARBOUR]) == AddSummary(0, 0, 1, 0)
        old.add([replace(FERRY, marks=(Mark(0, page=7),))])
        assert old.get("ferry").marks == (Mark(0, page=7),)


def test_what_was_added_is_counted(index: Index) -> None:
    assert index.add([HARBOUR, FERRY]) == AddSummary(2, 0, 0, 2)
    changed = replace(FERRY, text="The second ferry is cancelled.")
    assert index.add([HARBOUR, changed, UNDATED]) == AddSummary(1, 1, 1, 2)


def test_the_same_documents_again_are_neither_embedded_nor_committed(
    index: Index, encoder: HashedWords
) -> None:
    index.add(THREE)
    before, embedded = index.snapshot, len(encoder.texts)
    assert index.add(THREE) == AddSummary(0, 0, 3, 0)
    assert (index.snapshot, len(encoder.texts)) == (before, embedded)


def test_a_document_read_from_the_index_can_be_added_again_unchanged(index: Index) -> None:
    index.add(THREE)
    assert index.add(index.documents()).unchanged == 3


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Another text."},
        {"title": "Another title"},
        {"publisher": "Another publisher"},
        {"url": "https://another.example/"},
        {"published": "2025-06-22"},
        {"published": None},
        {"language": "fr"},
    ],
)
def test_any_changed_field_makes_a_new_version(index: Index, change: dict[str, str]) -> None:
    index.add([HARBOUR])
    changed = replace(HARBOUR, **change)
    assert index.add([changed]).replaced == 1
    assert replace(index.get("harbour"), ingested=None) == replace(changed, version=2)
    assert replace(index.get("harbour", version=1), ingested=None) == HARBOUR


def test_a_replaced_text_is_found_no_more(
    index: Index, by_words: Find, by_meaning: Find, encoder: HashedWords
) -> None:
    index.add(THREE)
    index.add([replace(HARBOUR, text="Nothing to report.")])
    assert by_words(index, "cracks") == set()
    assert by_meaning(index) == {"harbour", "ferry", "undated"}
    assert index.info().passages == 3


def test_a_removed_document_is_found_no_more(
    index: Index, by_words: Find, by_meaning: Find
) -> None:
    index.add(THREE)
    assert index.remove(["ferry", "harbour", "ferry"]) == 2
    assert by_words(index) == by_meaning(index) == {"undated"}
    assert [document.id for document in index.documents()] == ["undated"]
    assert index.documents_by_url(str(FERRY.url)) == []
    with pytest.raises(DocumentNotFound, match="ferry"):
        index.get("ferry")


def test_versions_of_a_removed_document_stay_resolvable_and_are_never_given_again(
    index: Index,
) -> None:
    index.add([FERRY])
    index.remove(["ferry"])
    assert index.get("ferry", version=1).text == FERRY.text
    assert index.add([FERRY]) == AddSummary(1, 0, 0, 1)
    assert index.get("ferry").version == 2


def test_a_passage_found_before_a_change_can_be_read_after_it(
    index: Index, encoder: HashedWords
) -> None:
    index.add([HARBOUR])
    (passage,) = index.passages([1])
    vector = index.vectors([1])
    index.add([replace(HARBOUR, text="Nothing.")])
    index.remove(["harbour"])
    assert index.passages([1]) == [passage]
    assert (index.vectors([1]) == vector).all()


def test_one_unknown_id_and_nothing_is_removed(index: Index) -> None:
    index.add(THREE)
    before = index.snapshot
    with pytest.raises(DocumentNotFound) as caught:
        index.remove(["ferry", "nowhere", "neither"])
    assert caught.value.document_id == "nowhere"
    assert index.snapshot == before
    assert index.get("ferry")


def test_removing_nothing_changes_nothing(index: Index) -> None:
    before = index.snapshot
    assert index.remove([]) == 0
    assert index.snapshot == before


def test_documents_are_listed_in_order_of_id_page_by_page(index: Index) -> None:
    names = ["b", "B", "é", "a/1", "z", "ab", "𝄞", " a"]
    index.add([Document(id=name, text=f"Text {name}.") for name in names])
    pages: list[str] = []
    while page := index.documents(after=pages[-1] if pages else None, limit=3):
        pages += [document.id for document in page]
    assert pages == sorted(names)


def test_listing_documents_reads_none_of_their_texts(built: Path, encoder: HashedWords) -> None:
    with contextlib.closing(sqlite3.connect(built / "store.sqlite")) as store, store:
        store.execute("UPDATE texts SET text = 'altered'")
    with Index.open(built, encoder) as index:
        assert [entry.id for entry in index.entries()] == ["ferry", "harbour", "undated"]
        with pytest.raises(IndexDamaged):
            index.documents()


def test_a_page_may_begin_after_an_id_that_is_gone(index: Index) -> None:
    index.add(THREE)
    index.remove(["ferry"])
    assert [document.id for document in index.documents(after="ferry")] == ["harbour", "undated"]


def test_the_last_page_costs_no_more_than_the_first(built: Path, encoder: HashedWords) -> None:
    ids = [f"d{number:04}" for number in range(500)]
    with Index.open(built, encoder, writable=True) as index:
        index.add([Document(id=name, text=f"Bridge {name}.") for name in ids])
    with (
        contextlib.closing(Database(built, writable=False)) as store,
        store.reading() as connection,
    ):

        def steps(after: str | None) -> int:
            taken: list[int] = []
            connection.set_progress_handler(lambda: taken.append(1) and None, 1)
            assert len(Reader(built, connection).documents(after, 5)) == 5
            return len(taken)

        assert steps(ids[-6]) <= 1.1 * steps(None)


def test_documents_are_found_by_their_address(index: Index) -> None:
    index.add([*THREE, replace(HARBOUR, id="copy", url="http://harbour.example/bridge/")])
    assert index.documents_by_url("https://www.harbour.example/bridge#top") == ["copy", "harbour"]
    assert index.documents_by_url("https://harbour.example/bridge?page=2") == []
    assert index.documents_by_url("https://harbour.example/") == []


def test_two_different_documents_of_one_id_in_a_list_and_nothing_is_written(
    index: Index, make_documents: Make
) -> None:
    documents = [*make_documents(600), Document(id="d0000", text="Something else.")]
    with pytest.raises(InvalidInput, match="d0000") as caught:
        index.add(documents)
    assert caught.value.field == "id"
    assert index.info().documents == 0


def test_two_different_documents_of_one_id_in_a_stream_and_their_batch_is_not_written(
    index: Index, make_documents: Make
) -> None:
    def stream() -> Iterator[Document]:
        yield from make_documents(600)
        yield Document(id="d0000", text="Something else.")

    with pytest.raises(InvalidInput, match="d0000"):
        index.add(stream())
    assert index.info().documents == 512
    assert index.get("d0000").text.startswith("Report 0")


def test_the_very_same_document_may_stand_twice(index: Index) -> None:
    assert index.add([FERRY, HARBOUR, replace(FERRY)]) == AddSummary(2, 0, 1, 2)


def test_a_stream_is_taken_one_batch_ahead(index: Index, make_documents: Make) -> None:
    committed: list[int] = []

    def stream() -> Iterator[Document]:
        for document in make_documents(1_600):
            committed.append(index.info().documents)
            yield document

    index.add(stream())
    assert committed == [0] * 1_024 + [512] * 512 + [1_024] * 64


def test_what_was_committed_before_a_failure_stays_and_is_not_done_again(
    index: Index, make_documents: Make, encoder: HashedWords
) -> None:
    def broken() -> Iterator[Document]:
        yield from make_documents(600)
        raise RuntimeError("the source broke off")

    with pytest.raises(RuntimeError, match="broke off"):
        index.add(broken())
    embedded = len(encoder.texts)
    assert index.add(make_documents(600)) == AddSummary(88, 0, 512, 88)
    assert len(encoder.texts) == embedded + 88


def test_progress_tells_how_many_documents_were_done_since_it_last_told(
    index: Index, make_documents: Make
) -> None:
    told: list[int] = []
    index.add(make_documents(600), progress=told.append)
    assert told == [512, 88]


def test_long_texts_make_smaller_batches(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "_BATCH_CHARS", 2_000)
    told: list[int] = []
    text = "A long line of words that goes on. " * 20
    index.add([Document(id=str(i), text=f"{i} {text}") for i in range(4)], progress=told.append)
    assert told == [3, 1]


@pytest.mark.parametrize(
    ("field", "document"),
    [
        ("id", Document(id="x" * (Limits.id_chars + 1), text="Text.")),
        ("id", Document(id=".", text="Text.")),
        ("id", Document(id="a\0b", text="Text.")),
        ("id", Document(id="\ud800", text="Text.")),
        ("title", Document(id="x", title="t" * 5_000, text="Text.")),
        ("url", Document(id="x", url="https://\udfff/", text="Text.")),
        ("text", Document(id="x", text="a" * (Limits.document_chars + 1))),
    ],
)
def test_what_cannot_be_stored_is_refused_by_field_before_anything_is_written(
    index: Index, field: str, document: Document
) -> None:
    with pytest.raises(InvalidInput) as caught:
        index.add([HARBOUR, document])
    assert caught.value.field == field
    assert index.documents() == []


def test_only_documents_can_be_added(index: Index) -> None:
    with pytest.raises(InvalidInput, match="only documents"):
        index.add([{"text": "A mapping."}])  # type: ignore[list-item]


@pytest.mark.parametrize(
    "ask",
    [
        lambda index: index.get("\ud800"),
        lambda index: index.get(5),
        lambda index: index.get("ferry", version=0),
        lambda index: index.get("ferry", version=2**70),
        lambda index: index.documents(limit=0),
        lambda index: index.documents(after="\0"),
        lambda index: index.documents_by_url("\ud800"),
        lambda index: index.remove("ferry"),
        lambda index: index.remove(["\ud800"]),
        lambda index: index.passages([99]),
        lambda index: index.passages([2**70]),
        lambda index: index.vectors([0]),
    ],
)
def test_bad_arguments_are_refused(index: Index, ask: Callable[[Index], object]) -> None:
    index.add([FERRY])
    with pytest.raises(InvalidInput):
        ask(index)


def test_an_unknown_id_or_version_is_not_found(index: Index) -> None:
    index.add([FERRY])
    for arguments in (("nowhere",), ("nowhere", 1), ("ferry", 2)):
        with pytest.raises(DocumentNotFound):
            index.get(*arguments)


def test_copies_of_a_text_are_one_origin(index: Index) -> None:
    index.add([FERRY, replace(FERRY, id="copy", text=f"  {FERRY.text.upper()}\n"), HARBOUR])
    assert index.info().origins == 2
    assert index.info().documents == 3


def test_info_describes_the_index(index: Index, encoder: HashedWords, tmp_path: Path) -> None:
    index.add(THREE)
    info = index.info()
    assert (info.path, info.name) == (str(tmp_path / "index"), "index")
    assert (info.documents, info.passages, info.origins) == (3, 3, 3)
    assert info.snapshot == index.snapshot
    assert info.embedder == encoder.info
    assert info.bytes == sum(path.stat().st_size for path in (tmp_path / "index").iterdir())


def test_a_closed_index_says_so(index: Index) -> None:
    index.close()
    index.close()
    for ask in (index.info, index.documents, lambda: index.add([FERRY])):
        with pytest.raises(IndexFailure, match="closed"):
            ask()
