"""From web pages to documents: the text and what the page states, nothing guessed."""

import json
from collections.abc import Callable
from dataclasses import replace

import lxml.html
import pytest

from factcheck.errors import FetchFailure
from factcheck.ingest.html import extract
from factcheck.ingest.page import Page
from factcheck.ingest.publication import seen_date

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


@pytest.mark.parametrize(
    ("stated", "publisher"),
    [
        ({"url": f"{URL}\ud800"}, "Harbour News"),
        ({"url": f"{URL}?half=\ud800"}, "Harbour News"),
        ({"publisher": "http://["}, "example.org"),
        ({"publisher": "//news.example/"}, "news.example"),
    ],
)
def test_what_a_page_states_wrongly_does_not_keep_it_from_being_read(
    stated: dict[str, str], publisher: str
) -> None:
    data = json.dumps({"@type": "NewsArticle", **stated})
    head = f"<title>Bridge</title><script type='application/ld+json'>{data}</script>"
    head += "" if "publisher" in stated else HEAD
    document = extract(page(article(head=head)))
    assert (document.text, document.publisher) == ("\n\n".join(SENTENCES), publisher)
    assert extract(replace(page(article(head=head)), url="")).text == document.text


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


@pytest.mark.parametrize(
    ("address", "language", "stated", "published"),
    [
        ("https://news.example.org/a", None, "03/04/2025", None),
        ("https://news.example.org/a", "en", "03/04/2025", None),
        ("https://news.example.org/a", "en", "03-04-2025", None),
        ("https://news.example.org/a", "en", "03.04.2025", "2025-04-03"),
        ("https://news.example.org/a", "en", "03/14/2025", "2025-03-14"),
        ("https://news.example.org/a", "en", "04/04/2025", "2025-04-04"),
        ("https://news.example.org/a", "en-US", "03/04/2025", "2025-03-04"),
        ("https://news.example.org/a", "en-GB", "03/04/2025", "2025-04-03"),
        ("https://news.example.org/a", "de", "03/04/2025", "2025-04-03"),
        ("https://lindmoor.gov/a", None, "03/04/2025", "2025-03-04"),
        ("https://news.example.ca/a", "en", "03/04/2025", None),
    ],
)
def test_a_date_in_numbers_is_one_if_it_can_be_read_in_one_way_alone(
    address: str, language: str | None, stated: str, published: str | None
) -> None:
    tag = f" lang='{language}'" if language else ""
    head = f"<meta name='date' content='{stated}'>"
    html = f"<html{tag}><head>{head}</head><body><article>{BODY}</article></body></html>"
    assert extract(at(address, html)).published == published


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("The bridge opened on 19 March 1932.", None),
        ("It rained on <time datetime='1932-03-19'>19 March</time>.", None),
        ("Die Brücke wurde am 19. März 1932 eröffnet.", None),
        ("Le pont a ouvert le 19 mars 1932.", None),
        ("By Jane Doe, 19 March 2025.", "2025-03-19"),
        ("This report was published on 19 March 2025.", "2025-03-19"),
        ("Paris, le 19 mars 2025.", "2025-03-19"),
        ("19 March 2025, 10 a.m.", "2025-03-19"),
        ("Our staff writers, 19 March 2025", "2025-03-19"),
    ],
)
def test_a_short_sentence_is_told_from_a_line_of_author_and_day(
    line: str, published: str | None
) -> None:
    language = "fr" if " le " in line else "de" if " am " in line else "en"
    body = f"<h1>Old bridge</h1><p>{line}</p>{BODY}"
    html = f"<html lang='{language}'><body><article>{body}</article></body></html>"
    assert extract(page(html)).published == published


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
def test_a_page_without_text_is_refused_and_that_told_once(
    html: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(FetchFailure, match="no readable text"):
        extract(page(html))
    assert caplog.records == []


def test_scripts_are_not_text() -> None:
    document = extract(page(article(body=BODY + "<script>alert('never')</script>")))
    assert "never" not in document.text


def test_plain_text_is_taken_as_it_is() -> None:
    document = extract(Page(URL, "Füße.\n\nZwei.".encode(), "text/plain", None))
    assert document.text == "Füße.\n\nZwei."
    with pytest.raises(FetchFailure, match="no readable text"):
        extract(Page(URL, b" ", "text/plain", "utf-8"))


def at(url: str, html: str) -> Page:
    return Page(url, html.encode(), "text/html", "utf-8")


@pytest.mark.parametrize(
    ("url", "head", "body", "publisher"),
    [
        ("https://hillnews.org/a", "<title>Bridge closed at Hill News</title>", "", "hillnews.org"),
        ("https://hillnews.org/a", "", "<a href='/'>The Hill News</a>", "The Hill News"),
        ("https://hillnews.org/a", "", "<p>Copyright 2016 Hill News. All rights</p>", "Hill News"),
        ("https://hillnews.org/a", "", "<p>© 2011–2016 by Hill News</p>", "Hill News"),
        ("https://clean-rivers.org/a", "<title>x – Clean Rivers Alliance</title>", "",
         "Clean Rivers Alliance"),
        ("https://www.thehillnews.com/print/1", "<title>The Hill News - Print version</title>", "",
         "The Hill News"),
        ("https://hillnews.org/a", "", "<p>Copyright 2016 Agency Photos</p>", "hillnews.org"),
        ("https://ab.org/a", "", "<a href='/'>About our bridges</a>", "ab.org"),
    ],
)  # fmt: skip
def test_a_name_that_the_domain_is_made_of_is_the_publisher(
    url: str, head: str, body: str, publisher: str
) -> None:
    found = extract(at(url, article(head=head, body=f"<h1>Bridge closed</h1>{BODY}{body}")))
    assert (found.title, found.publisher) == ("Bridge closed", publisher)


@pytest.mark.parametrize(
    ("beside", "url", "publisher"),
    [
        ("Korsk Courier", "https://example.org/a", "Korsk Courier"),
        ("what we know so far", "https://example.org/a", "example.org"),
        ("9 February 2026", "https://example.org/a", "example.org"),
        ("Korsk Courier", "", None),
    ],
)
def test_what_stands_beside_the_headline_is_a_publisher_only_in_place_of_an_address(
    beside: str, url: str, publisher: str | None
) -> None:
    head = f"<title>Bridge closed - {beside}</title>"
    assert extract(at(url, article(head=head, body=f"<h1>Bridge closed</h1>{BODY}"))).publisher == (
        publisher
    )


def test_the_name_of_the_site_in_the_first_heading_is_not_the_headline() -> None:
    html = (
        "<html><head><title>Bridge! at Hill News</title></head><body>"
        "<div id='header'><h1><a href='/'>Hill News</a></h1></div>"
        f"<div class='post'><h2>Bridge!</h2>{BODY}</div></body></html>"
    )
    found = extract(at("https://hillnews.org/a", html))
    assert (found.title, found.publisher) == ("Bridge!", "Hill News")


def test_a_journal_stands_before_its_publishing_house() -> None:
    head = "<meta name='citation_publisher' content='University Press'>"
    head += "<meta name='citation_journal_title' content='Journal of Bridges'>"
    assert extract(page(article(head=head))).publisher == "Journal of Bridges"


@pytest.mark.parametrize("heading", ["Leggi anche", "Lire aussi", "Lesen Sie auch", "Read next"])
def test_what_else_there_is_to_read_is_left_out_in_any_language(heading: str) -> None:
    teaser = f"<div><h3>{heading}</h3><p>The bus drivers of the city strike on Friday.</p></div>"
    assert extract(page(article(body=BODY + teaser))).text == "\n\n".join(SENTENCES)


def test_each_article_of_a_page_with_several_keeps_its_headline() -> None:
    headlines = ("Bridge in Korsk closed", "New ferry for Lindmoor", "School in Varn repaired")
    lines = [line for pair in zip(headlines, SENTENCES, strict=True) for line in pair]
    articles = "".join(
        f"<article><h2>{headline}</h2><p>{text}</p></article>"
        for headline, text in zip(headlines, SENTENCES, strict=True)
    )
    html = f"<html><head><title>News</title></head><body><main>{articles}</main></body></html>"
    assert extract(page(html)).text.split("\n\n") == lines


def test_the_menu_of_a_page_laid_out_as_a_table_is_left_out() -> None:
    menu = "<td><a href='/'>Home</a><br><a href='/s'>Sports</a></td>"
    html = f"<html><body><table><tr>{menu}<td>{BODY}</td></tr></table></body></html>"
    assert extract(page(html)).text == "\n\n".join(SENTENCES)


def test_the_date_of_a_post_may_stand_in_a_title_of_its_own() -> None:
    body = f"<h1>Bridge closed</h1><span class='post-date' title='2022-09-09T10:00Z'></span>{BODY}"
    assert extract(page(article(head="", body=body))).published == "2022-09-09"


def test_a_line_of_very_many_pieces_is_read_in_linear_time(is_linear: Callable[..., bool]) -> None:
    def dated(pieces: str) -> None:
        seen_date(lxml.html.document_fromstring(f"<body>{pieces}</body>"), None, "en-GB")

    assert is_linear(dated, "<b>a</b> ", 180_000, 5)
