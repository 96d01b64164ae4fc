"""What a person sees: verdicts in words, both sides, and no obedience to documents."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.console import Console, RenderableType

from factcheck.cli.render import render_extraction, render_hits, render_report, render_verdict
from factcheck.types import (
    Attribution,
    Claim,
    DocumentRef,
    Evidence,
    Extraction,
    Hit,
    Label,
    Passage,
    Polarity,
    Report,
    Skipped,
    SkipReason,
    Stance,
    Verdict,
)

MakeEvidence = Callable[..., Evidence]
MakeVerdict = Callable[..., Verdict]


def shown(renderable: RenderableType, *, colour: bool = False, width: int = 100) -> str:
    """The text on a screen so many columns wide."""
    console = Console(file=io.StringIO(), width=width, color_system="standard" if colour else None)
    console.print(renderable, crop=False)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize(
    ("label", "word"),
    [
        (Label.SUPPORTED, "✔ SUPPORTED"),
        (Label.REFUTED, "✘ REFUTED"),
        (Label.CONFLICTING, "⇄ CONFLICTING"),
        (Label.NOT_ENOUGH_EVIDENCE, "? NOT ENOUGH EVIDENCE"),
    ],
)
def test_a_verdict_is_told_in_words_with_confidence_and_origins(
    make_verdict: MakeVerdict, label: Label, word: str
) -> None:
    verdict = make_verdict(label)
    text = shown(render_verdict(verdict))
    counted = f"{verdict.origins.supports} for, {verdict.origins.refutes} against"
    assert f"{word}   high confidence (0.93)   independent origins: {counted}" in text


def test_both_sides_are_always_there(make_verdict: MakeVerdict) -> None:
    text = shown(render_verdict(make_verdict(Label.SUPPORTED)))
    assert text.index("Evidence for") < text.index("Harbour News, 21 June 2025")
    assert "none found" in text[text.index("Evidence against") :]


def test_the_deciding_sentence_is_marked_and_the_span_given(make_verdict: MakeVerdict) -> None:
    text = shown(render_verdict(make_verdict(Label.REFUTED)))
    assert "It rained. »The bridge was closed.«" in text
    assert "  d1 [100:133]\n  origin o1\n" in text


def test_a_file_of_the_users_own_is_cited_by_its_title_which_is_told_once(
    make_verdict: MakeVerdict, make_evidence: MakeEvidence
) -> None:
    own = make_evidence(Stance.REFUTES, publisher=None, title="Minutes of May", id="a/may.txt")
    verdict = make_verdict(Label.REFUTED, evidence=(own,))
    text = shown(render_verdict(verdict))
    assert "Minutes of May, 21 June 2025" in text
    assert text.count("Minutes of May") == 1
    report = Report("It is shut.", None, None, (verdict,))
    assert "against: Minutes of May, 21" in shown(render_report(report), width=160)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_screen_loses_its_indent_or_ends_in_spaces(
    make_verdict: MakeVerdict, make_evidence: MakeEvidence, width: int
) -> None:
    items = [
        make_evidence(Stance.REFUTES, "It rained.\n\n" + "It was shut. " * 20, id=x) for x in "ab"
    ]
    gap = "no passage speaks of it " * 8
    text = shown(
        render_verdict(make_verdict(Label.REFUTED, evidence=tuple(items), gaps=(gap,))), width=width
    )
    assert all(len(line) <= width and line == line.rstrip() for line in text.splitlines())
    against = text[text.index("Evidence against") : text.index("What is missing")]
    assert all(line.startswith("  ") for line in against.splitlines()[1:] if line)
    _, first, *more = text[text.index("What is missing") :].splitlines()
    assert first.startswith("  no") and all(line.startswith("    ") for line in more if line)
    assert "independent origins: 0 for, 1 against\n" in text
    assert "\n\n  Harbour News" in against


def test_the_title_is_shown_unless_the_passage_has_it_and_an_origin_that_is_another_document(
    make_verdict: MakeVerdict, make_evidence: MakeEvidence
) -> None:
    item = make_evidence(Stance.SUPPORTS, "Bridge shut. It rained.", id="d1")
    for title, origin, told in (
        ("Rain", "d1", "\n  Rain\n  d1 [100:123]\n"),
        ("Bridge shut", "d2", "»It rained.«\n  d1 [100:123]\n  origin d2\n"),
    ):
        document = replace(item.document, title=title)
        evidence = replace(item, document=document, origin=origin)
        text = shown(render_verdict(make_verdict(Label.SUPPORTED, evidence=(evidence,))))
        assert told in text
        assert "origin d1" not in text


def test_of_later_passages_those_that_take_no_side_are_only_counted(
    make_verdict: MakeVerdict, make_evidence: MakeEvidence
) -> None:
    later = [make_evidence(Stance.NEUTRAL, "A parade was held.") for _ in range(3)]
    speaking = make_evidence(Stance.REFUTES, "It was opened again.")
    for items, is_told in (((speaking, *later), True), (tuple(later), False)):
        text = shown(render_verdict(make_verdict(Label.SUPPORTED, later_evidence=items)))
        assert ("Later evidence, not counted" in text) is is_told
        assert ("It was opened again." in text) is is_told
        assert "Later passages that speak to neither side: 3" in text
        assert "parade" not in text


def test_gaps_later_evidence_neutral_passages_and_provenance_are_shown(
    make_verdict: MakeVerdict, make_evidence: MakeEvidence
) -> None:
    verdict = make_verdict(
        Label.NOT_ENOUGH_EVIDENCE,
        evidence=(make_evidence(Stance.NEUTRAL),),
        gaps=("who closed it",),
        later_evidence=(make_evidence(Stance.REFUTES, "It was opened again.", publisher="Later"),),
        provenance={"snapshot": "abc123", "policy": {"name": "default"}, "as_of": None},
    )
    text = shown(render_verdict(verdict))
    for part in (
        "who closed it",
        "Later, 21 June 2025",
        "neither side: 1",
        "snapshot abc123, policy default",
    ):
        assert part in text


def test_what_alone_could_count_is_told(make_verdict: MakeVerdict) -> None:
    narrowed = {
        "publishers": ["Desk", "Wire"],
        "languages": None,
        "tiers": ["official"],
        "documents": {"count": 2, "sha256": "0" * 64},
    }
    text = shown(render_verdict(make_verdict(Label.REFUTED, provenance=narrowed)))
    assert "only publishers Desk / Wire, only tiers official, only 2 named documents" in text
    assert "languages" not in text


def test_a_long_address_is_not_broken(
    make_verdict: MakeVerdict, make_evidence: MakeEvidence
) -> None:
    url = "https://example.org/" + "a" * 200
    verdict = make_verdict(Label.SUPPORTED, evidence=(make_evidence(Stance.SUPPORTS, url=url),))
    assert url in shown(render_verdict(verdict))


def test_a_verdict_is_coloured_on_a_colour_terminal(make_verdict: MakeVerdict) -> None:
    text = shown(render_verdict(make_verdict(Label.REFUTED)), colour=True)
    assert "\x1b[1;31m✘ REFUTED" in text


def test_what_is_not_there_is_not_mentioned(make_verdict: MakeVerdict) -> None:
    text = shown(render_verdict(make_verdict(Label.SUPPORTED)))
    for part in ("Later evidence", "What is missing", "neither side"):
        assert part not in text


def test_a_reason_for_a_changed_stance_is_shown(
    make_verdict: MakeVerdict, make_evidence: MakeEvidence
) -> None:
    item = replace(make_evidence(Stance.SUPPORTS), reason="the numbers differ: 500, 1000")
    text = shown(render_verdict(make_verdict(Label.SUPPORTED, evidence=(item,))))
    assert "the numbers differ: 500, 1000" in text


def test_the_page_or_time_of_evidence_is_shown(
    make_verdict: MakeVerdict, make_evidence: MakeEvidence
) -> None:
    for place, where in (({"page": 12}, "p. 12"), ({"time": 723.5}, "00:12:03")):
        item = replace(make_evidence(Stance.SUPPORTS), **place)
        verdict = make_verdict(Label.SUPPORTED, evidence=(item,))
        assert where in shown(render_verdict(verdict))
        told = shown(render_report(Report("…", None, None, (verdict,))))
        assert f"21 June 2025, {where}:" in " ".join(told.split())
    assert "p. " not in shown(render_verdict(make_verdict(Label.SUPPORTED)))


def test_a_report_has_a_row_per_claim_and_counts(make_verdict: MakeVerdict) -> None:
    attribution = Attribution("The mayor", "said", Polarity.ASSERTS, "x", 0, 1)
    said = make_verdict(
        Label.CONFLICTING, claim=Claim("The mayor said x.", 0, 17, "s", attribution)
    )
    text = shown(render_report(Report("…", None, None, (make_verdict(Label.REFUTED), said))))
    assert "2 claims: 0 supported, 1 refuted, 1 conflicting, 0 not enough evidence." in text
    assert "said by The mayor" in text
    assert text.count("against:") == 2
    assert text.count("for:") == 1


def test_sentences_that_were_not_checked_are_counted() -> None:
    skipped = tuple(
        Skipped(0, 3, "Oh!", reason)
        for reason, number in (
            (SkipReason.HEADING, 3),
            (SkipReason.NOT_CHECKWORTHY, 2),
            (SkipReason.BYLINE, 1),
        )
        for _ in range(number)
    )
    told = "Sentences left out as no claims: 6 (3 headings, 2 not checkworthy, 1 byline).\n"
    assert shown(render_report(Report("…", None, None, (), skipped=skipped))).endswith(told)
    assert shown(render_extraction(Extraction((), skipped))).endswith(told)


def test_an_empty_result_is_said_to_be_one() -> None:
    assert shown(render_hits([])) == "Nothing found.\n"
    assert shown(render_extraction(Extraction((), ()))) == "No claims found.\n"
    assert shown(render_report(Report("Text.", None, None, ()))) == "No claims found.\n"


HOSTILE = "\x1b[31mred\x1b]0;title\x07 [bold]markup[/bold] \u202eesrever"


def test_documents_cannot_steer_the_terminal(
    make_verdict: MakeVerdict, make_evidence: MakeEvidence
) -> None:
    reference = DocumentRef(HOSTILE, HOSTILE, HOSTILE, HOSTILE, None)
    item = make_evidence(
        Stance.SUPPORTS, HOSTILE, id=HOSTILE, publisher=HOSTILE, url=HOSTILE, published=None
    )
    claim = Claim(HOSTILE, 0, 9, HOSTILE, Attribution(HOSTILE, "", Polarity.DOUBTS, "", 0, 1))
    verdict = make_verdict(Label.SUPPORTED, claim=claim, evidence=(item,), gaps=(HOSTILE,))
    hit = Hit(Passage(1, reference, 0, 9, HOSTILE, "2025-01-01"), 0.1, 0.2)
    for renderable in (
        render_verdict(verdict),
        render_report(Report(HOSTILE, None, None, (verdict,))),
        render_hits([hit]),
        render_extraction(Extraction((claim,), ())),
    ):
        text = shown(renderable)
        assert not {"\x1b", "\x07", "\u202e"} & set(text)
        assert "[bold]markup" in text


def test_what_was_said_and_whether_it_is_so_are_shown_apart(
    make_verdict: MakeVerdict, make_evidence: MakeEvidence
) -> None:
    item = make_evidence(Stance.REFUTES, "The dam broke.")
    content = make_verdict(Label.REFUTED, claim=Claim("The dam held.", 0, 1, ""), evidence=(item,))
    verdict = replace(make_verdict(Label.NOT_ENOUGH_EVIDENCE, evidence=()), content=content)
    text = shown(render_verdict(verdict))
    assert "Is it so?" in text
    assert text.index("NOT ENOUGH EVIDENCE") < text.index("Is it so?") < text.index("REFUTED")
    assert "is it so? ✘ Refuted" in shown(render_report(Report("", None, None, (verdict,))))
