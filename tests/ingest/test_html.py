"""From web pages to documents: the text and what the page states, nothing guessed."""

import pytest

from factcheck.errors import FetchFailure
from factcheck.ingest.html import extract
from factcheck.ingest.page import Page

URL = "https://news.example.org/2025/bridge"
SENTENCES = [
    "The harbour bridge was closed to traffic on Monday after cracks were found in two pillars.",
    "The city engineer said the repair would take three months and cost four million euros.",
    "Ferries will carry passengers across the river until the bridge is open to cars again.",
]
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
HEAD = """
<title>Bridge closed | Harbour News</title>
<meta property="og:title" content="Bridge closed">
<meta property="og:site_name" content="Harbour News">
<meta property="article:published_time" content="2025-06-21T08:00:00+02:00">
"""


def page(html: str, charset: str | None = None, encoding: str = "utf-8") -> Page:
    return Page(URL, html.encode(encoding), "text/html", charset)


def article(head: str = HEAD, body: str = BODY, navigation: str = "") -> str:
    return f"<html><head>{head}</head><body>{navigation}<article>{body}</article></body></html>"


def test_title_publisher_date_and_address_are_those_of_the_page() -> None:
    document = extract(page(article()))
    assert document.title == "Bridge closed"
    assert document.publisher == "Harbour News"
    assert document.published == "2025-06-21"
    assert document.url == URL


def test_the_text_is_the_article_with_paragraphs_set_apart() -> None:
    navigation = "<nav><a href='/'>Home</a> <a href='/about'>About us</a></nav>"
    assert extract(page(article(navigation=navigation))).text == "\n\n".join(SENTENCES)


@pytest.mark.parametrize(
    "passage",
    [
        "<p>The first bridge was opened on 2019-05-04.</p>",
        "<p>The first bridge was opened on 4 May 2019.</p>",
        "<time datetime='2019-05-04'>4 May</time> <p>Another story</p>",
        "<a href='/2019/05/04/other'>Another story</a>",
        "<footer>Copyright 2019 Harbour News</footer>",
    ],
)
def test_a_date_in_the_text_is_not_taken_for_that_of_publication(passage: str) -> None:
    html = article(head="<title>Bridge</title>", body=BODY + passage)
    assert extract(page(html)).published is None


def test_a_date_may_be_stated_as_structured_data_or_in_the_address() -> None:
    data = '{"@type": "NewsArticle", "datePublished": "2025-06-20T22:00:00Z"}'
    script = f"<script type='application/ld+json'>{data}</script>"
    html = article(head="<title>Bridge</title>", body=BODY + script)
    assert extract(page(html)).published == "2025-06-20"
    plain = article(head="<title>Bridge</title>").encode()
    dated = Page("https://example.org/2025/06/19/bridge", plain, "text/html", None)
    assert extract(dated).published == "2025-06-19"


@pytest.mark.parametrize(
    ("charset", "encoding"), [("iso-8859-1", "iso-8859-1"), (None, "utf-8"), ("no-such", "utf-8")]
)
def test_the_charset_of_the_answer_is_used(charset: str | None, encoding: str) -> None:
    body = BODY + "<p>Der Oberbürgermeister äußerte sich am Montag nicht zu den Rissen.</p>"
    document = extract(page(article(body=body), charset, encoding))
    assert "Oberbürgermeister äußerte" in document.text


@pytest.mark.parametrize("html", ["", "   ", "<html></html>", "\x00\x01\x02", "<p></p>"])
def test_a_page_without_text_is_refused(html: str) -> None:
    with pytest.raises(FetchFailure, match="no readable text"):
        extract(page(html))


def test_scripts_are_not_text() -> None:
    document = extract(page(article(body=BODY + "<script>alert('never')</script>")))
    assert "never" not in document.text


def test_plain_text_is_taken_as_it_is() -> None:
    document = extract(Page(URL, "Füße.\n\nZwei.".encode(), "text/plain", None))
    assert document.text == "Füße.\n\nZwei."
    with pytest.raises(FetchFailure, match="no readable text"):
        extract(Page(URL, b" ", "text/plain", "utf-8"))
