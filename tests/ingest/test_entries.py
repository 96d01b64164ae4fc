"""The entries of a live page keep the times that stand above them."""

import pytest

from factcheck.ingest.html import extract
from factcheck.ingest.page import Page

ENTRIES = {
    "16:40": "Line 4 has reopened after repairs to the points at Marl, the operator says.",
    "15:10": "Crews are working on the points at Marl, and buses run from there to Sutton.",
    "14:05": "Line 4 is closed between Marl and Sutton after a fault was found in the points.",
}
BYLINE = "Tuesday 5 November 2024"


def lines(form: str, entries: dict[str, str]) -> list[str]:
    told = "".join(form.format(time=time, words=words) for time, words in entries.items())
    html = (
        "<html><head><title>Line 4: live</title></head><body><main><article><h1>Line 4: live</h1>"
        f"<p>{BYLINE}</p>{told}</article></main></body></html>"
    )
    document = extract(Page("https://news.example.org/live", html.encode(), "text/html", None))
    return document.text.split("\n\n")


@pytest.mark.parametrize(
    "form",
    [
        "<section class='entry'><time>{time}</time><p>{words}</p></section>",
        "<li class='post'><span class='post-time'>{time}</span><p>{words}</p></li>",
        "<div><h3><time>{time}</time></h3><div><p>{words}</p></div></div>",
        "<section><p><time>{time}</time> {words}</p></section>",
    ],
)
def test_an_entry_opens_with_its_time_and_stands_below_the_headline(form: str) -> None:
    told = [f"{time}: {words}" for time, words in ENTRIES.items()]
    assert lines(form, ENTRIES) == ["Line 4: live", BYLINE, *told]


def test_the_time_of_an_article_is_none_of_its_first_paragraph() -> None:
    form = "<div><time>{time}</time></div><p>{words}</p>"
    one = dict([*ENTRIES.items()][:1])
    assert not any(line.startswith("16:40") for line in lines(form, one))
