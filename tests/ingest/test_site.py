"""Sixty pages as news sites write them: title, date, publisher and text are read right.

`site/shapes.py` has the shapes, `site/pages.py` says what a right reading gives.
"""

from collections import Counter

import pytest
from furniture import UNWANTED
from pages import PAGES
from shapes import Page

from factcheck.ingest import fetch as module
from factcheck.ingest.fetch import Web
from factcheck.ingest.html import Reading, read
from factcheck.ingest.publication import Dating

Readings = dict[Page, Reading]


@pytest.fixture(scope="module")
def readings(news_site: str) -> Readings:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PAUSE_SECONDS", 0.0)
        with Web(frozenset({"127.0.0.1"})) as web:
            return {page: read(web.read(news_site + page.path)) for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_a_page_is_read_as_its_readers_read_it(page: Page, readings: Readings) -> None:
    document = readings[page].document
    assert document.title == page.title
    assert document.publisher == (page.publisher or page.host)
    assert document.published == page.published
    places = [document.text.find(paragraph) for paragraph in page.story.paragraphs]
    assert -1 not in places and places == sorted(places)
    assert [words for words in UNWANTED if words in document.text] == []


def test_there_are_sixty_pages_in_forty_shapes() -> None:
    assert len(PAGES) == len({page.path for page in PAGES}) == 60
    assert len({page.shape for page in PAGES}) == 40


def test_the_language_is_the_stated_one_without_its_country(readings: Readings) -> None:
    for page, reading in readings.items():
        stated = f'<html lang="{page.language}"' in page.shape(page)
        assert reading.document.language == (page.language[:2] if stated else None)


def test_how_a_date_is_known_is_told(readings: Readings) -> None:
    found = Counter(reading.dating for reading in readings.values())
    assert found == {Dating.STATED: 57, Dating.INFERRED: 2, Dating.UNKNOWN: 1}
