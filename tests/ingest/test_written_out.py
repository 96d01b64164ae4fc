"""What a page shows by its marks, in its boxes and around its body, and words alone would lose."""

import pytest

from factcheck.ingest.html import extract
from factcheck.ingest.page import Page

URL = "https://news.example.org/2025/bridge"
FIRST = "<p>The council of Marrow voted on Monday to build a new bridge there, it said today.</p>"
LAST = "<p>The bridge replaces one from 1951, which inspectors found to be full of many cracks.</p>"


def paragraphs(inside: str, *, before: str = "", after: str = "") -> list[str]:
    html = (
        "<html><head><title>Bridge voted</title></head><body><article><h1>Bridge voted</h1>"
        f"{before}<div class='article-body'>{FIRST}{inside}{LAST}</div>{after}"
        "</article></body></html>"
    )
    document = extract(Page(URL, html.encode(), "text/html", None))
    return document.text.split("\n\n")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "It cost 40<sup><a href='#1'>1</a></sup> million in 2024<sup>2</sup>.",
            "It cost 40 million in 2024.",
        ),
        (
            "It has 212 seats<sup>[3]</sup> and 18 doors*<sup>*</sup>.",
            "It has 212 seats and 18 doors*.",
        ),
        ("It covers 30 km<sup>2</sup> of the bay.", "It covers 30 km² of the bay."),
        ("It is worth 10<sup>3</sup> crowns in all.", "It is worth 10³ crowns in all."),
        ("On the 1<sup>st</sup> of May CO<sub>2</sub> fell.", "On the 1st of May CO2 fell."),
        ("The vote was <del>27 to 20</del><ins>26 to 21</ins>.", "The vote was 26 to 21."),
        ("It costs <s>9</s> 12 million crowns now.", "It costs 12 million crowns now."),
        (
            "It costs <span style='text-decoration: line-through'>9</span> 12 million crowns.",
            "It costs 12 million crowns.",
        ),
        ("She called it <q>a <b>good</b> day</q> for all.", "She called it “a good day” for all."),
        ("<span>Length: </span><span>412 metres</span>", "Length: 412 metres"),
        ("<span>Length</span><span>412 metres</span>", "Length 412 metres"),
        ("<span>T</span><span>he bridge is long.</span>", "The bridge is long."),
        ("<span>Owen Tarr</span><span>Climate editor</span>", "Owen Tarr Climate editor"),
        ("<span>14</span><span>,5</span><span>00 people", "14,500 people"),
        ("Unbe<span>liev</span><span>able, he said", "Unbelievable, he said"),
        ("<span>Mc</span><span>Donald</span> left it.", "McDonald left it."),
        ("It was <span>over</span><span>’s</span> end.", "It was over’s end."),
        ("It rose by 4<sup>1</sup>⁄<sub>2</sub> percent.", "It rose by 4¹⁄2 percent."),
        ("It costs $3<sup>50</sup> and 2<sup>64</sup> grains.", "It costs $3.50 and 2⁶⁴ grains."),
        (
            "It lost 40<sup>1</sup> million litres, 5<sup>2</sup>%.",
            "It lost 40 million litres, 5%.",
        ),
        ("<sup>137</sup>Cs and E = mc<sup>2</sup> are known.", "¹³⁷Cs and E = mc² are known."),
        ("She said <q>“No”</q> to all of it.", "She said “No” to all of it."),
    ],
)
def test_marks_within_a_line_are_written_out(written: str, read: str) -> None:
    assert read in paragraphs(f"<p>{written}</p>")


@pytest.mark.parametrize("tag", ["footer", "cite"])
@pytest.mark.parametrize(
    "words", ["<p>It is a monument.</p><p>No more.</p>", "It is a <b>monument.</b> No more."]
)
def test_a_quotation_is_credited_in_a_line_of_its_own(tag: str, words: str) -> None:
    found = paragraphs(f"<blockquote>{words}<{tag}>Leila Marsh, councillor</{tag}></blockquote>")
    at = found.index("— Leila Marsh, councillor")
    assert " ".join(found[1:at]) == "“It is a monument. No more.”"


@pytest.mark.parametrize(
    "words",
    [
        "In her book <cite>The Quay</cite> Ito writes that it will never be built.",
        "Ito told <cite>Le Monde</cite> that it will never be built.",
        "It will never be built, says <cite>Leila Marsh</cite>",
    ],
)
def test_a_work_or_name_within_a_quotation_stays_there(words: str) -> None:
    plain = words.replace("<cite>", "").replace("</cite>", "")
    assert plain in paragraphs(f"<blockquote><p>{words}</p></blockquote>")


@pytest.mark.parametrize("heading", ["Related stories", "Newsletter", "Follow us", "Latest news"])
@pytest.mark.parametrize("listed", ["<ul><li><a href='/x'>Other</a></li></ul>", "<p>Sign up.</p>"])
def test_an_article_goes_on_behind_a_list_amid_it(heading: str, listed: str) -> None:
    found = paragraphs(f"<h3>{heading}</h3>{listed}")
    assert LAST[3:-4] in found
    assert not {heading, "Other", "Sign up."} & set(found)


def test_teasers_amid_an_article_are_left_out() -> None:
    teaser = "A teaser that says at some length what another article of this paper is about, today."
    found = paragraphs(f"<h3>Related stories</h3><h4><a href='/x'>Other</a></h4><p>{teaser}</p>")
    assert teaser not in found
    assert LAST[3:-4] in found


CORRECTION = "Correction: an earlier version gave the cost as 45 million crowns, and it was 40."


@pytest.mark.parametrize(
    "box",
    [
        f"<aside class='correction'>{CORRECTION}</aside>",
        f"<aside class='correction'><strong>Note.</strong> {CORRECTION}</aside>",
        f"<footer><p>{CORRECTION}</p></footer>",
        "<h3>Related stories</h3><ul><li>Other</li></ul>"
        f"<div class='correction'><p>{CORRECTION}</p></div>",
    ],
)
def test_a_correction_is_read_wherever_it_stands(box: str) -> None:
    assert any(CORRECTION in line for line in paragraphs("", after=box))


@pytest.mark.parametrize(
    "box",
    [
        "<aside class='factbox'><p>The bridge is to be 412 metres long.</p></aside>",
        "<aside><h3>In figures</h3><p>The bridge is to be 412 metres long.</p></aside>",
        "<figure><figcaption>The bridge is to be 412 metres long.</figcaption></figure>",
    ],
)
def test_boxes_of_facts_and_captions_are_read(box: str) -> None:
    assert "The bridge is to be 412 metres long." in paragraphs(box)


@pytest.mark.parametrize(
    "box",
    [
        "<aside><h3>Elsewhere</h3><p>Police corrected the number of dead in Rome.</p></aside>",
        "<footer><p>Corrections: to report an error write to the editor.</p></footer>",
        "<div class='lead'><p>The prime minister of another country has resigned.</p></div>",
        "<div class='post-summary'><p>The prime minister of another country left.</p></div>",
        f"<aside class='correction' style='display: none'><p>{CORRECTION}</p></aside>",
    ],
)
def test_teasers_and_imprints_below_the_body_are_not(box: str) -> None:
    assert paragraphs("", after=box)[-1] == LAST[3:-4]


def test_other_boxes_and_the_names_of_pictures_are_not() -> None:
    found = paragraphs(
        "<aside><h3>Elsewhere</h3><p>Another town has three bridges and a ferry.</p></aside>"
        "<figure><img src='a'><figcaption>The bridge</figcaption></figure>"
    )
    assert found[1:] == [FIRST[3:-4], LAST[3:-4]] or found == [FIRST[3:-4], LAST[3:-4]]


@pytest.mark.parametrize(
    "before",
    [
        "<p class='lead'>The council denied that it knew of any cracks.</p>",
        "<div class='standfirst'><p>The council denied that it knew of any cracks.</p></div>",
        "<ul class='summary'><li>The council denied that it knew of any cracks.</li></ul>",
        "<figure><figcaption>The council denied that it knew of any cracks.</figcaption></figure>",
    ],
)
def test_what_stands_between_headline_and_body_is_read(before: str) -> None:
    found = paragraphs(
        "", before=f"<div class='byline'>By Ann Oster, our reporter there</div>{before}"
    )
    lead = "The council denied that it knew of any cracks."
    assert found.index(lead) < found.index(FIRST[3:-4])
    assert found.count(lead) == 1


def test_a_column_of_an_old_page_is_read_line_by_line() -> None:
    lines = [f"<b>Per Holm:</b> Sentence {n} of what was said at some length." for n in range(8)]
    html = f"<html><body><table><tr><td>{'<br><br>'.join(lines)}</td></tr></table></body></html>"
    found = extract(Page(URL, html.encode(), "text/html", None)).text.split("\n\n")
    assert found[2] == "Per Holm: Sentence 2 of what was said at some length."
