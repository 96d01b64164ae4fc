"""Which watched verdicts can have changed, found without drawing them all again."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from watch_samples import Asked, WordScorer, asked, document, new_checker, opened, use

from factcheck import Document, FactChecker, Label, change_record
from factcheck.claims.extraction import whole
from factcheck.index import DocumentChange
from factcheck.index.history import compact
from factcheck.policy.types import MinimumOrigins, Policy
from factcheck.watch import recheck, verdicts
from factcheck.watch.records import Cause, Change, outcome_of
from factcheck.watch.store import Watches

# The learnt tagger that finds who said a claim is the real one.
pytestmark = pytest.mark.slow

CLOSED = "The bridge in Lund was closed."
NEWS = Document(id="news", text="The bridge in Lund was closed.", published="2025-03-01")
TWO_SOURCES = Policy(
    "two sources", support=0.5, refute=0.5, minimum_origins=MinimumOrigins(2, 2, 2)
)
DENIAL = Document(id="denial", text="The bridge in Lund was never closed.", published="2025-03-09")


def full(checker: FactChecker, questions: dict[str, Asked]) -> dict[str, tuple[Any, Any]]:
    """What a full run draws: of each verdict the gist, and all passages that it was drawn from."""
    found = {}
    for name, (claim, options) in questions.items():
        verdict = checker.verify(claim, **options)
        looks = {
            (part, item.document.id, checker.get(item.document.id).version, item.start, item.text)
            for part, drawn in (("claim", verdict), ("content", verdict.content))
            if drawn is not None
            for item in drawn.evidence
        }
        found[name] = outcome_of(verdict, {}).gist, looks
    return found


def watch(watches: Watches, checker: FactChecker, claim: str = CLOSED, **options: Any) -> str:
    """Watch a claim and draw its first verdict; the id."""
    (added,) = watches.add([claim], checker.info().path, **options).watches
    checker.recheck(watches)
    return added.id


def only_change(checker: FactChecker, watches: Watches) -> Change:
    (change,) = checker.recheck(watches).changes
    assert watches.changes(change.watch)[0] == change
    return change


def test_a_watch_on_a_folder_of_sources_is_one_on_the_index_beside_them(
    tmp_path: Path, scorer: WordScorer, watches: Watches
) -> None:
    with new_checker(tmp_path / "desk" / "index", scorer) as checker:
        checker.add([NEWS])
        (added,) = watches.add([CLOSED], tmp_path / "desk").watches
        assert added.index == str((tmp_path / "desk" / "index").resolve())
        assert watches.is_behind(tmp_path / "desk", checker.snapshot)
        assert checker.recheck(watches).first == (added.id,)
        assert not watches.is_behind(tmp_path / "desk", checker.snapshot)
    with opened(tmp_path / "desk", scorer) as checker:
        assert checker.recheck(watches).current == 1


@pytest.mark.parametrize("seed", range(4))
def test_those_found_affected_are_those_of_a_full_run(tmp_path: Path, seed: int) -> None:
    random_, scorer = random.Random(seed), WordScorer()
    watches = Watches(tmp_path / "watches.sqlite", create=True)
    with new_checker(tmp_path / "index", scorer) as checker:
        checker.add([document(random_, f"d{i}") for i in range(80)])
        questions = {
            watches.add([claim], tmp_path / "index", **options).watches[0].id: (claim, options)
            for claim, options in asked(random_, 40)
        }
        assert set(checker.recheck(watches).first) == set(questions)
        before = full(checker, questions)
        for step in range(5):
            known = [item.id for item in checker.documents(limit=1_000)]
            match random_.choice(["add", "replace", "remove", "copy"]):
                case "add":
                    checker.add([document(random_, f"new{step}")])
                case "replace":
                    checker.add([document(random_, random_.choice(known))])
                case "remove":
                    checker.remove(random_.sample(known, 2))
                case "copy":
                    checker.add([replace(checker.get(random_.choice(known)), id=f"copy{step}")])
            found, after = checker.recheck(watches), full(checker, questions)
            differ = [{x for x in questions if before[x][i] != after[x][i]} for i in (0, 1)]
            assert {change.watch for change in found.changes} == differ[0]
            assert set(found.affected) == differ[1]
            for name in questions:
                standing = watches.get(name).standing
                assert standing is not None and standing.gist == after[name][0]
            before = after


def test_only_passages_that_are_new_to_a_claim_are_judged(
    checker: FactChecker, scorer: WordScorer, watches: Watches
) -> None:
    random_ = random.Random(7)
    checker.add([document(random_, f"d{i}") for i in range(80)])
    watches.add([claim for claim, _ in asked(random_, 40)], checker.info().path)
    checker.recheck(watches)
    first = len(scorer.judged)
    scorer.judged.clear()
    checker.add([Document(id="new", text="The bridge in Lund was never closed.")])
    found = checker.recheck(watches)
    assert found.affected and found.unaffected
    assert "The bridge in Lund was never closed." in {passage for passage, _ in scorer.judged}
    assert len(scorer.judged) < first / 10


def test_a_change_tells_what_made_it(checker: FactChecker, watches: Watches) -> None:
    checker.add([NEWS, Document(id="other", text="Cherries are cheap in Ghent.")])
    name, then = watch(watches, checker), checker.snapshot
    checker.add([DENIAL, Document(id="far", text="A ferry sank off Porto.")])
    change = only_change(checker, watches)
    assert (change.watch, change.cause) == (name, Cause.DOCUMENTS)
    assert (change.before.label, change.after.label) == (Label.SUPPORTED, Label.CONFLICTING)
    assert change.snapshots == (then, checker.snapshot)
    assert DocumentChange("denial", None, 1) in change.documents
    assert [item.document.id for item in change.new] == ["denial"]
    assert change.gone == []
    (source,) = {checker.get(item.document.id).text[item.start : item.end] for item in change.new}
    assert source == change.new[0].text


def test_a_replaced_and_a_removed_document_are_told_as_such(
    checker: FactChecker, watches: Watches
) -> None:
    checker.add([NEWS])
    watch(watches, checker)
    checker.add([replace(NEWS, text="The bridge in Lund was never closed.")])
    change = only_change(checker, watches)
    assert change.documents == (DocumentChange("news", 1, 2),)
    assert (change.after.label, change.gone[0].version, change.new[0].version) == (
        Label.REFUTED,
        1,
        2,
    )
    checker.remove(["news"])
    change = only_change(checker, watches)
    assert change.documents == (DocumentChange("news", 2, None),)
    assert (change.after.label, change.after.evidence) == (Label.NOT_ENOUGH_EVIDENCE, ())
    assert change_record(change)["documents"] == [
        {"id": "news", "change": "removed", "before": 2, "after": None}
    ]


def test_a_document_that_comes_and_goes_between_two_runs_changes_nothing(
    checker: FactChecker, watches: Watches
) -> None:
    checker.add([NEWS])
    watch(watches, checker)
    checker.add([DENIAL])
    checker.remove(["denial"])
    found = checker.recheck(watches)
    assert (found.unaffected, found.affected, found.changes) == (1, (), ())


def test_of_what_came_later_a_watch_with_a_day_hears_nothing(
    checker: FactChecker, watches: Watches
) -> None:
    checker.add([NEWS])
    early = watch(watches, checker, as_of="2025-03-05")
    checker.add([DENIAL])
    assert checker.recheck(watches).affected == ()
    checker.add([replace(DENIAL, id="earlier", published="2025-03-04")])
    assert only_change(checker, watches).watch == early


def test_the_second_verdict_of_an_attributed_claim_is_watched_too(
    checker: FactChecker, watches: Watches
) -> None:
    checker.add([NEWS])
    watch(watches, checker, "Mayor Ana Ruiz said that the bridge in Lund was closed.")
    checker.add([DENIAL])
    change = only_change(checker, watches)
    assert change.before.content is not None and change.after.content is not None
    assert change.before.content.label is Label.SUPPORTED
    assert change.after.content.label is Label.CONFLICTING


def test_what_is_found_for_the_second_verdict_alone_makes_it_affected(
    checker: FactChecker, watches: Watches
) -> None:
    said = "Mayor Ana Ruiz said that the bridge in Lund was closed"
    checker.add([Document(id=f"d{i}", text=f"{said} in part {i}.") for i in range(8)])
    watch(watches, checker, f"{said}.")
    checker.add([DENIAL])
    change = only_change(checker, watches)
    assert change.before.gist[:4] == change.after.gist[:4]
    assert change.before.content != change.after.content
    assert [item.document.id for item in change.new] == ["denial"]


def test_the_claims_own_document_is_none_of_its_evidence_however_late_it_comes(
    checker: FactChecker, watches: Watches
) -> None:
    watch(watches, checker, url="https://news.example/bridge")
    checker.add([replace(NEWS, url="http://www.news.example/bridge/")])
    assert checker.recheck(watches).changes == ()
    checker.add([replace(NEWS, id="theirs", text="Yes: The bridge in Lund was closed.")])
    assert only_change(checker, watches).after.label is Label.SUPPORTED


def test_what_cites_the_claims_own_document_counts_no_more_than_in_a_verdict(
    checker: FactChecker, watches: Watches
) -> None:
    url = "https://news.example/bridge"
    citing = [
        Document(id=f"citing{i}", text=f"The bridge in Lund was closed, says {url} today.")
        for i in range(3)
    ]
    checker.add([*citing, Document(id="other", text="The old bridge in Lund was closed.")])
    name = watch(watches, checker, url=url, k=2)
    verdict = checker.verify(CLOSED, url=url, k=2)
    assert [item.document.id for item in verdict.evidence] == ["other"]
    standing = watches.get(name).standing
    assert standing is not None and standing.gist == outcome_of(verdict, {}).gist
    checker.add([replace(citing[0], id="citing4")])
    assert checker.recheck(watches).affected == ()


YESTERDAY = "The harbour bridge was closed yesterday."
ON_A_DAY = Document(id="dated", text="The harbour bridge was closed on 3 June 2025.")


def test_a_claim_is_read_by_its_day_as_in_a_verdict(checker: FactChecker, watches: Watches) -> None:
    checker.add([ON_A_DAY])
    name = watch(watches, checker, YESTERDAY, published="2025-06-04")
    verdict = checker.verify(YESTERDAY, published="2025-06-04")
    standing = watches.get(name).standing
    assert verdict.label is Label.SUPPORTED
    assert standing is not None and standing.gist == outcome_of(verdict, {}).gist


def test_a_claim_that_was_once_read_without_its_day_is_asked_anew(
    checker: FactChecker, watches: Watches, monkeypatch: pytest.MonkeyPatch
) -> None:
    checker.add([ON_A_DAY])
    with monkeypatch.context() as before:
        before.setattr(recheck.claim_extraction, "whole", lambda claim, *_: whole(claim))
        rules_of = verdicts.rules_of
        for module in (recheck, verdicts):
            before.setattr(
                module,
                "rules_of",
                lambda pipeline, request: rules_of(pipeline, replace(request, published=None)),
            )
        name = watch(watches, checker, YESTERDAY, published="2025-06-04")
    assert checker.recheck(watches).affected == (name,)
    standing = watches.get(name).standing
    assert standing is not None and standing.label is Label.SUPPORTED
    assert checker.recheck(watches).current == 1


def test_nothing_is_done_where_nothing_changed(
    checker: FactChecker, scorer: WordScorer, watches: Watches
) -> None:
    checker.add([NEWS])
    watch(watches, checker)
    scorer.judged.clear()
    found = checker.recheck(watches)
    assert (found.current, found.unaffected, found.affected, found.first) == (1, 0, (), ())
    assert scorer.judged == []


def test_under_another_policy_nothing_is_judged_again_but_all_is_weighed(
    checker: FactChecker, scorer: WordScorer, watches: Watches
) -> None:
    checker.add([NEWS])
    watch(watches, checker)
    scorer.judged.clear()
    checker._pipeline = replace(checker._pipeline, policy=TWO_SOURCES)
    change = only_change(checker, watches)
    assert (change.cause, change.after.label) == (Cause.POLICY, Label.NOT_ENOUGH_EVIDENCE)
    assert scorer.judged == []


def test_another_model_judges_everything_anew(
    checker: FactChecker, scorer: WordScorer, watches: Watches
) -> None:
    class Contrary(WordScorer):
        def _score(self, passage: str, claim: str) -> list[float]:
            supports, refutes, neutral = super()._score(passage, claim)
            return [refutes, supports, neutral]

    # Not word for word, which would be beyond any model's doubt.
    checker.add([replace(NEWS, text="In Lund the old bridge was closed.")])
    watch(watches, checker)
    use(checker, Contrary("contrary"))
    change = only_change(checker, watches)
    assert (change.cause, change.after.label) == (Cause.MODELS, Label.REFUTED)


def test_an_index_built_anew_at_the_same_place_is_not_taken_for_the_old_one(
    tmp_path: Path, scorer: WordScorer, watches: Watches
) -> None:
    with new_checker(tmp_path / "index", scorer) as checker:
        checker.add([NEWS])
        watch(watches, checker)
    (tmp_path / "index").rename(tmp_path / "old")
    with new_checker(tmp_path / "index", scorer) as checker:
        # Under the same key is another passage now.
        checker.add([DENIAL])
        change = only_change(checker, watches)
    assert (change.cause, change.after.label) == (Cause.INDEX, Label.REFUTED)
    assert change.documents == ()


def test_a_compacted_index_still_tells_what_changed(
    tmp_path: Path, scorer: WordScorer, watches: Watches
) -> None:
    with new_checker(tmp_path / "index", scorer) as checker:
        checker.add([NEWS])
        watch(watches, checker)
        checker.add([replace(NEWS, text="The bridge in Lund was never closed.")])
    compact(tmp_path / "index")
    with opened(tmp_path / "index", scorer) as checker:
        assert only_change(checker, watches).documents == (DocumentChange("news", 1, 2),)


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(
    checker: FactChecker, scorer: WordScorer, watches: Watches
) -> None:
    random_ = random.Random(3)
    checker.add([document(random_, f"d{i}") for i in range(20)])
    watches.add([claim for claim, _ in asked(random_, 10)], checker.info().path)
    seen = []

    def stop() -> None:
        seen.append(1)
        if len(seen) == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        checker.recheck(watches, pause=stop)
    told: list[tuple[int, int]] = []
    found = checker.recheck(watches, progress=lambda *at: told.append(at))
    total = watches.count(watches.places()[0])
    assert (found.current, len(found.first)) == (4, total - 4)
    assert told[-1] == (total, total)


@pytest.mark.parametrize("makes_it_differ", ["documents", "policy"])
def test_two_runs_at_once_record_a_change_once(
    checker: FactChecker, watches: Watches, makes_it_differ: str
) -> None:
    checker.add([NEWS])
    name = watch(watches, checker)
    if makes_it_differ == "documents":
        checker.add([DENIAL])
    else:
        checker._pipeline = replace(checker._pipeline, policy=TWO_SOURCES)

    def other() -> None:
        checker.recheck(watches)

    assert checker.recheck(watches, pause=other).changes == ()
    assert len(watches.changes(name)) == 1


def test_indexes_are_watched_each_by_itself(
    tmp_path: Path, checker: FactChecker, watches: Watches
) -> None:
    watches.add([CLOSED], tmp_path / "another")
    assert checker.recheck(watches).first == ()
