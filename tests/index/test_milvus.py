"""The index on Milvus: its addresses, what is too old, servers that go away, two writers."""

import dataclasses
import itertools
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import engines
import pytest
from index_samples import FERRY, HARBOUR, THREE, HashedWords

from factcheck.errors import IndexFailure, IndexIncompatible, IndexLocked, InvalidInput
from factcheck.index import Index, MilvusIndex, create_index, open_index
from factcheck.index.addresses import is_address, parse
from factcheck.index.milvus import claim, engine, log, tables, writer
from factcheck.index.milvus.stems import stems, stems_asked
from factcheck.index.verification import verify
from factcheck.policy.types import Policy, Standing, Tiers
from factcheck.types import Document, Filters

_COUNT = itertools.count()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with engines.lite_server(tmp_path_factory.mktemp("server") / "data") as host:
        yield host


@pytest.fixture
def address(host: str) -> str:
    """Of an index that is not there yet."""
    return f"milvus://{host}/n{next(_COUNT)}"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Claims of writers that are gone end soon."""
    monkeypatch.setattr(claim, "RENEW_SECONDS", 0.3)
    monkeypatch.setattr(claim, "PATIENCE_SECONDS", 1.5)


def ids(index: MilvusIndex) -> list[str]:
    return [document.id for document in index.documents()]


@pytest.mark.parametrize(
    ("address", "uri", "name", "has_words"),
    [
        ("milvus://db.example:19530/news", "http://db.example:19530", "news", True),
        ("milvus://127.0.0.1/news", "http://127.0.0.1:19530", "news", True),
        ("milvus+tls://db.example:443/news", "https://db.example:443", "news", True),
        ("milvus://[::1]:19530/news", "http://[::1]:19530", "news", True),
        ("milvus://db:1/news?words=none", "http://db:1", "news", False),
        ("milvus:///data/folder/news.db", "/data/folder/news.db", "news", True),
    ],
)
def test_an_address_has_parts(address: str, uri: str, name: str, has_words: bool) -> None:
    found = parse(address)
    assert (found.uri, found.name, found.has_words) == (uri, name, has_words)
    assert found.shown == address


@pytest.mark.parametrize(
    "address",
    [
        "milvus://",
        "milvus://host",
        "milvus://host/",
        "milvus://host/a-b",
        "milvus://host/1a",
        "milvus://host:99999/news",
        "milvus://host/news?words=all",
        "milvus://host/news/more",
        "milvus:///news",
        f"milvus://host/{'n' * 200}",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InvalidInput, match="milvus://HOST:PORT/NAME"):
        open_index(address, HashedWords())


def test_a_password_in_an_address_is_refused_without_repeating_it() -> None:
    with pytest.raises(InvalidInput, match="FACTCHECK_MILVUS_TOKEN") as caught:
        open_index("milvus://user:secret@host/news", HashedWords())
    assert "secret" not in str(caught.value)


def test_a_directory_is_no_address() -> None:
    assert not any(map(is_address, ("indexes/news", "milvus", "./milvus:/x", Path("milvus://a/b"))))


def test_what_works_on_directories_says_so(tmp_path: Path) -> None:
    for call in (verify, lambda path: Index.open(path, HashedWords())):
        with pytest.raises(InvalidInput, match="must be a directory here"):
            call("milvus://127.0.0.1/news")


@pytest.mark.parametrize("package", ["pymilvus", "snowballstemmer"])
def test_a_missing_package_is_named(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from factcheck.index.milvus.stems import _stemmer

    _stemmer.cache_clear()
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(IndexFailure, match=rf"{package}.*pip install 'factcheck-engine\[milvus\]'"):
        open_index("milvus://127.0.0.1:1/news", HashedWords())


@pytest.mark.parametrize("version", ["v2.3.5-lite", "2.4.9", "v1.1.1", "unknown"])
def test_a_server_without_word_search_is_refused_unless_the_address_does_without(
    version: str,
) -> None:
    with pytest.raises(IndexIncompatible, match=r"2\.5.*\?words=none"):
        engine.check_words(parse("milvus://host/news"), version)
    engine.check_words(parse("milvus://host/news?words=none"), version)


@pytest.mark.parametrize(
    "version", ["v2.5.0", "2.6.3-gpu", "v3.0.0", "v2.10.1", "milvus_lite-3.2.2"]
)
def test_a_server_with_word_search_is_taken(version: str) -> None:
    engine.check_words(parse("milvus://host/news"), version)


def test_an_index_without_words_has_to_be_named_as_such(address: str) -> None:
    with create_index(f"{address}?words=none", HashedWords()) as index:
        index.add(THREE)
        assert index.search_words("bridge", 5, Filters()) == []
        assert len(index.search_dense(HashedWords().encode(["bridge"]), 5, Filters())[0]) == 3
    with pytest.raises(IndexIncompatible, match=r"name it with \?words=none"):
        open_index(address, HashedWords())


def test_no_server_is_an_error_that_names_it_at_once() -> None:
    started = time.monotonic()
    with pytest.raises(IndexFailure, match=r"milvus://127\.0\.0\.1:1/news.*127\.0\.0\.1:1"):
        open_index("milvus://127.0.0.1:1/news", HashedWords())
    assert time.monotonic() - started < 10


def test_a_server_that_goes_away_in_mid_write_loses_nothing_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engines.lite_server(tmp_path / "data") as host:
        address = f"milvus://{host}/news"
        index = create_index(address, HashedWords())
        index.add([HARBOUR])
        snapshot = index.snapshot
        # The passages of the next commit are there, the commit is not.
        with monkeypatch.context() as patch:
            patch.setattr(log.Log, "append", lambda *_: _raise(IndexFailure(address, "gone")))
            with pytest.raises(IndexFailure, match="gone"):
                index.add([FERRY, Document(id="harbour", text="Changed.")])
    query = HashedWords().encode(["bridge"])
    for ask in (
        lambda: index.search_dense(query, 3, Filters()),
        lambda: index.add([FERRY]),
        lambda: index.passages([1]),
    ):
        with pytest.raises(IndexFailure, match="Milvus at"):
            ask()
    index.close()

    with engines.lite_server(tmp_path / "data") as host:
        address = f"milvus://{host}/news"
        with open_index(address, HashedWords()) as reader:
            assert (reader.snapshot, ids(reader)) == (snapshot, ["harbour"])
            assert [key for key, _ in reader.search_dense(query, 9, Filters())[0]] == [1]
            assert [key for key, _ in reader.search_words("bridge", 9, Filters())] == [1]
        with open_index(address, HashedWords(), writable=True) as index:
            index.add([FERRY])
            assert ids(index) == ["ferry", "harbour"]
            assert len(index.search_dense(query, 9, Filters())[0]) == 2


def test_a_write_that_failed_is_cleared_away_by_the_next_of_the_same_handle(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with create_index(address, HashedWords()) as index:
        index.add([HARBOUR])
        for place, name in ((log.Log, "append"), (writer._Rows, "add"), (claim.Claim, "check")):
            with monkeypatch.context() as patch:
                patch.setattr(place, name, lambda *_, **__: _raise(RuntimeError("broke off")))
                with pytest.raises(RuntimeError, match="broke off"):
                    index.add([FERRY, Document(id="harbour", text="Changed.")])
            assert ids(index) == ["harbour"]
            assert index.get("harbour") == index.get("harbour", version=1)
        index.add([FERRY])
        assert len(index.search_dense(HashedWords().encode(["bridge"]), 9, Filters())[0]) == 2
        assert index.info().passages == 2


def test_a_claim_that_is_not_renewed_ends_and_its_holder_can_write_no_more(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(claim.Claim, "_renew", lambda _: None)
        asleep = create_index(address, HashedWords())
    with open_index(address, HashedWords(), writable=True) as index:
        index.add([HARBOUR])
        with pytest.raises(IndexFailure, match="lost the right"):
            asleep.add([FERRY])
        assert ids(index) == ["harbour"]
        asleep.close()
        index.add([FERRY])


def test_of_writers_that_come_at_once_at_most_one_gets_in(address: str) -> None:
    create_index(address, HashedWords()).close()
    opened, refused = [], []

    def try_it() -> None:
        try:
            opened.append(open_index(address, HashedWords(), writable=True))
        except IndexLocked as error:
            refused.append(error)

    threads = [threading.Thread(target=try_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) <= 1
    assert len(opened) + len(refused) == 4
    for index in opened:
        index.close()
    open_index(address, HashedWords(), writable=True).close()


def test_the_newest_of_many_commits_is_found_without_reading_all(address: str) -> None:
    with create_index(address, HashedWords()) as index:
        index.add([HARBOUR])
        facts = index._log.newest()
        for number in range(2, 150):
            index._log.append(dataclasses.replace(facts, number=number, snapshot=f"s{number}"))
            if number in (2, 16, 17, 31, 32, 33, 64, 149):
                with open_index(address, HashedWords()) as reader:
                    assert reader.snapshot == f"s{number}"


def test_words_are_stems_without_marks_and_numbers_are_whole() -> None:
    assert stems("The ferries' Brücke rose 3.5 % to 1,000; ferries!") == (
        "ferri bruck rose 3_5 1_000 ferri"
    )
    assert stems_asked("Ferry, ferries and FERRY 3.5") == "ferri 3_5"
    assert stems_asked("of the") == ""


def _raise(error: Exception) -> None:
    raise error


def test_an_index_from_before_hosts_were_kept_goes_on_without_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines.check_packages()
    address = f"milvus://{tmp_path}/old.db"
    with monkeypatch.context() as before:
        before.delitem(tables._FIELDS[tables.PASSAGES], tables.HOST)
        with create_index(address, HashedWords()) as index:
            index.add(THREE)
    named = Policy("desk", 0.5, 0.5, publishers={"island post": Standing("press")})
    placed = dataclasses.replace(named, domains={"island.example": Standing("local")})
    with open_index(address, HashedWords(), writable=True) as index:
        index.add([dataclasses.replace(FERRY, text="The ferry waits at the bridge.")])
        index.remove(["undated"])

        def found(tiers: Tiers) -> set[str]:
            keys = [key for key, _ in index.search_words("bridge", 9, Filters(tiers=tiers))]
            return {passage.document.id for passage in index.passages(keys)}

        assert found(named.tiers(["press"])) == {"ferry"}
        assert found(named.tiers(["ordinary"])) == {"harbour"}
        with pytest.raises(InvalidInput, match=r"tiers: .* once it is built again"):
            found(placed.tiers(["press", "local"]))
