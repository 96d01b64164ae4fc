"""The description of the API as a page for people."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from lxml import html

from factcheck.api import reference_page


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function: the page of the specification, with another description of it if one is given."""

    def made(description: str | None = None) -> Any:
        load = yaml.safe_load

        def with_description(text: str) -> Any:
            found = load(text)
            if description is not None:
                found["info"]["description"] = description
            return found

        monkeypatch.setattr(reference_page.yaml, "safe_load", with_description)
        return html.fromstring(reference_page.reference_page.__wrapped__())

    return made


def test_descriptions_are_shown_as_they_are_meant(page: Any) -> None:
    shown = page()
    assert [found.text for found in shown.iterfind(".//header/p/strong")][:2] == [
        "Words.",
        "Errors.",
    ]
    left = [found.text_content() for found in shown.iterfind(".//p")]
    assert not [text for text in left if re.search(r"\*\*|`", text)]


def test_markup_in_a_description_stays_text(page: Any) -> None:
    header = page("<script>alert(1)</script> and **bold**").find(".//header")
    assert header.find(".//script") is None
    assert "<script>alert(1)</script>" in header.text_content()


def test_the_page_loads_nothing(page: Any) -> None:
    shown = page()
    assert not shown.xpath("//script | //link | //img | //iframe")
