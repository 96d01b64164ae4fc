"""What every index promises, wherever it is kept. One set of tests for all kinds."""

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import engines
import numpy as np
import pytest
from index_samples import FERRY, HARBOUR, THREE, UNDATED, HashedWords, is_one_of, speaks

from factcheck.config import Limits
from factcheck.errors import (
    DocumentNotFound,
    IndexFailure,
    IndexIncompatible,
    IndexLocked,
    IndexNotFound,
    IndexReadOnly,
    InvalidInput,
    OriginalNotFound,
    SnapshotNotFound,
)
from factcheck.index import AddSummary, Backend, DocumentChange, create_index, open_index
from factcheck.index.backends import snapshots
from factcheck.index.milvus import claim
from factcheck.known_claims.claimreview import to_document
from factcheck.marks import mark_at
from factcheck.policy.files import default_policy
from factcheck.policy.types import EXCLUDED, Policy, Standing
from factcheck.records import entry_record
from factcheck.review_types import ClaimReview, Party
from factcheck.types import Document, DocumentRef, Filters, Mark

HERE = Path(__file__).parent
TODAY = datetime.now(UTC).date()
ALL = Filters()
# The second that another handle's commits may take to be seen, and a margin.
SOON = 5.0
_COUNT = itertools.count()


@dataclass
class Place:
    """Where indexes of one kind are kept."""

    layer: str
    base: str

    @property
    def has_words(self) -> bool:
        return self.layer != "milvus"

    def new(self) -> str:
        """The path or address of an index that is not there yet."""
        name = f"t{os.getpid()}_{next(_COUNT)}"
        ending = {"file": ".db", "milvus": "?words=none"}.get(self.layer, "")
        return f"{self.base}/{name}{ending}"


@pytest.fixture(scope="module", params=engines.LAYERS)
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    layer = request.param
    folder = tmp_path_factory.mktemp(layer)
    if layer == "embedded":
        yield Place(layer, str(folder))
    elif layer == "file":
        engines.check_packages()
        yield Place(layer, f"milvus://{folder}")
    else:
        start = engines.lite_server if layer == "lite-server" else engines.real_server
        with start(folder / "data") as host:
            yield Place(layer, f"milvus://{host}")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Claims of writers that are gone end soon."""
    monkeypatch.setattr(claim, "RENEW_SECONDS", 0.5)
    monkeypatch.setattr(claim, "PATIENCE_SECONDS", 3.0)


@pytest.fixture(scope="module")
def shared(place: Place) -> Iterator[Backend]:
    """One index for all tests that empty it first: making one takes a real server seconds."""
    with create_index(place.new(), HashedWords()) as index:
        yield index


@pytest.fixture
def index(shared: Backend) -> Backend:
    """An empty index, open for writing."""
    shared.remove([document.id for document in shared.documents(limit=10_000)])
    return shared


def dense(index: Backend, query: str = "bridge", k: int = 100, **filters: object) -> set[str]:
    (found,) = index.search_dense(HashedWords().encode([query]), k, Filters(**filters))
    return {item.document.id for item in index.passages([key for key, _ in found])}


def words(index: Backend, query: str = "bridge", k: int = 100, **filters: object) -> set[str]:
    found = index.search_words(query, k, Filters(**filters))
    return {item.document.id for item in index.passages([key for key, _ in found])}


def searches(place: Place) -> list[Callable[..., set[str]]]:
    return [dense, words] if place.has_words else [dense]


def eventually(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SOON
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert is_so()


def test_a_document_comes_back_as_it_was_given(index: Backend) -> None:
    document = replace(HARBOUR, id="o'neill \"\\ é𝄞/1", text="A “text”,\n\ttab\0 and 𝄞. " * 3)
    index.add([document])
    found = index.get(document.id)
    assert replace(found, ingested=None, version=1) == document
    assert found.ingested == str(TODAY)


def test_a_long_text_comes_back_whole(index: Backend) -> None:
    text = "".join(f"Sentence {i} of a long 文書 𝄞. " for i in range(6_000))
    index.add([Document(id="long", text=text)])
    assert index.get("long").text == text
    (keys,) = [[k for k, _ in index.search_dense(HashedWords().encode(["sentence"]), 9, ALL)[0]]]
    for passage in index.passages(keys):
        assert text[passage.start : passage.end] == passage.text


def test_pages_and_times_come_back_and_each_passage_tells_its_own(index: Backend) -> None:
    sentences = [f"Sentence {i} on the bridge. " * 20 for i in range(1_400)]
    starts = list(itertools.accumulate(map(len, sentences), initial=0))[:-1]
    marks = tuple(Mark(start, page=page) for page, start in enumerate(starts, 1))
    document = Document(id="paged", text="".join(sentences), marks=marks)
    index.add([document, HARBOUR])
    assert index.get("paged").marks == marks
    keys = [key for key, _ in index.search_dense(HashedWords().encode(["bridge"]), 50, ALL)[0]]
    for passage in index.passages(keys):
        if passage.document.id == "harbour":
            assert passage.marks == ()
        else:
            number = passage.text.split()[1]
            assert mark_at(passage.marks, passage.start).page == int(number) + 1
    moved = replace(document, marks=marks[:1])
    assert index.add([moved, HARBOUR]).replaced == 1


def test_a_document_names_no_original_that_is_not_kept(index: Backend) -> None:
    index.add([replace(HARBOUR, original="0" * 64)])
    assert index.get("harbour").original is None
    with pytest.raises(OriginalNotFound):
        index.original("harbour")
    with pytest.raises(DocumentNotFound):
        index.original("unknown")


def test_what_was_added_replaced_and_left_is_counted(index: Backend) -> None:
    assert index.add([HARBOUR, FERRY]) == AddSummary(2, 0, 0, 2)
    changed = replace(FERRY, text="The second ferry is cancelled.")
    assert index.add([HARBOUR, changed, UNDATED]) == AddSummary(1, 1, 1, 2)
    info = index.info()
    assert (info.documents, info.passages, info.origins) == (3, 3, 3)


def test_the_same_documents_again_make_no_new_state(index: Backend) -> None:
    index.add(THREE)
    before = index.snapshot
    assert index.add(THREE) == AddSummary(0, 0, 3, 0)
    assert index.snapshot == before


def test_the_same_changes_give_the_same_snapshot_in_every_kind_of_index(
    place: Place, tmp_path: Path
) -> None:
    ids = []
    for path in (place.new(), str(tmp_path / "other")):
        with create_index(path, HashedWords()) as index:
            index.add(THREE)
            index.add([replace(HARBOUR, title="Open again")])
            index.remove(["ferry"])
            index.add([FERRY])
            ids.append(index.snapshot)
    assert ids[0] == ids[1]


def test_an_earlier_state_opens_as_it_was(place: Place) -> None:
    address = place.new()
    with create_index(address, HashedWords()) as index:
        index.add(THREE)
        before, found = index.snapshot, [find(index) for find in searches(place)]
        index.add([replace(HARBOUR, text="Nothing to report.")])
        index.remove(["ferry"])
        listed = index.snapshots()
        assert [item.id for item in listed][-3:][0] == before
        assert [item.id for item in listed][-1] == index.snapshot
        assert [item.documents for item in listed][-3:] == [3, 3, 2]
        assert snapshots(address) == listed
    with open_index(address, HashedWords(), snapshot=before) as past:
        assert past.snapshot == before
        assert [item.id for item in past.snapshots()][-1] == before
        assert [find(past) for find in searches(place)] == found
        assert past.get("harbour").text == HARBOUR.text
        assert past.info().documents == 3
        with pytest.raises(IndexReadOnly):
            past.remove(["harbour"])
    with pytest.raises(SnapshotNotFound, match="0000"):
        open_index(address, HashedWords(), snapshot="0000")
    with pytest.raises(InvalidInput, match="writable"):
        open_index(address, HashedWords(), snapshot=before, writable=True)


def test_a_replaced_text_is_found_no_more_and_its_version_stays(
    index: Backend, place: Place
) -> None:
    index.add(THREE)
    first = index.get("harbour").version
    (key,) = [k for k, _ in index.search_dense(HashedWords().encode(["Span shut"]), 1, ALL)[0]]
    before, vector = index.passages([key]), index.vectors([key])
    index.add([replace(HARBOUR, text="Nothing to report.")])
    assert dense(index) == {"harbour", "ferry", "undated"}
    assert index.info().passages == 3
    if place.has_words:
        assert words(index, "cracks") == set()
    assert index.get("harbour").version == first + 1
    assert index.get("harbour", version=first).text == HARBOUR.text
    assert index.passages([key]) == before
    assert (index.vectors([key]) == vector).all()


def test_a_removed_document_is_found_no_more_and_its_version_is_never_given_again(
    index: Backend, place: Place
) -> None:
    index.add(THREE)
    version = index.get("ferry").version
    assert index.remove(["ferry", "harbour", "ferry"]) == 2
    assert all(find(index) == {"undated"} for find in searches(place))
    assert [document.id for document in index.documents()] == ["undated"]
    assert index.documents_by_url(str(FERRY.url)) == []
    with pytest.raises(DocumentNotFound, match="ferry"):
        index.get("ferry")
    assert index.get("ferry", version=version).text == FERRY.text
    index.add([FERRY])
    assert index.get("ferry").version == version + 1


def test_one_unknown_id_and_nothing_is_removed(index: Backend) -> None:
    index.add(THREE)
    before = index.snapshot
    with pytest.raises(DocumentNotFound) as caught:
        index.remove(["ferry", "nowhere"])
    assert caught.value.document_id == "nowhere"
    assert index.snapshot == before
    assert index.get("ferry")


def test_documents_are_listed_in_order_of_id_page_by_page(index: Backend) -> None:
    names = ["b", "B", "é", "a/1", "z", "ab", "𝄞", " a", "a"]
    for some in (names[::2], names[1::2]):
        index.add([Document(id=name, text=f"Text {name}.") for name in some])
    pages: list[str] = []
    while page := index.documents(after=pages[-1] if pages else None, limit=3):
        pages += [document.id for document in page]
    assert pages == sorted(names)


def test_what_is_told_of_documents_is_what_they_say_of_themselves(index: Backend) -> None:
    marked = replace(UNDATED, id="marked", marks=(Mark(0, page=3),))
    index.add([*THREE, marked, to_document(REVIEW)])
    index.add([replace(FERRY, text="Another text.")])
    index.remove(["undated"])
    documents = index.documents()
    assert [entry_record(item) for item in index.entries()] == [*map(entry_record, documents)]
    after = documents[0].id
    assert [item.id for item in index.entries(after=after, limit=2)] == [
        item.id for item in documents[1:3]
    ]


def test_a_page_of_documents_ends_once_its_texts_are_long_enough(index: Backend) -> None:
    index.add([Document(id=f"d{number}", text="Rain. " * 100) for number in range(5)])
    assert [item.id for item in index.documents(chars=600)] == ["d0"]
    assert [item.id for item in index.documents(after="d0", chars=601)] == ["d1", "d2"]
    assert len(index.documents(chars=10_000)) == 5


def test_documents_are_found_by_their_address(index: Backend) -> None:
    index.add([*THREE, replace(HARBOUR, id="copy", url="http://harbour.example/bridge/")])
    assert index.documents_by_url("https://www.harbour.example/bridge#top") == ["copy", "harbour"]
    assert index.documents_by_url("https://harbour.example/bridge?page=2") == []


def test_copies_of_a_text_are_one_origin(index: Backend) -> None:
    copy = replace(FERRY, id="copy", text=f"  {FERRY.text.upper()}\n")
    index.add([FERRY, copy, HARBOUR])
    assert index.info().origins == 2
    index.remove(["copy"])
    assert index.info().origins == 2
    index.add([replace(FERRY, text="Another text.")])
    assert (index.info().documents, index.info().origins) == (2, 2)
    index.remove(["ferry"])
    assert index.info().origins == 1


FILTERS = [
    {"as_of": "2025-06-21"},
    {"as_of": "2025-06-20"},
    {"after": "2025-06-21"},
    {"as_of": str(TODAY)},
    {"as_of": str(TODAY - timedelta(days=1))},
    {"publishers": frozenset({"Island Post", "?"})},
    {"publishers": frozenset({'"] or key > 0 or publisher in ["'})},
    {"publishers": frozenset()},
    {"publishers": frozenset({"ISLAND post"})},
    {"publishers": frozenset({"STRASSE"})},
    {"languages": frozenset({"en"})},
    {"languages": frozenset({"EN", "d"})},
    {"languages": frozenset({"en-us"})},
    {"languages": frozenset({"English, of a kind", "e%"})},
    {"documents": frozenset({"ferry", "us", "gone", "\ud800", "o'neill"})},
    {"documents": frozenset({'"] or key > 0 or source in ["'})},
    {"documents": frozenset()},
    {"documents": frozenset({"ferry", "us"}), "exclude_documents": frozenset({"ferry"})},
    {"documents": frozenset({"ferry", "us", "x7"}), "as_of": "2025-06-30"},
    {"exclude_documents": frozenset({"ferry", "\ud800", "o'neill"})},
    {"exclude_documents": frozenset({"undated"}), "languages": frozenset({"de", "en"})},
    {"as_of": "2025-06-30", "publishers": frozenset({"Island Post"})},
]


def passes(document: Document, filters: Filters) -> bool:
    effective = document.published or str(TODAY)
    return (
        (filters.as_of is None or effective <= filters.as_of)
        and (filters.after is None or effective > filters.after)
        and (filters.publishers is None or is_one_of(document.publisher, filters.publishers))
        and (filters.languages is None or speaks(document.language, filters.languages))
        and (filters.documents is None or document.id in filters.documents)
        and document.id not in filters.exclude_documents
    )


def test_filters_let_through_what_brute_force_lets_through(index: Backend, place: Place) -> None:
    nobody = Document(id="nobody", text="A bridge.", publisher="", language=None)
    abroad = Document(id="us", text="A bridge in Maine.", publisher="Straße", language="en-US")
    odd = Document(id="odd", text="A bridge.", language="ENGLISH, of a kind")
    documents = [*THREE, nobody, abroad, odd, *(replace(nobody, id=f"x{i}") for i in range(40))]
    index.add(documents)
    for values in FILTERS:
        expected = {item.id for item in documents if passes(item, Filters(**values))}
        for find in searches(place):
            assert find(index, **values) == expected, (find, values)


OFFICIAL, BLOGS, LOCAL = (
    Standing("official", primary=True),
    Standing("blogs", 0.4),
    Standing("local"),
)
POLICY = Policy(
    name="desk",
    support=0.5,
    refute=0.5,
    publishers={"straße": OFFICIAL, "island post": LOCAL, "daily hoax": EXCLUDED},
    domains={
        "gov.example": OFFICIAL,
        "notes.gov.example": BLOGS,
        "minister.notes.gov.example": OFFICIAL,
        "www.bay.example": OFFICIAL,
        "bay.example": LOCAL,
        "hoax.example": EXCLUDED,
        "true.hoax.example": OFFICIAL,
    },
)
HOSTS = [
    *["gov.example", "www.gov.example", "GOV.example:8080", "a.gov.example", "agov.example"],
    *["gov.example.org", "notes.gov.example", "a.notes.gov.example", "müller.gov.example"],
    *["minister.notes.gov.example", "bay.example", "www.bay.example", "a.bay.example"],
    *["www.www.bay.example", "a.www.bay.example", "hoax.example", "true.hoax.example"],
    *["a.true.hoax.example", "other.example", "www.example"],
]
URLS = [None, "", "gov.example", "//gov.example/a", "mailto:a@gov.example", "https:///gov.example"]
URLS += [f"https://{host}" for host in HOSTS] + [f"http://me@{host}?at=/a//b" for host in HOSTS]
PUBLISHERS = [None, "", "Stra\u00dfe", "STRASSE", "Island Post ", "Daily Hoax", "Elsewhere"]


@pytest.mark.parametrize("policy", [POLICY, replace(POLICY, domains={}), default_policy()])
def test_a_tier_is_what_the_policy_says_of_publisher_and_host(
    index: Backend, place: Place, policy: Policy
) -> None:
    pairs = list(itertools.product(PUBLISHERS, URLS))
    documents = [
        Document(id=f"d{number}", text="A bridge.", publisher=publisher, url=url)
        for number, (publisher, url) in enumerate(pairs)
    ]
    index.add(documents)
    tiers = ["official", "blogs", "local", "ordinary", "excluded"]
    for some in (
        *([tier] for tier in tiers),
        ["official", "excluded"],
        ["ordinary", "local"],
        tiers,
    ):
        asked = policy.tiers([tier for tier in some if tier in known_tiers(policy)])
        expected = {
            document.id
            for document in documents
            if policy.standing(DocumentRef("", None, document.publisher, document.url)).tier in some
        }
        for find in searches(place):
            assert find(index, k=len(documents), tiers=asked) == expected, (find, some)


def known_tiers(policy: Policy) -> set[str]:
    return {
        found.tier
        for found in (
            *policy.publishers.values(),
            *policy.domains.values(),
            policy.others,
            EXCLUDED,
        )
    }


def test_filters_never_shrink_k(index: Backend, place: Place) -> None:
    index.add([Document(id=f"n{i}", text="The bridge.", language="en") for i in range(60)])
    index.add([Document(id=f"o{i}", text=f"Bridge {i}.", language="de") for i in range(7)])
    for find in searches(place):
        assert find(index, k=7, languages=frozenset({"de"})) == {f"o{i}" for i in range(7)}


def test_as_many_documents_as_may_be_named_are_searched(index: Backend, place: Place) -> None:
    documents = [Document(id=f"d{i:03}", text=f"A bridge {i}.") for i in range(300)]
    index.add(documents)
    others = {f"other-{i}" for i in range(Limits.named_documents - 300)}
    for named in ({"d007"}, {document.id for document in documents[::25]}):
        for find in searches(place):
            assert find(index, documents=frozenset(named | others)) == named
            without = frozenset({item.id for item in documents} - named | others)
            assert find(index, exclude_documents=without) == named


def test_dense_search_is_the_cosine_in_order(index: Backend) -> None:
    index.add([Document(id=f"d{i}", text=f"Report {i} on topic {i % 5}.") for i in range(60)])
    queries = HashedWords().encode(["report 7 topic 2", "the bridge", ""])
    together = index.search_dense(queries, 100, ALL)
    keys = [key for key, _ in together[0]]
    assert len(keys) == 60
    cosines = index.vectors(keys) @ queries.T
    for column, found in enumerate(together):
        expected = {key: float(row[column]) for key, row in zip(keys, cosines, strict=True)}
        assert dict(found) == pytest.approx(expected, abs=2e-6)
        assert found == sorted(found, key=lambda item: (-item[1], item[0]))
    assert index.search_dense(queries[:0], 5, ALL) == []


def test_new_rows_are_searched_in_full(index: Backend, place: Place) -> None:
    # A server puts its coarse index over new rows from about 5,000 on.
    count = 6_000 if place.layer == "milvus" else 600
    documents = [
        Document(
            id=f"d{i}", text=f"Word{i % 701} number{i % 97} in place{i}.", publisher=f"{i % 60}"
        )
        for i in range(count)
    ]
    index.add(documents)
    keys = [key for key, _ in index.search_dense(HashedWords().encode(["in"]), 10_000, ALL)[0]]
    assert len(keys) == count
    vectors = index.vectors(keys)
    few = dense(index, k=1_000, publishers=frozenset({"7"}))
    assert few == {document.id for document in documents if document.publisher == "7"}
    for query in HashedWords().encode([f"word{i} number{i} in place{i}" for i in range(5)]):
        exact = np.sort(vectors @ query)[::-1][:10]
        found = [cosine for _, cosine in index.search_dense(query[np.newaxis], 10, ALL)[0]]
        assert found == pytest.approx(exact.tolist(), abs=2e-6)


def test_equal_copies_come_in_order_of_key_wherever_the_cut_falls(
    index: Backend, place: Place
) -> None:
    index.add([Document(id=f"copy{i:03}", text="The same words.") for i in range(120)])
    query = HashedWords().encode(["the same words"])
    keys = sorted(key for key, _ in index.search_dense(query, 1_000, ALL)[0])
    assert len(keys) == 120
    for k in (1, 5, 50, 119):
        assert [key for key, _ in index.search_dense(query, k, ALL)[0]] == keys[:k]
        if place.has_words:
            assert [key for key, _ in index.search_words("same words", k, ALL)] == keys[:k]


def test_passages_and_vectors_come_in_the_order_asked(index: Backend) -> None:
    index.add(THREE)
    found = index.search_dense(HashedWords().encode(["bridge"]), 3, ALL)[0]
    one, two, three = (key for key, _ in found)
    assert [item.key for item in index.passages([three, one, three])] == [three, one, three]
    assert index.passages([]) == []
    assert (index.vectors([one, two])[::-1] == index.vectors([two, one])).all()
    assert np.linalg.norm(index.vectors([one, two]), axis=1) == pytest.approx(1.0, abs=1e-6)
    assert index.vectors([]).shape == (0, 64)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Engineer's crack", {"harbour"}),
        ("span", {"harbour"}),
        ("FERRIES", {"ferry"}),
        ("Brucke", {"undated"}),
        ("Bru\u0308cke", {"undated"}),
        ("ferry-boat", {"ferry"}),
        ('"ferry', {"ferry"}),
        ("NOT ferry AND cracks", {"ferry", "harbour"}),
        ("text:ferry", {"ferry"}),
        ("fer*", set()),
        ("ferry\0cracks", {"ferry", "harbour"}),
        ("🜁 \U0001e900 ferry", {"ferry"}),
        ("\ud800 ferry", {"ferry"}),
        ("3", {"harbour"}),
        ("a" * 100_000, set()),
        ("", set()),
        ("  ?! -- \" ' * () \0", set()),
        ("the of and it's not", set()),
    ],
)
def test_any_text_is_a_query(index: Backend, place: Place, query: str, found: set[str]) -> None:
    if not place.has_words:
        pytest.skip("a server older than 2.5 has no word search")
    index.add(THREE)
    assert words(index, query) == found


def test_better_word_matches_come_first_with_higher_scores(index: Backend, place: Place) -> None:
    if not place.has_words:
        pytest.skip("a server older than 2.5 has no word search")
    index.add([*THREE, *(Document(id=str(i), text=f"Filler number {i}.") for i in range(20))])
    (first, best), (_, second) = index.search_words("bridge cracks pillars", 2, ALL)
    assert index.passages([first])[0].document.id == "harbour"
    assert best > second > 0


def test_a_number_is_found_whole(index: Backend, place: Place) -> None:
    if not place.has_words:
        pytest.skip("a server older than 2.5 has no word search")
    index.add([Document(id="a", text="It rose 3.5 percent."), Document(id="b", text="5 of 3 men.")])
    assert words(index, "3.5") == {"a"}


@pytest.mark.parametrize(
    ("field", "document"),
    [
        ("id", Document(id="x" * (Limits.id_chars + 1), text="Text.")),
        ("id", Document(id="..", text="Text.")),
        ("title", Document(id="x", title="t" * 5_000, text="Text.")),
        ("url", Document(id="x", url="https://\udfff/", text="Text.")),
    ],
)
def test_what_cannot_be_stored_is_refused_before_anything_is_written(
    index: Backend, field: str, document: Document
) -> None:
    with pytest.raises(InvalidInput) as caught:
        index.add([HARBOUR, document])
    assert caught.value.field == field
    assert index.documents() == []


def test_the_greatest_that_is_allowed_is_stored(index: Backend) -> None:
    name, most = "𝄞" * Limits.id_chars, "𝄞" * 4_000
    document = Document(
        id=name, title=most, publisher=most, url=most, language=most, text="𝄞" * 40_000
    )
    index.add([document])
    assert replace(index.get(name), ingested=None, version=1) == document
    assert index.documents_by_url(most) == [name]
    assert dense(index, publishers=frozenset({most})) == {name}


@pytest.mark.parametrize(
    "ask",
    [
        lambda index: index.get("\ud800"),
        lambda index: index.get("ferry", version=0),
        lambda index: index.documents(limit=0),
        lambda index: index.documents(after="\0"),
        lambda index: index.documents_by_url("\ud800"),
        lambda index: index.remove("ferry"),
        lambda index: index.remove(None),
        lambda index: index.add(FERRY),
        lambda index: index.passages([10**12]),
        lambda index: index.passages([2**70]),
        lambda index: index.vectors([0]),
        lambda index: index.search_words("bridge", 0, ALL),
        lambda index: index.search_words(5, 5, ALL),
        lambda index: index.search_dense(np.zeros((1, 63)), 5, ALL),
        lambda index: index.search_dense(np.full((1, 64), np.nan), 5, ALL),
        lambda index: index.search_dense(np.zeros((1, 64)), True, ALL),
    ],
)
def test_bad_arguments_are_refused(index: Backend, ask: Callable[[Backend], object]) -> None:
    with pytest.raises(InvalidInput):
        ask(index)


def test_what_is_there_is_opened_and_not_made_anew(place: Place) -> None:
    path = place.new()
    with pytest.raises(IndexNotFound):
        open_index(path, HashedWords())
    with create_index(path, HashedWords()) as index:
        index.add(THREE)
        snapshot = index.snapshot
    with pytest.raises(InvalidInput, match="already"):
        create_index(path, HashedWords())
    with pytest.raises(IndexIncompatible, match="other-words"):
        open_index(path, HashedWords("other-words"))
    with open_index(path, HashedWords()) as index:
        assert index.snapshot == snapshot
        assert index.info().embedder == HashedWords().info
        assert dense(index) == {"harbour", "ferry", "undated"}
        with pytest.raises(IndexReadOnly):
            index.add([FERRY])
        with pytest.raises(IndexReadOnly):
            index.remove(["ferry"])


def test_one_writes_and_a_second_is_told_who(place: Place) -> None:
    path = place.new()
    with create_index(path, HashedWords()) as first:
        with pytest.raises(IndexLocked, match=f"process {os.getpid()} is writing"):
            open_index(path, HashedWords(), writable=True)
        first.add([FERRY])
        with open_index(path, HashedWords()) as reader:
            assert dense(reader) == {"ferry"}
    with open_index(path, HashedWords(), writable=True) as second:
        assert second.add([HARBOUR]) == AddSummary(1, 0, 0, 1)


def test_what_one_handle_writes_another_sees_soon(place: Place) -> None:
    path = place.new()
    with (
        create_index(path, HashedWords()) as writer,
        open_index(path, HashedWords()) as reader,
    ):
        for change, expected in (
            (lambda: writer.add(THREE), {"harbour", "ferry", "undated"}),
            (lambda: writer.remove(["ferry"]), {"harbour", "undated"}),
            (lambda: writer.add([replace(HARBOUR, text="The bridge is open.")]), None),
        ):
            change()
            eventually(lambda: reader.snapshot == writer.snapshot)
            assert dense(reader) == (expected or {"harbour", "undated"})
            assert reader.documents() == writer.documents()


def test_a_closed_index_says_so(place: Place) -> None:
    index = create_index(place.new(), HashedWords())
    index.close()
    index.close()
    for ask in (index.info, index.documents, lambda: index.add([FERRY])):
        with pytest.raises(IndexFailure, match="closed"):
            ask()


# Reads what the first process writes, and tells snapshot, ids and the nearest passage.
READER = """
import sys
from index_samples import HashedWords
from factcheck.index import open_index
from factcheck.types import Filters

encoder = HashedWords()
with open_index(sys.argv[1], encoder) as index:
    for line in sys.stdin:
        ids = [document.id for document in index.documents()]
        found = index.search_dense(encoder.encode(["bridge"]), 9, Filters())[0]
        print(index.snapshot, *ids, len(found), flush=True)
"""

# Is killed in the middle of writing its second batch.
WRITER = """
import os, sys
from index_samples import HashedWords
from factcheck.index import open_index
from factcheck.index.milvus import log, writer
from factcheck.index import changes
from factcheck.types import Document

with open_index(sys.argv[1], HashedWords(), writable=True) as index:
    index.add([Document(id="kept", text="A bridge that is kept.")])
    print("acknowledged", flush=True)
    def die(*arguments, **named):
        os._exit(9)
    log.Log.append = die
    changes.next_snapshot = die
    index.add([Document(id="kept", text="Changed."), Document(id="lost", text="A bridge.")])
"""


def process(script: str, path: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", script, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[1])])},
    )


def skip_where_one_process_holds_all(place: Place) -> None:
    if place.layer == "file":
        pytest.skip("a file of Milvus Lite is for one process; its server is for several")


def test_another_process_sees_the_same(place: Place) -> None:
    skip_where_one_process_holds_all(place)
    path = place.new()
    with create_index(path, HashedWords()) as index, process(READER, path) as reader:
        assert reader.stdin is not None and reader.stdout is not None

        def told() -> list[str]:
            print("?", file=reader.stdin, flush=True)
            return reader.stdout.readline().split()

        index.add(THREE)
        eventually(lambda: told() == [index.snapshot, "ferry", "harbour", "undated", "3"])
        index.remove(["ferry"])
        eventually(lambda: told() == [index.snapshot, "harbour", "undated", "2"])
        reader.stdin.close()


def test_a_writer_that_dies_leaves_what_it_acknowledged_and_nothing_by_half(place: Place) -> None:
    skip_where_one_process_holds_all(place)
    path = place.new()
    create_index(path, HashedWords()).close()
    writer = process(WRITER, path)
    out, _ = writer.communicate(timeout=60)
    assert (out, writer.returncode) == ("acknowledged\n", 9)

    def is_whole(index: Backend) -> bool:
        (document,) = index.documents()
        info = index.info()
        return (
            document.text == "A bridge that is kept."
            and dense(index) == {"kept"}
            and (info.documents, info.passages) == (1, 1)
        )

    with open_index(path, HashedWords()) as reader:
        assert is_whole(reader)
        with open_index(path, HashedWords(), writable=True) as index:
            assert index.add([Document(id="kept", text="A bridge that is kept.")]).unchanged == 1
            assert is_whole(index)
            assert is_whole(reader)
            index.add([Document(id="kept", text="Changed."), Document(id="new", text="A bridge.")])
            assert [item.id for item in index.documents()] == ["kept", "new"]
            assert index.get("kept").version == 2
            assert index.info().passages == 2
            assert len(index.search_dense(HashedWords().encode(["bridge"]), 9, ALL)[0]) == 2


def test_what_changed_between_two_states_is_told_by_document(index: Backend) -> None:
    index.add(THREE)
    then = index.snapshot
    assert index.changes_since(then) == []
    before = {document.id: index.get(document.id).version for document in THREE}
    index.add([Document(id="passing", text="It comes and goes.")])
    index.remove(["ferry", "passing"])
    index.add([replace(HARBOUR, text="The bridge is open."), Document(id="new", text="A bridge.")])
    index.add([replace(HARBOUR, text="The bridge is open again.")])
    found = {change.id: change for change in index.changes_since(then)}
    assert {name: change.kind for name, change in found.items()} == {
        "ferry": "removed",
        "harbour": "replaced",
        "new": "added",
    }
    assert found["ferry"] == DocumentChange("ferry", before["ferry"], None)
    assert found["harbour"] == DocumentChange("harbour", before["harbour"], before["harbour"] + 2)
    with pytest.raises(SnapshotNotFound):
        index.changes_since("0" * 32)


REVIEW = ClaimReview(
    "The bridge was closed on Monday.",
    "Mostly “false”",
    "https://checks.example/bridge",
    author=Party("Checkers"),
    published="2025-06-22",
    value=2.5,
    claimant=Party("A blogger", "Person"),
)


def test_an_earlier_fact_check_comes_back_with_its_rating(index: Backend) -> None:
    index.add([HARBOUR, to_document(REVIEW, id="review")])
    assert index.get("review").review == REVIEW
    assert index.get("harbour").review is None
    assert [document.id for document in index.documents()] == ["harbour", "review"]
    changed = replace(REVIEW, rating="False")
    assert index.add([to_document(changed, id="review")]).replaced == 1
    assert index.get("review").review == changed
    assert index.get("review", 1).review == REVIEW


def test_earlier_fact_checks_are_found_only_where_they_are_asked_for(
    index: Backend, place: Place
) -> None:
    index.add([HARBOUR, FERRY, to_document(REVIEW, id="review")])
    for search in searches(place):
        assert search(index) == {"harbour", "ferry"}
        assert search(index, reviews=True) == {"review"}
        assert search(index, reviews=True, as_of="2025-06-21") == set()
        assert search(index, publishers=frozenset({"Checkers"})) == set()
    index.remove(["review"])
    for search in searches(place):
        assert search(index, reviews=True) == set()


@pytest.mark.parametrize("size", [70_000])
def test_a_fact_check_that_is_too_long_is_refused(index: Backend, size: int) -> None:
    with pytest.raises(InvalidInput, match="review: must be at most 65000 bytes"):
        index.add([to_document(replace(REVIEW, body="x" * size))])
