"""From claims and texts to verdicts, with the real models over a small index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from numpy.typing import NDArray

from factcheck import (
    Document,
    DocumentNotFound,
    FactChecker,
    Hit,
    IndexDamaged,
    IndexIncompatible,
    IndexNotFound,
    IndexReadOnly,
    InvalidInput,
    Label,
    Polarity,
    Settings,
    Stance,
    crossencoders,
    of_one_state,
    runtime,
    verdict_record,
)
from factcheck.encoders import SentenceEncoder
from factcheck.index import Index
from factcheck.types import Filters

pytestmark = pytest.mark.slow

BRIDGE = Document(
    id="bridge-1",
    title="Harbour bridge closed",
    publisher="Harbour News",
    url="https://harbour.example/bridge",
    published="2025-03-04",
    text=(
        "The city closed the harbour bridge to all traffic on 3 March 2025. "
        "Engineers had found cracks in two of its pillars.\r\n\r\n"
        "Mayor Ana Ruiz said the repair would cost 14 million euros. \U0001f309"
    ),
)
COPY = Document(
    id="bridge-2",
    publisher="Coast Wire",
    published="2025-03-05",
    text=BRIDGE.text.replace("\r\n\r\n", " "),
)
DENIAL = Document(
    id="bridge-3",
    publisher="City Hall",
    published="2025-06-01",
    text="In March 2025 the harbour bridge was open to traffic, the city said.",
)
CHERRIES = Document(
    id="cherries",
    publisher="Valley Post",
    text="Farmers in the valley expect the best cherry harvest for ten years after a mild spring.",
)
CLOSED = "The harbour bridge was closed to traffic in March 2025."


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FactChecker]:
    with FactChecker.create(tmp_path_factory.mktemp("checker") / "index") as checker:
        checker.add([BRIDGE, COPY, DENIAL, CHERRIES])
        yield checker


def test_evidence_re_reads_exactly_from_its_document(checker: FactChecker) -> None:
    verdict = checker.verify(CLOSED)
    assert {item.document.id for item in verdict.evidence} >= {"bridge-1", "bridge-3"}
    for item in verdict.evidence:
        text = checker.get(item.document.id).text
        assert text[item.start : item.end] == item.text
        assert item.start <= item.rationale.start < item.rationale.end <= item.end


def test_both_sides_are_shown_and_copies_share_an_origin(checker: FactChecker) -> None:
    verdict = checker.verify(CLOSED)
    sides = {item.document.id: item.stance for item in verdict.evidence}
    assert sides["bridge-1"] is Stance.SUPPORTS
    assert sides["bridge-3"] is Stance.REFUTES
    assert sides["cherries"] is Stance.NEUTRAL
    origins = {item.document.id: item.origin for item in verdict.evidence}
    assert origins["bridge-1"] == origins["bridge-2"] == "bridge-1"
    assert verdict.origins.supports == 1


def test_another_figure_is_no_support_and_the_reason_is_kept(checker: FactChecker) -> None:
    verdict = checker.verify("Mayor Ana Ruiz said the repair would cost 40 million euros.")
    assert verdict.label is not Label.SUPPORTED
    assert any(item.reason and "40 million" in item.reason for item in verdict.evidence)


def test_a_quotation_that_is_not_there_is_no_support(checker: FactChecker) -> None:
    verdict = checker.verify("The city closed the harbour bridge for a “grave structural risk”.")
    assert verdict.label is not Label.SUPPORTED
    assert any("“grave structural risk”" in (item.reason or "") for item in verdict.evidence)
    assert (
        checker.verify("The city closed the bridge, as “cracks in two pillars” were found.").label
        is Label.SUPPORTED
    )


def test_a_passage_that_exchanges_the_roles_refutes(tmp_path: Path) -> None:
    text = (
        "At the talks Norland asked for a ceasefire of 30 days, while Sudland demanded two ports."
    )
    with FactChecker.create(tmp_path / "index") as checker:
        checker.add([Document(id="talks", text=text)])
        verdict = checker.verify(
            "Sudland asked for a ceasefire of 30 days, while Norland demanded two ports."
        )
    assert verdict.label is Label.REFUTED
    assert "Norland" in (verdict.evidence[0].reason or "")


@pytest.mark.parametrize(
    ("claim", "text", "told"),
    [
        ("Leeds beat Hull.", "Leeds lost 3-1 to Hull on Saturday.", "Hull"),
        (
            "Jan Novak is the mayor of Varna.",
            "Petra Kral, the mayor of Varna, thanked Jan Novak for the gift.",
            "Petra Kral",
        ),
    ],
)
def test_a_passage_with_another_winner_or_holder_is_no_support(
    tmp_path: Path, claim: str, text: str, told: str
) -> None:
    with FactChecker.create(tmp_path / "index") as checker:
        checker.add([Document(id="d1", text=text)])
        (evidence,) = checker.verify(claim).evidence
    assert evidence.stance is Stance.REFUTES
    assert told in (evidence.reason or "")


def test_as_of_counts_nothing_later_and_lists_it(checker: FactChecker) -> None:
    verdict = checker.verify(CLOSED, as_of="2025-02-01")
    assert verdict.label is Label.NOT_ENOUGH_EVIDENCE
    assert verdict.evidence == ()
    assert {item.document.id for item in verdict.later_evidence} >= {"bridge-1", "bridge-3"}
    spring = checker.verify(CLOSED, as_of="2025-04-01")
    assert {item.document.id for item in spring.evidence} == {"bridge-1", "bridge-2"}
    assert "bridge-3" in {item.document.id for item in spring.later_evidence}


def test_a_document_without_a_date_counts_from_the_day_it_was_added(checker: FactChecker) -> None:
    claim = "Farmers expect a good cherry harvest."
    assert checker.verify(claim, as_of="2999-01-01").evidence[0].document.id == "cherries"
    early = checker.verify(claim, as_of="2020-01-01")
    assert early.evidence == ()
    assert "cherries" in {item.document.id for item in early.later_evidence}


def test_the_claims_own_document_never_counts(checker: FactChecker) -> None:
    def cited(**options: Any) -> set[str]:
        return {item.document.id for item in checker.verify(CLOSED, **options).evidence}

    assert "bridge-1" in cited()
    assert "bridge-1" not in cited(document_id="bridge-1")
    assert "bridge-1" not in cited(url="http://www.harbour.example/bridge/?utm_source=x")


def test_what_links_to_the_claims_own_document_never_counts(checker: FactChecker) -> None:
    echo = Document(
        id="echo", text=f"{CLOSED} So says https://harbour.example/bridge?utm_source=x."
    )
    checker.add([echo])
    try:
        assert "echo" in {item.document.id for item in checker.verify(CLOSED, k=3).evidence}
        verdict = checker.verify(CLOSED, url="https://www.harbour.example/bridge", k=3)
        assert not {"echo", "bridge-1"} & {item.document.id for item in verdict.evidence}
        assert len(verdict.evidence) == 3
    finally:
        checker.remove(["echo"])


def test_a_checked_text_is_no_evidence_for_itself_or_its_copies(checker: FactChecker) -> None:
    report = checker.check(BRIDGE.text, published="2025-03-04")
    assert report.verdicts
    for verdict in report.verdicts:
        assert not {"bridge-1", "bridge-2"} & {i.document.id for i in verdict.evidence}


def test_a_report_keeps_the_order_and_the_spans_of_the_text(checker: FactChecker) -> None:
    text = (
        "Bridge news\n\nThe harbour bridge was closed in March 2025. What a day! "
        "The city denied that the harbour bridge was closed."
    )
    done: list[tuple[int, int]] = []
    report = checker.check(text, progress=lambda now, total: done.append((now, total)))
    starts = [verdict.claim.start for verdict in report.verdicts]
    assert starts == sorted(starts)
    assert (done[0], done[-1]) == ((0, len(starts)), (len(starts), len(starts)))
    claims = [verdict.claim for verdict in report.verdicts]
    assert all(text[claim.start : claim.end] == claim.text for claim in claims)
    assert claims[-1].attribution is not None
    assert claims[-1].attribution.polarity is Polarity.DENIES
    alone = checker.verify(claims[0].text)
    assert alone.label is report.verdicts[0].label


def test_a_text_without_a_claim_gives_an_empty_report(checker: FactChecker) -> None:
    assert checker.check("Good morning! How are you?").verdicts == ()


def test_many_claims_get_the_verdicts_that_each_gets_alone(checker: FactChecker) -> None:
    claims = [CLOSED, "Farmers expect a good cherry harvest.", "The moon is made of cheese."]
    together = checker.verify_many(claims)
    assert [v.claim.text for v in together] == claims
    for claim, verdict in zip(claims, together, strict=True):
        alone = checker.verify(claim)
        assert alone.label is verdict.label
        assert alone.confidence == pytest.approx(verdict.confidence, abs=0.02)


def test_the_same_question_gives_the_same_record(checker: FactChecker) -> None:
    assert verdict_record(checker.verify(CLOSED)) == verdict_record(checker.verify(CLOSED))


def test_provenance_names_everything_that_made_the_verdict(checker: FactChecker) -> None:
    verdict = checker.verify(CLOSED, as_of="2025-07-01", max_error=0.4)
    provenance = verdict.provenance
    assert provenance["snapshot"] == checker.info().snapshot
    assert set(provenance["models"]) == {"embedder", "query_encoder", "stance"}
    assert all(len(model["sha256"]) == 64 for model in provenance["models"].values())
    assert provenance["backend"] == crossencoders.backend(Settings())
    assert provenance["policy"]["name"] == "default"
    assert provenance["calibration"]["fitted_for_these_models"] is True
    assert (provenance["as_of"], provenance["max_error"]) == ("2025-07-01", 0.4)
    assert provenance["software"].startswith("factcheck ")
    narrowed = [provenance[name] for name in ("publishers", "languages", "tiers", "documents")]
    assert narrowed == [None] * 4


def test_each_model_is_told_with_what_runs_it(checker: FactChecker) -> None:
    told = {record["role"]: record["backend"] for record in checker.models()}
    assert told.pop("stance") == crossencoders.backend(Settings())
    assert set(told.values()) == {runtime.backend()}


def test_provenance_names_what_alone_could_count(checker: FactChecker) -> None:
    ids = ["b", "a"]
    narrowed = checker.verify(
        CLOSED, publishers=["Wire", "Desk"], languages=["en"], tiers=["ordinary"], documents=ids
    ).provenance
    assert narrowed["publishers"] == ["Desk", "Wire"]
    assert (narrowed["languages"], narrowed["tiers"]) == (["en"], ["ordinary"])
    assert narrowed["documents"] == {"count": 2, "sha256": sha256(b"a\nb").hexdigest()}


def test_a_publisher_that_no_document_is_by_is_named_as_the_gap(checker: FactChecker) -> None:
    verdict = checker.verify(CLOSED, publishers=["Harbour Nwes", "Gazete"])
    assert verdict.label is Label.NOT_ENOUGH_EVIDENCE
    assert verdict.gaps == (
        "no document of the index is by Gazete",
        "no document of the index is by Harbour Nwes",
        "no passage of the index may count for this claim",
    )
    early = checker.verify(CLOSED, publishers=["HARBOUR NEWS"], as_of="2020-01-01")
    assert early.gaps == ("no passage of the index may count for this claim",)


def test_an_id_that_no_document_can_have_is_passed_over(checker: FactChecker) -> None:
    verdict = checker.verify("The bridge is closed.", documents=["\ud800"])
    assert verdict.evidence == ()
    assert verdict.provenance["documents"]["count"] == 1


class Growing(Index):
    """Another document is added right before each of the next searches."""

    coming: ClassVar[list[Document]] = []

    def search_dense(
        self, vectors: NDArray[np.float32], k: int, filters: Filters
    ) -> list[list[tuple[int, float]]]:
        if self.coming:
            self.add([self.coming.pop()])
        return super().search_dense(vectors, k, filters)


def test_a_verdict_names_the_state_that_its_evidence_is_of(tmp_path: Path) -> None:
    path, settings = tmp_path / "index", Settings()
    encoder = SentenceEncoder(settings)
    with FactChecker(Growing.create(path, encoder), encoder, settings) as checker:
        checker.add([BRIDGE, CHERRIES])
        Growing.coming = [COPY, DENIAL]
        # The second search is for what came out later.
        verdict = checker.verify(CLOSED, as_of="2025-04-01")
        Growing.coming = [Document(id="late", text=CLOSED)]
        hits, state = of_one_state(checker, lambda: checker.search(CLOSED))
        now = checker.snapshot
    assert {item.document.id for item in verdict.later_evidence} >= {"bridge-3"}
    with FactChecker.open(path, snapshot=verdict.provenance["snapshot"]) as past:
        again = past.verify(CLOSED, as_of="2025-04-01")
    assert again.evidence == verdict.evidence
    assert again.later_evidence == verdict.later_evidence
    assert (state, "late" in {hit.passage.document.id for hit in hits}) == (now, True)


def test_filters_and_k_hold_inside_the_search(checker: FactChecker) -> None:
    hits = checker.search("harbour bridge", k=2, publishers=["City Hall", "Valley Post"])
    assert [hit.passage.document.id for hit in hits] == ["bridge-3", "cherries"]
    assert len(checker.verify(CLOSED, k=1).evidence) == 1


def test_numbers_are_told_with_four_decimals_and_fused_ranks_with_six(
    checker: FactChecker,
) -> None:
    strict = replace(checker.policy, support=0.99, refute=0.99)
    (change,) = checker.compare_policies([CLOSED], checker.policy, strict).changes
    verdict, (hit, *_) = checker.verify(CLOSED), checker.search(CLOSED)
    for found in (verdict, change.before, change.after):
        assert found.confidence == round(found.confidence, 4)
        for item in found.evidence:
            shares = [*astuple(item.probabilities), item.dense, item.lexical or 0.0]
            assert shares == [round(share, 4) for share in shares]
            assert item.score == round(item.score, 6)
    assert (hit.score, hit.dense) == (verdict.evidence[0].score, verdict.evidence[0].dense)


def test_only_named_documents_count_and_one_that_is_not_there_is_passed_over(
    checker: FactChecker,
) -> None:
    named = ["cherries", "bridge-3", "gone"]
    assert found(checker.search("harbour bridge", documents=named)) == {"bridge-3", "cherries"}
    verdict = checker.verify(CLOSED, documents=named)
    assert {item.document.id for item in verdict.evidence} <= {"bridge-3", "cherries"}
    assert verdict.label is Label.REFUTED
    report = checker.check(CLOSED, documents=named)
    assert {x.document.id for x in report.verdicts[0].evidence} <= {"bridge-3", "cherries"}
    assert checker.search("harbour bridge", documents=["gone"]) == []
    assert checker.search("harbour bridge", documents=["bridge-3"], document_id="bridge-3") == []


def found(hits: list[Hit]) -> set[str]:
    return {hit.passage.document.id for hit in hits}


def test_as_many_documents_can_be_named_as_the_limit_says(checker: FactChecker) -> None:
    named = [f"d{number}" for number in range(4_999)]
    assert found(checker.search("bridge", documents=[*named, "bridge-3"])) == {"bridge-3"}
    with pytest.raises(InvalidInput, match="documents: must be at most 5000 ids, is 5001") as error:
        checker.search("bridge", documents=[*named, "bridge-3", "bridge-1"])
    assert (error.value.field, error.value.value, error.value.limit) == ("documents", 5_001, 5_000)


@pytest.mark.parametrize(
    ("field", "value"),
    [("documents", 5), ("publishers", 5), ("languages", [["en"]]), ("document_id", 5)],
)
def test_an_option_of_another_type_is_named(checker: FactChecker, field: str, value: Any) -> None:
    with pytest.raises(InvalidInput) as error:
        checker.search("bridge", **{field: value})
    assert (error.value.field, error.value.value) == (field, value)


def test_only_sources_of_the_tiers_of_the_policy_count(
    checker: FactChecker, tmp_path: Path
) -> None:
    policy = tmp_path / "desk.toml"
    policy.write_text(
        'name = "desk"\ntiers.official.publishers = ["CITY HALL"]\n'
        'tiers.press.domains = ["valley.example"]\n'
    )
    place, settings = checker.info().path, Settings(policy=str(policy))
    with FactChecker.open(place, settings=settings) as desk:
        official = desk.search("harbour bridge", tiers=["official"])
        assert {hit.passage.document.publisher for hit in official} == {"City Hall"}
        others = desk.search("harbour bridge", tiers={"ordinary", "press"})
        assert found(others) == {hit.passage.document.id for hit in checker.search("x", k=100)} - (
            found(official)
        )
        verdict = desk.verify(CLOSED, tiers=["official"])
        assert {item.document.publisher for item in verdict.evidence} == {"City Hall"}
        with pytest.raises(
            InvalidInput, match="policy 'desk': excluded, official, ordinary, press"
        ):
            desk.search("harbour bridge", tiers=["official", "Official"])
    with pytest.raises(InvalidInput, match="policy 'default': excluded, ordinary; got 'official'"):
        checker.search("harbour bridge", tiers=["official"])


@pytest.mark.parametrize(
    ("call", "options"),
    [
        ("verify", {"asof": "1990-01-01"}),
        ("verify_many", {"publisher": ["Nobody"]}),
        ("check", {"asof": "1990-01-01"}),
        ("search", {"language": "en"}),
        ("match", {"top": 3}),
        ("candidates", {"top": 3}),
        ("compare_policies", {"top": 3}),
    ],
)
def test_an_option_that_there_is_none_of_is_told_beside_those_that_there_are(
    checker: FactChecker, call: str, options: dict[str, Any]
) -> None:
    claims = [CLOSED] if call in {"verify_many", "compare_policies"} else CLOSED
    policies = [checker.policy, checker.policy] if call == "compare_policies" else []
    (name,) = options
    with pytest.raises(TypeError, match=rf"'{name}'; there are as_of, published, k, "):
        getattr(checker, call)(claims, *policies, **options)


@pytest.mark.parametrize(
    ("claim", "options", "field"),
    [
        ("", {}, "claim"),
        (" \n\t ", {}, "claim"),
        ("x" * 1_000_000, {}, "claim"),
        ("x" * 10_000, {}, "claim"),
        ("\0\1\2", {}, "claim"),
        ("\ud800", {}, "claim"),
        (b"bytes", {}, "claim"),
        ("Le président n'a pas voté la loi.", {}, "claim"),
        (CLOSED, {"k": 0}, "k"),
        (CLOSED, {"k": 10**9}, "k"),
        (CLOSED, {"k": True}, "k"),
        (CLOSED, {"as_of": "2025-02-30"}, "as_of"),
        (CLOSED, {"as_of": "yesterday"}, "as_of"),
        (CLOSED, {"max_error": 1.5}, "max_error"),
        (CLOSED, {"publishers": []}, "publishers"),
        (CLOSED, {"documents": []}, "documents"),
        (CLOSED, {"documents": "bridge-1"}, "documents"),
        (CLOSED, {"documents": [1]}, "documents"),
        (CLOSED, {"documents": [str(number) for number in range(100_000)]}, "documents"),
        (CLOSED, {"tiers": []}, "tiers"),
        (CLOSED, {"tiers": ["official"]}, "tiers"),
        (CLOSED, {"languages": "en"}, "languages"),
        (CLOSED, {"languages": ["en", "!!"]}, "languages"),
    ],
)
def test_bad_input_is_refused_by_field(
    checker: FactChecker, claim: Any, options: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        checker.verify(claim, **options)
    assert refused.value.field == field
    assert len(str(refused.value)) < 400


def test_what_of_a_claim_the_model_cannot_read_is_told(checker: FactChecker) -> None:
    claim = "The bridge has 17 arches. " * 70
    verdict = checker.verify(claim)
    assert verdict.gaps[0].startswith("only the first ")
    assert not any(gap.startswith("only") for gap in checker.verify(CLOSED).gaps)


def test_documents_come_and_go(tmp_path: Path) -> None:
    with FactChecker.create(tmp_path / "index") as checker:
        assert checker.verify(CLOSED).label is Label.NOT_ENOUGH_EVIDENCE
        summary = checker.add([BRIDGE, CHERRIES])
        assert (summary.added, summary.unchanged) == (2, 0)
        before = checker.verify(CLOSED)
        assert before.evidence[0].document.id == "bridge-1"
        with pytest.raises(DocumentNotFound):
            checker.remove(["bridge-1", "unknown"])
        assert checker.remove(["bridge-1"]) == 1
        after = checker.verify(CLOSED)
        assert {item.document.id for item in after.evidence} == {"cherries"}
        assert after.provenance["snapshot"] != before.provenance["snapshot"]
    with FactChecker.open(tmp_path / "index") as reader:
        assert [document.id for document in reader.documents()] == ["cherries"]
        with pytest.raises(IndexReadOnly):
            reader.add([BRIDGE])


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexNotFound):
        FactChecker.open(tmp_path / "nothing")
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "notes.txt").write_text("mine")
    with pytest.raises(IndexDamaged):
        FactChecker.open(foreign)
    with pytest.raises(InvalidInput):
        FactChecker.create(foreign)
    assert (foreign / "notes.txt").read_text() == "mine"


def test_another_embedders_index_is_refused(checker: FactChecker, tmp_path: Path) -> None:
    import shutil

    from factcheck.model_files import embedder_folder

    other = tmp_path / "other"
    shutil.copytree(embedder_folder("bundled"), other)
    (other / "config.json").write_text((other / "config.json").read_text() + "\n")
    with pytest.raises(IndexIncompatible, match="embedder"):
        FactChecker.open(checker.info().path, settings=Settings(embedder=str(other)))
