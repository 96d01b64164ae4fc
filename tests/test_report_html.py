"""The HTML report: complete, readable without colour, and harmless whatever the texts hold."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings, strategies as st

from factcheck.report_html import blocks, html_report, web_link
from factcheck.types import Attribution, Claim, Evidence, Label, Polarity, Report, Stance, Verdict

MakeEvidence = Callable[..., Evidence]
MakeVerdict = Callable[..., Verdict]

TEXT = "Bridge news\n\nThe bridge is closed. Ferries run.\nNothing else is known."


def claim_at(text: str, wording: str) -> Claim:
    start = text.index(wording)
    return Claim(wording, start, start + len(wording), wording)


def report(*verdicts: Verdict, text: str = TEXT) -> Report:
    return Report(
        text,
        "2025-06-21",
        None,
        verdicts,
        {"snapshot": "abc123", "policy": {"name": "strict"}, "as_of": None},
    )


class Page(HTMLParser):
    """Tags, links and visible text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self._hidden = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        self._hidden = tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text += data


def words(html: str) -> str:
    return " ".join(Page(html).text.split())


@pytest.mark.parametrize("label", Label)
def test_each_verdict_is_told_in_words_with_its_confidence(
    make_verdict: MakeVerdict, label: Label
) -> None:
    claim = claim_at(TEXT, "The bridge is closed.")
    shown = words(html_report(report(make_verdict(label, claim=claim))))
    name = label.value.replace("_", " ").capitalize()
    assert re.search(rf"1\. \S {name}, high confidence \(0\.93\)", shown)
    assert "Evidence for" in shown
    assert "Evidence against" in shown


def test_evidence_shows_publisher_day_place_and_the_deciding_sentence(
    make_verdict: MakeVerdict,
) -> None:
    html = html_report(report(make_verdict(Label.CONFLICTING)))
    assert "Harbour News, 21 June 2025" in words(html)
    assert "document d1, characters 100–133 · origin o1" in words(html)
    assert '<strong class="decided">The bridge was closed.</strong>' in html


def test_rows_of_a_table_stand_close_and_paragraphs_a_little_apart(
    make_verdict: MakeVerdict, make_evidence: MakeEvidence
) -> None:
    text = "Ports\n\nMerrow | 2024: 24.9\n\nSaltby | 2024: 2.2"
    quoted = make_evidence(Stance.REFUTES, text)
    html = html_report(report(make_verdict(Label.REFUTED, evidence=(quoted,))))
    assert re.findall('<span class="(gap.*?)">\n\n</span>', html) == ["gap", "gap between-rows"]
    assert text in Page(html).text
    assert html.count('class="is-empty"') == 1


def test_evidence_from_a_file_of_the_users_own_is_named_by_its_title_once(
    make_verdict: MakeVerdict, make_evidence: MakeEvidence
) -> None:
    own = make_evidence(Stance.REFUTES, publisher=None, title="Minutes of May", id="a/may.txt")
    html = words(html_report(report(make_verdict(Label.REFUTED, evidence=(own,)))))
    assert "Minutes of May, 21 June 2025" in html
    assert html.count("Minutes of May") == 1
    assert "document a/may.txt, characters" in html


@pytest.mark.parametrize(
    ("place", "shown"), [({"page": 12}, ", p. 12 ·"), ({"time": 723.5}, ", 00:12:03 ·"), ({}, " ·")]
)
def test_evidence_shows_its_page_or_time(
    make_verdict: MakeVerdict, place: dict[str, float], shown: str
) -> None:
    verdict = make_verdict(Label.REFUTED)
    item = replace(verdict.evidence[0], **place)
    html = words(html_report(report(replace(verdict, evidence=(item,)))))
    assert f"characters {item.start}–{item.end}{shown} origin" in html


def test_gaps_attribution_later_evidence_and_provenance_are_shown(
    make_verdict: MakeVerdict, make_evidence: MakeEvidence
) -> None:
    attribution = Attribution("The mayor", "said", Polarity.ASSERTS, "it is closed", 0, 5)
    claim = Claim("The mayor said it is closed.", 13, 34, "…", attribution)
    later = make_evidence(Stance.REFUTES, "It was opened again.", publisher="Late News")
    silent = make_evidence(Stance.NEUTRAL, "A parade was held.")
    verdict = make_verdict(
        Label.NOT_ENOUGH_EVIDENCE,
        claim=claim,
        gaps=("who closed it",),
        later_evidence=(later, silent),
    )
    shown = words(html_report(report(verdict), title="My check"))
    for part in ("My check", "Said by The mayor", "who closed it", "Late News", "abc123"):
        assert part in shown
    assert "Later evidence, not counted" in shown
    assert "parade" not in shown
    assert "snapshot abc123 policy name strict factcheck" in shown


def test_lists_in_provenance_are_written_as_words(make_verdict: MakeVerdict) -> None:
    narrowed = replace(
        report(make_verdict(Label.REFUTED)), provenance={"publishers": ["Desk", "Wire"]}
    )
    assert "publishers Desk, Wire" in words(html_report(narrowed, title="My check"))


@pytest.mark.parametrize("first", ["# Bridge news", "Bridge news", "## Bridge news"])
def test_a_title_is_not_repeated_and_marks_of_markdown_are_not_shown(
    make_verdict: MakeVerdict, first: str
) -> None:
    marked = ("*By Lena Moss*", "## Later", "* * *", "**The bridge is closed.**", "*a* b *c*")
    text = "\n\n".join((first, *marked))
    verdict = make_verdict(Label.REFUTED, claim=claim_at(text, "The bridge is closed."))
    shown = words(html_report(report(verdict, text=text), title="Bridge news"))
    _, body = shown.split("0 not enough evidence", 1)
    assert "Bridge news" not in body
    assert body.split("**")[0].strip() == "By Lena Moss Later * * *"
    assert "*a* b *c*" in body


def test_a_title_that_was_checked_stays_in_the_text(make_verdict: MakeVerdict) -> None:
    text = "The bridge is closed.\n\nIt rained."
    verdict = make_verdict(Label.REFUTED, claim=claim_at(text, "The bridge is closed."))
    html = html_report(report(verdict, text=text), title="The bridge is closed.")
    assert 'href="#claim-1"' in html
    assert 'id="claim-1"' in html


def test_more_than_three_items_a_side_are_folded_but_there(
    make_verdict: MakeVerdict, make_evidence: MakeEvidence
) -> None:
    evidence = tuple(make_evidence(Stance.SUPPORTS, f"Item {n}.") for n in range(5))
    html = html_report(report(make_verdict(Label.SUPPORTED, evidence=evidence)))
    assert "2 more" in words(html)
    assert html.count("<blockquote") == 5


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "</style><script>",
    "' onmouseover='alert(1)",
    "\u202etxet neddih\u202c\x1b[31m\x00",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_anywhere_stays_text(
    make_verdict: MakeVerdict, make_evidence: MakeEvidence, text: str
) -> None:
    evidence = make_evidence(
        Stance.SUPPORTS, text, id=text, title=text, publisher=text, url=f"https://x.org/{text}"
    )
    claim = Claim(text, 0, len(text), text, Attribution(text, text, Polarity.DENIES, text, 0, 1))
    verdict = make_verdict(Label.SUPPORTED, claim=claim, evidence=(evidence,), gaps=(text,))
    plain = make_verdict(Label.SUPPORTED)
    html = html_report(report(verdict, text=text), title=text)
    assert {"script", "img"}.isdisjoint(Page(html).tags)
    assert not {name for name in Page(html).attributes if name.startswith("on")}
    assert "49" not in Page(html).text
    assert set(Page(html).tags) <= set(Page(html_report(report(plain))).tags) | {
        "li",
        "ul",
        "bdi",
        "a",
    }
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x.org", "http://[", ""]
)
def test_only_web_addresses_become_links(
    make_verdict: MakeVerdict, make_evidence: MakeEvidence, url: str
) -> None:
    verdict = make_verdict(Label.SUPPORTED, evidence=(make_evidence(Stance.SUPPORTS, url=url),))
    assert web_link(url) is None
    assert Page(html_report(report(verdict))).links == ["#claim-1"]


def test_nothing_is_loaded_from_elsewhere(make_verdict: MakeVerdict) -> None:
    html = html_report(report(make_verdict(Label.SUPPORTED)))
    assert {"script", "link", "img", "iframe"}.isdisjoint(Page(html).tags)
    assert "url(" not in html
    assert "default-src 'none'" in html


def test_a_claim_is_marked_where_it_stands_and_numbered_at_its_end(
    make_verdict: MakeVerdict,
) -> None:
    verdict = make_verdict(Label.REFUTED, claim=claim_at(TEXT, "The bridge is closed."))
    first, second, third = blocks(TEXT, [verdict])
    assert [segment.text for segment in second.segments] == [
        "The bridge is closed.",
        " Ferries run.\n",
    ]
    assert [(s.label, s.ending) for s in second.segments] == [(Label.REFUTED, (1,)), (None, ())]
    assert second.verdicts == ((1, verdict),)
    assert first.verdicts == third.verdicts == ()


def test_where_claims_overlap_the_most_urgent_verdict_colours(make_verdict: MakeVerdict) -> None:
    outer = make_verdict(Label.SUPPORTED, claim=claim_at(TEXT, "The bridge is closed."))
    inner = make_verdict(Label.REFUTED, claim=claim_at(TEXT, "bridge is"))
    segments = blocks(TEXT, [outer, inner])[1].segments
    assert [(s.text, s.label, s.ending) for s in segments[:3]] == [
        ("The ", Label.SUPPORTED, ()),
        ("bridge is", Label.REFUTED, (2,)),
        (" closed.", Label.SUPPORTED, (1,)),
    ]


def test_what_was_said_but_is_not_so_is_marked_as_both(make_verdict: MakeVerdict) -> None:
    inner = make_verdict(Label.REFUTED, claim=claim_at(TEXT, "bridge is closed"))
    outer = make_verdict(Label.SUPPORTED, claim=claim_at(TEXT, "The bridge is closed."))
    said = replace(outer, content=inner)
    assert blocks(TEXT, [said])[1].segments[0].label == Label.REFUTED
    html = html_report(report(said))
    assert '<a class="refuted" href="#claim-1">said ✔ so ✘ 1</a>' in html
    assert '<article id="claim-1" class="refuted">' in html
    assert "these count whether it was said" in html
    # Whether it is so is shown as whether it was said is.
    assert html.count('<div class="sides">') == 2
    assert "<ul></ul>" not in html
    agreed = html_report(report(replace(outer, content=outer)))
    assert '<a class="supported" href="#claim-1">✔1</a>' in agreed
    assert "these count whether it was said" not in agreed


@settings(max_examples=150)
@given(
    text=st.text(alphabet="ab. \n\u2028é", min_size=1, max_size=60),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6),
)
def test_the_text_is_shown_whole_and_every_claim_once(
    make_verdict: MakeVerdict, text: str, spans: list[tuple[int, int]]
) -> None:
    verdicts = []
    for start, end in spans:
        if start < end <= len(text) and text[start:end].strip() == text[start:end]:
            claim = Claim(text[start:end], start, end, text)
            verdicts.append(make_verdict(Label.REFUTED, claim=claim))
    cut = blocks(text, verdicts)
    shown = "".join(segment.text for block in cut for segment in block.segments)
    assert "".join(shown.split()) == "".join(text.split())
    numbers = [number for block in cut for number, _ in block.verdicts]
    assert sorted(numbers) == list(range(1, len(verdicts) + 1))
    endings = [number for block in cut for s in block.segments for number in s.ending]
    assert sorted(endings) == sorted(numbers)


@pytest.mark.parametrize(("number", "told"), [(1, "1 claim checked."), (2, "2 claims checked.")])
def test_the_claims_are_counted(make_verdict: MakeVerdict, number: int, told: str) -> None:
    report = Report("…", None, None, (make_verdict(Label.SUPPORTED),) * number)
    assert told in html_report(report, title="News")
