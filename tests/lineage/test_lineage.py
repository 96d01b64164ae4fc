"""Copies of one report count once."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from factcheck.addresses import canonical_url, path
from factcheck.lineage.fingerprints import fingerprint
from factcheck.lineage.origins import is_copy, origins, shingles
from factcheck.types import Document, DocumentRef, Passage

STORY = (
    "The ministry said on Tuesday that the bridge over the river would stay closed for two "
    "weeks while engineers look for cracks in its southern pillar."
)
OTHER = "Farmers in the valley expect the best cherry harvest for a decade after a mild spring."


def passage(
    key: int, text: str, *, document: str = "", url: str | None = None, day: str | None = None
) -> Passage:
    ref = DocumentRef(document or f"d{key}", url=url, published=day)
    return Passage(key, ref, 0, len(text), text, "2025-01-01")


def test_a_copy_and_a_light_rewrite_share_the_earliest_documents_origin() -> None:
    rewrite = STORY.replace("on Tuesday ", "")
    found = origins(
        [
            passage(1, rewrite, day="2025-03-02"),
            passage(2, STORY, day="2025-03-01"),
            passage(3, OTHER, day="2025-03-03"),
        ]
    )
    assert found == ["d2", "d2", "d3"]


def test_passages_of_one_document_or_one_address_share_an_origin() -> None:
    found = origins(
        [
            passage(1, STORY, document="a"),
            passage(2, OTHER, document="a"),
            passage(3, "Quite another text.", url="https://www.example.org/x?utm_source=feed"),
            passage(4, "And yet another one.", url="http://example.org/x/"),
        ]
    )
    assert found[0] == found[1]
    assert found[2] == found[3] != found[0]


def test_two_retellings_of_one_wire_story_are_one_origin_however_few_tell_it() -> None:
    told = [
        Document(
            "A ferry with 120 people aboard ran aground off Marlow after its rudder failed (AP). "
            "Two tugs pulled it free at high tide.",
            id="a",
            published="2025-05-01",
        ),
        Document(
            "Off Marlow a ferry ran aground with a failed rudder, according to AP. At high tide "
            "it was pulled free; its 120 passengers had to wait for the two tugs.",
            id="b",
            published="2025-05-01",
        ),
    ]
    found = [
        passage(i, each.text, document=each.id, day=each.published) for i, each in enumerate(told)
    ]
    others = [passage(9, STORY, document="x"), passage(10, OTHER, document="y")]
    assert origins([*found, *others], told) == ["a", "a", "x", "y"]


def test_passages_of_one_pattern_with_other_facts_are_two_origins() -> None:
    pattern = (
        "The turnout in the district of {} in the parliamentary election of 2021 was {} % of "
        "registered voters, the commission said."
    )
    rows = [pattern.format("Lindmoor", 51), pattern.format("Ostby", 61)]
    assert origins([passage(i, row) for i, row in enumerate(rows)]) == ["d0", "d1"]
    assert origins([passage(0, rows[0]), passage(1, f"{rows[0]} It rains.")]) == ["d0", "d0"]


def test_passages_of_two_copies_share_an_origin_though_they_speak_of_different_things() -> None:
    whole = f"{STORY} {OTHER}"
    found = origins(
        [passage(1, STORY, document="a"), passage(2, OTHER, document="b")],
        [
            Document(id="a", text=whole, published="2025-03-02"),
            Document(id="b", text=f"(AFP) {whole}", published="2025-03-03"),
        ],
    )
    assert found[0] == found[1]


@given(st.permutations(range(6)))
def test_the_order_of_passages_does_not_matter(order: list[int]) -> None:
    texts = [STORY, STORY + " More soon.", OTHER, "A third thing happened.", OTHER, STORY]
    items = [passage(i, text, day=f"2025-01-{i + 1:02}") for i, text in enumerate(texts)]
    straight = origins(items)
    shuffled = origins([items[i] for i in order])
    assert [shuffled[order.index(i)] for i in range(6)] == straight


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://www.example.org/a/?utm_source=x&fbclid=1#top", "example.org/a"),
        ("https://example.org/a?page=2&id=7&utm_medium=y", "example.org/a?id=7&page=2"),
        ("http://EXAMPLE.org/A", "example.org/A"),
        (None, None),
        ("http://[broken", "http://[broken"),
    ],
)
def test_addresses_are_compared_without_their_trimmings(
    url: str | None, canonical: str | None
) -> None:
    assert canonical_url(url) == canonical


@given(st.text("htps:/[]@#?.%ab1\u2100", max_size=12).map("http://".__add__))
def test_what_no_address_can_be_has_no_path_and_no_headline(url: str) -> None:
    assert path(url) == "" or path(url) in url
    assert fingerprint(Document("a", STORY, url=url)).headline == frozenset()


def test_a_copy_is_most_of_the_other_text_and_not_a_quoted_sentence_of_it() -> None:
    article = " ".join(f"Sentence number {i} speaks of matter {i * 7}." for i in range(40))

    def is_copied(text: str, other: str) -> bool:
        return is_copy(shingles(text), shingles(other))

    assert is_copied(article, article.upper())
    assert is_copied(article, article + " (Updated.)")
    assert not is_copied(article, "Sentence number 3 speaks of matter 21.")
    assert not is_copied(article, OTHER)
    assert not is_copied("", article)
