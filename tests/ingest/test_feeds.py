"""Feeds and sitemaps lead to pages: real ones, from a server on this machine."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from factcheck import FetchFailure
from factcheck.ingest import Survey, survey
from factcheck.ingest.feeds import linked
from factcheck.ingest.page import Page

LOCAL = frozenset({"127.0.0.1"})
ARTICLE = (
    "<html lang=en><title>{0}</title><article><h1>{0}</h1><p>{0} was closed to lorries on Monday, "
    "the port authority said in a statement.</p><p>Engineers had found cracks in two of its spans "
    "and will look at the others next week. Cars may still cross, one lane at a time.</p></article>"
)
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>/</link>
<item><title>A</title><link>/north</link></item>
<item><title>B</title><link>/gone</link></item>
<item><title>A again</title><link>/north</link></item>
<item><title>C</title><link>http://10.0.0.1/inside</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>x</id>
<entry><title>A</title><id>a</id><link rel="alternate" href="north"/></entry>
<entry><title>B</title><id>b</id><link href="/south"/></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc> /north </loc></url><url><loc>/south</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>/sitemap.xml</loc></sitemap><sitemap><loc>/gone.xml</loc></sitemap>
<sitemap><loc>/packed.xml.gz</loc></sitemap><sitemap><loc>/index.xml</loc></sitemap>
</sitemapindex>"""
EAST = SITEMAP.replace("north", "south").replace(
    "/south</loc></url></urlset>", "/east</loc></url></urlset>"
)
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>'
PAGES: dict[str, tuple[str, str | bytes]] = {
    "/feed.rss": ("application/rss+xml", RSS),
    "/feed.atom": ("application/atom+xml", ATOM),
    "/sitemap.xml": ("application/xml", SITEMAP),
    "/index.xml": ("application/xml", INDEX),
    "/packed.xml.gz": ("application/x-gzip", gzip.compress(EAST.encode())),
    "/named.xml.gz": ("application/octet-stream", gzip.compress(EAST.encode())),
    "/torn.xml.gz": ("application/gzip", b"\x1f\x8bnot packed"),
    "/huge.xml.gz": ("application/gzip", gzip.compress(b" " * (51 * 2**20), 9)),
    "/broken.xml": ("text/xml", "<rss><channel>"),
    "/bomb.xml": ("text/xml", BOMB),
    "/other.xml": ("text/xml", "<note><to>you</to></note>"),
    "/empty.rss": ("application/rss+xml", '<rss version="2.0"><channel></channel></rss>'),
    "/north": ("text/html", ARTICLE.format("North Bridge")),
    "/south": ("text/html", ARTICLE.format("South Bridge")),
    "/east": ("text/html", ARTICLE.format("East Bridge")),
}


class Site(BaseHTTPRequestHandler):
    """The pages."""

    def do_GET(self) -> None:
        kind, body = PAGES.get(self.path, ("text/plain", ""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.end_headers()
        self.wfile.write(body if isinstance(body, bytes) else body.encode())

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def served() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served() as address:
        yield address


def read(address: str) -> Survey:
    return survey([address], allow_hosts=LOCAL)


@pytest.mark.parametrize("name", ["feed.atom", "sitemap.xml"])
def test_each_page_of_a_feed_becomes_a_document(site: str, name: str) -> None:
    found = read(f"{site}/{name}")
    assert [item.title for item in found.pages] == ["North Bridge", "South Bridge"]
    assert [item.url for item in found.pages] == [f"{site}/north", f"{site}/south"]
    assert found.kinds == {"web page": 2}


def test_the_sitemaps_that_a_sitemap_names_are_followed_one_level_deep(site: str) -> None:
    found = read(f"{site}/index.xml")
    assert [item.title for item in found.pages] == ["North Bridge", "South Bridge", "East Bridge"]
    reasons = {str(item.path): item.reason for item in found.skipped}
    assert "404" in reasons[f"{site}/gone.xml"]
    # That of an index within an index is no page.
    assert "not an article" in reasons[f"{site}/sitemap.xml"]


@pytest.mark.parametrize("name", ["packed.xml.gz", "named.xml.gz"])
def test_a_packed_sitemap_is_unpacked(site: str, name: str) -> None:
    assert [item.title for item in read(f"{site}/{name}").pages] == ["South Bridge", "East Bridge"]


def test_a_page_that_cannot_be_read_is_named_and_the_rest_goes_on(site: str) -> None:
    found = read(f"{site}/feed.rss")
    assert [item.title for item in found.pages] == ["North Bridge"]
    reasons = {str(item.path): item.reason for item in found.skipped}
    assert "404" in reasons[f"{site}/gone"]
    assert "not on the public internet" in reasons["http://10.0.0.1/inside"]


def test_a_place_that_is_no_address_is_named_and_the_rest_goes_on() -> None:
    others = ["http://[broken", "mailto:desk@news.example"]
    named = "".join(f"<url><loc>{place}</loc></url>" for place in (*others, "/north"))
    xml = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{named}</urlset>'
    page = Page("https://news.example/map.xml", xml.encode(), "application/xml", None)
    failed: list[FetchFailure] = []
    assert linked(page, pytest.fail, failed.append) == ["https://news.example/north"]
    assert [failure.url for failure in failed] == others


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("broken.xml", "its XML is broken"),
        ("bomb.xml", "declares a document type"),
        ("other.xml", "neither a feed nor a sitemap"),
        ("empty.rss", "names no page"),
        ("torn.xml.gz", "cannot be unpacked"),
        ("huge.xml.gz", "more than 52428800 bytes once unpacked"),
    ],
)
def test_what_is_no_feed_says_why(site: str, name: str, reason: str) -> None:
    with pytest.raises(FetchFailure, match=reason):
        read(f"{site}/{name}")


def test_too_many_pages_are_refused() -> None:
    page = sitemap("urlset", "url", [f"/{number}" for number in range(1_001)])
    with pytest.raises(FetchFailure, match="1001 pages, more than 1000; name a smaller one"):
        linked(page, lambda _: page, lambda _: None)


def sitemap(kind: str, entry: str, places: list[str]) -> Page:
    named = "".join(f"<{entry}><loc>{place}</loc></{entry}>" for place in places)
    body = f'<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{named}</{kind}>'
    return Page("https://news.example/sitemap.xml", body.encode(), "application/xml", None)


def test_no_more_sitemaps_are_read_once_they_name_too_many_pages() -> None:
    asked: list[str] = []

    def read(address: str) -> Page:
        asked.append(address)
        return sitemap("urlset", "url", [f"{address}/{number}" for number in range(400)])

    index = sitemap("sitemapindex", "sitemap", [f"/{number}" for number in range(900)])
    with pytest.raises(FetchFailure, match="names 1200 pages, more than 1000"):
        linked(index, read, lambda _: None)
    assert len(asked) == 3


def test_no_sitemap_is_read_of_too_many() -> None:
    index = sitemap("sitemapindex", "sitemap", [f"/{number}" for number in range(3_000)])
    with pytest.raises(FetchFailure, match="names 3000 sitemaps, more than 1000"):
        linked(index, lambda address: pytest.fail(f"{address} was read"), lambda _: None)
