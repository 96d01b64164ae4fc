"""Lineage: which documents go back to one report, why, and which do not."""

from __future__ import annotations

import importlib.util
import random
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from factcheck.ingest import read_sources
from factcheck.lineage.credits import agencies
from factcheck.lineage.nearcopies import Wordings
from factcheck.lineage.rarity import hashed, runs
from factcheck.lineage.tracing import Lineage, trace
from factcheck.types import Document

REPORT = (
    "The ministry said on Tuesday that the bridge over the river would stay closed for two weeks "
    "while engineers look for cracks in its southern pillar. Traffic is sent over the old weir."
)
NOTE = "Divers saw a broken cable near the island and the ferry company stopped its night service."
RETOLD = "The ferry company stopped night service after a broken cable was seen, by one account."


def document(name: str, text: str, day: str | None = "2025-03-04", **values: str) -> Document:
    return Document(id=name, text=text, published=day, **values)


def reasons(lineage: Lineage) -> list[tuple[str, str, str]]:
    return [(link.first, link.second, link.reason) for link in lineage.links]


def test_a_copy_and_a_light_rewrite_go_back_to_the_earliest() -> None:
    rewrite = REPORT.replace("on Tuesday ", "").replace("stay closed", "remain shut")
    found = trace(
        [
            document("c", rewrite, "2025-03-06"),
            document("b", f"(Reuters) {REPORT}", "2025-03-05"),
            document("a", REPORT, "2025-03-04"),
            document("x", NOTE, "2025-03-01"),
        ]
    )
    assert found.origins == {"a": "a", "b": "a", "c": "a", "x": "x"}
    assert {link.reason for link in found.links} == {"copy"}
    assert found.groups() == [["a", "b", "c"]]


def test_rows_of_a_table_are_no_copies_of_each_other() -> None:
    pattern = (
        "The turnout in the district of {} in the parliamentary election of 2021 was {} % of "
        "registered voters, the commission said."
    )
    rows = [
        document("a", pattern.format("Lindmoor", 51)),
        document("b", pattern.format("Ostby", 61)),
        document("c", f"(Reuters) {pattern.format('Ostby', 61)}"),
    ]
    assert trace(rows).groups() == [["b", "c"]]


def test_another_report_of_the_same_event_is_an_origin_of_its_own() -> None:
    other = (
        "Drivers face long queues: the southern pillar of the bridge has cracks, a spokeswoman "
        "told reporters, and nobody may cross before the middle of the month."
    )
    found = trace([document("a", REPORT), document("b", other)])
    assert found.origins == {"a": "a", "b": "b"}
    assert found.links == ()


def test_a_report_told_again_in_mostly_the_same_words_is_a_copy() -> None:
    told = (
        "The harbour council voted on Friday evening to rebuild the lighthouse that a winter storm "
        "had torn from the northern pier, and to pay for it with a toll on pleasure boats. The "
        "engineer Olga Brandt expects that work will take eighteen months once granite arrives."
    )
    again = (
        "On Friday evening the harbour council decided to rebuild the lighthouse, which a storm in "
        "winter had torn off the northern pier; pleasure boats will pay for it with a toll. Work "
        "will take eighteen months, the engineer Olga Brandt expects, once the granite is there."
    )
    own_words = (
        "Skippers of pleasure boats are angry about a toll. It is to finance a new lighthouse on "
        "the northern pier. Nothing can start before granite is delivered, says Olga Brandt, who "
        "as engineer reckons with eighteen months; the old tower fell in a gale last winter."
    )
    others = [document(f"x{i}", f"{NOTE} {REPORT}"[i * 20 : i * 20 + 150]) for i in range(8)]
    found = trace([document("a", told), document("b", again), document("c", own_words), *others])
    assert (found.origins["b"], found.origins["c"]) == ("a", "c")
    (link,) = [link for link in found.links if link.first == "a"]
    assert link.reason == "copy"
    assert link.detail.endswith("of the words are shared")


def test_set_phrases_that_many_texts_share_join_nothing() -> None:
    phrase = "All rights reserved by the publisher who may be reached at the usual address"
    texts = [f"{name} won the {name}ian cup in {name}. {phrase}." for name in map(str, range(60))]
    found = trace(document(f"d{i}", text) for i, text in enumerate(texts))
    assert found.groups() == []


def test_a_dated_report_is_the_origin_of_an_undated_copy() -> None:
    found = trace([document("a", REPORT, None), document("b", REPORT, "2025-03-04")])
    assert found.origins == {"a": "b", "b": "b"}
    assert found.links[0].detail == "the same text"


def test_one_address_is_one_report() -> None:
    found = trace(
        [
            document("a", REPORT, url="https://www.example.org/x?utm_source=feed"),
            document("b", NOTE, url="http://example.org/x/"),
        ]
    )
    assert reasons(found) == [("a", "b", "address")]


def test_notes_of_one_day_that_credit_one_agency_and_speak_alike_are_joined() -> None:
    credited = [
        document("a", NOTE, publisher="A (AFP)"),
        document("b", RETOLD, publisher="B (AFP)"),
    ]
    filler = [document(f"f{i}", f"Matter {i} of the day {i * 7}.") for i in range(9)]
    assert reasons(trace([*credited, *filler])) == [("a", "b", "credit")]
    later = document("b", RETOLD, "2025-03-05", publisher="B (AFP)")
    assert trace([credited[0], later, *filler]).links == ()
    another = document("b", RETOLD, publisher="B (Reuters)")
    assert trace([credited[0], another, *filler]).links == ()


def test_notes_under_one_headline_are_joined_unless_they_credit_two_agencies() -> None:
    one = "https://a.example/2025/night-ferry-stopped-after-broken-cable-81723"
    two = "https://b.example/news/night-ferry-stopped-after-cable-broken"
    filler = [
        document(f"f{i}", "Nothing.", url=f"https://c.example/{i}/harvest-fine-of-cherry-{word}")
        for i, word in enumerate("abc")
    ]
    a, b = document("a", NOTE, url=one), document("b", RETOLD, url=two)
    assert ("a", "b", "headline") in reasons(trace([a, b, *filler]))
    a = document("a", NOTE, url=one, publisher="A (AFP)")
    b = document("b", RETOLD, url=two, publisher="B (Reuters)")
    assert ("a", "b", "headline") not in reasons(trace([a, b, *filler]))


def test_a_note_that_links_to_a_report_goes_back_to_it() -> None:
    source = document("a", NOTE, url="https://a.example/1")
    note = document("b", f"{RETOLD} See https://a.example/1.", "2025-03-09")
    filler = [document(f"f{i}", f"Matter {i} of the day {i * 7}.") for i in range(9)]
    assert reasons(trace([source, note, *filler])) == [("a", "b", "link")]


def test_headlines_of_two_days_join_nothing_not_even_where_one_links_to_the_other() -> None:
    one = "https://a.example/2025/night-ferry-stopped-after-broken-cable-81723"
    two = "https://b.example/news/night-ferry-stopped-after-cable-broken"
    source = document("a", NOTE, url=one)
    other = f"Passengers wait for hours at the quay. See {one}."
    filler = [
        document(f"f{i}", "Nothing.", url=f"https://c.example/{i}/harvest-fine-of-cherry-{word}")
        for i, word in enumerate("abc")
    ]
    of_one_day = document("b", other, url=two)
    assert ("a", "b", "headline") in reasons(trace([source, of_one_day, *filler]))
    later = document("b", other, "2025-03-05", url=two)
    assert "b" not in {link.second for link in trace([source, later, *filler]).links}


def test_the_order_of_arrival_does_not_matter() -> None:
    documents, _ = _benchmark().planted(60, 5)
    straight = trace(documents)
    for seed in range(10):
        assert trace(random.Random(seed).sample(documents, len(documents))) == straight


@pytest.mark.parametrize("seed", [11, 12])
def test_planted_reports_are_found_and_independent_ones_kept_apart(seed: int) -> None:
    documents, gold = _benchmark().planted(800, seed)
    measured = _benchmark().measures(trace(documents).origins, gold)
    assert measured["precision"] >= 0.95
    assert measured["recall"] >= 0.85


def test_notices_of_one_pattern_are_told_apart_and_their_copies_found() -> None:
    documents, gold = _benchmark().patterned(400, 11, 22)
    measured = _benchmark().measures(trace(documents).origins, gold)
    assert measured["precision"] >= 0.95
    assert measured["recall"] >= 0.95


def test_a_thousand_copies_are_one_group() -> None:
    copies = [document(f"d{i:04}", f"{REPORT} Reader number {i * i}.") for i in range(1000)]
    assert set(trace(copies).origins.values()) == {"d0000"}


@pytest.mark.parametrize(
    "texts", [[], [""], ["", ""], ["one"], ["one two", "one two three"], ["…", "—"]]
)
def test_tiny_and_empty_texts_are_taken(texts: list[str]) -> None:
    wordings = Wordings([runs(hashed(text.split()), 3) for text in texts])
    assert all(a < b for a, b in wordings.candidates())
    assert all(0 <= x <= 1 for a, b in pairwise(range(len(texts))) for x in wordings.likeness(a, b))


def test_notes_on_one_wire_story_are_found_in_the_demo_corpus(repository: Path) -> None:
    documents = list(read_sources(repository / "indexes/demo/sources.jsonl"))
    groups = {frozenset(group) for group in trace(documents).groups()}
    assert {frozenset({"s035", "s036"}), frozenset({"s038", "s039", "s040"})} <= groups
    assert sum(map(len, groups)) < 20


def test_two_documents_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="share an id"):
        trace([document("a", REPORT), document("a", NOTE)])


@pytest.mark.parametrize(
    ("text", "publisher", "found"),
    [
        ("According to Reuters, 12 people died.", None, {"reuters"}),
        ("Citing TASS, it told of 12 dead.", None, {"tass"}),
        ("MOSCOW (Reuters) - The bridge is shut.", None, {"reuters"}),
        ("TASS reports that the bridge is shut.", None, {"tass"}),
        ("It is shut, according to Agence France-Presse.", None, {"afp"}),
        ("The bridge is shut.", "Manila Bulletin (AFP)", {"afp"}),
        ("The AP exam is on Monday.", None, set()),
        ("A bloomberg of flowers. He said Reuters is a firm.", None, set()),
    ],
)
def test_agencies_are_read_from_credits_only(
    text: str, publisher: str | None, found: set[str]
) -> None:
    assert agencies(text, publisher) == found


def _benchmark() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks/lineage.py"
    spec = importlib.util.spec_from_file_location("lineage_benchmark", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
