"""Earlier fact-checks in an index: kept whole, matched by what makes them true, never evidence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck import ClaimReview, Document, FactChecker, InvalidInput, Party, verdict_record
from factcheck.ingest.reviews import read_reviews
from factcheck.known_claims.claimreview import from_json_ld, from_verdict, to_document, to_json_ld
from factcheck.known_claims.match_types import Difference, Slot
from factcheck.known_claims.matching import FEATURES, Weights, fitted, is_same

pytestmark = pytest.mark.slow

SOURCES = [
    Document(
        id="news",
        publisher="Harbour News",
        published="2025-03-04",
        text="The harbour bridge in Harwich was closed for 14 days in March 2025.",
    ),
    Document(id="other", text="Farmers expect the best cherry harvest for ten years."),
]
REVIEW = ClaimReview(
    claim="The harbour bridge in Harwich was closed for 14 days in March 2025.",
    rating="Pants on fire",
    url="https://checks.example/bridge",
    author=Party("Harbour Checkers"),
    published="2025-03-20",
    value=1,
    worst=1,
    best=5,
    claimant=Party("A blogger", "Person"),
    claimed="2025-03-18",
    title="No, the bridge was not closed",
)
UNRELATED = ClaimReview("Cherries cure colds.", "False", "https://checks.example/cherries")
CLAIM = "Harwich's harbour bridge was shut for fourteen days in March 2025."


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FactChecker]:
    with FactChecker.create(tmp_path_factory.mktemp("known") / "index") as checker:
        checker.add(SOURCES)
        yield checker


@pytest.fixture(scope="module")
def known(checker: FactChecker) -> FactChecker:
    checker.add_reviews([REVIEW, UNRELATED])
    return checker


def test_a_claim_in_other_words_is_recognised(known: FactChecker) -> None:
    first, second = known.match(CLAIM)
    assert (first.same, first.document.review, first.differences) == (True, REVIEW, ())
    assert (second.same, second.document.review) == (False, UNRELATED)
    assert first.score > second.score


def test_what_a_post_puts_around_a_claim_does_not_count(known: FactChecker) -> None:
    first, _ = known.match(f"🚨 BREAKING: {CLAIM} Please share! #harwich #news")
    assert (first.same, first.document.review, first.differences) == (True, REVIEW, ())


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("fourteen", "forty", "number differs: forty vs 14"),
        ("2025", "2019", "date differs: March 2019 vs March 2025"),
        ("Harwich", "Dover", "place differs: Dover vs Harwich"),
        ("was shut", "was not shut", "polarity differs: negated vs not negated"),
    ],
)
def test_one_changed_slot_makes_it_another_claim(
    known: FactChecker, old: str, new: str, reason: str
) -> None:
    (match,) = [x for x in known.match(CLAIM.replace(old, new)) if x.document.review == REVIEW]
    assert not match.same
    assert reason.partition(" differs")[2] in " ".join(x.reason for x in match.differences)


def test_a_fact_check_is_never_evidence(checker: FactChecker) -> None:
    checker.add_reviews([REVIEW])
    claim = "The harbour bridge was closed for 14 days."
    before = [item.document.id for item in checker.verify(claim).evidence]
    assert before == [document.id for document in SOURCES]
    assert [hit.passage.document.id for hit in checker.search("harbour bridge")] == before
    report = checker.check("The harbour bridge was closed for 14 days in March 2025.")
    shown = json.dumps([verdict_record(verdict) for verdict in report.verdicts])
    assert "Pants on fire" not in shown and "review-" not in shown
    assert set(checker.lineage().origins) == {document.id for document in SOURCES}


def test_adding_fact_checks_changes_no_verdict(tmp_path: Path) -> None:
    def without_snapshot(checker: FactChecker) -> dict[str, object]:
        record = verdict_record(checker.verify("The bridge was closed for 14 days."))
        record["provenance"].pop("snapshot")
        return record

    with FactChecker.create(tmp_path / "index") as checker:
        checker.add(SOURCES)
        before = without_snapshot(checker)
        checker.add_reviews([REVIEW, UNRELATED])
        assert without_snapshot(checker) == before


def test_says_at_the_beginning_of_a_fact_check_is_no_part_of_the_claim(known: FactChecker) -> None:
    says = ClaimReview("Says the ferry in Harwich sank.", "False", "https://checks.example/ferry")
    known.add_reviews([says])
    first, *_ = known.match("The ferry in Harwich sank.")
    assert (first.same, first.document.review, first.differences) == (True, says, ())
    known.remove([to_document(says).id])


def test_filters_hold_for_reviewers_and_days(known: FactChecker) -> None:
    assert known.match(CLAIM, publishers=["Nobody"]) == []
    assert known.match(CLAIM, publishers=["Harbour Checkers"], as_of="2025-03-19") == []
    assert len(known.match(CLAIM, publishers=["Harbour Checkers"], as_of="2025-03-20")) == 1
    assert len(known.match(CLAIM, k=1)) == 1
    with pytest.raises(InvalidInput, match="claim"):
        known.match(" ")


def test_a_corrected_rating_replaces_the_one_before(tmp_path: Path) -> None:
    corrected = ClaimReview(REVIEW.claim, "True after all", REVIEW.url)
    with FactChecker.create(tmp_path / "index") as checker:
        assert checker.add_reviews([REVIEW]).added == 1
        assert checker.add_reviews([REVIEW]).unchanged == 1
        assert checker.add_reviews([REVIEW, corrected]).replaced == 1
        (match,) = checker.match(CLAIM)
        assert match.document.review == corrected
        assert match.document.version == 2


def test_what_is_exported_comes_back_from_an_index_unchanged(known: FactChecker) -> None:
    verdict = known.verify("The harbour bridge in Harwich was closed for 14 days.")
    exported = to_json_ld(from_verdict(verdict, url="https://desk.example/1", author="Desk"))
    (read,) = read_reviews(json.dumps(exported), "export").reviews
    known.add_reviews([read])
    kept = known.get(to_document(read).id).review
    assert kept is not None
    assert json.dumps(to_json_ld(kept)) == json.dumps(exported)
    assert from_json_ld(exported) == kept
    known.remove([to_document(read).id])


def test_what_decides_is_the_score_and_a_contrary_figure() -> None:
    weights = Weights((1.0,) * len(FEATURES), 0.0, threshold=0.5)
    contrary = Difference(Slot.HOW_MANY, "40", "14", decides=True)
    assert is_same(0.5, [], weights)
    assert not is_same(0.49, [], weights)
    assert not is_same(0.99, [contrary], weights)
    assert is_same(0.99, [Difference(Slot.HOW_MANY, None, "14")], weights)
    assert is_same(0.99, [Difference(Slot.WHO, "Ann", "Bo")], weights)
    assert len(fitted().weights) == len(FEATURES)


def test_a_document_is_the_claim_of_its_review() -> None:
    with pytest.raises(InvalidInput, match="must be the claim of the review"):
        Document(text="Something else.", review=REVIEW)
