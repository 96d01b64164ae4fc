"""The sixty pages of the test site, and the server that hands them out."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import shapes as of
import stories as on
from shapes import Page

HEADERLESS = "text/html"

PAGES: tuple[Page, ...] = (
    Page("/a/bridge", on.BRIDGE, of.broadsheet, "The Harbour Courier", "2025-06-03"),
    Page("/a/budget", on.BUDGET, of.broadsheet, "Midland Post", "2024-02-27", language="en-GB"),
    Page("/b/vaccine/", on.VACCINE, of.graph, "Health Desk", "2023-03-14"),
    Page("/b/strike/", on.STRIKE, of.graph, "Port & Ship", "2022-10-05"),
    Page("/c/flood", on.FLOOD, of.array, "Valley Observer", "2021-07-23"),
    Page("/c/court", on.COURT, of.array, "The Daily Ledger", "2020-01-07"),
    Page("/d/school", on.SCHOOL, of.several_articles, "North Star", "2025-02-01"),
    Page("/d/rate", on.RATE, of.several_articles, "Market Wire", "2025-06-19"),
    Page("/e/forest", on.FOREST, of.sloppy_data, "Inland Times", "2024-11-30"),
    Page("/e/train", on.TRAIN, of.prefixed_types, "Rail & Road", "2025-01-17"),
    Page("/f/flood-live", on.FLOOD, of.live_blog, "News Now", "2021-07-14"),
    Page("/f/rate-live", on.RATE, of.live_blog, "Market Wire", "2025-06-18"),
    Page("/g/bridge-check", on.BRIDGE, of.fact_check, "Fact Bureau", "2025-06-08"),
    Page("/h/museum", on.MUSEUM, of.open_graph, "Arts Weekly", "2025-04-04"),
    Page("/h/telescope", on.TELESCOPE, of.open_graph, "Sky Report", "2023-12-12"),
    Page("/h/strike", on.STRIKE, of.open_graph_with_suffix, "WKRT 9 News", "2022-10-06"),
    Page("/h/school", on.SCHOOL, of.open_graph_with_suffix, "The Examiner", "2025-02-02"),
    Page("/i/vaccine", on.VACCINE, of.dublin_core, "Institute of Health", "2023-03-13"),
    Page("/i/telescope", on.TELESCOPE, of.journal, "Annals of Astronomy", "2023-11-20"),
    Page("/i/court", on.COURT, of.analytics, "Court Watch", "2020-01-08"),
    Page("/j/budget", on.BUDGET, of.paywalled, "The Subscriber", "2024-02-28"),
    Page("/k/forest", on.FOREST, of.microdata, "Forest & Field", "2024-12-01"),
    Page("/k/train", on.TRAIN, of.microdata, "Evening Star", "2025-01-18"),
    Page("/k/museum", on.MUSEUM, of.microdata_meta, "Gallery Guide", "2025-04-05"),
    Page("/k/rate", on.RATE, of.rdfa, "The Statistician", "2025-06-20"),
    Page("/l/bridge", on.BRIDGE, of.plain_article, "Riverside Gazette", "2025-06-04"),
    Page("/l/telescope", on.TELESCOPE, of.plain_article, "Night Sky", "2023-12-13"),
    Page("/l/strike", on.STRIKE, of.updated_first, "Coast Radio", "2022-10-07"),
    Page("/m/flood", on.FLOOD, of.hatom, "Notes from the Valley", "2021-07-25"),
    Page("/m/museum", on.MUSEUM, of.indie_blog, "Bronze Age", "2025-04-06"),
    Page("/m/school", on.SCHOOL, of.newsletter_platform, "The Chalkboard", "2025-02-03"),
    Page("/n/school", on.SCHOOL, of.press_release, "Department for Education", "2025-01-31"),
    Page("/n/vaccine", on.VACCINE, of.press_release, "Ministry of Health", "2023-03-10"),
    Page("/n/forest", on.FOREST, of.agency_release, "Forest Service", "2024-11-29"),
    Page("/n/bridge", on.BRIDGE, of.agency_release, "Bureau of Bridges", "2025-06-02"),
    Page("/o/train", on.TRAIN, of.byline_only, "Travel Pages", "2025-01-19"),
    Page("/o/budget", on.BUDGET, of.byline_only, "Town Crier", "2024-02-29"),
    Page("/o/court", on.COURT, of.us_date, "Capitol Beat", "2020-01-09", language="en-US"),
    Page("/o/flood", on.FLOOD, of.uk_date, "Valley News", "2021-08-07", language="en-GB"),
    Page("/o/museum", on.MUSEUM, of.short_month, "Capital Weekly", "2025-04-07"),
    Page("/p/bruecke", on.GERMAN, of.in_german, "Flussbote", "2025-03-11", language="de"),
    Page("/p/piscine", on.FRENCH, of.in_french, "Le Quotidien", "2024-08-31", language="fr-FR"),
    Page("/p/alt", on.GERMAN, of.open_graph, "Altstadt-Anzeiger", "2025-03-12", language="de",
         charset="iso-8859-15", header=HEADERLESS),
    Page("/p/biblioteka", on.RUSSIAN, of.broadsheet, "Вестник", "2023-09-01", language="ru",
         charset="windows-1251", header="text/html; charset=windows-1251"),
    Page("/p/gorod", on.RUSSIAN, of.open_graph, "Городские новости", "2023-09-02", language="ru",
         charset="koi8-r", header=HEADERLESS),
    # The server is wrong about the charset: these bytes are no UTF-8, those are.
    Page("/p/ecole", on.FRENCH, of.broadsheet, "La Dépêche", "2024-09-01", language="fr",
         charset="windows-1252", header="text/html; charset=utf-8"),
    Page("/p/stadt", on.GERMAN, of.broadsheet, "Stadtblatt", "2025-03-13", language="de",
         header="text/html; charset=iso-8859-1"),
    Page("/q/strike.html", on.STRIKE, of.tables, "Harbour Page", "1999-10-08",
         charset="iso-8859-1", header=HEADERLESS),
    Page("/q/budget.html", on.COURT, of.tables, "Town Hall Online", "2001-05-11",
         charset="windows-1252", header="text/html; charset=iso-8859-1"),
    Page("/r/rate", on.RATE, of.wire, "Continental Press", "2025-06-21"),
    Page("/r/forest", on.FOREST, of.wire, "Meridian News Agency", "2024-12-02"),
    Page("/s/train/amp", on.TRAIN, of.amp, "Evening Star", "2025-01-20"),
    Page("/2024/02/26/budget", on.BUDGET, of.address_date, "Council News", "2024-02-26"),
    Page("/news/2020-01-10/court", on.COURT, of.address_date, "Bar Review", "2020-01-10"),
    Page("/t/telescope", on.TELESCOPE, of.undated, "Observatory", None),
    Page("/u/school", on.SCHOOL, of.interview, "The Long Read", "2025-02-04"),
    Page("/u/flood", on.FLOOD, of.linked_words, "Delta Daily", "2021-07-26"),
    Page("/v/vaccine", on.VACCINE, of.unclosed, "Clinic Courier", "2023-03-15"),
    Page("/w/bridge", on.BRIDGE, of.base_address, None, "2025-06-05", host="harbourpages.example"),
    Page("/x/museum", on.MUSEUM, of.hidden_furniture, "Plain News", "2025-04-08",
         header="application/xhtml+xml; charset=utf-8"),
)  # fmt: skip


def body(page: Page) -> bytes:
    """What the server sends for a page."""
    return page.shape(page).encode(page.charset, "xmlcharrefreplace")


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        page = next((page for page in PAGES if page.path == self.path), None)
        self.send_response(404 if page is None else 200)
        if page is not None:
            self.send_header("Content-Type", page.header)
        content = b"" if page is None else body(page)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@contextmanager
def served() -> Iterator[str]:
    """The site, on a free port of this machine; its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
